"""Excel workbooks: values through calamine, and what it does not tell out of the file itself.

calamine gives dates right for both of Excel's calendars (1900 and 1904) and the last calculated
value of a formula. It gives nothing for an error value and knows nothing of hidden rows, so those
are read from the sheet's own XML.
"""

import io
import math
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from core.files.packages import PackageDamaged, open_package
from core.imports.grid import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Grid,
    Line,
    cell_name,
    is_too_large,
)
from core.imports.nodes import Native, Scalar
from core.imports.problems import FileCheck, Location, did_you_mean, quoted

MOST_UNPACKED = 100_000_000
MOST_PARTS = 2_000
_LETTERS = re.compile(r"[A-Z]{0,3}")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class _Marks:
    """What only the XML tells: cells with error values, formulas never calculated, hidden rows."""

    errors: dict[str, str] = field(default_factory=dict)
    uncalculated: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)


def read_excel(content: bytes, reading: FileCheck, wanted: str = "") -> Grid | None:
    """The cells of one sheet: the one called `wanted`, else the only one that is filled."""
    parts = unpacked_parts(content, reading)
    if parts is None:
        return None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [wanted] if wanted in book.sheet_names else _visible(book)
        if any(_is_too_large(parts, name, reading) for name in names):
            return None
        sheet = _sheet(book, wanted, reading)
        if sheet is None or _has_merged_cells(sheet, reading):
            return None
        marks = _marks(parts, sheet.name)
        _tell(marks, sheet.name, reading)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, etree.XMLSyntaxError, KeyError, ValueError) as error:
        message = _("the workbook is damaged (%(error)s); open it in Excel and save it again.")
        reading.problem(reading.whole, "", message % {"error": error})
        return None
    return Grid(reading.file, sheet.name, _lines(reading.file, sheet.name, rows))


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
        message = _("the workbook is too large when unpacked; nothing of it was read.")
        reading.problem(reading.whole, "", message)
        return None
    if "xl/workbook.xml" not in parts:
        message = _("this is not an Excel workbook; save it as .xlsx.")
        reading.problem(reading.whole, "", message)
        return None
    return parts


def _visible(book: CalamineWorkbook) -> list[str]:
    return [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]


def _sheet(book: CalamineWorkbook, wanted: str, reading: FileCheck) -> CalamineSheet | None:
    names = _visible(book)
    if wanted:
        if wanted in book.sheet_names:
            return book.get_sheet_by_name(wanted)
        known = did_you_mean(wanted, names)
        message = _("there is no sheet %(name)s. %(known)s")
        reading.problem(reading.whole, "", message % {"name": quoted(wanted), "known": known})
        return None
    filled = [one for one in map(book.get_sheet_by_name, names) if one.total_height]
    if len(filled) == 1:
        return filled[0]
    if filled:
        listed = ", ".join(one.name for one in filled)
        message = _("several sheets are filled (%(names)s); name one with --sheet.")
        reading.problem(reading.whole, "", message % {"names": listed})
    else:
        reading.problem(reading.whole, "", _("no sheet of the workbook is filled."))
    return None


def _is_too_large(parts: dict[str, bytes], sheet: str, reading: FileCheck) -> bool:
    """Whether a sheet reaches further than is read, by what its cells say of their places.

    Asked before calamine, which makes every cell between the first and the last that is filled.
    """
    last_row, last_column = _extent(parts, sheet)
    if not is_too_large(last_row, last_column):
        return False
    message = _("the sheet reaches to cell %(cell)s; at most %(rows)d rows and %(columns)d columns "
                "are read, and %(cells)d cells. Remove what is empty at its end.")  # fmt: skip
    cell = cell_name(last_column - 1, last_row)
    values = {"cell": cell, "rows": MOST_ROWS, "columns": MOST_COLUMNS, "cells": MOST_CELLS}
    reading.problem(Location(reading.file, sheet=sheet), "", message % values)
    return True


