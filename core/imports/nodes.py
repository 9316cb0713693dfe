"""What a file holds, before it is checked: values, mappings and lists that know their places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from core.imports.problems import Location

Native = str | date | Decimal | bool


class Doubt(Enum):
    """How a cell of a spreadsheet shows something else than it holds."""

    OTHER = "other"
    MONTH = "month"  # of a day, its month and year alone


@dataclass(frozen=True)
class Scalar:
    """One value as it was typed. `native` is set where the file itself has a type (Excel).

    `literal` texts (YAML's `|`) keep their lines, so a mistake inside has a line of its own,
    counted from `first_line`.

    A spreadsheet shows what its format makes of a cell: `shown` is that, where it is other words than
    `text`; `doubt` says that it does not even mean the same, so that no field reads the cell. One
    that shows per cents holds their figure (60), however it is kept.
    """

    location: Location
    text: str
    native: Native | None = None
    literal: bool = False
    first_line: int = 0
    shown: str = ""
    doubt: Doubt | None = None
    is_per_cent: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing was given: an empty cell, or a key without a value."""
        return self.native is None and not self.text.strip()

    def location_of(self, offset: int) -> Location:
        """The place of the character at `offset` of the text."""
        if not self.literal:
            return self.location
        line = self.first_line + self.text.count("\n", 0, offset)
        return Location(self.location.file, line)


@dataclass(frozen=True)
class Entry:
    """A key of a mapping, where it stands, and what it holds."""

    location: Location
    node: "Node"


@dataclass(frozen=True)
class Table:
    """Keys with values, in the order of the file. A row of a sheet is one, too."""

    location: Location
    entries: Mapping[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True)
class Listing:
    """Values one after the other."""

    location: Location
    items: tuple["Node", ...] = ()


Node = Scalar | Table | Listing
