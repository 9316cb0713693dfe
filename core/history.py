"""History: every change of a tracked row is kept, and the past can be asked.

Triggers in the database (django-pghistory) write an event row per insert, update and delete, with
who did it and where; `.update()` and raw SQL are caught too. The application role cannot change or
delete those rows (`core.database`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import pghistory
from django.apps import apps
from django.db import connection, models, transaction
from psycopg import sql

Model = TypeVar("Model", bound=type[models.Model])

INSERT, UPDATE, DELETE = "insert", "update", "delete"


def tracked(model: Model) -> Model:
    """Class decorator: keep every insert, update and delete of this model's rows."""
    decorate: Callable[[Model], Model] = pghistory.track(
        pghistory.InsertEvent(INSERT),
        pghistory.UpdateEvent(UPDATE),
        pghistory.DeleteEvent(DELETE),
    )
    return decorate(model)


def event_models() -> list[type[models.Model]]:
    """Every event model, in a fixed order."""
    found = [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]
    return sorted(found, key=lambda model: model._meta.db_table)


class StaleRow(Exception):
    """Somebody else has saved this row since it was opened; `current` is what stands now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(str(current))
        self.current = current


@contextmanager
def known_at(moment: datetime | None) -> Iterator[None]:
    """Read the database as it was recorded at `moment` (None: as it is, at no cost).

    Inside, every tracked table is shadowed by a temporary one of the same name, filled with the
    rows as the events had them; queries need not know. It is for reading: whatever is written
    inside goes to the shadows and is gone on leaving. Costs a copy of the tables, so it is meant
    for reports and comparisons, not for list pages.
    """
    if moment is None:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            for event_model in event_models():
                _shadow(cursor, event_model, moment)
        try:
            yield
        finally:
            # Rolling back the savepoint drops the shadows; an inner error must pass through.
            transaction.set_rollback(True)


def _shadow(cursor: Any, event_model: type[models.Model], moment: datetime) -> None:
    """Put a temporary table in front of the tracked one, holding its rows at `moment`."""
    original: type[models.Model] = event_model.pgh_tracked_model  # type: ignore[attr-defined]
    table = sql.Identifier(original._meta.db_table)
    columns = sql.SQL(", ").join(
        sql.Identifier(str(field.column)) for field in original._meta.local_concrete_fields
    )
    # Real tables rather than views: Postgres accepts "GROUP BY id" only with a primary key.
    cursor.execute(
        sql.SQL(
            "CREATE TEMP TABLE {table} (LIKE public.{table} INCLUDING INDEXES) ON COMMIT DROP"
        ).format(table=table)
    )
    cursor.execute(
        sql.SQL(
            "INSERT INTO pg_temp.{table} ({columns}) SELECT {columns} FROM ("
            " SELECT DISTINCT ON (pgh_obj_id) * FROM public.{events}"
            " WHERE pgh_created_at <= %s ORDER BY pgh_obj_id, pgh_id DESC) latest"
            " WHERE pgh_label <> %s"
        ).format(table=table, columns=columns, events=sql.Identifier(event_model._meta.db_table)),
        [moment, DELETE],
    )


@dataclass(frozen=True)
class FieldChange:
    """One field's old and new value, as stored (foreign keys as ids)."""

    field: "models.Field[Any, Any]"
    old: Any
    new: Any


@dataclass(frozen=True)
class Change:
    """One recorded event of a row."""

    at: datetime
    label: str
    user_id: int | None
    url: str
    fields: tuple[FieldChange, ...]


def changes_of(instance: models.Model, limit: int = 50) -> list[Change]:
    """The latest events of a row, newest first, each with what it changed. One query."""
    events = list(
        instance.events.order_by("-pgh_id")[: limit + 1]  # type: ignore[attr-defined]
    )
    changes = []
    for newer, older in zip(events, [*events[1:], None], strict=True):
        context = newer.pgh_context or {}
        changes.append(
            Change(
                at=newer.pgh_created_at,
                label=newer.pgh_label,
                user_id=context.get("user"),
                url=context.get("url", ""),
                fields=_differences(type(instance), older, newer),
            )
        )
    return changes[:limit]


def _differences(model: type[models.Model], older: Any, newer: Any) -> tuple[FieldChange, ...]:
    """The fields in which two events of one row differ; none for the first or a deletion."""
    if older is None or newer.pgh_label == DELETE:
        return ()
    return tuple(
        FieldChange(field, getattr(older, field.attname), getattr(newer, field.attname))
        for field in model._meta.local_concrete_fields
        if getattr(older, field.attname) != getattr(newer, field.attname)
    )


def version_of(instance: models.Model) -> int:
    """A number that grows with every change of the row: the id of its latest event; 0 for none."""
    if instance.pk is None:
        return 0
    latest: int | None = instance.events.aggregate(  # type: ignore[attr-defined]
        latest=models.Max("pgh_id")
    )["latest"]
    return latest or 0
