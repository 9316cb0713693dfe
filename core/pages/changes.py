"""The history of a row in words, and its values as a person reads them."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.history.events import Change, changes_of
from core.models import User
from core.models.people import people_by_id
from core.pages.put_back import put_back_query
from core.written_fields import WordedField


@dataclass(frozen=True)
class FieldInWords:
    """A field that changed, with its old and new value as a person reads them."""

    field: str
    old: str
    new: str
    name: str = ""
    put_back: str = ""  # what an address asks the row's form with, to put `old` back


@dataclass(frozen=True)
class ChangeInWords:
    """Who did what, when; `of` names the row where it is not the page's own."""

    of: str
    label: str
    at: datetime
    who: str
    what: tuple[FieldInWords, ...]


def author_of(change: Change) -> str:
    """Who made a change, and for whom they stood in."""
    return authors_of([change])[0]


def authors_of(changes: Sequence[Change]) -> list[str]:
    """Who made each of several changes, in one query."""
    people = people_by_id({pk for each in changes for pk in (each.user_id, *each.acting_for)})
    return [_signed(change, people) for change in changes]


def shown(instance: Any, name: str, read: Callable[[Any, str], Any] = getattr) -> str:
    """A field's value as a person reads it: the label of a choice, the text of a relation."""
    display = getattr(instance, f"get_{name}_display", None)
    value = display() if display else read(instance, name)
    return "" if value is None else str(value)


def change_list(
    instance: models.Model, limit: int = 30, *, also: Sequence[tuple[str, Change]] = ()
) -> list[ChangeInWords]:
    """The history of a row for pages: who, when, and each field's old and new value in words.

    `also` are changes of what hangs on it, each with its name.
    """
    found = [("", change) for change in changes_of(instance, limit)]
    return worded(newest([*found, *also], limit))


def newest(found: Sequence[tuple[str, Change]], limit: int) -> list[tuple[str, Change]]:
    """The latest changes, the newest first."""
    return sorted(found, key=lambda each: each[1].at, reverse=True)[:limit]


def worded(found: Sequence[tuple[str, Change]]) -> list[ChangeInWords]:
    """Changes in words, each with the name of its row (empty: the page's own)."""
    changes = [change for _, change in found]
    authors = authors_of(changes)
    related = _related(changes)
    return [
        ChangeInWords(
            of=of,
            label=change.label,
            at=change.at,
            who=author,
            what=tuple(
                FieldInWords(
                    field=str(each.field.verbose_name),
                    old=_worded(each.field, old, related),
                    new=_worded(each.field, new, related),
                    name=each.field.name,
                    put_back="" if of else put_back_query(change, each),
                )
                for each in change.fields
                for old, new in [_apart(each.old, each.new)]
            ),
        )
        for (of, change), author in zip(found, authors, strict=True)
    ]


def _signed(change: Change, people: Mapping[int, User]) -> str:
    """Who did it, and in whose place they stood then."""
    if change.user_id is None or change.user_id not in people:
        return ""
    lenders = ", ".join(str(people[pk]) for pk in change.acting_for if pk in people)
    person = str(people[change.user_id])
    if not lenders:
        return person
    return _("%(person)s, standing in for %(lenders)s") % {"person": person, "lenders": lenders}


def _related(changes: list[Change]) -> dict[Any, dict[Any, Any]]:
    """The rows that foreign keys pointed to, one query for each model."""
    wanted: dict[Any, set[Any]] = {}
    for change in changes:
        for each in change.fields:
            if each.field.is_relation:
                wanted.setdefault(each.field.related_model, set()).update({each.old, each.new})
    return {model: model.objects.in_bulk(ids - {None}) for model, ids in wanted.items()}


def _worded(field: Any, value: Any, related: dict[Any, dict[Any, Any]]) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if field.is_relation:
        return str(related[field.related_model].get(value, value))
    if isinstance(field, WordedField):
        return field.worded(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {text}" for key, text in sorted(value.items()) if text)
    if isinstance(value, list):
        labels = dict(getattr(field, "base_field", field).flatchoices)
        return ", ".join(str(labels.get(one, one) if labels else one) for one in value)
    return str(value)


def _apart(old: Any, new: Any) -> tuple[Any, Any]:
    """Of texts by language what differs; anything else as it is."""
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return old, new
    before, after = dict(_flat(old)), dict(_flat(new))
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return _only(before, changed), _only(after, changed)


def _flat(value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Texts by language, be they of several things: "output_de" is that of the output in German."""
    for key, inner in value.items():
        if isinstance(inner, Mapping):
            yield from ((f"{key}_{name}", text) for name, text in _flat(inner))
        else:
            yield key, inner


def _only(texts: Mapping[str, Any], keys: Set[str]) -> dict[str, Any]:
    return {key: text for key, text in texts.items() if key in keys}
