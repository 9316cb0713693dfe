"""Sheets that reach far, numbers without end, and workbooks of which something is broken."""

import io
import random
import zipfile
from collections.abc import Iterator
from decimal import Decimal

import pytest
import xlsxwriter

from core.imports.csv_files import read_csv
from core.imports.excel_files import read_excel
from core.imports.fields import Mistake
from core.imports.grid import MOST_CELLS
from core.imports.nodes import Scalar
from core.imports.numeric_fields import Amount
from core.imports.problems import FileCheck, Location

SHEET = "xl/worksheets/sheet1.xml"
NUMBER = b"<v>12.5</v>"
MUTATIONS = 400


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, ["project", "amount", "day"])
        sheet.write_row(1, 0, ["P-1", 12.5, "2021-05-31"])
        sheet.write_formula(2, 1, "=1+1", None, 2)
    return out.getvalue()


def with_part(content: bytes, path: str, change: bytes | None, by: bytes = b"") -> bytes:
    """A workbook in which a part is other (or, with None, missing)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != path:
                new.writestr(name, old.read(name))
            elif change is not None:
                new.writestr(name, old.read(name).replace(change, by))
    return out.getvalue()


@pytest.mark.parametrize(
    "far",
    [
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="1048576"><c t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="9"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="19999"><c r="GR19999" t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="9"><c r="ZZZ9"><v>1</v></c></row>',
        '<row r="99999999999999"><c><v>1</v></c></row>',
        '<row r="9"><c r="XFD1048576"><x><v>1</v></x></c></row>',
    ],
)
def test_a_cell_far_away_is_one_mistake_before_rows_are_made(far: str) -> None:
    content = with_part(workbook(), SHEET, b"</sheetData>", f"{far}</sheetData>".encode())
    reading = FileCheck("far.xlsx")
    assert read_excel(content, reading) is None
    [problem] = reading.problems
    assert "the sheet reaches to cell" in problem.message


@pytest.mark.parametrize("text", ["," * MOST_CELLS, "a\n" * 50_000, ("," * 150 + "\n") * 10_000])
def test_a_large_text_is_one_mistake(text: str) -> None:
    reading = FileCheck("far.csv")
    assert read_csv(text.encode(), reading) is None
    assert [one.message.startswith("the sheet has ") for one in reading.problems] == [True]


@pytest.mark.parametrize(
    "number",
    ["1E300", "1.7976931348623157E308", "-1E300", "1E999", "5E-324", "INF", "NaN", "1E-400"],
)
def test_a_number_without_end_is_a_mistake_of_its_cell(number: str) -> None:
    content = with_part(workbook(), SHEET, NUMBER, f"<v>{number}</v>".encode())
    reading = FileCheck("sheet.xlsx")
    grid = read_excel(content, reading)
    if grid is None:
        assert len(reading.problems) == 1
        return
    cell = grid.lines[1].cells[1]
    try:
        assert abs(Amount().value(cell)) < Decimal("0.0001")
    except Mistake as mistake:
        assert len(str(mistake)) < 400


@pytest.mark.parametrize(
    "text", ["9" * 1_100_000, "0." + "0" * 1_100_000 + "1", "٣" * 50, "9" * 30]
)
def test_a_long_number_is_a_mistake(text: str) -> None:
    with pytest.raises(Mistake):
        Amount().value(Scalar(Location("file"), text))


def mutated(content: bytes, chance: random.Random) -> Iterator[bytes]:
    """The workbook with a part missing, cut, or with bytes of it changed, doubled or left out."""
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    for name in names:
        yield with_part(content, name, None)
    for _ in range(MUTATIONS):
        out = io.BytesIO()
        hit = chance.choice(names)
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
            for name in names:
                data = old.read(name)
                if name == hit:
                    at, length = chance.randrange(len(data)), chance.randrange(1, 40)
                    piece = chance.choice(
                        [
                            b"",
                            b"\0",
                            b"9" * 30,
                            data[at : at + length] * 2,
                            bytes([chance.randrange(256)]),
                            b"1e999",
                        ]
                    )
                    data = data[:at] + piece + data[at + length :]
                new.writestr(name, data)
        yield out.getvalue()


def test_a_damaged_workbook_is_read_or_told_and_never_breaks() -> None:
    told = 0
    for content in mutated(workbook(), random.Random(10)):
        reading = FileCheck("damaged.xlsx")
        grid = read_excel(content, reading)
        assert grid is not None or reading.problems
        told += grid is None
    assert told > MUTATIONS // 10


@pytest.mark.parametrize(
    ("path", "change", "by"),
    [
        ("xl/sharedStrings.xml", b'uniqueCount="', b'uniqueCount="2147483648'),
        ("xl/sharedStrings.xml", b'uniqueCount="', b"uniqueCount = ' 2147483648' x=\""),
        ("xl/sharedStrings.xml", b'uniqueCount="', b'uniqueCount="99999999999999999999999'),
        ("xl/sharedStrings.xml", b' count="', b' count="21474836480'),
        ("xl/styles.xml", b'<cellXfs count="', b'<cellXfs count="2147483648'),
        ("xl/styles.xml", b'<numFmts count="', b'<numFmts count="2147483648'),
    ],
)
def test_a_part_that_says_it_holds_more_than_it_can_ends_no_process(
    path: str, change: bytes, by: bytes
) -> None:
    """What reads the workbook makes room for so many, and is ended where there is none."""
    content = with_part(workbook(), path, change, by)
    reading = FileCheck("false.xlsx")
    grid = read_excel(content, reading)
    if content != with_part(workbook(), path, b"\0", b""):
        assert grid is None
        assert [one.message.startswith("the workbook is damaged") for one in reading.problems] == [
            True
        ]


def test_a_part_in_another_alphabet_of_bytes_is_damaged() -> None:
    whole = zipfile.ZipFile(io.BytesIO(workbook())).read("xl/sharedStrings.xml")
    content = with_part(workbook(), "xl/sharedStrings.xml", whole, whole.decode().encode("utf-16"))
    reading = FileCheck("false.xlsx")
    assert read_excel(content, reading) is None
    assert len(reading.problems) == 1


@pytest.mark.parametrize(
    "stray",
    ['<c r="XFD1048576"><v>1</v></c>', '<row r="9"><x><c r="XFD1048576"><v>1</v></c></x></row>'],
)
def test_a_cell_outside_of_a_row_is_damage(stray: str) -> None:
    """What reads the values takes it where it says it is, and makes every cell up to there."""
    content = with_part(workbook(), SHEET, b"</sheetData>", f"{stray}</sheetData>".encode())
    reading = FileCheck("stray.xlsx")
    assert read_excel(content, reading) is None
    [problem] = reading.problems
    assert problem.message.startswith("the workbook is damaged")
