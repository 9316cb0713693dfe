"""What loading a file changes: rows before and after, compared by their natural keys."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.db.utils import DataError, IntegrityError
from django.utils.translation import gettext as _

from core.history.saving import words_of_constraint
from core.imports.problems import FileCheck

Key = tuple[Any, ...]
Values = Mapping[str, Any]


@dataclass(frozen=True)
class AffectedRows:
    """Rows of one model that a file speaks of.

    `key` are lookups that together name a row for people; `in_file` the keys the file holds, so
    that the rest can be told (and pruned). `parts` are models whose rows may go along with a
    pruned row, since the same file carries them. `named` False: rows are never pruned.
    """

    rows: models.QuerySet[models.Model]
    key: tuple[str, ...]
    in_file: frozenset[Key] = frozenset()
    parts: tuple[type[models.Model], ...] = ()
    named: bool = True

    @property
    def label(self) -> str:
        """What the rows are called."""
        return str(self.rows.model._meta.verbose_name)


@dataclass(frozen=True)
class FieldChange:
    """A field with its value before and after, for people."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class RowChange:
    """A row that changes: its kind, its key, and each changed field."""

    kind: str
    key: str
    fields: tuple[FieldChange, ...] = ()


@dataclass
class Difference:
    """Everything a file changes. `gone` are rows it no longer holds; `kept` says why they stay."""

    added: list[RowChange] = field(default_factory=list)
    changed: list[RowChange] = field(default_factory=list)
    gone: list[RowChange] = field(default_factory=list)
    removed: list[RowChange] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        """Nothing is written."""
        return not (self.added or self.changed or self.removed)


FindAffectedRows = Callable[[], Sequence[AffectedRows]]


def load(
    *,
    reading: FileCheck,
    affected: FindAffectedRows,
    write: Callable[[], object],
    dry_run: bool = False,
    prune: bool = False,
) -> Difference:
    """Write a checked file in one transaction and say what changed; with `dry_run` take it back.

    Raises `FileRefused` when the reading has problems, before or after writing; then nothing was
    written.
    """
    reading.refuse_if_wrong()
    with transaction.atomic():
        before = [_taken(one) for one in affected()]
        try:
            with transaction.atomic():
                write()
        except (IntegrityError, DataError) as error:
            reading.problem(reading.whole, "", _database_message(error))
        reading.refuse_if_wrong()
        now = affected()
        difference = Difference()
        for one_kind in now:
            _find_gone(one_kind, difference, prune)
        after = [_taken(one) for one in now]
        for one_kind, old, new in zip(now, before, after, strict=True):
            _compare(one_kind, old, new, difference)
        if dry_run:
            transaction.set_rollback(True)
    return difference


def _database_message(error: Exception) -> str:
    """The words of the violated constraint where it has some."""
    refused = _("the database refuses this: %(error)s") % {"error": str(error).splitlines()[0]}
    return words_of_constraint(error) or refused


def _taken(one_kind: AffectedRows) -> dict[Key, Values]:
    """The rows as they stand, by key, each with the stored value of every field."""
    opts = one_kind.rows.model._meta
    names = [one.attname for one in opts.local_concrete_fields if not one.primary_key]
    # Lookups of the key come first; a row found twice under one key keeps both by its id.
    rows = one_kind.rows.order_by("pk").values_list("pk", *one_kind.key, *names)
    width = len(one_kind.key)
    taken: dict[Key, Values] = {}
    for pk, *values in rows:
        key: Key = tuple(values[:width])
        key = (*key, f"#{pk}") if key in taken else key
        taken[key] = dict(zip(names, values[width:], strict=True))
    return taken


def _compare(
    one_kind: AffectedRows,
    old: Mapping[Key, Values],
    new: Mapping[Key, Values],
    difference: Difference,
) -> None:
    kind = one_kind.label
    for key, values in new.items():
        if key not in old:
            difference.added.append(RowChange(kind, shown_key(key)))
        elif changes := tuple(_changes(one_kind.rows.model, old[key], values)):
            difference.changed.append(RowChange(kind, shown_key(key), changes))
        else:
            difference.unchanged += 1
    for key in old.keys() - new.keys():
        difference.removed.append(RowChange(kind, shown_key(key)))


def _changes(model: type[models.Model], old: Values, new: Values) -> Iterable[FieldChange]:
    for one in model._meta.local_concrete_fields:
        before, after = old.get(one.attname), new.get(one.attname)
        if before == after:
            continue
        if one.name == "i18n":
            yield from _texts(before or {}, after or {})
        else:
            yield FieldChange(one.name, _shown(one, before), _shown(one, after))


def _texts(old: Mapping[str, str], new: Mapping[str, str]) -> Iterable[FieldChange]:
    for name in sorted({*old, *new}):
        if (old.get(name) or "") != (new.get(name) or ""):
            yield FieldChange(name, _short(old.get(name)), _short(new.get(name)))


def _shown(one: "models.Field[Any, Any]", value: Any) -> str:
    """A stored value for people: what a key points at is named."""
    if value is not None and one.is_relation:
        row = one.related_model._default_manager.filter(pk=value).first()  # type: ignore[union-attr]
        return str(row)
    return _short(value)


def _short(value: Any) -> str:
    text = " ".join(str("" if value is None else value).split())
    return f"{text[:70]}…" if len(text) > 71 else text or "–"


def shown_key(key: Key) -> str:
    """The natural key on one line."""
    return " ".join(str(part) for part in key if part not in (None, "") and part is not False)


# --- What the file no longer holds --------------------------------------------------------------


def _find_gone(one_kind: AffectedRows, difference: Difference, prune: bool) -> None:
    """Tell rows that are not in the file; remove them only where asked and where nothing is lost."""
    if not one_kind.named:
        return
    width = len(one_kind.key)
    for pk, *key in one_kind.rows.order_by("pk").values_list("pk", *one_kind.key):
        if tuple(key[:width]) in one_kind.in_file:
            continue
        change = RowChange(one_kind.label, shown_key(tuple(key)))
        reason = _why_it_stays(one_kind, pk)
        if prune and not reason:
            one_kind.rows.model._default_manager.filter(pk=pk).delete()
            continue
        difference.gone.append(change)
        if prune:
            difference.kept[f"{change.kind} {change.key}"] = reason


def _why_it_stays(one_kind: AffectedRows, pk: int) -> str:
    """Why a row cannot go without loss: what hangs on it; empty when nothing does."""
    rows = one_kind.rows.model._default_manager.filter(pk=pk)
    collector = Collector(using=rows.db)
    try:
        collector.collect(rows)
    except (ProtectedError, RestrictedError) as error:
        blocking: Collection[Any] = (
            error.protected_objects
            if isinstance(error, ProtectedError)
            else error.restricted_objects
        )
        return _hanging(type(one) for one in blocking)
    allowed = {one_kind.rows.model, *one_kind.parts}
    collected = [model for model, found in collector.data.items() for _row in found]
    collected += [found.model for found in collector.fast_deletes for _row in found]
    return _hanging(model for model in collected if model not in allowed)


def _hanging(found: Iterable[type[models.Model]]) -> str:
    counts: dict[str, int] = {}
    for model in found:
        name = str(model._meta.verbose_name_plural)
        counts[name] = counts.get(name, 0) + 1
    if not counts:
        return ""
    listed = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    return _("still belong to it: %(what)s") % {"what": listed}
