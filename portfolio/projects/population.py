"""The population that the numbers about projects count, and how it is made up."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count

from core.numbers.registry import NumberContext, NumberError
from core.years import Years, years_meant
from portfolio.models import Project
from portfolio.models.querysets import ProjectQuerySet
from portfolio.projects.narrowing import narrowed, narrowings_in


class Tally(NamedTuple):
    """How many projects are alike: ids of outcome and driver (one of them None), category,
    and whether they count as new or major and as completed."""

    outcome: int | None
    driver: int | None
    category: str
    new_or_major: bool
    completed: bool
    projects: int


# The live numbers that a tally answers, by their keys.
TALLY_NUMBERS: Mapping[str, Callable[[Tally], bool]] = {
    "projects.total": lambda _each: True,
    "projects.completed": lambda each: each.completed,
    "projects.new_or_major": lambda each: each.new_or_major,
}


def population(context: NumberContext, params: Mapping[str, str]) -> ProjectQuerySet:
    """The projects in the work plan of the reported years, or of those the token names, each once.

    Its other parameters may leave some of them (`portfolio.projects.narrowing`).
    """

    def build() -> ProjectQuerySet:
        projects = context.seen(Project.objects.of_strategy(context.strategy))
        in_plan = projects.in_work_plans(years_asked(context, params), context.at)
        return narrowed(in_plan, context, params)

    found: ProjectQuerySet = context.queryset("population", build, *asked_of(context, params))
    return found


def asked_of(context: NumberContext, params: Mapping[str, str]) -> tuple[Hashable, ...]:
    """What a population depends on beside the context."""
    return years_asked(context, params), narrowings_in(params)


def years_asked(context: NumberContext, params: Mapping[str, str]) -> Years:
    """The year or the span of years that the token names, else what is reported on."""
    if "year" not in params:
        return context.years
    if (years := years_meant(params["year"])) is None:
        given = params["year"]
        raise NumberError(
            f"year={given} is not a year; write it as in year=2021, several as in year=2016-17."
        )
    return years


def year_asked(context: NumberContext, params: Mapping[str, str]) -> int:
    """The same for a number that is of one year; of several reported ones it is the last."""
    years = years_asked(context, params)
    if "year" in params and not years.are_one:
        raise NumberError(f"year={years} are several years; this number is of one.")
    return years.last


def tally(context: NumberContext, params: Mapping[str, str]) -> list[Tally]:
    """How the population is made up, counted by the database once a run."""

    def groups() -> Any:
        whole = population(context, params).with_new_or_major()
        rows = whole.with_completed(context.at).order_by()
        columns = ("output__outcome_id", "driver_id", "category", "is_new_or_major", "is_completed")
        return rows.values_list(*columns).annotate(projects=Count("pk"))

    key = _key(context, params)
    return context.once(key, lambda: list(map(Tally._make, context.rows("tally", groups, *key))))


def take_tally(context: NumberContext, counted: Callable[[], list[Tally]]) -> None:
    """Spare this context the counting: whoever asks has `counted` the very population already."""
    context.once(_key(context, {}), counted)


def _key(context: NumberContext, params: Mapping[str, str]) -> tuple[object, ...]:
    seen_by = context.seen_by.pk if context.seen_by else None
    years = years_asked(context, params)
    return ("tally", context.strategy, years, context.at, seen_by, narrowings_in(params))


def tallied(
    context: NumberContext, params: Mapping[str, str], key: str = "projects.total"
) -> Decimal | None:
    """One of `TALLY_NUMBERS`; nothing, and no query, where only rows are asked for."""
    return None if context.rows_only else Decimal(tally_number(tally(context, params), key))


def tally_number(found: Iterable[Tally], key: str) -> int:
    """One of `TALLY_NUMBERS` in a population that is made up so."""
    holds = TALLY_NUMBERS[key]
    return sum(each.projects for each in found if holds(each))
