"""What a sheet that was sent would change among a list's rows: compared, checked, and only then saved.

Every row is saved by the form of its page, as if what the sheet says had been typed into it: with the
same rights, the same checks and the same words for what is wrong.
"""

import hashlib
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from django import forms
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from core.history.events import changes_of
from core.history.saving import row_save, words_of_constraint
from core.history.versions import StaleRow, versions_of
from core.imports.layouts import FURTHER, VERSION, SheetLayout, code_of, row_version
from core.imports.problems import FileCheck, Problem, quoted
from core.imports.records import Check, Row
from core.imports.sheets import Column, SheetRows, sheet_rows
from core.models import User
from core.pages.changes import author_of
from core.pages.columns import written_day
from core.pages.forms import SaveRefused

Stored = TypeVar("Stored", bound=models.Model)
Change = TypeVar("Change")
Key = tuple[Any, ...]


@dataclass
class SheetPreview(Generic[Change]):
    """What a file would change, and what is wrong with it.

    `free` are rows that can be taken as they are, `overtaken` those that somebody has changed since
    the file was made, `others` codes of rows that are not the person's to write, `same` how many
    rows say what stands there already.
    """

    free: list[Change] = field(default_factory=list)
    overtaken: list[Change] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    same: int = 0

    @property
    def is_empty(self) -> bool:
        """Nothing would change."""
        return not (self.free or self.overtaken)

    @property
    def digest(self) -> str:
        """So few signs that a form carries them: nothing is taken but what was shown."""
        told = (self.told(), len(self.problems))
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def told(self) -> object:
        """Every difference that it shows."""
        return [repr(each) for each in (*self.free, *self.overtaken)]


@dataclass(frozen=True)
class CellDifference:
    """A cell that differs: its column, where it stands in the file, and both values as shown."""

    label: str
    where: str
    old_text: str
    new_text: str


@dataclass(frozen=True)
class RowDifference(Generic[Stored]):
    """A row that differs; `pk` names it in a form, `version` is what it was compared with."""

    pk: str
    code: str
    name: str
    cells: Sequence[CellDifference]
    is_new: bool
    version: int
    form: "forms.BaseModelForm[Stored]" = field(repr=False)
    changed_by: str = field(default="", repr=False)


