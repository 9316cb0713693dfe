"""A day that somebody typed on a page, read as readers of the page's language would read it.

The reading itself is `core.languages.typed`. Where a text may mean two days (10/1/2022 in English), a
field takes the language's own order, and then shows the day in words; a round's table asks instead.
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.languages.typed import days_meant
from core.years import is_year

# A day whose figures can stand for nothing else than day and month.
EXAMPLE = date(2022, 4, 29)
FORMAT = "SHORT_DATE_FORMAT"
_LONGEST_SHOWN = 40


def days_typed(text: str) -> tuple[date, ...]:
    """The days that can be meant, the more likely first; impossible years only for want of others."""
    days = days_meant(text, get_language() or "en")
    return tuple(day for day in days if is_year(day.year)) or days


def day_typed(text: str) -> date | None:
    """The day that is most likely meant; None where it is none."""
    return next(iter(days_typed(text)), None)


def day_shown(day: date) -> str:
    """A day as a field shows it, and as it can be typed again."""
    return date_format(day, FORMAT)


def no_day(text: str) -> str:
    """That a text is no day, and how one is written in this language."""
    words = " ".join(text.split())
    shown = f"{words[:_LONGEST_SHOWN]}…" if len(words) > _LONGEST_SHOWN else words
    message = _("“%(text)s” is no day; write it as in %(example)s.")
    return message % {"text": shown, "example": day_shown(EXAMPLE)}
