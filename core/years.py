"""Years and days that can be meant. One span for forms, files and addresses."""

import re
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1950, 2150
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
ASKS_YEAR = _("A year from %(first)s to %(last)s belongs here.")


def is_year(value: int) -> bool:
    """Whether a number is a year that can be meant."""
    return FIRST_YEAR <= value <= LAST_YEAR


def known_year(value: int) -> None:
    """Validator: refuse a number that is no year."""
    if not is_year(value):
        params = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise ValidationError(ASKS_YEAR, code="no_year", params=params)


def known_day(value: date) -> None:
    """Validator: refuse a day of a year that cannot be meant."""
    known_year(value.year)


class Years(NamedTuple):
    """One year, or a span of years with both ends in it."""

    first: int
    last: int

    @property
    def are_one(self) -> bool:
        """Whether it is a single year."""
        return self.first == self.last

    def __str__(self) -> str:
        """As addresses and texts name it: "2021", "2016-2017"."""
        return str(self.last) if self.are_one else f"{self.first}-{self.last}"


_YEARS = re.compile(r"([0-9]{4})(?:[-\u2013]([0-9]{2}|[0-9]{4}))?", re.ASCII)


def years_meant(text: str) -> Years | None:
    """The years that "2021", "2016-17" or "2016–2017" names; None where it names none."""
    found = _YEARS.fullmatch(text.strip())
    if found is None:
        return None
    first, end = int(found[1]), found[2] or found[1]
    last = int(end) if len(end) == 4 else first - first % 100 + int(end)
    is_span = is_year(first) and is_year(last) and first <= last
    return Years(first, last) if is_span else None
