"""History: every change of a tracked row is kept, and the past can be asked.

Triggers in the database (django-pghistory) write an event row per insert, update and delete, with
who did it and where; `.update()` and raw SQL are caught too. The application role cannot change or
delete those rows (`core.database`).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

import pghistory
from django.apps import apps
from django.db import connection, models, transaction
from psycopg import sql

Model = TypeVar("Model", bound=type[models.Model])

INSERT, UPDATE, DELETE = "insert", "update", "delete"


def tracked(model: Model) -> Model:
    """Class decorator: keep every insert, update and delete of this model's rows."""
    return tracked_without()(model)


def tracked_without(*secret: str) -> Callable[[Model], Model]:
    """The same, but the fields `secret` are never kept, and changing only them is no event."""
    decorate: Callable[[Model], Model] = pghistory.track(
        pghistory.InsertEvent(INSERT),
        pghistory.UpdateEvent(UPDATE),
        pghistory.DeleteEvent(DELETE),
        exclude=list(secret) or None,
    )
    return decorate


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

    Inside, a tracked table is shadowed by a temporary one of the same name as soon as a statement
    names it, filled with the rows as they were then; queries need not know. It is for reading:
    whatever is written inside goes to the shadows and is gone on leaving. Costs a copy of the
    tables read, so it is meant for reports and comparisons, not for list pages.
    """
    if moment is None:
        yield
        return
    with transaction.atomic(), connection.execute_wrapper(_Shadows(moment)):
        try:
            yield
        finally:
            # Rolling back the savepoint drops the shadows; an inner error must pass through.
            transaction.set_rollback(True)


class _Shadows:
    """Puts the past in front of each table that a statement names, before it runs."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        self.waiting: dict[str, type[models.Model]] = {
            each.pgh_tracked_model._meta.db_table: each  # type: ignore[attr-defined]
            for each in event_models()
        }
        self.names = re.compile(rf"\b(?:{'|'.join(self.waiting)})\b")

    def __call__(
        self, execute: Callable[..., Any], statement: Any, params: Any, many: bool, context: Any
    ) -> Any:
        """As Django's `execute_wrapper` calls it."""
        text = statement if isinstance(statement, str) else statement.as_string(None)
        for table in dict.fromkeys(self.names.findall(text)):
            event_model = self.waiting.pop(table, None)
            if event_model is not None:
                # Django's cursor beneath would come back here.
                with connection.connection.cursor() as cursor:
                    _shadow(cursor, event_model, self.moment)
        return execute(statement, params, many, context)


def _shadow(cursor: Any, event_model: type[models.Model], moment: datetime) -> None:
    """Put a temporary table in front of the tracked one, holding its rows at `moment`.

    Rows that nobody has touched since are as they were; of the others the events tell.
    """
    original: type[models.Model] = event_model.pgh_tracked_model  # type: ignore[attr-defined]
    name = original._meta.db_table
    kept = {field.column for field in event_model._meta.local_concrete_fields}
    fields = original._meta.local_concrete_fields
    parts = {
        "table": sql.Identifier(name),
        "events": sql.Identifier(event_model._meta.db_table),
        "key": sql.Identifier(str(original._meta.pk.column)),
        "columns": sql.SQL(", ").join(
            sql.Identifier(str(field.column)) for field in fields if field.column in kept
        ),
    }
    indexes = _indexes(cursor, name)
    cursor.execute(
        sql.SQL("CREATE TEMP TABLE {table} (LIKE public.{table}) ON COMMIT DROP").format(**parts)
    )
    for field in fields:
        if field.column not in kept:  # What was never recorded is unknown in the past.
            cursor.execute(
                sql.SQL("ALTER TABLE pg_temp.{table} ALTER {column} DROP NOT NULL").format(
                    table=parts["table"], column=sql.Identifier(str(field.column))
                )
            )
    cursor.execute(
        sql.SQL(
            "WITH touched AS MATERIALIZED ("
            " SELECT DISTINCT pgh_obj_id AS id FROM public.{events} WHERE pgh_created_at > %(moment)s)"
            " INSERT INTO pg_temp.{table} ({columns})"
            " SELECT {columns} FROM public.{table}"
            " WHERE NOT EXISTS (SELECT FROM touched WHERE touched.id = {table}.{key})"
            " UNION ALL SELECT {columns} FROM ("
            " SELECT DISTINCT ON (pgh_obj_id) * FROM public.{events}"
            " WHERE pgh_created_at <= %(moment)s AND pgh_obj_id IN (SELECT id FROM touched)"
            " ORDER BY pgh_obj_id, pgh_id DESC) latest"
            " WHERE pgh_label <> %(delete)s"
        ).format(**parts),
        {"moment": moment, "delete": DELETE},
    )
    # A real table with its key rather than a view: only so does Postgres accept "GROUP BY id".
    cursor.execute(sql.SQL("ALTER TABLE pg_temp.{table} ADD PRIMARY KEY ({key})").format(**parts))
    for index in indexes:
        cursor.execute(index)


def _indexes(cursor: Any, table: str) -> list[str]:
    """Statements that make the indexes of a table again on its shadow; those for search left out."""
    cursor.execute(
        "SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i"
        " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam"
        " WHERE i.indrelid = ('public.' || quote_ident(%s))::regclass"
        " AND a.amname = 'btree' AND NOT i.indisprimary",
        [table],
    )
    place = f'INDEX ON pg_temp."{table}" USING'
    return [re.sub(r"INDEX \S+ ON \S+ USING", place, row[0], count=1) for row in cursor]


@dataclass(frozen=True)
class FieldChange:
    """One field's old and new value, as stored (foreign keys as ids)."""

    field: "models.Field[Any, Any]"
    old: Any
    new: Any


@dataclass(frozen=True)
class Change:
    """One recorded event of a row; `row` is how it stood after it, to name it when it is gone."""

    at: datetime
    label: str
    user_id: int | None
    url: str
    fields: tuple[FieldChange, ...]
    row: models.Model | None = None
    acting_for: tuple[int, ...] = ()


def changes_of(instance: models.Model, limit: int = 50) -> list[Change]:
    """The latest events of a row, newest first, each with what it changed. One query."""
    events = list(
        instance.events.order_by("-pgh_id")[: limit + 1]  # type: ignore[attr-defined]
    )
    return _changes(type(instance), events)[:limit]


def changes_among(model: type[models.Model], **of: Any) -> list[tuple[int, Change]]:
    """The id and each change of the rows that ever fitted `of`, such as risk=risk. One query."""
    events: Any = model._meta.get_field("events").related_model
    found: list[tuple[int, Change]] = []
    rows = events.objects.filter(**of).order_by("pgh_obj_id", "-pgh_id")
    for key, group in groupby(rows, key=lambda event: event.pgh_obj_id):
        found += [(key, change) for change in _changes(model, list(group))]
    return found


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


def event_model_of(model: type[models.Model]) -> type[models.Model]:
    """The model of the events of a tracked one."""
    found: Any = model._meta.get_field("events").related_model
    return found


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


def version_of(instance: models.Model) -> int:
    """A number that grows with every change of the row: the id of its latest event; 0 for none."""
    if instance.pk is None:
        return 0
    latest: int | None = instance.events.aggregate(  # type: ignore[attr-defined]
        latest=models.Max("pgh_id")
    )["latest"]
    return latest or 0