class SheetLoad(ABC, Generic[Stored]):
    """A kind of sheet: how its rows are found among those that a person sees, and saved.

    `fields` are the columns that may change, by the name that the form has for each; what else differs
    is decided elsewhere, and told.
    """

    layout: SheetLayout
    model: ClassVar[type[models.Model]]
    fields: Mapping[str, str]
    checks: tuple[Check, ...] = ()
    # Whether several rows of one key are versions of one another, of which `target` chooses.
    has_versions: ClassVar[bool] = False

    def __init__(self, user: User, at: date, original: str, strategy: str) -> None:
        """`original` is the language that texts without one are in; `strategy` whose rows count."""
        self.user, self.at, self.original, self.strategy_named = user, at, original, strategy

    @abstractmethod
    def columns(self) -> Iterable[Column]:
        """The columns of the loader; those that the list's file has not are left out."""

    @abstractmethod
    def stored(self, rows: Sequence[Row]) -> Iterable[Stored]:
        """The rows that the person sees and that these may speak of, with what a cell needs."""

    @abstractmethod
    def key_of(self, row: Row) -> Key:
        """What names a row of the sheet; empty values where it is wrong."""

    @abstractmethod
    def key_of_stored(self, stored: Stored) -> Key:
        """The same of a stored row."""

    @abstractmethod
    def new(self, row: Row) -> Stored | None:
        """A row that is added; None where the person may add none there."""

    @abstractmethod
    def is_writable(self, stored: Stored) -> bool:
        """Whether the person may change a stored row."""

    @abstractmethod
    def form(self, stored: Stored, data: dict[str, object]) -> "forms.BaseModelForm[Stored]":
        """The form of the row's page, filled in."""

    def words(self, row: Row) -> tuple[str, str]:
        """Code and name that a row goes by."""
        project = row["project"]
        return project.code, project.name

    def value(self, stored: Stored, name: str) -> Any:
        """What stands in a row, as the cell of that column is read."""
        return getattr(stored, name, None)

    def is_alike(self, name: str, given: Any, held: Any) -> bool:
        """Whether a cell says what stands there."""
        return bool(_plain(given) == _plain(held))

    def target(self, row: Row, candidates: Sequence[Stored]) -> Stored | None:
        """Which of the stored rows of one key is meant; a mistake where nothing tells."""
        if len(candidates) > 1:
            message = _("several rows stand there that are named alike, and nothing tells which one is "
                        "meant: load a file of the list, which says so.")  # fmt: skip
            row.problem(next(iter(self.layout.labels)), message)
            return None
        return candidates[0] if candidates else None

    def refuse(self, row: Row, stored: Stored) -> None:
        """Note what speaks against a change that the form does not know."""

    def save(self, difference: RowDifference[Stored]) -> None:
        """Save a row that was chosen; raises `SaveRefused`, `StaleRow`."""
        row_save(row=difference.form.instance, version=difference.version)

    # --- What is the same for every kind ---------------------------------------------------------

    def preview(self, name: str, content: bytes) -> SheetPreview[RowDifference[Stored]]:
        """What a file would change; nothing is written."""
        reading = FileCheck(name, original=self.original)
        kept = {*self.layout.labels, *FURTHER, *(f"({each})" for each in self.layout.told)}
        columns = [each for each in self.columns() if each.field in kept]
        sheet = sheet_rows(content, columns, reading, *self.checks, strategy=self.strategy_named)
        preview: SheetPreview[RowDifference[Stored]] = SheetPreview(notices=reading.notices)
        wrong = {each.location.line for each in reading.problems}
        # A mistake of one row is that row's; one of the header or of the file stops everything.
        if wrong <= {row.table.location.line for row in sheet.rows}:
            good = [row for row in sheet.rows if row.table.location.line not in wrong]
            _Comparison(self, sheet, preview, good).run(reading)
        preview.problems = sorted(reading.problems, key=lambda one: one.location)
        return preview

    def take(self, chosen: Sequence[RowDifference[Stored]]) -> dict[str, str]:
        """Save these rows, each as a whole or not at all; why some were not, by `pk`."""
        refused = {}
        for each in chosen:
            try:
                with transaction.atomic():
                    self.save(each)
            except StaleRow:
                refused[each.pk] = _("somebody else has just saved it: look at both once more.")
            except SaveRefused as error:
                refused[each.pk] = str(error)
            except IntegrityError as error:
                words = words_of_constraint(error)
                if not words:
                    raise
                refused[each.pk] = words
        return refused

    def shown(self, name: str, value: Any) -> str:
        """A value as the preview shows it: the word of a choice, a day as the page writes it."""
        if value in (None, "") or value == []:
            return ""
        if isinstance(value, models.Model):
            return code_of(value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, date):
            return written_day(value, "DATE_FORMAT")
        if isinstance(value, list):
            return "; ".join(map(str, value))
        return str(self.choices(name).get(value, value))

    def choices(self, name: str) -> dict[Any, Any]:
        """The words of a column's values, where it has some."""
        known = {one.name: one for one in self.model._meta.local_concrete_fields}
        return dict(known[name].flatchoices) if name in known else {}


