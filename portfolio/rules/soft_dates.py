"""Soft dates: what "early 2022" or "2022–23" in a report binds somebody to.

The house's conventions, all with both ends counted:

* a day is itself ("2022-03-31", "31 March 2022"); "by …" leaves the start open;
* a month, quarter, half or year is the whole of it ("March 2022", "2022-03", "2022-Q1", "Q1 2022",
  "the first quarter of 2022", "the second half of 2022", "2022");
* "early", "mid" and "late" are the thirds of a year: January–April, May–August,
  September–December; "beginning of" is as early, "end of 2022" is December;
* "later in 2022" and "in the course of 2022" can be done on any day of the year: the whole of it;
* the same in German, French and Spanish: "Anfang 2022", "1. Quartal 2022", "début 2022", "1er
  trimestre 2022", "principios de 2022", "primer trimestre de 2022" (`portfolio.rules.soft_date_words`);
  "31.03.2022" is a day as German writes it;
* "2022–23" is the first day of 2022 to the last of 2023, whichever dash or stroke is used. Only
  "2021-12" with a hyphen is read as a month, as ISO 8601 has it, where the two figures can be one.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portfolio.rules.soft_date_words import MONTHS, ORDINALS, readings


@dataclass(frozen=True)
class Period:
    """From `start` (None: open) to `end`, both counted."""

    start: date | None
    end: date


def read_soft_date(text: str) -> Period | None:
    """The period that a soft date covers; None for an empty text, which promises no date.

    Raises `ValidationError` for words that say no date, and for days that do not exist.
    """
    if not text.strip():
        return None
    for reading in readings(_small(text)):
        with suppress(ValueError):
            return _read(reading)
    raise ValidationError(
        _(
            "“%(text)s” is not read as a date. Write it as 2022-03-31, March 2022, 2022-Q1, "
            "early 2022, later in 2022, 2022 or 2022–23, or leave it empty."
        ),
        code="soft_date",
        params={"text": text},
    )


def reading_of(text: str) -> str:
    """The English words as which a soft date is read; raises `ValueError` where it is none."""
    for reading in readings(_small(text)):
        with suppress(ValueError):
            _read(reading)
            return reading
    raise ValueError(text)


def _small(text: str) -> str:
    return " ".join(text.lower().replace("\u00a0", " ").replace("\u202f", " ").split())


def _read(words: str) -> Period:
    """The period of English words; raises `ValueError` for those that say none."""
    by = re.fullmatch(r"(?:by|until|before the end of) (?:the )?(.+)", words)
    if by:
        return Period(None, _period(by.group(1)).end)
    return _period(words.removeprefix("in ").removeprefix("the "))


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _day(year: int, month: int, day: int) -> Period:
    found = date(year, month, day)
    return Period(found, found)


def _years(first: str, last: str) -> Period:
    end = int(last) if len(last) == 4 else int(first[:2] + last)
    if end <= int(first):
        raise ValueError(f"{end} does not follow {first}")
    return Period(date(int(first), 1, 1), date(end, 12, 31))


def _iso_month_or_years(first: str, second: str) -> Period:
    """ "2021-12" is a month; "2022-23" cannot be one and is two years."""
    if 1 <= int(second) <= 12:
        return _months(int(first), int(second), int(second))
    return _years(first, second)


def _third(word: str, year: str) -> Period:
    first = {"early": 1, "beginning": 1, "start": 1, "mid": 5, "middle": 5, "late": 9}[word]
    return _months(int(year), first, first + 3)


def _part(number: int, year: str, months: int) -> Period:
    return _months(int(year), (number - 1) * months + 1, number * months)


_MONTH = "|".join(MONTHS)
_FORMS: tuple[tuple[str, Callable[..., Period]], ...] = (
    (r"(\d{4})-(\d\d)-(\d\d)", lambda y, m, d: _day(int(y), int(m), int(d))),
    (r"(\d\d?)\.(\d\d?)\.(\d{4})", lambda d, m, y: _day(int(y), int(m), int(d))),
    (
        rf"(\d\d?) ({_MONTH}) (\d{{4}})",
        lambda d, m, y: _day(int(y), MONTHS.index(m) + 1, int(d)),
    ),
    (
        rf"({_MONTH}) (\d{{4}})",
        lambda m, y: _months(int(y), MONTHS.index(m) + 1, MONTHS.index(m) + 1),
    ),
    (r"(\d{4})-(\d\d)", _iso_month_or_years),
    (r"(\d{4})(?:[–—/]| to | and )(\d\d|\d{4})", _years),
    (r"(\d{4})-(\d{4})", _years),
    (r"(\d{4})[- ]?q([1-4])", lambda y, q: _part(int(q), y, 3)),
    (r"q([1-4])[- /]?(\d{4})", lambda q, y: _part(int(q), y, 3)),
    (r"(\d{4})[- ]?h([12])", lambda y, h: _part(int(h), y, 6)),
    (r"h([12])[- /]?(\d{4})", lambda h, y: _part(int(h), y, 6)),
    (
        r"(first|second|third|fourth) quarter(?: of)? (\d{4})",
        lambda q, y: _part(ORDINALS.index(q) + 1, y, 3),
    ),
    (r"(first|second) half(?: of)? (\d{4})", lambda h, y: _part(ORDINALS.index(h) + 1, y, 6)),
    (r"(early|mid|late|beginning|start|middle)(?:-| of | in | )(\d{4})", _third),
    (r"end(?: of|-)? ?(\d{4})", lambda y: _months(int(y), 12, 12)),
    (r"(?:later in|course of|during|throughout)? ?(\d{4})", lambda y: _part(1, y, 12)),
)


def _period(words: str) -> Period:
    for pattern, read in _FORMS:
        found = re.fullmatch(pattern, words, re.ASCII)
        if found:
            return read(*found.groups())
    raise ValueError(words)
