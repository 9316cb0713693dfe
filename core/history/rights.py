"""Rights of the application role: it works in the tables, but cannot rewrite or leave out history.

The owner role makes the tables and runs migrations. Event rows are written by the triggers alone,
which run with the owner's rights and find their tables whatever the session puts in front; the
application role may read them, and neither add, change, delete nor empty them. It owns nothing, so
it cannot switch a trigger off; telling triggers to ignore works for the owner alone.

What no right can tell: who asked. The program names the person of each change itself, so whoever
has the application role's connection can name another.
"""

from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from core.history.tracking import event_models

# Tables besides the event tables that only ever grow. Apps add theirs in `AppConfig.ready`.
append_only_tables: set[str] = set()


# Each function of a trigger: with its owner's rights, in its own schema, and for no other trigger.
# Migrations make functions anew without these, so all are gone through after each of them.
_FUNCTIONS_FIXED = """
DO $$
DECLARE made regprocedure;
BEGIN
    FOR made IN
        SELECT DISTINCT tgfoid FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal
    LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER'
                       ' SET search_path = pg_catalog, public, pg_temp', made);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
    END LOOP;
END $$
"""
# In place of the package's own, which believes a setting that any role may set.
_IGNORED_FOR_THE_OWNER = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name)
RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT session_user = {owner} AND trigger_name = ANY (
        coalesce(nullif(current_setting('pgtrigger.ignore', true), ''), '{{}}')::text[])
$$
"""


def grant_rights(using: str = "default", **_: Any) -> None:
    """After `migrate`: give the application role its rights. Safe to repeat."""
    connection = connections[using]
    role = settings.DATABASE_APPLICATION_USER
    # At once, so that there is no moment with too many rights.
    with transaction.atomic(using), connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user = %s, EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s)",
            [role, role],
        )
        same, exists = cursor.fetchone()
        if same or not exists:
            return  # One role for everything: the status page tells the administrator.
        tables = set(connection.introspection.table_names(cursor))
        _grant_tables(cursor, role, tables)
        _fix_history(cursor, role)


def _grant_tables(cursor: CursorWrapper, role: str, present: set[str]) -> None:
    """All that work needs; events are only read, drafts only added."""
    identifier = sql.Identifier(role)
    for statement in (
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        "REVOKE TRUNCATE, TRIGGER, REFERENCES ON ALL TABLES IN SCHEMA public FROM {role}",
    ):
        cursor.execute(sql.SQL(statement).format(role=identifier))
    events = {model._meta.db_table for model in event_models()}
    for table in sorted((events | append_only_tables) & present):
        cursor.execute(
            sql.SQL("REVOKE {rights} ON {table} FROM {role}").format(
                rights=sql.SQL("INSERT, UPDATE, DELETE" if table in events else "UPDATE, DELETE"),
                table=sql.Identifier(table),
                role=identifier,
            )
        )


def _fix_history(cursor: CursorWrapper, role: str) -> None:
    """Triggers that nothing of a session leads astray, and no temporary tables."""
    cursor.execute("SELECT current_user, current_database()")
    owner, database = cursor.fetchone()
    cursor.execute(_FUNCTIONS_FIXED)
    cursor.execute(sql.SQL(_IGNORED_FOR_THE_OWNER).format(owner=sql.Literal(owner)))
    for statement in (
        "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, {role}",
        "GRANT EXECUTE ON FUNCTION public.core_table_as_recorded TO {role}",
        "GRANT EXECUTE ON FUNCTION public.core_table_as_it_stood TO {role}",
    ):
        cursor.execute(
            sql.SQL(statement).format(database=sql.Identifier(database), role=sql.Identifier(role))
        )
