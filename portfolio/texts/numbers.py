"""The live number of a quantity of one project."""

from collections.abc import Hashable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.numbers.registry import NumberContext, NumberError, NumberSpec, NumberValue, numbers
from portfolio.models import Quantity
from portfolio.projects.numbers import YEAR
from portfolio.projects.population import year_asked


def _quantity(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    project, name = params["project"], params["quantity"]
    year = year_asked(context, params)
    found = _quantities(context, year, project).get(name)
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


def _ask_for(context: NumberContext, asked: Sequence[Mapping[str, str]]) -> None:
    """Let the first of these numbers that is computed read the quantities of all their projects."""
    wanted: dict[int, set[str]] = {}
    for params in asked:
        with suppress(NumberError):  # Whoever computes it says what is wrong.
            wanted.setdefault(year_asked(context, params), set()).add(params.get("project", ""))
    for year, projects in wanted.items():
        key = _key(context, year)
        context.memo[key] = context.memo.get(key, frozenset()) | projects


_COLUMNS = ("pk", "value", "unit", "qualifier", "source")
Quantities = dict[str, tuple[Any, ...]]


def _key(context: NumberContext, year: int) -> Hashable:
    return "quantities asked for", context.strategy, year


def _quantities(context: NumberContext, year: int, project: str) -> Quantities:
    """What a project has in a year, by key: of all that the run asks for, if it is one of them."""
    asked: frozenset[str] = context.memo.get(_key(context, year), frozenset())
    together = asked if project in asked else frozenset({project})
    key = ("quantities", context.strategy, year, together)
    return context.once(key, lambda: _read(context, year, together))[project]


def _read(context: NumberContext, year: int, projects: frozenset[str]) -> dict[str, Quantities]:
    rows = Quantity.objects.filter(project__strategy__slug=context.strategy, year=year)
    found = rows.filter(project__code__in=sorted(projects)).order_by()
    known: dict[str, Quantities] = {code: {} for code in projects}
    for code, name, *values in found.values_list("project__code", "key", *_COLUMNS):
        known[code][name] = tuple(values)
    return known


NUMBERS = (
    NumberSpec(
        key="projects.quantity",
        label=_("Quantity of a project"),
        definition=_("A quantity entered for one project and year, with its source."),
        compute=_quantity,
        prepare=_ask_for,
        params={"project": _("the project's code"), "quantity": _("the quantity's key")},
        optional=YEAR,
    ),
)


def register() -> None:
    """Declare the number of a quantity."""
    numbers.register(*NUMBERS)
