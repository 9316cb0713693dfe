"""CSV as people save it: UTF-8 with or without a mark, Latin-1, commas, semicolons or tabs."""

import codecs
import csv
import io
import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.imports.grid import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Grid,
    Line,
    cell_name,
    is_too_large,
)
from core.imports.nodes import Scalar
from core.imports.problems import FileCheck, Location, quoted

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = (",", ";", "\t")
# What Excel takes for no row: a first line that names the sign between cells.
_SEPARATOR = re.compile(r"\"?sep=([,;\t|])\"?[ \t]*(?:\r\n|\n|\r|\Z)", re.IGNORECASE)
_FOREIGN = re.compile(r"[^\x00-\x7f]")


def read_csv(content: bytes, reading: FileCheck) -> Grid | None:
    """The cells of a CSV file; None after noting why it cannot be read."""
    text = _decoded(content, reading)
    if text is None:
        return None
    named = _SEPARATOR.match(text)
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[Line] = []
    first = 2 if named else 1
    begins, rows, widest = first, 0, 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            message = _("this row cannot be read (%(error)s); is a quotation mark not closed?")
            reading.problem(Location(reading.file, begins), "", message % {"error": error})
            return None
        rows, widest = rows + 1, max(widest, len(cells))
        if not is_too_large(rows, widest):
            lines.append(_line(reading.file, rows, begins, cells))
        begins = reader.line_num + first  # a quoted cell may hold line ends
    if is_too_large(rows, widest):
        message = _("the sheet has %(rows)d rows and %(columns)d columns; at most %(most_rows)d and "
                    "%(most_columns)d are read, and %(most_cells)d cells.")  # fmt: skip
        limits = {"most_rows": MOST_ROWS, "most_columns": MOST_COLUMNS, "most_cells": MOST_CELLS}
        reading.problem(reading.whole, "", message % {"rows": rows, "columns": widest, **limits})
        return None
    return Grid(reading.file, "", tuple(lines))


def _decoded(content: bytes, reading: FileCheck) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                break
    if b"\0" in content:
        message = _("this is no text file; save the sheet as CSV or as an Excel workbook (.xlsx).")
        reading.problem(reading.whole, "", message)
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        # What Windows calls Latin-1; five of its bytes mean nothing, and then it is neither.
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        location = Location(reading.file, content.count(b"\n", 0, error.start) + 1)
        reading.problem(location, "", _("this is neither UTF-8 nor Latin-1; save it as UTF-8."))
        return None
    message = _("The file is not in UTF-8; it was read as Latin-1 (Windows-1252), for instance the "
                "word %(word)s.")  # fmt: skip
    reading.notice(message % {"word": quoted(_word_with_such_a_sign(text))})
    return text


def _word_with_such_a_sign(text: str) -> str:
    """The first word of a text with a sign that is read otherwise in UTF-8."""
    found = _FOREIGN.search(text)
    place = found.start() if found else 0
    around = text[max(0, place - 40) : place + 40]
    words = (one for one in re.split(r"[ \t\r\n;,\"]", around) if _FOREIGN.search(one))
    return next(words, around)


def _delimiter(text: str) -> str:
    """The sign that separates most cells of the first row that has any."""
    for line in text.splitlines():
        if line.strip(" ,;\t"):
            outside = "".join(line.split('"')[::2])
            return max(_DELIMITERS, key=outside.count)
    return ","


def _line(file: str, number: int, line: int, cells: Sequence[str]) -> Line:
    return Line(
        number,
        Location(file, line),
        tuple(
            Scalar(Location(file, line, 0, "", cell_name(column, number)), cell)
            for column, cell in enumerate(cells)
        ),
    )
