"""Days in fields: shown and read as the page's language writes them, and never in doubt afterwards."""

from datetime import date, timedelta

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from core.days_typed import day_shown, no_day
from core.forms.row_form import DateInput
from core.languages import LANGUAGES
from core.requests.days import with_plain_days
from core.written_fields import TypedDayField

APRIL = date(2022, 4, 29)
TENTH = date(2022, 1, 10)


class DayForm(forms.Form):
    """One day."""

    day = TypedDayField(widget=DateInput)


def read(text: str, language: str) -> date | str:
    """The day that a field reads, or its message."""
    with translation.override(language):
        form = DayForm({"day": text})
        if form.is_valid():
            day: date = form.cleaned_data["day"]
            return day
        return str(form.errors["day"][0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_field_shows_it_reads_again(language: str) -> None:
    day = date(2021, 12, 25)
    while day < date(2023, 1, 8):
        with translation.override(language):
            shown = day_shown(day)
        assert read(shown, language) == day, shown
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        *(
            (text, language, APRIL)
            for text in ("29.4.2022", "2022-04-29", "29/4/2022", "29.04.2022", "29 Apr 2022")
            for language in LANGUAGES
        ),
        ("29. April 2022", "de", APRIL),
        ("29 avril 2022", "fr", APRIL),
        ("29 de abril de 2022", "es", APRIL),
        ("  29.4.22 ", "de", APRIL),
        # Two readings: the language's own order.
        ("10/1/2022", "en", TENTH),
        ("10/1/2022", "fr", TENTH),
        ("1/31/2022", "en", date(2022, 1, 31)),
    ],
)
def test_a_field_reads_days_as_people_write_them(text: str, language: str, day: date) -> None:
    assert read(text, language) == day


def test_what_is_no_day_is_told_how_one_is_written() -> None:
    assert read("soon", "en") == "“soon” is no day; write it as in 29 Apr 2022."
    assert "29.04.2022" in str(read("31.04.2022", "de"))
    assert "29/04/2022" in str(read("31/04/2022", "fr"))
    assert "from 1950 to 2150" in str(read("1.1.0021", "en"))
    assert read("", "en") == "This field is required."
    with translation.override("en"):
        assert no_day("x" * 1000) == f"“{'x' * 40}…” is no day; write it as in 29 Apr 2022."


def test_a_field_shows_how_it_understood_and_keeps_what_it_did_not() -> None:
    with translation.override("en"):
        page = DayForm({"day": "10/1/2022"})["day"].as_widget()
        assert 'value="10 Jan 2022"' in page and 'data-day="2022-01-10"' in page
        page = DayForm({"day": "soon <b>"})["day"].as_widget()
        assert 'value="soon &lt;b&gt;"' in page and 'data-day=""' in page
    with translation.override("de"):
        page = DayForm(initial={"day": TENTH})["day"].as_widget()
        assert 'value="10.01.2022"' in page and 'type="text"' in page
        assert "value" not in DayForm()["day"].as_widget()


def test_days_in_an_address_become_iso() -> None:
    with translation.override("de"):
        plain = with_plain_days(QueryDict("at=10.1.2022&q=10.1.2022&since=soon&until=2022-01-10"))
    assert plain is not None
    assert plain.urlencode() == "at=2022-01-10&q=10.1.2022&since=soon&until=2022-01-10"
    assert with_plain_days(QueryDict("at=2022-01-10&since=soon")) is None
    assert with_plain_days(QueryDict("known_at=2022-01-10T12%3A00%3A00%2B01%3A00")) is None
