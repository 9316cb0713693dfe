"""Spreadsheets out of tables: CSV and Excel, with formulas neutralised."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from core.files.names import as_attachment, file_name
from core.formulas import blunted
from core.time import working_date

SheetCell = Any
CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def dated_name(stem: str, format_: str) -> str:
    """A name that tells of what and of which day the file is."""
    return file_name(f"{stem}-{working_date():%Y-%m-%d}", format_)


def attachment(content: bytes, stem: str, format_: str) -> HttpResponse:
    """`content` (see CONTENT_TYPES) as a file that the browser saves."""
    response = HttpResponse(content, content_type=CONTENT_TYPES[format_])
    response["Content-Disposition"] = as_attachment(dated_name(stem, format_))
    return response


def to_bytes(rows: Iterable[Sequence[SheetCell]], format_: str, title: str) -> bytes:
    """The rows as a small file; `title` names the sheet of a workbook."""
    out = io.BytesIO()
    write_rows(out, rows, format_, title)
    return out.getvalue()


def write_rows(
    out: IO[bytes], rows: Iterable[Sequence[SheetCell]], format_: str, title: str
) -> None:
    """Write a file of any length to `out`, row by row; memory does not grow with their number."""
    if format_ == CSV:
        _write_csv(out, rows)
    else:
        write_workbook(out, [(title, rows)])


def _write_csv(out: IO[bytes], rows: Iterable[Sequence[SheetCell]]) -> None:
    """UTF-8 with a byte order mark (Excel needs it), comma, all rows."""
    out.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    text.detach()


def _plain(cell: SheetCell) -> SheetCell:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, int | Decimal) else blunted(str(cell))


# What a cell of Excel holds; the library leaves a longer text out without a word.
MOST_SIGNS = 32_767


def write_workbook(
    out: IO[bytes], sheets: Iterable[tuple[str, Iterable[Sequence[SheetCell]]]]
) -> None:
    """A workbook with a sheet for each title and its rows; the first is a frozen, filtered heading.

    Rows go to a temporary file as they come, so that memory does not grow with their number.
    """
    import xlsxwriter  # forty modules that most processes never need

    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False})
    heading = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for title, rows in sheets:
        _fill(book.add_worksheet(_sheet_name(title)), rows, heading, day)
    book.close()


def _fill(sheet: Any, rows: Iterable[Sequence[SheetCell]], heading: Any, day: Any) -> None:
    """Write the rows, each column as wide as what it holds."""
    last = 0
    widths: dict[int, int] = {}
    for last, row in enumerate(rows):
        for column, cell in enumerate(row):
            _write(sheet, last, column, cell, heading if last == 0 else None, day)
            widths[column] = min(60, max(widths.get(column, 8), len(str(cell or "")) + 2))
    for column, width in widths.items():
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    if widths:
        sheet.autofilter(0, 0, max(last, 1), max(widths))


def _sheet_name(title: str) -> str | None:
    """Excel takes 31 characters, none of []:*?/\\ and no apostrophe at either end; None names it."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip("' ") or None


def _write(sheet: Any, row: int, column: int, cell: SheetCell, heading: Any, day: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, datetime | date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, fitting(str(cell)), heading)


def fitting(text: str) -> str:
    """A text as long as a cell of Excel can be; where it goes on is said, never left out silently."""
    if len(text) <= MOST_SIGNS:
        return text
    more = _("… [cut here: Excel takes no longer text; the CSV file has all of it]")
    return text[: MOST_SIGNS - len(more)] + more
