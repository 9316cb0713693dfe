"""What the address of a list asks for: a day, and the rows behind a live number."""

from datetime import date
from typing import Any

import django_filters
from django.http import HttpRequest

from core.numbers.registry import NumberContext, NumberError, number_value
from core.numbers.syntax import TokenError, parse_token
from core.registry import UnknownKey
from core.time import working_date

# Days that every rule can still count from and to.
EARLIEST, LATEST = date(1900, 1, 1), date(9998, 12, 31)


def day_asked(request: HttpRequest | None) -> date:
    """`?at=2021-12-31`, or the working date when it is missing, no date, or out of all bounds."""
    try:
        day = date.fromisoformat(request.GET.get("at", "") if request else "")
    except ValueError:
        return working_date()
    return day if EARLIEST <= day <= LATEST else working_date()


def is_year(value: Any) -> bool:
    """Whether a number is a year that every rule can count with."""
    return EARLIEST.year <= int(value) <= LATEST.year


def counted_rows(filters: django_filters.FilterSet, rows: Any, signature: str) -> Any:
    """Exactly those of `rows` that a live number, such as `projects.new_or_major`, counts.

    Strategy, year and day come from the other filters; a number that counts other things than
    this list shows, or cannot be computed, gives nothing.
    """
    day = day_asked(filters.request)
    try:
        context = NumberContext(
            strategy=filters.data.get("strategy", ""),
            year=int(filters.data.get("year") or day.year),
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
