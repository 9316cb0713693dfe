"""Counts of projects' rows as values of live numbers."""

from decimal import Decimal
from typing import Any

from core.numbers.registry import NumberValue
from portfolio.models import Milestone


def count_value(rows: Any, unit: Any) -> NumberValue:
    """How many rows there are."""
    invented = rows.model is Milestone and rows.filter(illustrative=True).exists()
    return NumberValue(value=Decimal(rows.count()), unit=unit, rows=rows, illustrative=invented)


def part_value(rows: Any, whole: Any, unit: Any) -> NumberValue:
    """How many rows there are, of how many in the whole."""
    counted, of = count_value(rows, unit), count_value(whole, unit)
    return NumberValue(
        value=counted.value, of=of.value, unit=unit, rows=rows, illustrative=of.illustrative
    )
