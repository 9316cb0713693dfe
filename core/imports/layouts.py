"""Sheets that go out and come back: the columns of a loader, as a list writes them into a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import format_lazy

from core.languages import LANGUAGES
from core.languages.translated import text_in

SheetCell = Any
Label = str | Promise


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

    `written` tells how a cell is made where it is not as the row's field of that name stands.
    """

    labels: Mapping[str, Label]
    written: Mapping[str, Callable[[Any], SheetCell]] = field(default_factory=dict)

    def headers(self) -> list[str]:
        """The header in the active language."""
        return [str(label) for label in self.labels.values()]

    def cells(self, row: Any) -> list[SheetCell]:
        """A row as its loader reads it."""
        return [self._cell(row, name) for name in self.labels]

    def _cell(self, row: Any, name: str) -> SheetCell:
        if name in self.written:
            return self.written[name](row)
        value = getattr(row, name)
        if isinstance(value, Model):
            return code_of(value)
        choice = getattr(row, f"get_{name}_display", None)
        return str(choice()) if choice is not None and value else value

    def headers_known(self, name: str) -> tuple[str, ...]:
        """What the header of a column says, in every language."""
        return in_every_language(self.labels[name]) if name in self.labels else ()


def code_of(row: Model) -> str:
    """What a file names a row by: a person by the name to sign in with, all else by its code."""
    return str(getattr(row, "code", "") or getattr(row, "username", ""))


def text_labels(name: str, label: Label) -> dict[str, Label]:
    """A column for each language of a text, as `language_columns` reads them."""
    return {f"{name}_{code}": format_lazy("{} ({})", label, code) for code in LANGUAGES}


def text_cells(name: str) -> dict[str, Callable[[Any], SheetCell]]:
    """What stands in these columns."""
    return {f"{name}_{code}": partial(_text, name, code) for code in LANGUAGES}


def _text(name: str, language: str, row: Any) -> str:
    return text_in(row, name, language)
