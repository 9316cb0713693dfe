"""Every loader that reads a sheet: what spreadsheet programs do is read right, or refused clearly."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands, load_command_class

from tests.loaders.sheets import DAY, SHEETS, TEXT, Sheet, csv_file, workbook

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.command.removeprefix("load_")),
]


def column(sheet: Sheet, name: str) -> str:
    """The letter of a column."""
    return "ABCDEFG"[sheet.header.index(name)]


def test_every_sheet_is_tested_here(sheet: Sheet) -> None:
    reading_sheets = {
        name for name, app in get_commands().items()
        if name.startswith("load_") and getattr(load_command_class(app, name), "is_sheet", False)
    }  # fmt: skip
    assert reading_sheets == {one.command for one in SHEETS}
    assert sheet.header.index(sheet.text) >= 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_encodings_and_separators(tmp_path: Path, sheet: Sheet, encoding: str, sign: str) -> None:
    ended = sheet.load(csv_file(tmp_path, [sheet.header, sheet.row], sign=sign, encoding=encoding))
    assert ended.code == 0, ended.err
    assert getattr(sheet.stored(), sheet.text) == TEXT
    assert ("Latin-1" in ended.err) == (encoding == "cp1252")


@pytest.mark.parametrize("old_calendar", [False, True])
def test_days_of_both_calendars(tmp_path: Path, sheet: Sheet, old_calendar: bool) -> None:
    path = workbook(tmp_path, [sheet.header, sheet.row], old_calendar=old_calendar)
    ended = sheet.load(path)
    assert ended.code == 0, ended.err
    assert not sheet.day or getattr(sheet.stored(), sheet.day) == DAY


def test_formulas_count_with_their_value_and_hidden_rows_are_told(
    tmp_path: Path, sheet: Sheet
) -> None:
    def then(page: Any) -> None:
        page.write_formula(f"{column(sheet, sheet.text)}2", '="Größe"&", …"', None, TEXT)
        page.set_row(1, None, None, {"hidden": True})

    ended = sheet.load(workbook(tmp_path, [sheet.header, sheet.row], then=then))
    assert ended.code == 0, ended.err
    assert "Hidden rows are read like all others: 2." in ended.err
    assert getattr(sheet.stored(), sheet.text) == TEXT


def test_our_own_apostrophe_before_a_formula_comes_off_again(tmp_path: Path, sheet: Sheet) -> None:
    row = ["'=1+1" if value == TEXT else value for value in sheet.row]
    ended = sheet.load(csv_file(tmp_path, [sheet.header, row]))
    assert ended.code == 0, ended.err
    found = sheet.model._default_manager.filter(**{sheet.text: "=1+1"})
    assert found.count() == 1


def test_merged_cells_error_values_and_two_headers_are_refused(
    tmp_path: Path, sheet: Sheet
) -> None:
    before, rows = sheet.rows(), [sheet.header, sheet.row]
    merged = sheet.load(workbook(tmp_path, rows, then=lambda page: page.merge_range("A3:B4", "x")))
    assert merged.code == 1 and "cell A3:B4: these cells are merged" in merged.err

    def error(page: Any) -> None:
        page.write_formula("B2", "=1/0", None, "#DIV/0!")

    wrong = sheet.load(workbook(tmp_path, rows, then=error))
    assert wrong.code == 1 and "cell B2: the formula here gives #DIV/0!" in wrong.err
    twice = sheet.load(csv_file(tmp_path, [("Plan", "", "", ""), *rows]))
    assert twice.code == 1 and "there are two header rows (1 and 2)" in twice.err
    unknown = sheet.load(csv_file(tmp_path, [(*sheet.header, "nonsense"), (*sheet.row, "")]))
    assert unknown.code == 1 and "there is no column “nonsense”" in unknown.err
    assert sheet.rows() == before


def test_four_bad_rows_are_four_messages_and_nothing_is_written(
    tmp_path: Path, sheet: Sheet
) -> None:
    before = sheet.rows()
    rows = [sheet.header, sheet.row, *(row for row, _cell, _words in sheet.bad)]
    ended = sheet.load(csv_file(tmp_path, rows))
    assert ended.code == 1 and ended.out == ""
    assert len(ended.mistakes) == 4, ended.err
    for number, (told, (_row, letter, words)) in enumerate(
        zip(ended.mistakes, sheet.bad, strict=True), 3
    ):
        assert told.startswith(f"sheet.csv, line {number}"), told
        assert f", cell {letter}{number}: " in told or not letter, told
        assert words in told
    assert ended.err.splitlines()[-1] == "4 mistakes in sheet.csv; nothing was written."
    assert sheet.rows() == before


def test_a_second_loading_changes_nothing_and_a_trial_writes_nothing(
    tmp_path: Path, sheet: Sheet
) -> None:
    path, before = csv_file(tmp_path, [sheet.header, sheet.row]), sheet.rows()
    tried = sheet.load(path, "--dry-run")
    assert tried.code == 0 and "This was a trial: nothing was written." in tried.out
    assert sheet.rows() == before
    assert sheet.load(path).code == 0
    assert sheet.rows() == before + 1
    again = sheet.load(path)
    assert "0 added, 0 changed, 0 removed" in again.out
    assert sheet.rows() == before + 1
