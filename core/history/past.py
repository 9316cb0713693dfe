"""The database as it was recorded at a moment."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from psycopg import sql

from core.history.tracking import DELETE, event_models


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


def reads_the_past() -> bool:
    """Whether what is read now stands as it was at a moment, inside `known_at`."""
    return any(isinstance(each, _Shadows) for each in connection.execute_wrappers)


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
