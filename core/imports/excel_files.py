"""Excel workbooks: values through calamine, and what it does not tell out of the file itself.

calamine gives dates right for both of Excel's calendars (1900 and 1904) and the last calculated
value of a formula. It gives nothing for an error value, and knows nothing of hidden rows and of what
a cell shows, so those are read from the sheet's own XML (`excel_parts`, `shown_cells`).
"""

import io
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from core.imports.excel_parts import (
    SheetMarks,
    named_sheet,
    number_formats,
    refuse_false_counts,
    row_of,
    sheet_marks,
    sheet_part,
    unpacked_parts,
)
from core.imports.grid import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Grid,
    Line,
    cell_name,
    is_too_large,
)
from core.imports.problems import FileCheck, Location, did_you_mean, quoted
from core.imports.shown_cells import CellReader


def read_excel(content: bytes, reading: FileCheck, wanted: str = "") -> Grid | None:
    """The cells of one sheet: the one called `wanted`, else the only one that is filled."""
    parts = unpacked_parts(content, reading)
    if parts is None:
        return None
    try:
        refuse_false_counts(parts)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        wanted = wanted or _ours(parts, book)
        names = [wanted] if wanted in book.sheet_names else _visible(book)
        marks = {name: sheet_marks(parts[sheet_part(parts, name)]) for name in names}
        if any(_is_too_large(name, each, reading) for name, each in marks.items()):
            return None
        sheet = _sheet(book, wanted, marks, reading)
        if sheet is None or _has_merged_cells(sheet, reading):
            return None
        own = marks[sheet.name]
        _tell(own, sheet.name, reading)
        read = CellReader(number_formats(parts), own.formats)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, etree.XMLSyntaxError, KeyError, ValueError) as error:
        message = _("the workbook is damaged (%(error)s); open it in Excel and save it again.")
        reading.problem(reading.whole, "", message % {"error": error})
        return None
    return Grid(
        reading.file,
        sheet.name,
        _lines(reading.file, sheet.name, rows, read),
        tuple(own.hidden_columns),
    )


def _ours(parts: dict[str, bytes], book: CalamineWorkbook) -> str:
    """The sheet with the rows of a list's own file."""
    name = named_sheet(parts)
    return name if name in book.sheet_names else ""


def _visible(book: CalamineWorkbook) -> list[str]:
    return [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]


def _sheet(
    book: CalamineWorkbook, wanted: str, marks: Mapping[str, SheetMarks], reading: FileCheck
) -> CalamineSheet | None:
    names = _visible(book)
    if wanted:
        if wanted in book.sheet_names:
            return book.get_sheet_by_name(wanted)
        known = did_you_mean(wanted, names)
        message = _("there is no sheet %(name)s. %(known)s")
        reading.problem(reading.whole, "", message % {"name": quoted(wanted), "known": known})
        return None
    filled = [name for name in names if marks[name].rows]
    if len(filled) == 1:
        return book.get_sheet_by_name(filled[0])
    if filled:
        listed = ", ".join(filled)
        message = _("several sheets are filled (%(names)s); name one with --sheet.")
        reading.problem(reading.whole, "", message % {"names": listed})
    else:
        reading.problem(reading.whole, "", _("no sheet of the workbook is filled."))
    return None


def _is_too_large(sheet: str, marks: SheetMarks, reading: FileCheck) -> bool:
    """Whether a sheet reaches further than is read, by what its cells say of their places.

    Asked before calamine, which makes every cell between the first and the last that is filled.
    """
    if not is_too_large(marks.rows, marks.columns):
        return False
    message = _("the sheet reaches to cell %(cell)s; at most %(rows)d rows and %(columns)d columns "
                "are read, and %(cells)d cells. Remove what is empty at its end.")  # fmt: skip
    cell = cell_name(marks.columns - 1, marks.rows)
    values = {"cell": cell, "rows": MOST_ROWS, "columns": MOST_COLUMNS, "cells": MOST_CELLS}
    reading.problem(Location(reading.file, sheet=sheet), "", message % values)
    return True


def _has_merged_cells(sheet: CalamineSheet, reading: FileCheck) -> bool:
    ranges = sheet.merged_cell_ranges or []
    for (top, left), (bottom, right) in ranges:
        area = f"{cell_name(left, top + 1)}:{cell_name(right, bottom + 1)}"
        location = Location(reading.file, top + 1, sheet=sheet.name, cell=area)
        message = _("these cells are merged; unmerge them and write each value in its own cell.")
        reading.problem(location, "", message)
    return bool(ranges)


def _tell(marks: SheetMarks, sheet: str, reading: FileCheck) -> None:
    for cell, value in marks.errors.items():
        message = _("the formula here gives %(value)s; mend it, or write the value.")
        location = Location(reading.file, row_of(cell), sheet=sheet, cell=cell)
        reading.problem(location, "", message % {"value": value})
    for cell in marks.uncalculated:
        message = _("the formula here has no calculated value; open the file in Excel and save it.")
        location = Location(reading.file, row_of(cell), sheet=sheet, cell=cell)
        reading.problem(location, "", message)
    if marks.hidden_rows:
        rows = ", ".join(map(str, marks.hidden_rows))
        reading.notice(_("Hidden rows are read like all others: %(rows)s.") % {"rows": rows})
    if marks.empty_rows > MOST_ROWS:
        message = _("The sheet is formatted down to row %(last)s, but filled to row %(filled)s only. "
                    "Delete the rows below it, and the file is small and quick.")  # fmt: skip
        reading.notice(message % {"last": marks.empty_rows, "filled": marks.rows})


def _lines(
    file: str, sheet: str, rows: Sequence[Sequence[object]], read: CellReader
) -> tuple[Line, ...]:
    return tuple(
        Line(
            number,
            Location(file, number, sheet=sheet),
            tuple(
                read.scalar(
                    Location(file, number, sheet=sheet, cell=cell_name(column, number)),
                    value,
                    (number, column + 1),
                )
                for column, value in enumerate(row)
            ),
        )
        for number, row in enumerate(rows, 1)
    )
