"""A cell of a workbook is read as what it shows, or refused: formats, strict files, hidden columns."""

import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from core.imports.excel_files import read_excel
from core.imports.fields import Day, Field, Text
from core.imports.nodes import Scalar
from core.imports.number_formats import says, shown_number, shown_text
from core.imports.numeric_fields import Amount, per_cent, year
from core.imports.problems import FileCheck, Location
from core.imports.sheets import Column, sheet_rows
from portfolio.status.imports import Month

Fill = Callable[[Any, Any], object]


def workbook(fill: Fill) -> bytes:
    """A workbook whose sheet `fill` writes: it gets the book and the sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book, book.add_worksheet("Plan"))
    return out.getvalue()


def cell_of(value: object, code: str) -> Scalar:
    """The cell of a value in a format, as it is read."""

    def fill(book: Any, sheet: Any) -> None:
        style = book.add_format({"num_format": code})
        if isinstance(value, date):
            sheet.write_datetime(0, 0, value, style)
        elif isinstance(value, str):
            sheet.write_string(0, 0, value, style)
        else:
            sheet.write_number(0, 0, value, style)

    grid = read_excel(workbook(fill), FileCheck("plan.xlsx"))
    assert grid is not None
    return grid.lines[0].cells[0]


def read(field: Field[Any], cell: Scalar) -> tuple[Any, str]:
    """The value that a field reads, and what it has against it."""
    reading = FileCheck("plan.xlsx")
    value = field.read(cell, "", reading)
    return value, "; ".join(one.message for one in reading.problems)


@pytest.mark.parametrize(
    ("number", "code", "shown", "is_same"),
    [
        ("0.605", "0.0%", "60.5%", True),
        ("0.604", "0%", "60%", False),
        ("2637.5", "#,##0.00", "2,637.50", True),
        ("2637.5", "#,##0", "2,638", False),
        ("2637000", "#,##0,", "2,637", False),
        ("7", "000", "007", False),
        ("14", '"P-"0', "P-14", False),
        ("-5", "0;0", "5", False),
        ("-5", "#,##0_);(#,##0)", "(5)", True),
        ("5", ";;;", "", False),
        ("0", '0;-0;"-"', "-", True),
        ("2637.5", "[$€-407] #,##0.00", "€ 2,637.50", True),
        ("5", '0" M"', "5 M", False),
        ("0.5", ".00", ".50", True),
        ("-0.4", "0", "0", False),
        ("123456789012", "General", "1.23457E+11", False),
        ("1234567890.12", "General", "1234567890", False),
        ("2637", "0.00E+00", "2.64E+03", False),
    ],
)
def test_what_a_number_shows(number: str, code: str, shown: str, is_same: bool) -> None:
    given = Decimal(number)
    assert shown_number(given, code) == shown
    assert says(shown, given * 100 if "%" in code else given) is is_same


@pytest.mark.parametrize("code", ["# ?/?", '[>2]0;"x"', "0 0"])
def test_what_cannot_be_told_is_not_guessed(code: str) -> None:
    assert shown_number(Decimal("0.5"), code) is None
    assert shown_text("14", '"P-"@') == "P-14" and shown_text("a", ";;;") == ""


def test_per_cents_are_the_figure_that_is_shown() -> None:
    assert read(per_cent(), cell_of(1, "0%")) == (100, "")
    assert read(per_cent(), cell_of(0.6, "0%")) == (60, "")
    assert read(per_cent(), cell_of(60, '0"%"')) == (60, "")
    value, wrong = read(per_cent(), cell_of(0.604, "0%"))
    assert value is None and "shows “60%”" not in wrong and "60%" in wrong
    value, wrong = read(Amount(places=2), cell_of(0.5, "0%"))
    assert value is None and wrong == "“50%” are per cents; a number without a sign belongs here."


@pytest.mark.parametrize(
    ("field", "value", "code", "words"),
    [
        (Amount(places=2), 2637.5, "#,##0", "holds “2637.5” and, by its format, shows “2,638”"),
        (Amount(places=2), 2637000, "#,##0,", "shows “2,637”"),
        (year(), 2021, ";;;", "shows something else"),
        (Text(20), 7, "000", "shows “007”"),
        (Text(20), "14", '"P-"@', "holds “14” and, by its format, shows “P-14”"),
        (Text(20), datetime(2022, 3, 1), "d. mmm yyyy", "Excel has made something else"),
        (Text(20), 2637, "#,##0", "Excel has made something else of the words"),
        (Day(), datetime(2022, 1, 10), "mmm yy", "holds the day 2022-01-10 and shows its month"),
        (Day(), datetime(2022, 1, 10), "yyyy", "shows something else"),
        (Day(), datetime(2022, 1, 10), "[$-D07041E]d/m/yyyy", "shows something else"),
        (Day(), datetime(2022, 1, 10), "dddd", "shows something else"),
    ],
)
def test_a_cell_that_shows_something_else_is_refused(
    field: Field[Any], value: object, code: str, words: str
) -> None:
    read_value, wrong = read(field, cell_of(value, code))
    assert read_value is None and words in wrong, wrong


def test_a_month_may_be_shown_as_one() -> None:
    assert read(Month(), cell_of(datetime(2021, 12, 1), "mmm yyyy")) == (date(2021, 12, 1), "")
    assert read(Day(), cell_of(datetime(2022, 1, 10), "d mmm yyyy")) == (date(2022, 1, 10), "")


def test_fractions_are_as_exact_as_excel() -> None:
    assert read(Amount(places=2), cell_of(33.300000000000004, "General")) == (Decimal("33.3"), "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10/01/2022", "may be 2022-01-10 or 2022-10-01"),
        ("1/13/2022", "as in 2022-01-13"),
        ("10-Jan-22", "as in 2022-01-10"),
        ("10 janv. 2022", "as in 2022-01-10"),
        ("2022-01-10 00:00:00", "as in 2022-01-10"),
        ("44571", "as in 2022-01-10"),
        ("10.01.2022", "as in 2022-01-10"),
        ("soon", "as in 2021-05-31"),
    ],
)
def test_a_day_in_words_is_told_as_what_is_meant(text: str, words: str) -> None:
    value, wrong = read(Day(), Scalar(Location("plan.csv"), text))
    assert value is None and words in wrong, wrong


@pytest.mark.parametrize("text", ["12/2021", "2021/12", "Dec 2021", "Dez. 2021", "déc. 2021"])
def test_a_month_in_words_too(text: str) -> None:
    value, wrong = read(Month(), Scalar(Location("plan.csv"), text))
    assert value is None and "as in 2021-12" in wrong, wrong


def test_a_per_cent_in_words_too() -> None:
    value, wrong = read(per_cent(), Scalar(Location("plan.csv"), "60 %"))
    assert value is None and wrong.endswith("as in 60.")


def strict(content: bytes) -> bytes:
    """The workbook as Excel saves it in the strict kind of Open XML."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            for kind in (b"spreadsheetml/2006", b"officeDocument/2006"):
                there = b"http://purl.oclc.org/ooxml/" + kind.removesuffix(b"/2006")
                part = part.replace(b"http://schemas.openxmlformats.org/" + kind, there)
            new.writestr(entry, part)
    return out.getvalue()


