"""Years and days that can be meant. One span for forms, files and addresses."""

from datetime import date

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
