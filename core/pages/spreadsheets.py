"""Spreadsheets out of tables: CSV and Excel, with formulas neutralised."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from core.files.names import as_attachment, file_name
from core.formulas import blunted
from core.imports.excel_parts import ROWS_NAME
from core.time import working_date

SheetCell = Any
WIDEST = 60  # characters; longer texts are wrapped
CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def dated_name(stem: str, format_: str) -> str:
    """A name that tells of what and of which day the file is."""
    return file_name(f"{stem}-{working_date():%Y-%m-%d}", format_)


@dataclass(frozen=True)
class FileNote:
    """What a workbook says of itself on a sheet of its own: label and words of each line."""

    title: str
    lines: Sequence[tuple[str, str]]


def file_links(asked: QueryDict) -> list[tuple[str, str]]:
    """Label and address of the page's content in each kind of file, by what its address asks."""
    links = []
    for label, format_ in (("Excel", XLSX), ("CSV", CSV)):
        query = asked.copy()
        query["export"] = format_
        links.append((label, f"?{query.urlencode()}"))
    return links


def attachment(content: bytes, stem: str, format_: str) -> HttpResponse:
    """`content` (see CONTENT_TYPES) as a file that the browser saves."""
    response = HttpResponse(content, content_type=CONTENT_TYPES[format_])
    response["Content-Disposition"] = as_attachment(dated_name(stem, format_))
    return response


def to_bytes(
    rows: Iterable[Sequence[SheetCell]],
    format_: str,
    title: str,
    note: FileNote | None = None,
    look: "SheetLook | None" = None,
) -> bytes:
    """The rows as a small file; `title` names the sheet of a workbook."""
    out = io.BytesIO()
    write_rows(out, rows, format_, title, note, look)
    return out.getvalue()


def write_rows(
    out: IO[bytes],
    rows: Iterable[Sequence[SheetCell]],
    format_: str,
    title: str,
    note: FileNote | None = None,
    look: "SheetLook | None" = None,
) -> None:
    """Write a file of any length to `out`, row by row; memory does not grow with their number."""
    if format_ == CSV:
        _write_csv(out, rows)
    else:
        write_workbook(out, [(title, rows)], note, look)


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


@dataclass(frozen=True)
class SheetLook:
    """How a sheet looks: which columns are hidden, by their headers, and the colours of some words.

    `colours` are the ground and the letters of cells that begin with a letter in brackets, as in
    "Amber (A)", by that cell's whole text.
    """

    hidden: frozenset[str] = frozenset()
    colours: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def write_workbook(
    out: IO[bytes],
    sheets: Iterable[tuple[str, Iterable[Sequence[SheetCell]]]],
    note: FileNote | None = None,
    look: SheetLook | None = None,
) -> None:
    """A workbook with a sheet for each title and its rows; the first is a frozen, filtered heading.

    Rows go to a temporary file as they come, so that memory does not grow with their number. With a
    `note` there is a sheet behind that says what the file is, and a name for the sheet of rows.
    """
    import xlsxwriter  # forty modules that most processes never need

    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False})
    writer = _SheetWriter(book, look or SheetLook())
    for title, rows in sheets:
        sheet = book.add_worksheet(_sheet_name(title))
        writer.fill(sheet, rows)
        if note is not None:
            quoted = sheet.get_name().replace("'", "''")
            book.define_name(ROWS_NAME, f"='{quoted}'!$A$1")
    if note is not None:
        writer.write_note(book.add_worksheet(_sheet_name(note.title)), note)
    book.close()


class _SheetWriter:
    """Writes the sheets of one workbook in one look: for paper as well as for the screen."""

    def __init__(self, book: Any, look: SheetLook) -> None:
        self.look = look
        self.heading = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.whole = book.add_format({"num_format": "0", "valign": "top"})
        self.amount = book.add_format({"num_format": "#,##0.00##", "valign": "top"})
        self.coloured = {
            words: book.add_format({"bg_color": ground, "font_color": ink, "valign": "top"})
            for words, (ground, ink) in look.colours.items()
        }

    def fill(self, sheet: Any, rows: Iterable[Sequence[SheetCell]]) -> None:
        """Write the rows, each column as wide as what it holds, and at most as a line of text."""
        last = 0
        widths: dict[int, int] = {}
        hidden: set[int] = set()
        for last, row in enumerate(rows):
            if last == 0:
                hidden = {n for n, cell in enumerate(row) if str(cell) in self.look.hidden}
            for column, cell in enumerate(row):
                self._write(sheet, last, column, cell)
                longest = max(map(len, str(cell or "").split("\n")))
                widths[column] = min(WIDEST, max(widths.get(column, 8), longest + 2))
        for column, width in widths.items():
            sheet.set_column(column, column, width, None, {"hidden": column in hidden})
        sheet.freeze_panes(1, 0)
        self._for_paper(sheet)
        sheet.repeat_rows(0)
        if widths:
            sheet.autofilter(0, 0, max(last, 1), max(widths))

    def _for_paper(self, sheet: Any) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P / &N")

    def _write(self, sheet: Any, row: int, column: int, cell: SheetCell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, datetime | date):
            sheet.write_datetime(row, column, cell, self.day)
        elif isinstance(cell, int | Decimal) and not isinstance(cell, bool):
            is_whole = cell == int(cell)
            sheet.write_number(row, column, cell, self.whole if is_whole else self.amount)
        else:
            text = fitting(str(cell))
            look = self.heading if row == 0 else self.coloured.get(text, self.text)
            sheet.write_string(row, column, text, look)

    def write_note(self, sheet: Any, note: FileNote) -> None:
        """What the file is, a line for each."""
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 90)
        self._for_paper(sheet)
        for row, (label, words) in enumerate(note.lines):
            sheet.write_string(row, 0, label, self.heading)
            sheet.write_string(row, 1, fitting(words), self.text)


def _sheet_name(title: str) -> str | None:
    """Excel takes 31 characters, none of []:*?/\\ and no apostrophe at either end; None names it."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip("' ") or None


def fitting(text: str) -> str:
    """A text as long as a cell of Excel can be; where it goes on is said, never left out silently."""
    if len(text) <= MOST_SIGNS:
        return text
    more = _("… [cut here: Excel takes no longer text; the CSV file has all of it]")
    return text[: MOST_SIGNS - len(more)] + more
