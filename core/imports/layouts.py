"""Sheets that go out and come back: the columns of a list's file, as its loader reads them again."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from core.languages import LANGUAGES
from core.languages.translated import text_in, text_of

SheetCell = Any
Label = str | Promise
CellMaker = Callable[[Any], SheetCell]
# The column that says which row is meant and what stood in it when the file was made.
VERSION = "row_version"
# The column that says whose rows they are, where a list holds those of several strategies.
STRATEGY = "strategy"
VERSION_LABEL = pgettext_lazy("column of a sheet", "Version (leave as it is)")
# What a file has behind the columns of its list.
FURTHER: Mapping[str, Label] = {STRATEGY: gettext_lazy("Strategy"), VERSION: VERSION_LABEL}


def in_every_language(words: Label) -> tuple[str, ...]:
    """The words in each language of the interface."""
    found = []
    for code in LANGUAGES:
        with translation.override(code):
            found.append(str(words))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class SheetLayout:
    """The columns of a sheet in their order: the loader's field of each, and what its header says.

    `written` tells how a cell is made where it is not as the row's field of that name stands. `told`
    are columns for readers, which no loader takes: those of the list's table by their names, and
    others that `written` makes. `shown_by` are columns of the table that go by other names here.
    The last `added` labels are of fields that may be added any day.
    """

    labels: Mapping[str, Label]
    written: Mapping[str, CellMaker] = field(default_factory=dict)
    told: Mapping[str, Label] = field(default_factory=dict)
    shown_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    added: int = 0

    def label(self, name: str) -> Label:
        """What the header of a column says."""
        return {**FURTHER, **self.told, **self.labels}[name]

    def cells(self, row: Any) -> list[SheetCell]:
        """A row as its loader reads it, without what is for readers."""
        return [self.cell(row, name) for name in self.labels]

    def cell(self, row: Any, name: str) -> SheetCell:
        """One of its cells."""
        if name == VERSION:
            return row_version(self, row)
        if name == STRATEGY:
            return getattr(row, "project", row).strategy.slug
        if name in self.written:
            return self.written[name](row)
        value = getattr(row, name)
        if isinstance(value, Model):
            return code_of(value)
        choice = getattr(row, f"get_{name}_display", None)
        return str(choice()) if choice is not None and value else value

    def headers_known(self, name: str) -> tuple[str, ...]:
        """What the header of a column says, in every language."""
        known = {*FURTHER, *self.told, *self.labels}
        return in_every_language(self.label(name)) if name in known else ()

    def in_file(self, columns: Sequence[str]) -> list[str]:
        """The columns of a file in the order of the table's: of texts, that of the page's language."""
        spoken, found = get_language() or "en", []
        for column in columns:
            names = self.shown_by.get(column, (column,))
            for name in names:
                text = f"{name}_{spoken}"
                found += [text] if text in self.labels else [name]
        placed = [name for name in found if name in self.labels or name in self.told]
        return [*dict.fromkeys((*placed, *self.labels)), *FURTHER]


def row_version(layout: SheetLayout, row: Any) -> str:
    """Which row it is, and in so few signs what stands in it, whatever language is active."""
    with translation.override("en"):
        cells = [str(each or "") for each in layout.cells(row)]
    # A field that was added since, and holds nothing yet, makes no other row of it.
    least = len(layout.labels) - layout.added
    while len(cells) > least and not cells[-1]:
        cells.pop()
    return f"{row.pk}-{hashlib.sha256(repr(cells).encode()).hexdigest()[:12]}"


def code_of(row: Model) -> str:
    """What a file names a row by: a person by name and user name, all else by its code."""
    username = getattr(row, "username", "")
    return f"{row.full_name} ({username})" if username else str(getattr(row, "code", ""))  # type: ignore[attr-defined]


def text_labels(name: str, label: Label) -> dict[str, Label]:
    """A column for each language of a text, as `language_columns` reads them."""
    return {f"{name}_{code}": format_lazy("{} ({})", label, code) for code in LANGUAGES}


def text_cells(name: str) -> dict[str, CellMaker]:
    """What stands in these columns."""
    return {f"{name}_{code}": partial(_text, name, code) for code in LANGUAGES}


def _text(name: str, language: str, row: Any) -> str:
    return text_in(row, name, language)


def named(name: str, stem: str = "name") -> CellMaker:
    """For readers: the text of what a field leads to, in the language of the page."""

    def cell(row: Any) -> str:
        found = getattr(row, name)
        return text_of(found, stem) if found is not None else ""

    return cell
