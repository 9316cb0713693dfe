"""Rights of the application role: it works in the tables, but cannot rewrite history.

The owner role makes the tables and runs migrations. The application role may insert event rows
(the triggers run with its rights) and read them; it may neither change, delete nor empty them,
and it owns nothing, so it cannot switch the triggers off either.
"""

from typing import Any

from django.conf import settings
from django.db import connections
from psycopg import sql

from core.history.tracking import event_models

# Tables besides the event tables that only ever grow. Apps add theirs in `AppConfig.ready`.
append_only_tables: set[str] = set()


def grant_rights(using: str = "default", **_: Any) -> None:
    """After `migrate`: give the application role its rights. Safe to repeat."""
    connection = connections[using]
    role = settings.DATABASE_APPLICATION_USER
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user = %s, EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s)",
            [role, role],
        )
        same, exists = cursor.fetchone()
        if same or not exists:
            return  # One role for everything: the status page tells the administrator.
        identifier = sql.Identifier(role)
        for statement in (
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            "REVOKE TRUNCATE, TRIGGER, REFERENCES ON ALL TABLES IN SCHEMA public FROM {role}",
        ):
            cursor.execute(sql.SQL(statement).format(role=identifier))
        frozen = {model._meta.db_table for model in event_models()} | append_only_tables
        present = set(connection.introspection.table_names(cursor))
        for table in sorted(frozen & present):
            cursor.execute(
                sql.SQL("REVOKE UPDATE, DELETE ON {table} FROM {role}").format(
                    table=sql.Identifier(table), role=identifier
                )
            )
