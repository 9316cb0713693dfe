"""Sheets made from real-looking ones: no traceback, and no value other than the one that is shown.

What a cell shows is reckoned here from a list of formats of its own, not by the product's rules.
"""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import xlsxwriter

from core.imports.fields import Choice, Day, Field, Text
from core.imports.numeric_fields import Amount, per_cent, year
from core.imports.problems import FileCheck, printable
from core.imports.sheets import Column, sheet_rows
from portfolio.status.imports import Month
from tests.walks.lengths import SHEETS, chance_of
from tests.walks.mutations import mutated

Says = Callable[[Decimal], str]


def rounded(places: int, times: int = 1) -> Says:
    """The figure that a format with so many decimals shows."""

    def says(number: Decimal) -> str:
        return str((number * times).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))

    return says


# A format, and the number that a person reads in such a cell; "" where they read none.
NUMBERS: tuple[tuple[str, Says], ...] = (
    ("General", lambda number: f"{number.normalize():f}"),
    ("0", rounded(0)),
    ("0.00", rounded(2)),
    ("#,##0", rounded(0)),
    ("#,##0.00", rounded(2)),
    ("0%", rounded(0, 100)),
    ("0.0%", rounded(1, 100)),
    ("0.00%", rounded(2, 100)),
    ('0"%"', rounded(0)),
    ("#,##0.00;[Red]-#,##0.00", rounded(2)),
    ("#,##0_);(#,##0)", rounded(0)),
    ("[$€-407] #,##0.00", rounded(2)),
    ("0;0", lambda number: rounded(0)(abs(number))),
    ("#,##0,", lambda number: rounded(0)(number / 1000)),
    (";;;", lambda _number: ""),
    ('0" M"', lambda _number: ""),
    ("# ?/?", lambda _number: ""),
)
# A format, and the parts of a day that it shows as `strftime` has them.
DAYS = (
    ("yyyy-mm-dd", "%Y-%m-%d"),
    ("d. mmmm yyyy", "%Y-%m-%d"),
    ("[$-407]dd.mm.yy;@", "%Y-%m-%d"),
    ("mmm yyyy", "%Y-%m"),
    ("mmm-yy", "%Y-%m"),
    ("yyyy", "%Y"),
    ("dddd", "%A"),
    ("d-mmm", "%m-%d"),
)
TEXTS = (("@", "{}"), ("General", "{}"), ('"P-"@', "P-{}"), (";;;", ""), ("0;-0;;@", "{}"))
STATES = {"green": "g", "amber": "a", "red": "r"}
COLUMNS = (
    Column("code", ("Code",), Text(20, required=True), required=True),
    Column("period", ("Round",), Month()),
    Column("on", ("Reported on",), Day()),
    Column("overall", ("Overall",), Choice(STATES, "colour")),
    Column("done", ("Done",), per_cent()),
    Column("amount", ("Amount",), Amount(digits=16, places=2)),
    Column("year", ("Year",), year()),
    Column("note", ("Note",), Text(300, lines=True)),
)


@dataclass(frozen=True)
class Shown:
    """A cell: what is written, its format, and what a person reads in it."""

    value: object
    code: str
    reads: str


def number_cell(chance: random.Random) -> Shown:
    whole = chance.choice((0, 1, 7, 14, 60, 100, 2021, 2022, 2637, 44571, -5, 2_637_000))
    number = Decimal(whole) / chance.choice((1, 1, 1, 2, 10, 100, 1000))
    code, says = chance.choice(NUMBERS)
    return Shown(float(number), code, says(number))


def day_cell(chance: random.Random) -> Shown:
    day = datetime(2021, 12, 1) + timedelta(days=chance.choice((0, 31, chance.randrange(400))))
    code, shown = chance.choice(DAYS)
    return Shown(day, code, day.strftime(shown))


def text_cell(chance: random.Random) -> Shown:
    words = ("P-13", " P-14\u00a0", "green", "Grün", "60%", "1.3", "10/01/2022", "2021-12", "=1+1",
             "2021-05-31", "two\nlines", "Größe; Höhe", "\u200bP-16", "100", "")  # fmt: skip
    code, shown = chance.choice(TEXTS)
    text = chance.choice(words)
    return Shown(text, code, shown.format(text) if text else "")


