"""What is typed or pasted into a cell is read in the person's language, or refused with a hint."""

from datetime import date

import pytest
from django.utils.translation import override

from portfolio.rounds.columns import (
    BY_FIELD,
    InDoubt,
    Unreadable,
    Value,
    typed,
)
from portfolio.rounds.rows import FIELDS, LastSaid


@pytest.mark.parametrize(
    ("field", "language", "text", "value"),
    [
        ("overall", "en", "g", "g"),
        ("overall", "en", " Amber ", "a"),
        ("overall", "en", "RED", "r"),
        ("overall", "en", "", ""),
        ("overall", "en", "–", ""),
        ("overall", "de", "Rot", "r"),
        ("overall", "de", "green", "g"),
        ("overall", "de", "E", "a"),
        ("overall", "de", "a", "a"),
        ("overall", "fr", "o", "a"),
        ("overall", "en", "V", "g"),
        ("overall", "fr", "vert", "g"),
        ("overall", "es", "Rojo", "r"),
        ("per_cent_complete", "en", "70", 70),
        ("per_cent_complete", "de", "70 %", 70),
        ("per_cent_complete", "fr", "70\u202f%", 70),
        ("per_cent_complete", "en", "", None),
        ("per_cent_complete", "en", "0", 0),
        ("forecast_finish", "de", "10.01.2022", date(2022, 1, 10)),
        ("forecast_finish", "fr", "10/01/2022", date(2022, 1, 10)),
        ("forecast_finish", "en", "10 Jan 2022", date(2022, 1, 10)),
        ("forecast_finish", "en", " ", None),
        ("reason", "en", "Late:\n vendor", "Late: vendor"),
        ("achieved", "en", "One\r\ntwo\r\n", "One\ntwo"),
        ("achieved", "en", "=1+1", "=1+1"),
        ("achieved", "en", "-blocked", "-blocked"),
        ("achieved", "en", "@cio", "@cio"),
    ],
)
def test_a_cell_reads_what_people_write(field: str, language: str, text: str, value: Value) -> None:
    with override(language):
        assert BY_FIELD[field].read(text) == value


@pytest.mark.parametrize(
    ("field", "language", "text"),
    [
        ("overall", "en", "blue"),
        ("per_cent_complete", "en", "101"),
        ("per_cent_complete", "en", "-1"),
        ("per_cent_complete", "en", "1,5"),
        ("per_cent_complete", "de", "1,5"),
        ("per_cent_complete", "en", "NaN"),
        ("per_cent_complete", "en", "1e1"),
        ("forecast_finish", "en", "soon"),
        ("forecast_finish", "en", "30 Feb 2022"),
        ("forecast_finish", "en", "1 Jan 1022"),
        ("forecast_finish", "de", "####"),
        ("reason", "en", "x" * 301),
        ("achieved", "en", "x" * 5001),
        ("achieved", "en", "a\x00b"),
        ("achieved", "en", "a\x1bb"),
    ],
)
def test_what_is_no_value_is_refused_with_what_was_typed(
    field: str, language: str, text: str
) -> None:
    with override(language), pytest.raises(Unreadable) as refused:
        BY_FIELD[field].read(text)
    assert str(refused.value)


def test_a_day_that_readers_take_for_two_is_asked() -> None:
    with override("en"), pytest.raises(InDoubt) as doubt:
        BY_FIELD["forecast_finish"].read("10/01/2022")
    assert doubt.value.days == (date(2022, 1, 10), date(2022, 10, 1))


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("overall", "g"),
        ("overall", "a"),
        ("overall", "r"),
        ("overall", ""),
        ("per_cent_complete", 70),
        ("per_cent_complete", None),
        ("forecast_finish", date(2022, 3, 1)),
        ("forecast_finish", None),
        ("reason", "Late"),
    ],
)
def test_what_is_copied_can_be_pasted(language: str, field: str, value: Value) -> None:
    with override(language):
        assert BY_FIELD[field].read(typed(BY_FIELD[field], value)) == value


def test_the_last_update_is_read_with_the_fields_of_the_table() -> None:
    assert LastSaid._fields == ("project_id", *FIELDS)
