"""Sheets (CSV or Excel) into rows that a schema can check: the header decides the columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.imports.csv_files import read_csv
from core.imports.excel_files import read_excel
from core.imports.fields import Field, ListOf, Text, folded
from core.imports.grid import Grid, Line, column_name
from core.imports.layouts import FURTHER, STRATEGY, VERSION, SheetLayout
from core.imports.nodes import Entry, Listing, Node, Scalar, Table
from core.imports.problems import FileCheck, Location, did_you_mean, quoted
from core.imports.records import Check, Record, Row
from core.languages import LANGUAGES
from core.languages.translated import set_texts, texts_of

MOST_BYTES = 20_000_000
ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Column:
    """A column of a sheet, declared once for its header, its cells and the row it is written to.

    `names` are what its header may say besides the field's own name, `check` reads its cells. No
    sheet is without a `required` column; a check that is required asks for a value in every row. What
    is `stored` goes as it stands into the field of the same name.
    """

    field: str
    names: tuple[str, ...]
    check: Field[Any]
    required: bool = False
    stored: bool = False


class Unread(Field[None]):
    """A cell that is for readers of a file, whatever stands in it."""

    def read(self, node: Node, path: str, reading: FileCheck) -> None:
        """Nothing."""


def of_layout(columns: Sequence[Column], layout: SheetLayout) -> list[Column]:
    """The columns, which their headers in files of `layout` name as well, in every language.

    Those that such files have for readers may stand there, and are not read.
    """
    known = [replace(one, names=(*one.names, *layout.headers_known(one.field))) for one in columns]
    told = [Column(f"({name})", layout.headers_known(name), Unread()) for name in layout.told]
    further = [Column(name, layout.headers_known(name), Text(60)) for name in FURTHER]
    return [*known, *told, *further]


def language_columns(
    stem: str, original: str, names: Sequence[str], check: Callable[[str], Field[Any]]
) -> list[Column]:
    """A column for each language of a text; one without a language is in the original one.

    `check` makes what reads the cells of a language.
    """
    found = []
    for code in LANGUAGES:
        spoken = tuple(f"{name} ({code})" for name in names)
        alone = (*names, stem) if code == original else ()
        found.append(Column(f"{stem}_{code}", (*alone, *spoken), check(code)))
    return found


@dataclass
class SheetRows:
    """A checked sheet: its rows, and which columns it has, so that others stay untouched.

    `stored` are the fields that a sheet of this kind may fill, whether or not this one does.
    """

    rows: list[Row] = field(default_factory=list)
    columns: frozenset[str] = frozenset()
    stored: tuple[str, ...] = ()

    def take(self, instance: models.Model, row: Row) -> None:
        """Put what is stored as it stands into `instance`; missing columns change nothing."""
        for name in self.stored:
            if name in self.columns:
                setattr(instance, name, row[name])

    def take_texts(self, instance: models.Model, name: str, row: Row, stem: str = "") -> None:
        """Put the texts of columns such as name_en into a field; other languages keep theirs."""
        stem = stem or name
        stored = texts_of(instance, name)
        kept = {code: text for code, text in stored.items() if f"{stem}_{code}" not in self.columns}
        set_texts(instance, name, kept | grouped(row, stem))

    def has_texts(self, stem: str) -> bool:
        """Whether there is a column of that text in any language."""
        return any(f"{stem}_{code}" in self.columns for code in LANGUAGES)


def sheet_rows(
    content: bytes,
    columns: Sequence[Column],
    reading: FileCheck,
    *checks: Check,
    sheet: str = "",
    unique: str | Sequence[str] = "",
    strategy: str = "",
) -> SheetRows:
    """The rows of a sheet; `checks` ask what several cells of a row show together.

    Every mistake goes to `reading`. Of a list of several strategies, rows of another than `strategy`
    are left, and told.
    """
    listing = read_sheet(content, columns, reading, sheet)
    if listing is None:
        return SheetRows()
    listing = _of_strategy(listing, strategy, reading)
    record = Record({column.field: column.check for column in columns}, *checks)
    rows = ListOf(record, unique=unique, numbered=False).read(listing, "", reading) or []
    given = frozenset(name for item in listing.items for name in getattr(item, "entries", {}))
    return SheetRows(rows, given, tuple(column.field for column in columns if column.stored))


def _of_strategy(listing: Listing, slug: str, reading: FileCheck) -> Listing:
    """The rows that name this strategy, or none."""
    kept, left = [], 0
    for item in listing.items:
        entry = item.entries.get(STRATEGY) if isinstance(item, Table) else None
        given = folded(entry.node.text) if entry and isinstance(entry.node, Scalar) else ""
        if given in {"", folded(slug)}:
            kept.append(item)
        else:
            left += 1
    if left:
        message = ngettext(
            "%(count)d row is of another strategy, and is left as it is.",
            "%(count)d rows are of other strategies, and are left as they are.",
            left,
        )
        reading.notice(message % {"count": left})
    return replace(listing, items=tuple(kept))


def read_sheet(
    content: bytes, columns: Sequence[Column], reading: FileCheck, sheet: str = ""
) -> Listing | None:
    """The rows under the header as groups by field; None after noting why there are none."""
    grid = _grid(content, reading, sheet)
    if grid is None:
        return None
    names = {folded(n): c.field for c in columns for n in (c.field, *c.names)}
    header = _header(grid, names, reading)
    if header is None:
        return None
    fields = _fields(header, names, columns, reading)
    _tell_hidden(grid, fields, reading)
    below = [line for line in grid.lines if line.number > header.number and not line.is_empty]
    if not below:
        reading.problem(header.location, "", _("there is no row under the header."))
    rows = (_row(line, header, fields, reading) for line in below)
    return Listing(Location(reading.file, sheet=grid.sheet), tuple(rows))


def _tell_hidden(grid: Grid, fields: Mapping[int, str], reading: FileCheck) -> None:
    """Say that hidden columns are read, too, but the one that our own files hide."""
    told = [each - 1 for each in grid.hidden_columns if fields.get(each - 1, VERSION) != VERSION]
    if told:
        names = ", ".join(map(column_name, told))
        message = _("Hidden columns are read like all others: %(columns)s.")
        reading.notice(message % {"columns": names})


def _grid(content: bytes, reading: FileCheck, sheet: str) -> Grid | None:
    ending = reading.file.rpartition(".")[2].lower()
    if len(content) > MOST_BYTES:
        message = _("the file has %(size)d bytes; at most %(most)d are read.")
        reading.problem(reading.whole, "", message % {"size": len(content), "most": MOST_BYTES})
    elif not content.strip():
        reading.problem(reading.whole, "", _("the file is empty."))
    elif content.startswith(_OLD_OFFICE):
        message = _(
            "this is an old Excel file or one with a password; save it as .xlsx without one."
        )
        reading.problem(reading.whole, "", message)
    elif ending not in {"csv", "tsv", "txt", "xlsx"}:
        message = _("only .csv and .xlsx are read, not .%(ending)s; save the sheet as one of them.")
        reading.problem(reading.whole, "", message % {"ending": ending})
    elif (ending == "xlsx") != content.startswith(ZIP):
        message = _(
            "the file is called .%(ending)s, but its content is not; save it again as .xlsx."
        )
        reading.problem(reading.whole, "", message % {"ending": ending})
    else:
        return (
            read_excel(content, reading, sheet) if ending == "xlsx" else read_csv(content, reading)
        )
    return None


def _header(grid: Grid, names: Mapping[str, str], reading: FileCheck) -> Line | None:
    """The first filled row, if it is a header and the only one."""
    filled = [line for line in grid.lines if not line.is_empty][:2]
    if not filled:
        reading.problem(reading.whole, "", _("the file is empty."))
        return None
    known = [_known(line, names) for line in filled]
    if len(known) == 2 and known[1] >= 2 and known[1] * 2 >= _given(filled[1]):
        message = _("there are two header rows (%(first)d and %(second)d); keep the one with the "
                    "names of the columns.")  # fmt: skip
        values = {"first": filled[0].number, "second": filled[1].number}
        reading.problem(filled[1].location, "", message % values)
        return None
    if not known[0]:
        message = _("this is no header: none of its cells names a column. Known: %(known)s.")
        listed = ", ".join(dict.fromkeys(one for one in names.values() if "(" not in one))
        reading.problem(filled[0].location, "", message % {"known": listed})
        return None
    return filled[0]


def _known(line: Line, names: Mapping[str, str]) -> int:
    return sum(folded(cell.text) in names for cell in line.cells)


def _given(line: Line) -> int:
    return sum(not cell.is_empty for cell in line.cells)


def _fields(
    header: Line, names: Mapping[str, str], columns: Sequence[Column], reading: FileCheck
) -> dict[int, str]:
    """The field of each column; unknown, nameless, double and missing ones are mistakes."""
    found: dict[int, str] = {}
    for index, cell in enumerate(header.cells):
        if cell.is_empty:
            continue
        field = names.get(folded(cell.text))
        if field is None:
            known = did_you_mean(cell.text, [*_fields_of(columns), *_written(columns)])
            message = _("there is no column %(name)s. %(known)s")
            values = {"name": quoted(cell.text), "known": known}
            reading.problem(cell.location, cell.text.strip(), message % values)
        elif field in found.values():
            message = _("the column “%(field)s” stands here twice; keep one.")
            reading.problem(cell.location, cell.text.strip(), message % {"field": field})
        else:
            found[index] = field
    for column in columns:
        if column.required and column.field not in found.values():
            message = _("the column “%(field)s” is missing.")
            reading.problem(header.location, column.field, message % {"field": column.field})
    return found


def _fields_of(columns: Sequence[Column]) -> list[str]:
    """What a sheet may be filled with by the names of its fields."""
    return [c.field for c in columns if not isinstance(c.check, Unread) and c.field not in FURTHER]


def _written(columns: Sequence[Column]) -> list[str]:
    return [name for column in columns for name in column.names]


def _row(line: Line, header: Line, fields: Mapping[int, str], reading: FileCheck) -> Table:
    entries: dict[str, Entry] = {}
    for index, cell in enumerate(line.cells):
        if index in fields:
            entries[fields[index]] = Entry(cell.location, cell)
        elif not cell.is_empty and (index >= len(header.cells) or header.cells[index].is_empty):
            message = _("there is a value (%(value)s), but no column; is a sign that separates cells "
                        "part of a text? Put that text in quotation marks.")  # fmt: skip
            reading.problem(cell.location, "", message % {"value": quoted(cell.text)})
    return Table(line.location, entries)


def grouped(row: Mapping[str, Any], stem: str) -> dict[str, str]:
    """The texts of columns such as name_en and name_de, by language."""
    return {code: row[f"{stem}_{code}"] for code in LANGUAGES if row.get(f"{stem}_{code}")}
