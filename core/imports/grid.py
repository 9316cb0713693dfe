"""A sheet as cells with places, before its columns have a meaning."""

from dataclasses import dataclass

from core.imports.nodes import Scalar
from core.imports.problems import Location

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 1_000_000


@dataclass(frozen=True)
class Line:
    """A row of the sheet, counted from 1, with its cells from column A on."""

    number: int
    location: Location
    cells: tuple[Scalar, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing in any cell."""
        return all(cell.is_empty for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """All rows of one sheet; `sheet` is its name, empty for a CSV file.

    `hidden_columns` are counted from 1, those that are empty among them.
    """

    file: str
    sheet: str
    lines: tuple[Line, ...]
    hidden_columns: tuple[int, ...] = ()


def is_too_large(rows: int, columns: int) -> bool:
    """Whether a sheet of that size is read at all; asked before any of its cells is made."""
    return rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS


def column_name(index: int) -> str:
    """A, B, …, Z, AA for an index from 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell_name(column: int, row: int) -> str:
    """A cell as spreadsheets call it: column from 0, row from 1."""
    return f"{column_name(column)}{row}"
