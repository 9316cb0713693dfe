"""The events of rows, read as changes of their fields."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import models

from core.history.tracking import DELETE, event_model_of
from core.prepared import prepared


@dataclass(frozen=True)
class FieldChange:
    """One field's old and new value, as stored (foreign keys as ids)."""

    field: "models.Field[Any, Any]"
    old: Any
    new: Any


@dataclass(frozen=True)
class Change:
    """One recorded event of a row; `row` is how it stood after it, to name it when it is gone.

    Where it came from: the address of a page, the name of a file that a command loaded, or the kind of a
    job; nothing of all that is the program itself.
    """

    at: datetime
    label: str
    user_id: int | None
    url: str
    fields: tuple[FieldChange, ...]
    row: models.Model | None = None
    acting_for: tuple[int, ...] = ()
    file: str = ""
    job: str = ""
    event: int = 0


def changes_of(instance: models.Model, limit: int = 50) -> list[Change]:
    """The latest events of a row, newest first, each with what it changed. One query."""
    events = _latest_of(type(instance), limit + 1, pk=instance.pk)
    return _changes(type(instance), events)[:limit]


@prepared
def _latest_of(model: type[models.Model], most: int, *, pk: int) -> "models.QuerySet[Any]":
    events = event_model_of(model)._default_manager
    return events.filter(pgh_obj_id=pk).order_by("-pgh_id")[:most]


def value_before(instance: models.Model, event: int, name: str) -> Any:
    """What a field of a row held before one of its events, as stored.

    Raises `LookupError` where there is no such event of this row, or none before it.
    """
    events = event_model_of(type(instance))._default_manager.filter(pgh_obj_id=instance.pk)
    if not events.filter(pgh_id=event).exists():
        raise LookupError(event)
    before = events.filter(pgh_id__lt=event).order_by("-pgh_id").first()
    attname = instance._meta.get_field(name).attname  # type: ignore[union-attr]
    if before is None or not hasattr(before, attname):
        raise LookupError(name)
    return getattr(before, attname)


def changes_among(model: type[models.Model], **of: models.Model) -> list[tuple[int, Change]]:
    """The id and each change of the rows that ever belonged to `of`, such as risk=risk. One query."""
    ((name, row),) = of.items()
    found: list[tuple[int, Change]] = []
    rows = _events_among(model, name, pk=row.pk)
    for key, group in groupby(rows, key=lambda event: event.pgh_obj_id):
        found += [(key, change) for change in _changes(model, list(group))]
    return found


def changes_in(model: type[models.Model], events: Sequence[Any]) -> list[Change]:
    """The changes of several rows of one model from all their events, by row, newest first."""
    by_row = groupby(events, key=lambda event: event.pgh_obj_id)
    return [change for _key, group in by_row for change in _changes(model, list(group))]


def changes_below(
    models_: Sequence[type[models.Model]], **of: models.Model
) -> list[tuple[type[models.Model], Change]]:
    """`changes_among` several models: one query, and one for each model that has any."""
    ((name, row),) = of.items()
    has_any = set(_with_events(tuple(models_), name, pk=row.pk))
    return [
        (model, change)
        for number, model in enumerate(models_)
        if number in has_any
        for _key, change in changes_among(model, **of)
    ]


@prepared
def _with_events(
    models_: tuple[type[models.Model], ...], name: str, *, pk: int
) -> "models.QuerySet[models.Model, int]":
    """The numbers of those models that have events."""
    each = [
        event_model_of(model)
        ._default_manager.filter(**{name: pk})
        .order_by()
        .annotate(which=models.Value(number))
        .values_list("which", flat=True)[:1]
        for number, model in enumerate(models_)
    ]
    return each[0].union(*each[1:], all=True)


@prepared
def _events_among(model: type[models.Model], name: str, *, pk: int) -> "models.QuerySet[Any]":
    events = event_model_of(model)._default_manager
    return events.filter(**{name: pk}).order_by("pgh_obj_id", "-pgh_id")


def _changes(model: type[models.Model], events: list[Any]) -> list[Change]:
    """What each event of one row, newest first, changed against the one before it."""
    return [
        Change(
            at=newer.pgh_created_at,
            label=newer.pgh_label,
            user_id=(newer.pgh_context or {}).get("user"),
            url=(newer.pgh_context or {}).get("url", ""),
            fields=_differences(model, older, newer),
            row=_as_it_stood(model, newer),
            acting_for=tuple((newer.pgh_context or {}).get("acting_for", ())),
            file=(newer.pgh_context or {}).get("file", ""),
            job=(newer.pgh_context or {}).get("job", ""),
            event=newer.pgh_id,
        )
        for newer, older in zip(events, [*events[1:], None], strict=True)
    ]


def _as_it_stood(model: type[models.Model], event: Any) -> models.Model:
    names = [field.attname for field in model._meta.local_concrete_fields]
    return model(**{name: getattr(event, name) for name in names if hasattr(event, name)})


def _differences(model: type[models.Model], older: Any, newer: Any) -> tuple[FieldChange, ...]:
    """The fields in which two events of one row differ; none for the first or a deletion."""
    if older is None or newer.pgh_label == DELETE:
        return ()
    return tuple(
        FieldChange(field, getattr(older, field.attname), getattr(newer, field.attname))
        for field in model._meta.local_concrete_fields
        if hasattr(newer, field.attname)  # secrets are not recorded
        and getattr(older, field.attname) != getattr(newer, field.attname)
    )


def latest_events(
    wanted: Sequence[tuple[type[models.Model], models.Q]],
) -> "models.QuerySet[Any, Any]":
    """Which pair of `wanted` (model, condition), id and moment of each of their events, newest first."""
    each = [
        event_model_of(model)
        .objects.filter(condition)  # type: ignore[attr-defined]
        .order_by()
        .annotate(which=models.Value(number))
        .values_list("which", "pgh_id", "pgh_created_at")
        for number, (model, condition) in enumerate(wanted)
    ]
    joined: models.QuerySet[Any, Any] = each[0].union(*each[1:], all=True)
    return joined.order_by("-pgh_created_at", "which", "-pgh_id")


def events_with_changes(
    model: type[models.Model], ids: Iterable[int]
) -> dict[int, tuple[Any, Change]]:
    """The events `ids` of one model, each with what it changed. Two queries."""
    events: Any = event_model_of(model)
    wanted = set(ids)
    objects = events.objects.filter(pgh_id__in=wanted).values("pgh_obj_id")
    rows = events.objects.filter(pgh_obj_id__in=objects, pgh_id__lte=max(wanted, default=0))
    found: dict[int, tuple[Any, Change]] = {}
    for _, group in groupby(
        rows.order_by("pgh_obj_id", "-pgh_id"), key=lambda event: event.pgh_obj_id
    ):
        of_row = list(group)
        pairs = zip(of_row, _changes(model, of_row), strict=True)
        found |= {
            event.pgh_id: (event, change) for event, change in pairs if event.pgh_id in wanted
        }
    return found