class _Comparison(Generic[Stored]):
    """Sorts the rows of a sheet by what each would do."""

    def __init__(
        self,
        load: SheetLoad[Stored],
        sheet: SheetRows,
        preview: SheetPreview[RowDifference[Stored]],
        rows: Sequence[Row],
    ) -> None:
        self.load, self.sheet, self.preview, self.rows = load, sheet, preview, rows
        self.by_pk = {str(each.pk): each for each in load.stored(rows)}
        self.by_key: dict[Key, list[Stored]] = {}
        for each in self.by_pk.values():
            self.by_key.setdefault(load.key_of_stored(each), []).append(each)
        self.versions = versions_of(load.model, [each.pk for each in self.by_pk.values()])
        self.met: dict[object, Row] = {}

    def run(self, reading: FileCheck) -> None:
        """Compare every row."""
        for row in self.rows:
            before = len(reading.problems)
            difference, is_overtaken = self._compare(row)
            if difference is not None and len(reading.problems) == before:
                kind = self.preview.overtaken if is_overtaken else self.preview.free
                kind.append(difference)

    def _compare(self, row: Row) -> tuple[RowDifference[Stored] | None, bool]:
        known = self._known(row)
        candidates = [known] if known is not None else []
        candidates += [
            each for each in self.by_key.get(self.load.key_of(row), ()) if each is not known
        ]
        if any(not self._changed(row, each) for each in candidates):
            self.preview.same += 1
            return None, False
        problems = len(row.reading.problems)
        stored = self.load.target(row, self._meant(known, candidates))
        if len(row.reading.problems) > problems:
            return None, False
        is_new = stored is None
        if stored is None:
            stored = self.load.new(row)
        if stored is None or not (is_new or self.load.is_writable(stored)):
            self.preview.others.append(self.load.words(row)[0])
            return None, False
        if self._stands_twice(row, stored, is_new=is_new):
            return None, False
        return self._differing(row, stored, is_new=is_new)

    def _meant(self, known: Stored | None, candidates: list[Stored]) -> list[Stored]:
        """The named row alone, unless several rows of one name are versions of one another."""
        return [known] if known is not None and not self.load.has_versions else candidates

    def _known(self, row: Row) -> Stored | None:
        """The row that the file's own version names, unless its number is another's by now."""
        given = str(row.get(VERSION) or "")
        stored = self.by_pk.get(given.partition("-")[0])
        if stored is None:
            return None
        is_named = self.load.key_of(row) == self.load.key_of_stored(stored)
        return stored if is_named or row_version(self.load.layout, stored) == given else None

    def _stands_twice(self, row: Row, stored: Stored, *, is_new: bool) -> bool:
        who: object = self.load.key_of(row) if is_new else stored.pk
        first = self.met.setdefault(who, row)
        if first is row:
            return False
        name = next(iter(self.load.layout.labels))
        message = _("%(value)s stands here twice, first at %(place)s.")
        told = {"value": quoted(self.load.words(row)[0]), "place": first.location_of(name)}
        row.problem(name, message % told)
        return True

    def _changed(self, row: Row, stored: Stored) -> list[str]:
        """The columns of the file that say something else than the row."""
        return [
            name
            for name in self.load.layout.labels
            if name in self.sheet.columns
            and not self.load.is_alike(name, row[name], self.load.value(stored, name))
        ]

    def _differing(
        self, row: Row, stored: Stored, *, is_new: bool
    ) -> tuple[RowDifference[Stored] | None, bool]:
        given = str(row.get(VERSION) or "")
        overtaken = bool(given) and not is_new and given != row_version(self.load.layout, stored)
        changed = self._changed(row, stored)
        named = [name for name in changed if name in self.load.fields]
        if not overtaken:
            self._tell_locked(row, [n for n in changed if n not in named], is_new=is_new)
        self.load.refuse(row, stored)
        if not named and not is_new:
            self.preview.same += overtaken
            return None, False
        old = {name: self.load.value(stored, name) for name in named}
        form = self._form(row, stored, named)
        for name, errors in form.errors.items():
            column = next((n for n, f in self.load.fields.items() if f == name), named[0])
            for error in errors:
                row.problem(column, str(error))
        code, name = self.load.words(row)
        cells = [self._cell(row, each, None if is_new else old[each]) for each in named]
        pk = f"new-{row.table.location.line}" if is_new else str(stored.pk)
        version = 0 if is_new else self.versions.get(stored.pk, 0)
        shown = [each for each in cells if each.old_text != each.new_text]
        by = _last_author(stored) if overtaken else ""
        return RowDifference(pk, code, name, shown, is_new, version, form, by), overtaken

    def _cell(self, row: Row, name: str, old: Any) -> CellDifference:
        location = row.location_of(name)
        return CellDifference(
            label=str(self.load.layout.label(name)),
            where=location.cell or str(location),
            old_text=self.load.shown(name, old),
            new_text=self.load.shown(name, row[name]),
        )

    def _tell_locked(self, row: Row, names: Sequence[str], *, is_new: bool) -> None:
        for name in names:
            if is_new and not row.gives(name):
                continue
            message = _("%(column)s is not changed by a sheet: that is done on its page.")
            row.problem(name, message % {"column": quoted(self.load.layout.label(name))})

    def _form(
        self, row: Row, stored: Stored, named: Sequence[str]
    ) -> "forms.BaseModelForm[Stored]":
        """The form with what stands in the row, and what the sheet says instead."""
        empty = self.load.form(stored, {})
        data: dict[str, object] = {
            name: empty.get_initial_for_field(each, name) for name, each in empty.fields.items()
        }
        for name in named:
            value = row[name]
            data[self.load.fields[name]] = value.pk if isinstance(value, models.Model) else value
        return self.load.form(stored, {k: v for k, v in data.items() if v is not None})


def _last_author(stored: models.Model) -> str:
    latest = next(iter(changes_of(stored, 1)), None)
    return author_of(latest) if latest is not None else ""


def _plain(value: Any) -> Any:
    """A value without what makes no difference: nothing is nothing, and line ends are alike."""
    if isinstance(value, str):
        value = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
        value = "\n".join(" ".join(line.split()) for line in value.strip().split("\n"))
    return None if value in ("", None) or value == [] else value
