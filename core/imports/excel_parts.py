"""The parts of a workbook as they lie in its package: unpacked with limits, read as they come.

Of Open XML there are two kinds, which differ in the addresses of their names: transitional, which
Excel saves, and strict, which it saves when asked to.
"""

import codecs
import io
import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from core.files.packages import PackageDamaged, open_package
from core.imports.number_formats import BUILT_IN, GENERAL, LONGEST, UNKNOWN
from core.imports.problems import FileCheck

MOST_UNPACKED = 100_000_000
MOST_PARTS = 2_000
WORKBOOK = "xl/workbook.xml"
# The name under which a file of ours tells its sheet of rows from what it says of itself.
ROWS_NAME = "outturn_rows"
_LETTERS = re.compile(r"[A-Z]{0,3}")
_LINKS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


@dataclass
class SheetMarks:
    """What only the XML of a sheet tells of it.

    `rows` and `columns` are the last ones with a value, from 1; `empty_rows` the last row that is
    only formatted. `errors` are error values and `uncalculated` formulas without a value, by cell;
    `formats` the style of each cell that has one.
    """

    rows: int = 0
    columns: int = 0
    empty_rows: int = 0
    errors: dict[str, str] = field(default_factory=dict)
    uncalculated: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    formats: dict[tuple[int, int], int] = field(default_factory=dict)


_COUNT = re.compile(rb"ount\s{0,9}=\s{0,9}[\"']\s{0,9}([0-9]+)")
_LONGEST_COUNT = 12  # figures


def unpacked_parts(content: bytes, reading: FileCheck) -> dict[str, bytes] | None:
    """The XML parts of the package, unpacked with a limit that does not trust what it declares."""
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    try:
        package = open_package(content)
        for entry in package.entries[:MOST_PARTS]:
            part = io.BytesIO()
            for piece in package.pieces(entry):
                part.write(piece)
                left -= len(piece)
                if left < 0:
                    break
            parts[entry.filename] = part.getvalue()
    except PackageDamaged:
        message = _("this is not an Excel workbook (.xlsx), or it is damaged or has a password.")
        reading.problem(reading.whole, "", message)
        return None
    if left < 0 or len(package.entries) > MOST_PARTS:
        message = _(
            "the workbook is too large when unpacked; nothing of it was read. Often its sheets are "
            "formatted down to the last row: mark the rows below the last value (Ctrl+Shift+End), "
            "delete them and save."
        )
        reading.problem(reading.whole, "", message)
        return None
    if WORKBOOK not in parts:
        message = _("this is not an Excel workbook; save it as .xlsx.")
        reading.problem(reading.whole, "", message)
        return None
    return parts


def xml_of(content: bytes) -> Any:
    """A part as XML; entities are not allowed, so none can grow."""
    _refuse_entities(content)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def _refuse_entities(content: bytes) -> None:
    if any(each in content for each in _DECLARATIONS):
        raise ValueError("a document type declaration")


def refuse_false_counts(parts: dict[str, bytes]) -> None:
    """Refuse a part that says it holds more than its bytes can: calamine makes room for what it says,
    and ends the whole process where there is none.
    """
    for content in parts.values():
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise ValueError("a part in UTF-16")
        for said in _COUNT.findall(content):
            if len(said) > _LONGEST_COUNT or int(said) > len(content):
                raise ValueError("a count that is not true")


def elements(tree: Any, name: str) -> Any:
    """The elements of that name, whichever kind of Open XML it is."""
    return tree.iter(f"{{*}}{name}")


