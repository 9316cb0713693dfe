"""What a filled-in workbook of a round would change: cell by cell, before anything is written."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.codes import same_key
from core.imports.fields import Mistake, folded
from core.imports.keys import Keys
from core.imports.layouts import VERSION, in_every_language
from core.imports.nodes import Table
from core.imports.problems import FileCheck, quoted
from core.imports.records import Record, Row
from core.imports.sheets import ZIP, read_sheet
from core.imports.workbook_names import WorkbookNames, names_in
from core.languages import LANGUAGES
from core.languages.translated import text_of
from core.pages.sheet_loading import SheetPreview
from portfolio.models import StatusRound, UpdateKind
from portfolio.rounds.columns import (
    BY_FIELD,
    COLUMNS,
    REMARK,
    WRITTEN,
    Column,
    Unreadable,
    Value,
    head_of,
    stored,
    typed,
)
from portfolio.rounds.rows import RoundRow, Standing
from portfolio.rounds.saving import Change
from portfolio.rounds.sheet_columns import (
    CODE,
    CONFIRM,
    sheet_columns,
    version_of_row,
)
from portfolio.rounds.workbook import LANGUAGE_NAME, ROUND_NAME, SHEET, round_name


@dataclass(frozen=True)
class CellChange:
    """A cell that differs: its column, where it stands in the file, and both values as shown."""

    column: Column
    where: str
    old: Value
    new: Value
    strategy: int = 0

    @property
    def label(self) -> str:
        """What the column is called."""
        return head_of(self.column, self.strategy)

    @property
    def old_text(self) -> str:
        """What stands in the program."""
        return typed(self.column, self.old)

    @property
    def new_text(self) -> str:
        """What stands in the file."""
        return typed(self.column, self.new)


@dataclass(frozen=True)
class RowChange:
    """A row that differs; `is_overtaken` when it was changed since the file was made."""

    row: RoundRow
    cells: Sequence[CellChange]
    confirms: bool = False
    is_overtaken: bool = False

    @property
    def pk(self) -> int:
        """The project."""
        return self.row.project.pk

    @property
    def code(self) -> str:
        """What the project goes by."""
        return self.row.project.code

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return text_of(self.row.project, "name")

    @property
    def changed_by(self) -> str:
        """Who wrote what stands there now."""
        said = self.row.said
        return str(said.author) if said is not None and said.author is not None else ""

    def changes(self, *, in_bulk: bool) -> Iterator[Change]:
        """What is saved, with what was seen in the preview."""
        if self.confirms:
            yield Change(f"{self.pk} =", "confirm", self.pk, in_bulk=in_bulk)
        for cell in self.cells:
            yield Change(
                id=f"{self.pk} {cell.column.field}",
                act="set",
                project=self.pk,
                field=cell.column.field,
                text=stored(cell.new),
                seen=stored(cell.old),
            )


class Preview(SheetPreview[RowChange]):
    """What a workbook of a round would change."""

    def told(self) -> object:
        """Every difference that it shows."""
        return [
            (each.pk, each.is_overtaken, each.confirms, cell.column.field, cell.old, cell.new)
            for each in (*self.free, *self.overtaken)
            for cell in each.cells or (CellChange(COLUMNS[0], "", "", ""),)
        ]


def sheet_preview(
    name: str, content: bytes, round_: StatusRound, rows: Sequence[RoundRow]
) -> Preview:
    """What the file would change among these rows, which are those that its sender sees."""
    reading = FileCheck(name)
    names = names_in(content) if content.startswith(ZIP) else WorkbookNames()
    _check_round(names, round_, reading)
    language = names.texts.get(LANGUAGE_NAME, "")
    language = language if language in LANGUAGES else get_language() or "en"
    strategy = round_.strategy_id
    listing = read_sheet(content, sheet_columns(language, strategy), reading, _sheet_named(names))
    preview = Preview(notices=reading.notices)
    lines = [each for each in listing.items if isinstance(each, Table)] if listing else []
    wrong = {each.location.line for each in reading.problems}
    # A mistake of one row is that row's; one of the header or of the file stops everything.
    if wrong <= {each.location.line for each in lines}:
        record = Record(
            {column.field: column.check for column in sheet_columns(language, strategy)}
        )
        comparison = _Comparison(rows, preview, record, reading, language == get_language())
        comparison.take(lines, wrong)
    preview.problems = sorted(reading.problems, key=lambda one: one.location)
    return preview


def _check_round(names: WorkbookNames, round_: StatusRound, reading: FileCheck) -> None:
    given = names.texts.get(ROUND_NAME, "")
    if given and given != round_name(round_):
        message = _("this is the workbook of another round (%(round)s); upload it on that page.")
        reading.problem(reading.whole, "", message % {"round": quoted(given)})


def _sheet_named(names: WorkbookNames) -> str:
    """The sheet of updates, by its name in any language; else whichever alone is filled."""
    known = {folded(word) for word in in_every_language(SHEET)}
    return next((each for each in names.sheets if folded(each) in known), "")


class _Comparison:
    """Compares the lines of a file with the rows as they stand."""

    def __init__(
        self,
        rows: Sequence[RoundRow],
        preview: Preview,
        record: Record,
        reading: FileCheck,
        has_remarks: bool,
    ) -> None:
        """`has_remarks`: the file's texts for the report are in the language of the page."""
        self.has_remarks = has_remarks
        self.rows = Keys({row.project.code: row for row in rows}, same_key, folded)
        self.preview, self.record, self.reading = preview, record, reading
        self.met: dict[str, Row] = {}

    def take(self, lines: Sequence[Table], wrong: Collection[int]) -> None:
        """Sort every line into what it would do; `wrong` are those with a mistake already."""
        for line in lines:
            before = len(self.reading.problems)
            given = self.record.read(line, "", self.reading)
            if given is not None:
                has_new = len(self.reading.problems) > before
                self._take(given, is_wrong=has_new or line.location.line in wrong)

    def _take(self, given: Row, *, is_wrong: bool) -> None:
        code = given[CODE]
        try:
            row = self.rows.find(code or "")
        except Mistake as mistake:
            given.problem(CODE, str(mistake))
            return
        if row is None:
            if code:
                message = _("there is no project %(code)s in this round that you see.")
                given.problem(CODE, message % {"code": quoted(code)})
            return
        if (first := self.met.setdefault(code, given)) is not given:
            message = _("%(value)s stands here twice, first at %(place)s.")
            told = {"value": quoted(code), "place": first.location_of(CODE)}
            given.problem(CODE, message % told)
            return
        cells = self._differing(row, given)
        mine = [cell for cell in cells if row.may(cell.column.field)]
        confirms = _confirms(row, given)
        if len(mine) < len(cells) or (not row.may_write and (confirms or is_wrong)):
            self.preview.others.append(row.project.code)
        if not is_wrong and (row.may_write or mine):
            self._sort(given, RowChange(row, mine, confirms=confirms and row.may_write))

    def _differing(self, row: RoundRow, given: Row) -> list[CellChange]:
        """The cells that say something else, texts for the report only in the page's language."""
        cells = list(_differing(row, given))
        if self.has_remarks or not any(cell.column is REMARK for cell in cells):
            return cells
        words = _("The sheet is in another language than this page: its remarks are left out.")
        if words not in self.preview.notices:
            self.preview.notices.append(words)
        return [cell for cell in cells if cell.column is not REMARK]

    def _sort(self, given: Row, change: RowChange) -> None:
        row = change.row
        updates = [cell for cell in change.cells if cell.column is not REMARK]
        if not change.cells and not change.confirms:
            self.preview.same += 1
        elif row.standing is Standing.ACCEPTED and (updates or change.confirms):
            where = updates[0].column.field if updates else CONFIRM
            given.problem(where, _("this round's update has been accepted; it does not change."))
        elif updates and change.confirms:
            message = _(
                "a row either changes or is confirmed; empty this cell, or put back %(cells)s."
            )
            listed = ", ".join(cell.label for cell in updates)
            given.problem(CONFIRM, message % {"cells": listed})
        elif given[VERSION] and given[VERSION] != version_of_row(row):
            overtaken = RowChange(row, change.cells, change.confirms, is_overtaken=True)
            self.preview.overtaken.append(overtaken)
        else:
            self.preview.free.append(change)


def _confirms(row: RoundRow, given: Row) -> bool:
    """Whether the row is confirmed by the file and not yet by anybody."""
    if not given[CONFIRM]:
        return False
    said = row.given
    return said is None or said.kind != UpdateKind.CONFIRMATION or row.draft is not None


def _differing(row: RoundRow, given: Row) -> Iterator[CellChange]:
    values = row.written()
    for column in WRITTEN:
        node = given.node(column.field)
        if node is None or column.field in row.left_out:
            continue
        old, new = values[column.field], given[column.field]
        new = _nothing(column) if new is None else new
        if stored(new) not in {stored(old), stored(_as_read(column, old))}:
            strategy = row.project.strategy_id
            yield CellChange(BY_FIELD[column.field], node.location.cell, old, new, strategy)


def _nothing(column: Column) -> Value:
    """What an empty cell says."""
    return column.read("")


def _as_read(column: Column, value: Value) -> Value:
    """What a stored value becomes once it was typed: an older text may end in a blank."""
    try:
        return column.read(stored(value))
    except Unreadable:
        return value
