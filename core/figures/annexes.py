"""Annexes: tables of a report that are made from the data, never written.

An app declares an `AnnexSpec` in its room `annexes`; `compute` returns `AnnexData`, plain values in
the active language, over the very population that the text counts. A report may choose among its
columns and its rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import msgspec
from django.conf import settings
from django.db import models
from django.utils import translation

from core.languages import LANGUAGES, LanguageProfile, profile
from core.languages.translated import text_in, texts_of
from core.numbers.registry import NumberContext, Translatable
from core.registry import Registry


class Untranslated(msgspec.Struct, frozen=True):
    """Words that nobody has put into the language of the table yet, with the language they are in."""

    text: str
    language: str


AnnexCell = str | Untranslated
Row = TypeVar("Row")


class AnnexData(msgspec.Struct, frozen=True, kw_only=True):
    """A table ready to print. `numeric` columns align right, `widths` are shares of the width.

    `groups` are (row, heading): the heading stands before that row, counted from 0. A table without
    rows says why in `note`. `illustrative` says which of it is invented, whatever the note says.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[AnnexCell, ...], ...]
    numeric: tuple[int, ...] = ()
    groups: tuple[tuple[int, AnnexCell], ...] = ()
    widths: tuple[int, ...] = ()
    note: str = ""
    illustrative: str = ""


@dataclass(frozen=True)
class AnnexColumn(Generic[Row]):
    """A column that a table can have: its head, its share of the width, and what stands in a row."""

    key: str
    label: Translatable
    width: int
    cell: Callable[[Row], AnnexCell]
    numeric: bool = False


@dataclass(frozen=True)
class TableChoice:
    """What a report chooses of a table: its columns in order (none: the usual ones), and parameters
    that leave some of its rows, as those of a live number."""

    columns: tuple[str, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)

    def of(
        self, columns: Sequence[AnnexColumn[Row]], usual: Sequence[str]
    ) -> list[AnnexColumn[Row]]:
        """The chosen ones of `columns`."""
        by_key = {column.key: column for column in columns}
        return [by_key[key] for key in self.columns or usual]


USUAL = TableChoice()


@dataclass(frozen=True)
class AnnexSpec:
    """What an app declares: a key, its name, and how the table is made in the active language.

    `rows_counted_by` names the live number that counts the same rows in the text; empty for none.
    `columns` are those that a report can choose among, `takes` the parameters it can give.
    """

    key: str
    label: Translatable
    make: Callable[[NumberContext, TableChoice], AnnexData]
    rows_counted_by: str
    columns: Mapping[str, Translatable] = field(default_factory=dict)
    takes: Mapping[str, Translatable] = field(default_factory=dict)

    def compute(self, context: NumberContext, choice: TableChoice = USUAL) -> AnnexData:
        """The table in the active language."""
        return self.make(context, choice)


annexes: Registry[AnnexSpec] = Registry("table")


def active_profile() -> LanguageProfile:
    """House style of the active language; of English where it has none."""
    language = (translation.get_language() or "")[:2]
    return profile(language if language in LANGUAGES else settings.LANGUAGE_CODE)


def reported_years(context: NumberContext) -> str:
    """What is reported on, as the active language writes it: "2021", "2016–17"."""
    return active_profile().year_range(*context.years)


def cell(instance: models.Model, field: str) -> AnnexCell:
    """A translated field in the active language, else in another one, marked as such."""
    language = active_profile().code
    if text := text_in(instance, field, language):
        return text
    others = texts_of(instance, field)
    return next((Untranslated(text, code) for code, text in others.items()), "")


def joined(before: str, words: AnnexCell, after: str = "") -> AnnexCell:
    """`words` with signs around them that are the same in every language."""
    if isinstance(words, Untranslated):
        return Untranslated(f"{before}{words.text}{after}", words.language)
    return f"{before}{words}{after}"


def labels_of(columns: Sequence[AnnexColumn[Row]]) -> dict[str, Translatable]:
    """Columns by their keys, as `AnnexSpec` names them."""
    return {column.key: column.label for column in columns}


def annex_data(
    columns: Sequence[AnnexColumn[Row]],
    rows: Sequence[Row],
    *,
    caption: str,
    heading: Callable[[Row], AnnexCell | None] | None = None,
    note: str = "",
    illustrative: str = "",
) -> AnnexData:
    """`rows` in `columns`; words of `heading` stand above a row where they are not those before."""
    groups: list[tuple[int, AnnexCell]] = []
    before: AnnexCell | None = None
    for place, row in enumerate(rows if heading else ()):
        words = heading(row) if heading else None
        if words is not None and words != before:
            before = words
            groups.append((place, words))
    return AnnexData(
        caption=caption,
        columns=tuple(str(column.label) for column in columns),
        rows=tuple(tuple(column.cell(row) for column in columns) for row in rows),
        numeric=tuple(place for place, column in enumerate(columns) if column.numeric),
        groups=tuple(groups),
        widths=tuple(column.width for column in columns),
        note=note,
        illustrative=illustrative,
    )
