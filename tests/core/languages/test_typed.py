"""Days and numbers as people type them: read as their readers would, or left in doubt."""

from datetime import date
from decimal import Decimal

import pytest

from core.languages.typed import days_meant, number_meant

TENTH = date(2022, 1, 10)
FIRST = date(2022, 10, 1)


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("2022-01-10", "en", (TENTH,)),
        ("2022/1/10", "de", (TENTH,)),
        ("10.01.2022", "de", (TENTH,)),
        ("10.1.22", "de", (TENTH,)),
        ("10/01/2022", "fr", (TENTH,)),
        ("10-01-2022", "es", (TENTH,)),
        # English readers are of two minds, unless only one day is possible.
        ("10/01/2022", "en", (TENTH, FIRST)),
        ("1/10/2022", "en", (FIRST, TENTH)),
        ("31/01/2022", "en", (date(2022, 1, 31),)),
        ("01/31/2022", "en", (date(2022, 1, 31),)),
        ("01/31/2022", "fr", ()),
        ("10.01.2022", "en", (TENTH,)),
        ("04/04/2022", "en", (date(2022, 4, 4),)),
        ("10 January 2022", "en", (TENTH,)),
        ("10 Jan 2022", "en", (TENTH,)),
        ("Jan 10, 2022", "en", (TENTH,)),
        ("10th of January 2022", "en", (TENTH,)),
        ("1 Sept 2022", "en", (date(2022, 9, 1),)),
        ("10-Jan-2022", "en", (TENTH,)),
        ("10. Januar 2022", "de", (TENTH,)),
        ("10. Mär. 2022", "de", (date(2022, 3, 10),)),
        ("1er avril 2022", "fr", (date(2022, 4, 1),)),
        ("10 janv. 2022", "fr", (TENTH,)),
        ("10 de enero de 2022", "es", (TENTH,)),
        ("10\u00a0Jan\u202f2022", "en", (TENTH,)),
        ("  10.01.2022 ", "de", (TENTH,)),
        # No days: said, never guessed.
        ("", "en", ()),
        ("10 Jan", "en", ()),
        ("30 Feb 2022", "en", ()),
        ("31.04.2022", "de", ()),
        ("2022-13-01", "en", ()),
        ("10.01/2022", "de", ()),
        ("0000-00-00", "en", ()),
        ("44571", "en", ()),
        ("10 Jan 2022 12:00", "en", ()),
        ("1" * 100_000, "en", ()),
        (" " * 100_000 + "10.01.2022", "de", ()),
    ],
)
def test_a_day_is_what_readers_of_the_language_see(
    text: str, language: str, days: tuple[date, ...]
) -> None:
    assert days_meant(text, language) == days


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("70", "en", "70"),
        ("1.5", "en", "1.5"),
        ("1,5", "de", "1.5"),
        ("1,5", "fr", "1.5"),
        ("1,5", "en", None),
        ("1.5", "de", None),
        ("2,637", "en", "2637"),
        ("2.637", "de", "2637"),
        ("2’637", "de", "2637"),
        ("2\u202f637", "fr", "2637"),
        ("2\u00a0637", "en", "2637"),
        ("2 637,50", "fr", "2637.50"),
        ("1,234,567.8", "en", "1234567.8"),
        ("1,234.567,8", "en", None),
        ("26,37", "en", None),
        ("−12", "en", "-12"),
        ("1e5", "en", None),
        ("NaN", "en", None),
        ("", "en", None),
        ("9" * 100_000, "en", None),
    ],
)
def test_a_number_is_what_readers_of_the_language_see(
    text: str, language: str, number: str | None
) -> None:
    assert number_meant(text, language) == (Decimal(number) if number is not None else None)
