"""Soft dates in the words of the page: "early 2022" as "Anfang 2022" on a German one.

What they bind somebody to is `portfolio.rules.soft_dates`; a test reads every phrase back.
"""

import re
from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portfolio.rules.soft_date_words import MONTHS, ORDINALS
from portfolio.rules.soft_dates import reading_of

_MONTH = "|".join(MONTHS)


def soft_date_phrase(text: str) -> str:
    """`text` in the language of the page; as it stands where it is no soft date."""
    try:
        reading = reading_of(text)
    except ValueError:
        return text
    if by := re.fullmatch(r"(by|until|before the end of) (?:the )?(.+)", reading):
        return _("by %(day)s") % {"day": _phrase(by[2])}
    return _phrase(reading.removeprefix("in ").removeprefix("the "))


def _phrase(reading: str) -> str:
    for pattern, phrase in _PHRASES:
        if found := re.fullmatch(pattern, reading, re.ASCII):
            return phrase(*found.groups())
    return reading


def _day(year: str, month: str, day: str) -> str:
    return date_format(date(int(year), int(month), int(day)))


def _month(year: str, month: str) -> str:
    return date_format(date(int(year), int(month), 1), "YEAR_MONTH_FORMAT")


def _iso(year: str, second: str) -> str:
    return _month(year, second) if 1 <= int(second) <= 12 else _years(year, second)


def _years(first: str, last: str) -> str:
    return f"{first}–{last[-2:]}"


def _quarter(number: int, year: str) -> str:
    return _("Q%(number)s %(year)s") % {"number": number, "year": year}


def _half(number: int, year: str) -> str:
    return _("H%(number)s %(year)s") % {"number": number, "year": year}


def _third(word: str, year: str) -> str:
    phrases = {
        "early": pgettext("part of a year", "early %(year)s"),
        "mid": pgettext("part of a year", "mid %(year)s"),
        "late": pgettext("part of a year", "late %(year)s"),
    }
    same = {"beginning": "early", "start": "early", "middle": "mid"}
    return phrases[same.get(word, word)] % {"year": year}


_PHRASES: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"(\d{4})-(\d\d)-(\d\d)", _day),
    (r"(\d\d?)\.(\d\d?)\.(\d{4})", lambda d, m, y: _day(y, m, d)),
    (rf"(\d\d?) ({_MONTH}) (\d{{4}})", lambda d, m, y: _day(y, str(MONTHS.index(m) + 1), d)),
    (rf"({_MONTH}) (\d{{4}})", lambda m, y: _month(y, str(MONTHS.index(m) + 1))),
    (r"(\d{4})-(\d\d)", _iso),
    (r"(\d{4})(?:[–—/-]| to | and )(\d\d|\d{4})", _years),
    (r"(\d{4})[- ]?q([1-4])", lambda y, q: _quarter(int(q), y)),
    (r"q([1-4])[- /]?(\d{4})", lambda q, y: _quarter(int(q), y)),
    (r"(\d{4})[- ]?h([12])", lambda y, h: _half(int(h), y)),
    (r"h([12])[- /]?(\d{4})", lambda h, y: _half(int(h), y)),
    (
        r"(first|second|third|fourth) quarter(?: of)? (\d{4})",
        lambda q, y: _quarter(ORDINALS.index(q) + 1, y),
    ),
    (r"(first|second) half(?: of)? (\d{4})", lambda h, y: _half(ORDINALS.index(h) + 1, y)),
    (r"(early|mid|late|beginning|start|middle)(?:-| of | in | )(\d{4})", _third),
    (
        r"end(?: of|-)? ?(\d{4})",
        lambda y: pgettext("part of a year", "end of %(year)s") % {"year": y},
    ),
    (r"(\d{4})", lambda y: y),
    (
        r"(?:later in|course of|during|throughout) ?(\d{4})",
        lambda y: pgettext("part of a year", "in the course of %(year)s") % {"year": y},
    ),
)
