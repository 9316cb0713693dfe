"""What the address of a list asks for: a day, and the rows behind a live number."""

from datetime import date
from typing import Any

import django_filters
from django.http import HttpRequest

from core.numbers.registry import (
    NumberContext,
    NumberError,
    NumberSpec,
    number_value,
    numbers,
)
from core.numbers.syntax import TokenError, parse_token
from core.pages.looking_back import AT, KNOWN_AT, day_in_address, past_asked
from core.pages.strategies import EVERY
from core.registry import UnknownKey
from core.time import working_date
from core.years import Years, years_meant


def day_asked(request: HttpRequest | None) -> date:
    """`?at=2021-12-31`, or the working date when it is missing, no day, or none that can be meant.

    Who asks only for what was known on a day, asks how things stood on that day.
    """
    if request is None:
        return working_date()
    if day := day_in_address(request.GET.get(AT, "")):
        return day
    past = past_asked(request) if KNOWN_AT in request.GET else None
    return past.at if past else working_date()


def number_asked(request: HttpRequest) -> NumberSpec | None:
    """The live number whose rows the address asks this very page for; None where there is none."""
    match = request.resolver_match
    try:
        spec = numbers[parse_token(request.GET.get("number", "")).key]
    except (TokenError, UnknownKey):
        return None
    return spec if match and spec.page == match.view_name else None


def counted_rows(filters: django_filters.FilterSet, rows: Any, signature: str) -> Any:
    """Exactly those of `rows` that a live number, such as `projects.new_or_major`, counts.

    Strategy, year and day come from the other filters; a number that counts other things than
    this list shows, or cannot be computed, gives nothing.
    """
    day = day_asked(filters.request)
    given = filters.data.get("year")
    given_strategy = filters.data.get("strategy", "")
    try:
        years = _years(given) if given else Years(day.year, day.year)
        context = NumberContext(
            strategy="" if given_strategy == EVERY else given_strategy,
            year=years.last,
            since=years.first,
            at=day,
            rows_only=True,
        )
        counted = number_value(parse_token(signature), context).rows
    except (TokenError, NumberError, UnknownKey, ValueError):
        return rows.none()
    if counted is None or counted.model is not rows.model:
        return rows.none()
    # One query with the conditions of both, not one within the other: both are of one table, and what
    # they ask of others they ask by subqueries, so that no row can come twice.
    return rows & counted.order_by()


def _years(given: str) -> Years:
    """The years that are asked for; raises `ValueError` where none can be meant."""
    if (years := years_meant(given)) is None:
        raise ValueError(given)
    return years
