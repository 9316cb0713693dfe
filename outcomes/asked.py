"""Outcomes and units that the parameters of a number or of a table name: `outcome=1,2 unit=TMS`."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from core.imports.problems import did_you_mean
from core.models import Unit
from core.numbers.registry import NumberContext, NumberError, Translatable
from outcomes.models import Deliverable, Outcome, Output
from outcomes.models.querysets import DeliverableQuerySet, InForceQuerySet

Part = TypeVar("Part", Outcome, Output)
BY_OUTCOME: Mapping[str, Translatable] = {"outcome": _("numbers of outcomes, as in outcome=1")}
DELIVERED: Mapping[str, Translatable] = {
    **BY_OUTCOME,
    "output": _("numbers of outputs, as in output=1.1"),
}


def values_asked(params: Mapping[str, str], name: str, known: Collection[str]) -> list[str]:
    """The values of a parameter, which commas join. Raises `NumberError` for one that is not known."""
    values = [value.strip() for value in params[name].split(",") if value.strip()]
    for value in values:
        if value not in known:
            message = f"There is no {name} “{value}”. {did_you_mean(value, known)}"
            raise NumberError(message.strip())
    return values


def outcomes_asked(context: NumberContext, params: Mapping[str, str]) -> InForceQuerySet[Outcome]:
    """The outcomes of the strategy that `outcome` names, in all their versions."""
    return _numbered(Outcome.objects.of_strategy(context.strategy), params, "outcome")


def outputs_asked(context: NumberContext, params: Mapping[str, str]) -> InForceQuerySet[Output]:
    """The outputs of the strategy that `output` names, in all their versions."""
    return _numbered(Output.objects.of_strategy(context.strategy), params, "output")


def _numbered(
    rows: InForceQuerySet[Part], params: Mapping[str, str], name: str
) -> InForceQuerySet[Part]:
    known = list(dict.fromkeys(rows.values_list("number", flat=True)))
    return rows.filter(number__in=values_asked(params, name, known))


def deliverables_asked(context: NumberContext, params: Mapping[str, str]) -> DeliverableQuerySet:
    """The deliverables in force that are no parts; of some outcomes or outputs alone if asked so."""
    rows = Deliverable.objects.of_strategy(context.strategy).in_force(context.at)
    outputs = Output.objects.of_strategy(context.strategy).in_force(context.at)
    rows = rows.filter(part_of__isnull=True, output__in=outputs)
    if "outcome" in params:
        rows = rows.filter(output__outcome__in=outcomes_asked(context, params))
    if "output" in params:
        rows = rows.filter(output__in=outputs_asked(context, params))
    return rows


def units_asked(params: Mapping[str, str]) -> list[int]:
    """The units that `unit` names, by their keys."""
    found = dict(Unit.objects.values_list("code", "pk"))
    return [found[code] for code in values_asked(params, "unit", list(found))]
