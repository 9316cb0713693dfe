"""The workbook inside a chart: what opens under "Edit data" in Word."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from xlsxwriter import Workbook

from core.figures.registry import FigureData

SHEET = "Data"


@dataclass(frozen=True)
class Series:
    """One colour of a chart: a value per category, None where the category is of another group."""

    name: str
    values: tuple[int | None, ...]


def series_of(data: FigureData) -> tuple[Series, ...]:
    """The series of a figure: one per group, a single one named by the unit without groups."""
    if not data.groups:
        return (Series(data.unit, tuple(point.value for point in data.points)),)
    return tuple(
        Series(group, tuple(p.value if p.group == group else None for p in data.points))
        for group in data.groups
    )


def cells(column: int, first: int, last: int) -> str:
    """Rows `first` to `last` (from 1) of a column (from 0), as charts refer to them."""
    letter = chr(ord("A") + column)
    start = f"{SHEET}!${letter}${first}"
    return start if first == last else f"{start}:${letter}${last}"


def workbook(data: FigureData, series: Sequence[Series], dated: date) -> bytes:
    """The .xlsx: categories in the first column, one column per series, equal bytes each time."""
    buffer = io.BytesIO()
    # Only in memory does xlsxwriter leave the clock out of the zip.
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": data.caption, "created": datetime.combine(dated, time())})
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(series), 16)
    # A label that begins with "=" must stay words.
    for row, point in enumerate(data.points, start=1):
        sheet.write_string(row, 0, point.label)
    for column, one in enumerate(series, start=1):
        sheet.write_string(0, column, one.name)
        for row, value in enumerate(one.values, start=1):
            if value is not None:
                sheet.write_number(row, column, value)
    book.close()
    return buffer.getvalue()
