"""Soft dates: what the words of a report bind somebody to."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.languages import LanguageProfile
from core.languages import profile as language_profile
from portfolio.models import Commitment
from portfolio.rules.soft_date_words import MONTHS
from portfolio.rules.soft_dates import Period, read_soft_date

JANUARY, DECEMBER = date(2022, 1, 1), date(2022, 12, 31)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2022-03-31", date(2022, 3, 31), date(2022, 3, 31)),
        ("31 March 2022", date(2022, 3, 31), date(2022, 3, 31)),
        ("by 31 March 2022", None, date(2022, 3, 31)),
        ("by the end of 2022", None, DECEMBER),
        ("29 February 2024", date(2024, 2, 29), date(2024, 2, 29)),
        ("February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-03", date(2022, 3, 1), date(2022, 3, 31)),
        ("2022-Q1", JANUARY, date(2022, 3, 31)),
        ("Q4 2022", date(2022, 10, 1), DECEMBER),
        ("the first quarter of 2022", JANUARY, date(2022, 3, 31)),
        ("in the second half of 2022", date(2022, 7, 1), DECEMBER),
        ("early 2022", JANUARY, date(2022, 4, 30)),
        ("in early 2022", JANUARY, date(2022, 4, 30)),
        ("mid-2022", date(2022, 5, 1), date(2022, 8, 31)),
        ("late 2022", date(2022, 9, 1), DECEMBER),
        ("end of 2022", date(2022, 12, 1), DECEMBER),
        ("later in 2022", JANUARY, DECEMBER),
        ("2022", JANUARY, DECEMBER),
        ("in 2022", JANUARY, DECEMBER),
        ("2022–23", JANUARY, date(2023, 12, 31)),
        ("2022-23", JANUARY, date(2023, 12, 31)),
        ("2022/2023", JANUARY, date(2023, 12, 31)),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31)),
        ("2021–12", None, None),
        ("early\u00a02022", JANUARY, date(2022, 4, 30)),
    ],
)
def test_words_mean_a_period(words: str, start: date | None, end: date | None) -> None:
    if end is None:
        with pytest.raises(ValidationError):
            read_soft_date(words)
        return
    assert read_soft_date(words) == Period(start, end)


FIRST_QUARTER = (JANUARY, date(2022, 3, 31))
EARLY, LATE = (JANUARY, date(2022, 4, 30)), (date(2022, 9, 1), DECEMBER)
MID, END = (date(2022, 5, 1), date(2022, 8, 31)), (date(2022, 12, 1), DECEMBER)
SECOND_HALF, WHOLE = (date(2022, 7, 1), DECEMBER), (JANUARY, DECEMBER)
MARCH, LAST_OF_MARCH = (date(2022, 3, 1), date(2022, 3, 31)), (date(2022, 3, 31),) * 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # German
        ("Anfang 2022", EARLY),
        ("Mitte 2022", MID),
        ("Ende 2022", END),
        ("gegen Ende 2022", LATE),
        ("Ende des Jahres 2022", END),
        ("bis Ende 2022", (None, DECEMBER)),
        ("bis zum 31. März 2022", (None, date(2022, 3, 31))),
        ("spätestens bis März 2022", (None, date(2022, 3, 31))),
        ("1. Quartal 2022", FIRST_QUARTER),
        ("im ersten Quartal 2022", FIRST_QUARTER),
        ("erstes Quartal 2022", FIRST_QUARTER),
        ("2. Halbjahr 2022", SECOND_HALF),
        ("in der zweiten Hälfte des Jahres 2022", SECOND_HALF),
        ("31. März 2022", LAST_OF_MARCH),
        ("31.03.2022", LAST_OF_MARCH),
        ("März 2022", MARCH),
        ("im Jahr 2022", WHOLE),
        ("im Laufe des Jahres 2022", WHOLE),
        ("später im Jahr 2022", WHOLE),
        ("2022 bis 2023", (JANUARY, date(2023, 12, 31))),
        # French
        ("début 2022", EARLY),
        ("au début de 2022", EARLY),
        ("mi-2022", MID),
        ("fin 2022", END),
        ("vers la fin de 2022", LATE),
        ("d’ici fin 2022", (None, DECEMBER)),
        ("d'ici au 31 mars 2022", (None, date(2022, 3, 31))),
        ("1er trimestre 2022", FIRST_QUARTER),
        ("au premier trimestre de 2022", FIRST_QUARTER),
        ("T1 2022", FIRST_QUARTER),
        ("second semestre 2022", SECOND_HALF),
        ("31 mars 2022", LAST_OF_MARCH),
        ("1er mars 2022", (date(2022, 3, 1),) * 2),
        ("mars 2022", MARCH),
        ("courant 2022", WHOLE),
        ("au cours de l’année 2022", WHOLE),
        ("en 2022", WHOLE),
        # Spanish
        ("a principios de 2022", EARLY),
        ("mediados de 2022", MID),
        ("finales de 2022", END),
        ("hacia finales de 2022", LATE),
        ("antes de fines de 2022", (None, DECEMBER)),
        ("primer trimestre de 2022", FIRST_QUARTER),
        ("en el primer trimestre de 2022", FIRST_QUARTER),
        ("1.er trimestre de 2022", FIRST_QUARTER),
        ("segundo semestre de 2022", SECOND_HALF),
        ("31 de marzo de 2022", LAST_OF_MARCH),
        ("marzo de 2022", MARCH),
        ("a lo largo de 2022", WHOLE),
    ],
)
def test_each_language_of_the_house_is_read(words: str, expected: tuple[date | None, date]) -> None:
    assert read_soft_date(words) == Period(*expected)


@pytest.mark.parametrize("profile", [language_profile(code) for code in ("de", "fr", "es")])
def test_a_day_is_read_as_each_language_writes_it(profile: LanguageProfile) -> None:
    for month in range(1, 13):
        day = date(2022, month, 1)
        assert read_soft_date(profile.date(day)) == Period(day, day)


@pytest.mark.parametrize("words", ["", "   ", "\u00a0"])
def test_no_words_promise_no_date(words: str) -> None:
    assert read_soft_date(words) is None


@pytest.mark.parametrize(
    "words",
    ["soon", "2023-02-29", "31 April 2022", "2022-13-01", "Q5 2022", "2023–22", "0000", "12"],
)
def test_words_without_a_date_are_refused(words: str) -> None:
    with pytest.raises(ValidationError, match="is not read as a date"):
        read_soft_date(words)


@given(st.dates(date(1000, 1, 1)))
def test_a_day_is_itself(day: date) -> None:
    assert read_soft_date(day.isoformat()) == Period(day, day)
    spelled = f"{day.day} {MONTHS[day.month - 1].title()} {day.year}"
    assert read_soft_date(spelled) == Period(day, day)


@given(st.integers(1000, 9998), st.integers(1, 4))
def test_quarters_tile_the_year(year: int, quarter: int) -> None:
    this, whole = read_soft_date(f"{year}-Q{quarter}"), read_soft_date(str(year))
    assert this and whole and this.start and whole.start
    assert whole.start <= this.start <= this.end <= whole.end
    following = f"{year}-Q{quarter + 1}" if quarter < 4 else f"{year + 1}-Q1"
    after = read_soft_date(following)
    assert after and after.start == this.end + timedelta(days=1)


@given(st.integers(1000, 9999))
def test_thirds_tile_the_year(year: int) -> None:
    early, mid, late = (read_soft_date(f"{word} {year}") for word in ("early", "mid", "late"))
    assert early and mid and late
    assert mid.start == early.end + timedelta(days=1)
    assert late.start == mid.end + timedelta(days=1)
    assert (early.start, late.end) == (date(year, 1, 1), date(year, 12, 31))


@given(st.text(max_size=30))
def test_any_text_gives_a_period_or_a_clear_refusal(text: str) -> None:
    try:
        period = read_soft_date(text)
    except ValidationError:
        return
    assert period is None or period.start is None or period.start <= period.end


def test_overdue_begins_the_day_after_the_last_day_promised() -> None:
    promise = Commitment(due_text="early 2022")
    promise.clean()
    assert not promise.overdue(date(2022, 4, 30))
    assert promise.overdue(date(2022, 5, 1))
    promise.answered_on = date(2022, 5, 2)
    assert promise.overdue(date(2022, 5, 1))  # nobody knew of the answer yet
    assert not promise.overdue(date(2022, 5, 2))


def test_a_promise_without_a_date_is_never_overdue() -> None:
    promise = Commitment(due_text="")
    promise.clean()
    assert not promise.overdue(date.max)


def test_words_that_say_no_date_are_refused_at_their_field() -> None:
    with pytest.raises(ValidationError) as refused:
        Commitment(due_text="soon").clean()
    assert set(refused.value.message_dict) == {"due_text"}
