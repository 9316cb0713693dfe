"""Recorded events of settings in words: the row, and each field's value before and after."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import ndiff
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.access import Access
from core.history.events import Change, FieldChange, events_with_changes
from core.history.tracking import DELETE, INSERT, event_model_of
from core.pages.changes import ChangeInWords, worded
from core.rights.changes.kinds import SettingsKind, settings_kinds


@dataclass(frozen=True)
class Value:
    """A field and what it says; both in words."""

    field: str
    text: str


@dataclass(frozen=True)
class SettingsChange:
    """A line of the list: one recorded event of one row."""

    pk: str
    kind: str
    at: datetime
    who: str
    title: str
    before: tuple[Value, ...]
    after: tuple[Value, ...]


def in_words(keys: Iterable[str], access: Access) -> list[SettingsChange]:
    """What the events of these keys ("core.UserEvent:12") say, in their order.

    A number of queries that depends on the kinds among them, not on how many they are. Without the
    right to read a kind, values stay away.
    """
    wanted = [(label, int(number)) for label, _colon, number in (k.partition(":") for k in keys)]
    found: list[tuple[str, SettingsKind, Change]] = []
    for kind in settings_kinds:
        label = event_model_of(kind.model)._meta.label
        ids = [number for of, number in wanted if of == label]
        if ids:
            events = events_with_changes(kind.model, ids)
            found += [
                (f"{label}:{pk}", kind, _whole(kind, change))
                for pk, (_event, change) in events.items()
            ]
    _read_relations([change.row for _key, _kind, change in found if change.row is not None])
    told = worded([(kind.name(change.row), change) for _key, kind, change in found])
    lines = {
        key: _line(key, kind, change, words, access)
        for (key, kind, change), words in zip(found, told, strict=True)
    }
    asked = (f"{label}:{number}" for label, number in wanted)
    return [lines[key] for key in asked if key in lines]


def _read_relations(rows: Iterable[models.Model]) -> None:
    """Put what relations lead to into the rows of the past, one query for each model."""
    wanted: dict[Any, set[Any]] = {}
    pairs = [
        (row, one)
        for row in rows
        for one in row._meta.local_concrete_fields
        if one.is_relation and getattr(row, one.attname) is not None
    ]
    for row, one in pairs:
        wanted.setdefault(one.related_model, set()).add(getattr(row, one.attname))
    found = {model: model._default_manager.in_bulk(ids) for model, ids in wanted.items()}
    for row, one in pairs:
        target = found[one.related_model].get(getattr(row, one.attname))
        if target is not None:
            row._state.fields_cache[one.name] = target


def _whole(kind: SettingsKind, change: Change) -> Change:
    """A change with its fields; of a row that came or went, those that said something."""
    row = change.row
    if change.label not in {INSERT, DELETE} or row is None:
        return change
    came = change.label == INSERT
    values = (
        (one, getattr(row, one.attname))
        for one in kind.model._meta.local_concrete_fields
        if not one.primary_key and one.name in _recorded(kind.model)
    )
    return replace(
        change,
        fields=tuple(
            FieldChange(one, None if came else value, value if came else None)
            for one, value in values
            if value not in (None, "", False) and (value or not isinstance(value, dict | list))
        ),
    )


def _recorded(model: type[models.Model]) -> set[str]:
    """The fields that the history keeps: no secrets."""
    return {one.name for one in event_model_of(model)._meta.local_concrete_fields}


def _line(
    key: str, kind: SettingsKind, change: Change, words: ChangeInWords, access: Access
) -> SettingsChange:
    values, name = list(_values(kind, change, words)), words.of
    if kind.reads is not None and not access.may(kind.reads):
        name = unseen = _("not shown to you")
        values = [(field, old and unseen, new and unseen) for field, old, new in values]
    return SettingsChange(
        pk=key,
        kind=str(kind.label),
        at=change.at,
        who=words.who,
        title=_title(change.label, name),
        before=tuple(Value(field, old) for field, old, _new in values if old),
        after=tuple(Value(field, new) for field, _old, new in values if new),
    )


def _values(
    kind: SettingsKind, change: Change, words: ChangeInWords
) -> Iterator[tuple[str, str, str]]:
    """Each field with its old and new value; of structured data only the lines that differ."""
    for given, told in zip(change.fields, words.what, strict=True):
        old, new = told.old, told.new
        text = kind.texts.get(given.field.name)
        if text is not None:
            old, new = _differing(given, text)
        yield str(capfirst(told.field)), old, new


def _differing(given: FieldChange, text: Callable[[Any], str]) -> tuple[str, str]:
    old, new = (text(value) if value else "" for value in (given.old, given.new))
    lines = list(ndiff(old.splitlines(), new.splitlines()))
    gone = [line[2:] for line in lines if line.startswith("- ")]
    came = [line[2:] for line in lines if line.startswith("+ ")]
    return "\n".join(gone), "\n".join(came)


def _title(label: str, name: str) -> str:
    """What happened, in front of the row's name."""
    titles: Mapping[str, str] = {
        INSERT: pgettext("history", "New: %(name)s"),
        DELETE: pgettext("history", "Removed: %(name)s"),
    }
    return titles.get(label, pgettext("history", "Changed: %(name)s")) % {"name": name}
