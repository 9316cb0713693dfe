"""The population that the numbers about projects count, and how it is made up."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count

from core.numbers.registry import NumberContext, NumberError
from portfolio.models import Project
from portfolio.models.querysets import ProjectQuerySet


class Tally(NamedTuple):
    """How many projects are alike: ids of outcome and driver (one of them None), category, and
    whether they are completed."""

    outcome: int | None
    driver: int | None
    category: str
    completed: bool
    projects: int


def population(context: NumberContext, params: Mapping[str, str]) -> ProjectQuerySet:
    """The projects in the work plan of the reported year, or of the year the token names."""
    projects = context.seen(Project.objects.of_strategy(context.strategy))
    return projects.in_work_plan(year_asked(context, params), context.at)


def year_asked(context: NumberContext, params: Mapping[str, str]) -> int:
    """The year that the token names, or the reported one."""
    given = params.get("year", str(context.year))
    if not re.fullmatch("(19|[2-8][0-9])[0-9]{2}", given, re.ASCII):
        raise NumberError(f"year={given} is not a year; write it as in year=2021.")
    return int(given)


def tally(context: NumberContext, params: Mapping[str, str]) -> list[Tally]:
    """How the population is made up, counted by the database once a run."""
    key = _key(context, params)
    if key not in context.memo:
        rows = population(context, params).with_completed(context.at).order_by()
        columns = ("output__outcome_id", "driver_id", "category", "is_completed")
        counted = rows.values_list(*columns).annotate(projects=Count("pk"))
        context.memo[key] = list(map(Tally._make, counted))
    found: list[Tally] = context.memo[key]
    return found


def keep_tally(context: NumberContext, found: list[Tally]) -> None:
    """Spare this context the counting: whoever asks has counted the very population already."""
    context.memo[_key(context, {})] = found


def _key(context: NumberContext, params: Mapping[str, str]) -> tuple[object, ...]:
    seen_by = context.seen_by.pk if context.seen_by else None
    return ("tally", context.strategy, year_asked(context, params), context.at, seen_by)


def tallied(
    context: NumberContext,
    params: Mapping[str, str],
    holds: Callable[[Tally], bool] = lambda _each: True,
) -> Decimal | None:
    """How many of the population are so; nothing, and no query, where only rows are asked for."""
    if context.rows_only:
        return None
    return Decimal(sum(each.projects for each in tally(context, params) if holds(each)))
