"""How dates and spans of dates are put together: month names from CLDR, patterns of the house."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

Point = TypeVar("Point", date, int)


@dataclass(frozen=True)
class DatePatterns:
    """The patterns of one language.

    Fields in braces: ``{d}`` day, ``{m}`` month and ``{y}`` year of the first (or only) date;
    ``{d2}``, ``{m2}``, ``{y2}`` of the second.
    """

    day: str
    days_in_month: str
    days_in_year: str
    days: str
    month: str
    months_in_year: str
    months: str

    def fill(
        self,
        pattern: str,
        first: date,
        last: date,
        months: Mapping[int, str],
        day: Callable[[int], str],
    ) -> str:
        """Return ``pattern`` filled from two dates; ``day`` writes the number of a day."""
        return pattern.format(
            d=day(first.day),
            m=months[first.month],
            y=first.year,
            d2=day(last.day),
            m2=months[last.month],
            y2=last.year,
        )

    def for_days(self, first: date, last: date) -> str:
        """Return the pattern that repeats neither month nor year without need."""
        if first == last:
            return self.day
        if first.year != last.year:
            return self.days
        return self.days_in_month if first.month == last.month else self.days_in_year

    def for_months(self, first: date, last: date) -> str:
        """Return the pattern for whole months, that of ``first`` to that of ``last``."""
        if first.year != last.year:
            return self.months
        return self.month if first.month == last.month else self.months_in_year


def refuse_backwards(first: Point, last: Point) -> None:
    """Raise ``ValueError`` when a span (dates, years, numbers) ends before it begins."""
    if last < first:
        raise ValueError(f"a span cannot end ({last}) before it begins ({first})")
