"""The periods of a strategy: quarters, years and bienniums with their names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from outcomes.choices import Period

MONTHS = {Period.QUARTER: 3, Period.YEAR: 12, Period.BIENNIUM: 24}


@dataclass(frozen=True)
class Span:
    """A period from its first day to its last."""

    start: date
    end: date

    @property
    def label(self) -> str:
        """ "Q1 2021", "2021", "2020–21", or both days where it is none of these."""
        if self == quarter_of(self.start):
            return _("Q%(quarter)s %(year)s") % {
                "quarter": (self.start.month + 2) // 3,
                "year": self.start.year,
            }
        whole_years = (self.start.month, self.start.day) == (1, 1) and (
            self.end.month,
            self.end.day,
        ) == (12, 31)
        if not whole_years:
            return f"{self.start.isoformat()} – {self.end.isoformat()}"
        if self.start.year == self.end.year:
            return str(self.start.year)
        return f"{self.start.year}–{self.end.year % 100:02}"

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies wholly within."""
        return self.start <= other.start and other.end <= self.end


def quarter_of(day: date) -> Span:
    """The calendar quarter a day lies in."""
    start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Span(start, _months_on(start, 3) - timedelta(days=1))


def periods(kind: str, starts_on: date, ends_on: date) -> list[Span]:
    """The periods of a strategy, counted from the beginning of its first year."""
    return list(_periods(MONTHS[Period(kind)], date(starts_on.year, 1, 1), ends_on))


def _periods(months: int, start: date, last: date) -> Iterator[Span]:
    while start <= last:
        following = _months_on(start, months)
        yield Span(start, following - timedelta(days=1))
        start = following


def _months_on(start: date, months: int) -> date:
    """The first day of the month so many months later; `start` is the first of a month."""
    count = start.year * 12 + start.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
