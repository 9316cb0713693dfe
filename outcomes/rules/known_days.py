"""Days of which only the month or the year may be known."""

import re
from datetime import date

from django.utils.formats import date_format

from outcomes.choices import Precision

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)


def first_day_of(day: date, precision: str) -> date:
    """The day that stands for the whole of what is known: the first of a month or of a year."""
    if precision == Precision.YEAR:
        return day.replace(month=1, day=1)
    return day.replace(day=1) if precision == Precision.MONTH else day


def day_as_known(day: date | None, precision: str) -> str:
    """ "15 March 2020", "March 2020" or "2020"; empty for none."""
    if day is None:
        return ""
    if precision == Precision.YEAR:
        return str(day.year)
    known = "YEAR_MONTH_FORMAT" if precision == Precision.MONTH else "DATE_FORMAT"
    return date_format(day, known)


def written_as_known(day: date | None, precision: str) -> str:
    """The same as files write it: "2020-03-15", "2020-03" or "2020"."""
    if day is None:
        return ""
    return day.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(precision), 10)]


def known_day(text: str) -> tuple[date, Precision] | None:
    """What `written_as_known` has written; None for anything else, and for days there are not."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = found.groups()
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    try:
        return date(int(year), int(month or 1), int(day or 1)), precision
    except ValueError:
        return None