def sheet_part(parts: dict[str, bytes], name: str) -> str:
    """The part of the package that holds the sheet of that name."""
    found = {one.get("name"): one for one in elements(xml_of(parts[WORKBOOK]), "sheet")}[name]
    link = next((found.get(each) for each in _LINKS if found.get(each)), None)
    links = xml_of(parts["xl/_rels/workbook.xml.rels"])
    target = {one.get("Id"): str(one.get("Target")) for one in links}[link]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def named_sheet(parts: dict[str, bytes]) -> str:
    """The sheet that a file of ours names as the one with the rows, whatever it is called by now."""
    for one in elements(xml_of(parts[WORKBOOK]), "definedName"):
        if one.get("name") == ROWS_NAME:
            sheet = str(one.text or "").rpartition("!")[0].lstrip("=")
            return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    return ""


def number_formats(parts: dict[str, bytes]) -> list[str]:
    """The format of each style that cells name by its number."""
    content = parts.get("xl/styles.xml")
    if content is None:
        return []
    tree = xml_of(content)
    own = {one.get("numFmtId"): str(one.get("formatCode", "")) for one in elements(tree, "numFmt")}
    styles = next(iter(elements(tree, "cellXfs")), ())
    return [_format(str(one.get("numFmtId", "0")), own) for one in styles if one.tag is not None]


def _format(number: str, own: dict[Any, str]) -> str:
    if number in own:
        return (own[number] or GENERAL) if len(own[number]) <= LONGEST else UNKNOWN
    return BUILT_IN.get(int(number), UNKNOWN) if number.isdecimal() else GENERAL


def sheet_marks(content: bytes) -> SheetMarks:
    """What the XML of a sheet tells, read piece by piece: its length costs no memory."""
    _refuse_entities(content)
    marks = SheetMarks()
    row = 0
    parsed = etree.iterparse(
        io.BytesIO(content),
        tag=("{*}row", "{*}col", "{*}c"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    for _event, element in parsed:
        name = etree.QName(element).localname
        if name == "c":
            _refuse_stray(element)
            continue
        if name == "col":
            _take_column(element, marks)
        else:
            row = int(element.get("r", row + 1))
            _take_row(element, row, marks)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return marks


def _refuse_stray(cell: Any) -> None:
    """Refuse a cell that lies in no row: calamine takes it where it says it is, however far away."""
    parent = cell.getparent()
    if parent is None or etree.QName(parent).localname != "row":
        raise ValueError("a cell outside of a row")


def _take_column(element: Any, marks: SheetMarks) -> None:
    if element.get("hidden") in {"1", "true"}:
        first, last = int(element.get("min", 1)), int(element.get("max", 1))
        # A sheet whose empty columns are hidden to its end names sixteen thousand of them.
        marks.hidden_columns += range(first, min(last, first + 500) + 1)


def _take_row(element: Any, row: int, marks: SheetMarks) -> None:
    column, is_filled = 0, False
    for cell in element.iterchildren("{*}c"):
        where = str(cell.get("r", ""))
        column = column_of(where) or column + 1
        if len(cell):  # whatever lies in it, calamine may find a value there
            marks.rows = max(marks.rows, row, row_of(where))
            marks.columns = max(marks.columns, column)
        value = cell.findtext("{*}v")
        has_formula = cell.find("{*}f") is not None
        if value is None and not has_formula and cell.find("{*}is") is None:
            continue
        is_filled = True
        if cell.get("t") == "e":
            marks.errors[where] = value or "#?"
        elif has_formula and value is None:
            marks.uncalculated.append(where)
        style = str(cell.get("s", "0"))
        if style != "0" and style.isdecimal():
            marks.formats[(row_of(where) or row, column)] = int(style)
    if is_filled and element.get("hidden") in {"1", "true"}:
        marks.hidden_rows.append(row)
    if not is_filled:
        marks.empty_rows = max(marks.empty_rows, row)


def column_of(cell: str) -> int:
    """The column of a place such as AB12, from 1; 0 when there is none."""
    column = 0
    for letter in _LETTERS.match(cell.upper())[0]:  # type: ignore[index]
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def row_of(cell: str) -> int:
    """The row of a place such as AB12; 0 when there is none."""
    return int("".join(filter(str.isdecimal, cell)) or 0)