def test_strict_open_xml_is_read_like_any_other() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["code", "done"])
        sheet.write_row(1, 0, ["P-13"])
        sheet.write_number(1, 1, 0.6, book.add_format({"num_format": "0%"}))

    columns = [Column("code", (), Text(20)), Column("done", (), per_cent())]
    reading = FileCheck("plan.xlsx")
    content = strict(workbook(fill))
    assert b"purl.oclc.org/ooxml/spreadsheetml/main" in ZipFile(io.BytesIO(content)).read(
        "xl/worksheets/sheet1.xml"
    )
    assert sheet_rows(content, columns, reading).rows == [{"code": "P-13", "done": 60}]
    assert reading.problems == []


def test_hidden_columns_are_told() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["code", "done", ""])
        sheet.write_row(1, 0, ["P-13", 60])
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_column(5, 9, None, None, {"hidden": True})

    columns = [Column("code", (), Text(20)), Column("done", (), per_cent())]
    reading = FileCheck("plan.xlsx")
    sheet_rows(workbook(fill), columns, reading)
    assert reading.notices == ["Hidden columns are read like all others: B."]


def test_rows_that_are_only_formatted_are_no_rows() -> None:
    """A million of them are read piece by piece; what helps is said."""

    def fill(book: Any, sheet: Any) -> None:
        style = book.add_format({"bold": True})
        sheet.write_row(0, 0, ["code"])
        sheet.write_row(1, 0, ["P-13"])
        for row in range(2, 60_000):
            sheet.write_blank(row, 0, None, style)

    reading = FileCheck("plan.xlsx")
    rows = sheet_rows(workbook(fill), [Column("code", (), Text(20))], reading).rows
    assert rows == [{"code": "P-13"}] and reading.problems == []
    (told,) = reading.notices
    assert "formatted down to row 60000, but filled to row 2 only" in told


def test_a_first_line_that_names_the_separator() -> None:
    columns = [Column("code", (), Text(20)), Column("done", (), per_cent())]
    reading = FileCheck("plan.csv")
    content = b"sep=;\r\ncode;done\r\nP-13;60\r\nP-14;many\r\n"
    assert sheet_rows(content, columns, reading).rows[0] == {"code": "P-13", "done": 60}
    (wrong,) = reading.problems
    assert (wrong.location.line, wrong.location.cell) == (4, "B3")


def test_latin_1_is_told_by_a_word_that_was_read_so() -> None:
    reading = FileCheck("plan.csv")
    sheet_rows("code\nGröße\n".encode("cp1252"), [Column("code", (), Text(20))], reading)
    assert reading.notices[0].endswith("for instance the word “Größe”.")