def _extent(parts: dict[str, bytes], sheet: str) -> tuple[int, int]:
    """The last row and the last column with a cell, from 1; a cell without a place is the next."""
    rows = columns = row = 0
    for line in xml_of(parts[_part_of(parts, sheet)]).iter(f"{MAIN}row"):
        row, column = int(line.get("r", row + 1)), 0
        for cell in line.iter(f"{MAIN}c"):
            where = str(cell.get("r", ""))
            column = _column_of(where) or column + 1
            rows, columns = max(rows, row, _row_of(where)), max(columns, column)
    return rows, columns


def _column_of(cell: str) -> int:
    """The column of a place such as AB12, from 1; 0 when there is none."""
    column = 0
    for letter in _LETTERS.match(cell.upper())[0]:  # type: ignore[index]
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _has_merged_cells(sheet: CalamineSheet, reading: FileCheck) -> bool:
    ranges = sheet.merged_cell_ranges or []
    for (top, left), (bottom, right) in ranges:
        area = f"{cell_name(left, top + 1)}:{cell_name(right, bottom + 1)}"
        location = Location(reading.file, top + 1, sheet=sheet.name, cell=area)
        message = _("these cells are merged; unmerge them and write each value in its own cell.")
        reading.problem(location, "", message)
    return bool(ranges)


def _marks(parts: dict[str, bytes], name: str) -> _Marks:
    marks = _Marks()
    for row in xml_of(parts[_part_of(parts, name)]).iter(f"{MAIN}row"):
        if row.get("hidden") in {"1", "true"} and len(row):
            marks.hidden.append(int(row.get("r", "0")))
        for cell in row.iter(f"{MAIN}c"):
            where, value = str(cell.get("r", "")), cell.findtext(f"{MAIN}v")
            if cell.get("t") == "e":
                marks.errors[where] = value or "#?"
            elif cell.find(f"{MAIN}f") is not None and value is None:
                marks.uncalculated.append(where)
    return marks


def _part_of(parts: dict[str, bytes], name: str) -> str:
    """The part of the package that holds the sheet of that name."""
    sheets = xml_of(parts["xl/workbook.xml"]).iter(f"{MAIN}sheet")
    link = {one.get("name"): one.get(_LINK) for one in sheets}[name]
    links = xml_of(parts["xl/_rels/workbook.xml.rels"])
    target = {one.get("Id"): str(one.get("Target")) for one in links}[link]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def xml_of(content: bytes) -> Any:
    """A part as XML; entities are not allowed, so none can grow."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("a document type declaration")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def _tell(marks: _Marks, sheet: str, reading: FileCheck) -> None:
    for cell, value in marks.errors.items():
        message = _("the formula here gives %(value)s; mend it, or write the value.")
        location = Location(reading.file, _row_of(cell), sheet=sheet, cell=cell)
        reading.problem(location, "", message % {"value": value})
    for cell in marks.uncalculated:
        message = _("the formula here has no calculated value; open the file in Excel and save it.")
        location = Location(reading.file, _row_of(cell), sheet=sheet, cell=cell)
        reading.problem(location, "", message)
    if marks.hidden:
        rows = ", ".join(map(str, marks.hidden))
        reading.notice(_("Hidden rows are read like all others: %(rows)s.") % {"rows": rows})


def _row_of(cell: str) -> int:
    return int("".join(filter(str.isdecimal, cell)) or 0)


def _lines(file: str, sheet: str, rows: list[list[Any]]) -> tuple[Line, ...]:
    return tuple(
        Line(
            number,
            Location(file, number, sheet=sheet),
            tuple(
                _scalar(Location(file, number, sheet=sheet, cell=cell_name(column, number)), value)
                for column, value in enumerate(row)
            ),
        )
        for number, row in enumerate(rows, 1)
    )


def _scalar(location: Location, value: Any) -> Scalar:
    native: Native | None = None
    if isinstance(value, bool):
        native, text = value, str(value).lower()
    elif isinstance(value, float | int) and math.isfinite(value):
        # The shortest figures that mean this very number, as Excel shows them.
        text = format(Decimal(repr(value)), "f").removesuffix(".0")
        native = Decimal(text)
    elif isinstance(value, datetime):
        native = value.date() if value.time() == time() else value
        text = native.isoformat()
    elif isinstance(value, date):
        native, text = value, value.isoformat()
    elif isinstance(value, time | timedelta):
        text = str(value)
    else:
        text = str(value)
    return Scalar(location, text, native)
