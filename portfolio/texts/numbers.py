"""The live number of a quantity of one project."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.numbers.registry import NumberContext, NumberError, NumberSpec, NumberValue, numbers
from portfolio.models import Quantity
from portfolio.projects.numbers import YEAR
from portfolio.projects.population import year_asked


def _quantity(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    project, name = params["project"], params["quantity"]
    _read_quantities(context, [params])
    year = year_asked(context, params)
    found = _quantities(context, year)[project].get(name)
    if found is None:
        raise NumberError(f"The project {project} has no quantity “{name}” for {year}.")
    pk, value, unit, qualifier, source = found
    return NumberValue(
        rows=Quantity.objects.filter(pk=pk),
        row_ids=(pk,),
        value=value,
        unit=unit,
        qualifier=qualifier,
        source=source,
    )


def _read_quantities(context: NumberContext, asked: Sequence[Mapping[str, str]]) -> None:
    """Read the quantities of all projects asked for that this run has not read yet."""
    wanted: dict[int, set[str]] = {}
    for params in asked:
        with suppress(NumberError):  # Whoever computes it says what is wrong.
            wanted.setdefault(year_asked(context, params), set()).add(params.get("project", ""))
    for year, projects in wanted.items():
        known = _quantities(context, year)
        if missing := projects - known.keys():
            known |= {code: {} for code in missing}
            rows = Quantity.objects.filter(project__strategy__slug=context.strategy, year=year)
            found = rows.filter(project__code__in=sorted(missing)).order_by()
            for code, name, *values in found.values_list("project__code", "key", *_COLUMNS):
                known[code][name] = tuple(values)


_COLUMNS = ("pk", "value", "unit", "qualifier", "source")


def _quantities(context: NumberContext, year: int) -> dict[str, dict[str, tuple[Any, ...]]]:
    """What was read of a year, by project code and key of the quantity."""
    found: dict[str, dict[str, tuple[Any, ...]]] = context.memo.setdefault(
        ("quantities", context.strategy, year), {}
    )
    return found


NUMBERS = (
    NumberSpec(
        key="projects.quantity",
        label=_("Quantity of a project"),
        definition=_("A quantity entered for one project and year, with its source."),
        compute=_quantity,
        prepare=_read_quantities,
        params={"project": _("the project's code"), "quantity": _("the quantity's key")},
        optional=YEAR,
    ),
)


def register() -> None:
    """Declare the number of a quantity."""
    numbers.register(*NUMBERS)
