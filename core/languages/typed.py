"""Days and numbers as people type them in their language, read without guessing.

A text gives all it may mean: none where it is no day, two where readers would differ. What a cell of
a spreadsheet shows comes through the same door, when it is pasted.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale

# Between figures: spaces of every kind are one.
_SPACES = re.compile(r"\s+")
_ISO = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})([-./ ])(\d{1,2})\2(\d{4}|\d{2})")
_NAMED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:\.|er|º|st|nd|rd|th)?[ -](?:de |of )?(?P<month>[^\W\d_]{1,20})\.?"
    r"|(?P<first>[^\W\d_]{1,20})\.? (?P<second>\d{1,2})(?:st|nd|rd|th)?,?)"
    r"[ -](?:de |del )?(?P<year>\d{4})"
)
# Where English is read, 10/1/2022 is the tenth of January to some and October's first to others.
_EITHER_ORDER = {"en"}
_LONGEST = 40  # no day is written longer


def days_meant(text: str, language: str) -> tuple[date, ...]:
    """The days that `text` may mean to readers of `language`, the more likely one first.

    Two figures for the year are of this century; a day without a year is none.
    """
    plain = _SPACES.sub(" ", unicodedata.normalize("NFKC", text[: _LONGEST + 1])).strip()
    if len(plain) > _LONGEST:
        return ()
    found = [date(*parts) for parts in _parts(plain.casefold(), language) if _is_day(*parts)]
    return tuple(dict.fromkeys(found))


def _parts(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Year, month and day, in every order that the text may be read in."""
    if iso := _ISO.fullmatch(text):
        yield int(iso[1]), int(iso[3]), int(iso[4])
    elif figures := _FIGURES.fullmatch(text):
        first, second = int(figures[1]), int(figures[3])
        year = int(figures[4]) + (2000 if len(figures[4]) == 2 else 0)
        yield year, second, first
        if figures[2] in "/-" and language in _EITHER_ORDER:
            yield year, first, second
    elif named := _NAMED.fullmatch(text):
        month = _months(language).get((named["month"] or named["first"]).strip("."))
        if month:
            yield int(named["year"]), month, int(named["day"] or named["second"])


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@lru_cache
def _months(language: str) -> dict[str, int]:
    """The number of each month by its names, long and short, in a language and in English."""
    found: dict[str, int] = {}
    for code in ("en", language):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = Locale(code).months[context][width]
                found |= {name.casefold().strip("."): n for n, name in names.items()}
    return found | {"sept": 9}


# What stands between thousands, and before decimals, in the languages of the interface.
_THOUSANDS = {"en": ",", "de": ".’'", "fr": "", "es": "."}
_DECIMAL = {"en": ".", "de": ",", "fr": ",", "es": ","}


def number_meant(text: str, language: str) -> Decimal | None:
    """The number that readers of `language` see in `text`; None where it is none, or in doubt.

    Spaces of every kind may stand between thousands. A sign of another language's decimals is in
    doubt: "1,5" is no number in English, rather than 15.
    """
    plain = unicodedata.normalize("NFKC", text[:60]).replace("−", "-").strip()
    if len(text) > 60:
        return None
    grouped, point = _THOUSANDS.get(language, ""), re.escape(_DECIMAL.get(language, "."))
    between = f"[{re.escape(grouped)} ]" if grouped else " "
    whole_number = rf"-?(?:\d{{1,3}}(?P<sign>{between})\d{{3}}(?:(?P=sign)\d{{3}})*|\d+)"
    found = re.fullmatch(rf"({whole_number})(?:{point}(\d+))?", plain, re.ASCII)
    if found is None:
        return None
    whole = re.sub(r"[^\d-]", "", found[1])
    return Decimal(f"{whole}.{found[3]}" if found[3] else whole)
