"""The columns of a round's workbook: their headers in every language, and how cells are read."""

import hashlib
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.formulas import sharpened
from core.imports.fields import Field, Flag, Mistake, Text, words_in
from core.imports.layouts import VERSION, VERSION_LABEL, SheetLayout
from core.imports.nodes import Scalar
from core.imports.problems import quoted
from core.imports.sheets import Column as SheetColumn
from core.imports.sheets import Unread
from core.languages import LANGUAGES
from core.pages.columns import written_day
from portfolio.rounds.columns import (
    BY_FIELD,
    WRITTEN,
    Column,
    InDoubt,
    Unreadable,
    Value,
    head_of,
    read_cell,
    stored,
)
from portfolio.rounds.rows import RoundRow
from portfolio.rows.named_words import dimension_headings, dimensions_left_out

CODE, NAME, CONFIRM = "code", "name", "confirm"
LABELS = {
    CODE: gettext_lazy("Code"),
    NAME: gettext_lazy("Project"),
    **{column.field: column.label for column in WRITTEN},
    CONFIRM: pgettext_lazy("column of a sheet", "No change"),
    VERSION: VERSION_LABEL,
}
# What the cell of a confirmation holds.
CONFIRMED = "x"


LAYOUT = SheetLayout(LABELS)


def label_of(field: str, strategy: int) -> str:
    """What a column is called in the files of a strategy."""
    column = BY_FIELD.get(field)
    return head_of(column, strategy) if column else str(LABELS[field])


class Cell(Field[Value]):
    """A cell of one of the round's columns: what is typed into its page may be typed here."""

    def __init__(self, column: Column, language: str, strategy: int) -> None:
        super().__init__()
        self.column, self.language, self.strategy = column, language, strategy

    def value(self, scalar: Scalar) -> Value:
        """The value, by the words of the file's language; states by those of every language."""
        if isinstance(scalar.native, datetime):
            raise Mistake(_("a day belongs here, without a time."))
        if self.column.kind in {"text", "line"}:
            return self._read(sharpened(words_in(scalar)))
        if isinstance(scalar.native, date):
            return self._read(scalar.native.isoformat())
        text = scalar.text
        if self.column.kind == "rag":
            return self._state(text)
        return self._read(text)

    def _state(self, text: str) -> Value:
        for code in LANGUAGES:
            try:
                with translation.override(code):
                    return read_cell(self.column, text, self.strategy)
            except Unreadable:
                continue
        return self._read(text)

    def _read(self, text: str) -> Value:
        """What the text says to readers of the file's language; mistakes, in that of the page."""
        try:
            with translation.override(self.language):
                return read_cell(self.column, text, self.strategy)
        except InDoubt as doubt:
            days = doubt.days
        except Unreadable:
            days = ()
        if not days:
            return self._refused(text)
        message = _("%(text)s may be %(days)s; write it as in %(example)s.")
        listed = " / ".join(written_day(day, "DATE_FORMAT") for day in days)
        told = {"text": quoted(text), "days": listed, "example": days[0].isoformat()}
        raise Mistake(message % told)

    def _refused(self, text: str) -> Value:
        """The same in the language of the page, for the words of the mistake."""
        try:
            return read_cell(self.column, text, self.strategy)
        except Unreadable as error:
            raise Mistake(str(error)) from None
        except InDoubt:
            raise Mistake(_("%(text)s is no day.") % {"text": quoted(text)}) from None


def sheet_columns(language: str, strategy: int) -> list[SheetColumn]:
    """The columns of a file in `language`; those that it lacks change nothing.

    What a strategy asks for no more may still stand in an older file, and is not read.
    """
    headings, left_out = dimension_headings(strategy), dimensions_left_out(strategy)
    written = [
        SheetColumn(
            each.field,
            (*LAYOUT.headers_known(each.field), *headings.get(each.field, ())),
            Unread() if each.field in left_out else Cell(each, language, strategy),
        )
        for each in WRITTEN
    ]
    return [
        SheetColumn(CODE, LAYOUT.headers_known(CODE), Text(50, required=True), required=True),
        SheetColumn(NAME, LAYOUT.headers_known(NAME), Text(500)),
        SheetColumn(VERSION, LAYOUT.headers_known(VERSION), Text(64)),
        *written,
        SheetColumn(CONFIRM, LAYOUT.headers_known(CONFIRM), Flag()),
    ]


def version_of_row(row: RoundRow) -> str:
    """What stands in a row, in so few signs that a hidden cell holds them."""
    told = [f"{name}={stored(value)}" for name, value in row.written().items()]
    given = row.given
    told.append(f"{given.kind} {given.state}" if given is not None else "")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
