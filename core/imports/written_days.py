"""Days and months as people write them into a sheet: never taken, but named where they are meant."""

import re
from datetime import date, timedelta

from core.languages import LANGUAGES
from core.languages.typed import days_meant
from core.years import is_year

# Excel counts days from here; the earliest number that can be a day of ours has five figures.
_FIRST_DAY = date(1899, 12, 30)
_SERIAL = re.compile(r"\d{5}")
_WITH_TIME = re.compile(r"(.{0,60}\d)[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm]|Z)?")
_MONTH = re.compile(
    r"(?P<month>\d{1,2})[-./](?P<year>\d{4})|(?P<first>\d{4})[./](?P<second>\d{1,2})"
)
_NAMED_MONTH = re.compile(r"(?P<month>[^\W\d_]{3,20})\.?[- ](?:de |del )?(?P<year>\d{4}|\d{2})")
_SHORT_YEAR = re.compile(r"(.{0,60}[^\W\d_]\.?[- ])(\d{2})")


def days_written(text: str) -> list[date]:
    """The days that a text may mean to readers of any language; none where it is no day."""
    timed = _WITH_TIME.fullmatch(text)
    text = timed[1] if timed else text
    if _SERIAL.fullmatch(text):
        found = [_FIRST_DAY + timedelta(days=int(text))]
    else:
        named = _SHORT_YEAR.fullmatch(text)  # 10-Jan-22
        text = f"{named[1]}20{named[2]}" if named else text
        found = [day for code in LANGUAGES for day in days_meant(text, code)]
    return sorted({day for day in found if is_year(day.year)})


def month_written(text: str) -> date | None:
    """The first day of the month that a text means, as 12/2021 or Dez. 2021; None where it is none."""
    if found := _MONTH.fullmatch(text):
        year, month = found["year"] or found["first"], found["month"] or found["second"]
        is_month = 1 <= int(month) <= 12 and is_year(int(year))
        return date(int(year), int(month), 1) if is_month else None
    if found := _NAMED_MONTH.fullmatch(text):
        year = found["year"] if len(found["year"]) == 4 else f"20{found['year']}"
        days = days_written(f"1 {found['month']} {year}")
        return days[0] if len(days) == 1 else None
    days = days_written(text)
    return days[0].replace(day=1) if len(days) == 1 else None
