"""The workbook inside a chart: what opens under "Edit data" in Word."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from xlsxwriter import Workbook

from core.figures.registry import FigureData, Point

SHEET = "Data"


@dataclass(frozen=True)
class Series:
    """One colour of a chart: a value per category, None where the category is of another group, or
    a stacked bar has no such part."""

    name: str
    values: tuple[int | None, ...]


def series_of(data: FigureData) -> tuple[Series, ...]:
    """The series of a figure: one per group, a single one named by the unit without groups."""
    if data.is_stacked:
        return tuple(
            Series(group, tuple(_part(bar, group) for bar in data.bars)) for group in data.groups
        )
    if not data.groups:
        return (Series(data.unit, tuple(point.value for point in data.points)),)
    return tuple(
        Series(group, tuple(p.value if p.group == group else None for p in data.points))
        for group in data.groups
    )


def _part(bar: Sequence[Point], group: str) -> int | None:
    return next((point.value for point in bar if point.group == group), 0) or None


def categories(data: FigureData, number: Callable[[int], str] = str) -> list[str]:
    """The names of the bars; a stacked one says its sum, for which a chart has no place behind it."""
    if not data.is_stacked:
        return [bar[0].label for bar in data.bars]
    sums = [(bar[0].label, sum(point.value for point in bar)) for bar in data.bars]
    return [f"{label} ({number(total)})" for label, total in sums]


def cells(column: int, first: int, last: int) -> str:
    """Rows `first` to `last` (from 1) of a column (from 0), as charts refer to them."""
    letter = chr(ord("A") + column)
    start = f"{SHEET}!${letter}${first}"
    return start if first == last else f"{start}:${letter}${last}"


def workbook(
    data: FigureData, names: Sequence[str], series: Sequence[Series], dated: date
) -> bytes:
    """The .xlsx: categories in the first column, one column per series, equal bytes each time."""
    buffer = io.BytesIO()
    # Only in memory does xlsxwriter leave the clock out of the zip.
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": data.caption, "created": datetime.combine(dated, time())})
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(series), 16)
    # A label that begins with "=" must stay words.
    for row, label in enumerate(names, start=1):
        sheet.write_string(row, 0, label)
    for column, one in enumerate(series, start=1):
        sheet.write_string(0, column, one.name)
        for row, value in enumerate(one.values, start=1):
            if value is not None:
                sheet.write_number(row, column, value)
    book.close()
    return buffer.getvalue()