def any_cell(chance: random.Random) -> Shown:
    return chance.choice((number_cell, day_cell, text_cell))(chance)


def honest_row(number: int) -> list[Shown]:
    values = (f"P-{number}", "2021-12", datetime(2022, 1, 10), "green", 60, 2637.5, 2021, "Tested.")
    codes = ("@", "@", "d mmm yyyy", "@", "0", "#,##0.00", "0", "@")
    reads = (f"P-{number}", "2021-12", "2022-01-10", "green", "60", "2637.50", "2021", "Tested.")
    return [Shown(*each) for each in zip(values, codes, reads, strict=True)]


def sheet_of(chance: random.Random) -> tuple[bytes, list[list[Shown]]]:
    """A workbook of a few rows, with styles, widths, hidden rows and columns, and odd cells."""
    rows = [honest_row(number) for number in range(1, chance.randrange(2, 7))]
    for _ in range(chance.randrange(6)):
        chance.choice(rows)[chance.randrange(len(COLUMNS))] = any_cell(chance)
    out = io.BytesIO()
    options = {"in_memory": True, "date_1904": chance.random() < 0.1, "strings_to_formulas": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(chance.choice(("Plan", "Größe", "a b's")))
        sheet.write_row(0, 0, [column.names[0] for column in COLUMNS])
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                look = {"num_format": cell.code, "bold": chance.random() < 0.2}
                write_cell(sheet, number, place, cell.value, book.add_format(look))
            if chance.random() < 0.2:
                sheet.set_row(number, 30, None, {"hidden": True})
        if chance.random() < 0.2:
            sheet.set_column(3, 4, 5, None, {"hidden": True})
    return out.getvalue(), rows


def write_cell(sheet: Any, row: int, column: int, value: object, look: Any) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)


def is_what_is_shown(field: Field[Any], stored: Any, cell: Shown) -> bool:
    """Whether a stored value says what a person reads in its cell."""
    read = " ".join(cell.reads.replace("\u00a0", " ").split())
    if stored in (None, ""):
        return True  # refused, or nothing
    if isinstance(field, Day | Month):
        read = f"{read}-01" if isinstance(field, Month) and len(read) == 7 else read
        return bool(isinstance(stored, date) and stored.isoformat() == read)
    if isinstance(field, Choice):
        return STATES.get(read.casefold()) == stored
    if isinstance(field, Text):
        return " ".join(str(stored).replace("\u00a0", " ").split()) in {read, f"{read}%"}
    return bool(read) and Decimal(read.removesuffix("%")) == stored


def walk(steps: int) -> None:
    wrong: list[str] = []
    for step in range(steps):
        chance = chance_of("sheets", step)
        content, rows = sheet_of(chance)
        reading = FileCheck("plan.xlsx")
        found = sheet_rows(content, COLUMNS, reading).rows
        for row in found:
            cells = rows[row.table.location.line - 2]
            for column, cell in zip(COLUMNS, cells, strict=True):
                if not is_what_is_shown(column.check, row[column.field], cell):
                    wrong.append(f"{step}: {column.field} {row[column.field]!r} of {cell}")
        kind = chance.choice(("xlsx", "csv"))
        plain = "\r\n".join(";".join(cell.reads for cell in row) for row in rows).encode()
        header = ";".join(column.names[0] for column in COLUMNS).encode()
        spoiled = mutated(chance, content if kind == "xlsx" else header + b"\r\n" + plain, kind)
        reading = FileCheck(f"plan.{kind}")
        sheet_rows(spoiled, COLUMNS, reading)
        told = [str(one) for one in reading.problems]
        wrong += [f"{step}: not one line: {one[:200]!r}" for one in told if one != printable(one)]
    assert not wrong, "\n".join(wrong[:20])


def test_a_short_walk() -> None:
    walk(SHEETS.short)


def test_a_long_walk() -> None:
    walk(SHEETS.asked)
