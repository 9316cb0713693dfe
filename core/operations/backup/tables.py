"""Tables and sequences of the program: what there is, and their rows out and in by COPY."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import sql

MIGRATIONS = "django_migrations"
# What is of its day only: whoever has a backup's sessions is signed in as their people.
LEFT_EMPTY = ("core_personsession", "django_session")
_OF_TRIGGERS = ("pgtrigger_", "_pgh_")
# So that the same row is the same bytes on every server and in every time zone.
_SAME_EVERYWHERE = (
    "SET LOCAL TIME ZONE 'UTC'",
    "SET LOCAL datestyle TO 'ISO, YMD'",
    "SET LOCAL intervalstyle TO 'postgres'",
    "SET LOCAL bytea_output TO 'hex'",
    "SET LOCAL extra_float_digits TO 1",
    "SET LOCAL statement_timeout TO 0",
)


def prepare(cursor: CursorWrapper) -> None:
    """For the rest of the transaction: one way of writing values, and no limit of time."""
    for statement in _SAME_EVERYWHERE:
        cursor.execute(statement)


def is_ours(table: str) -> bool:
    """Whether the name of a table, sequence or function is one this program gives."""
    labels = [*(config.label for config in apps.get_app_configs()), "django"]
    return any(table.startswith(f"{label}_") for label in labels)


def existing_tables(cursor: CursorWrapper) -> list[str]:
    """Every table in the schema the program lives in."""
    return _names(cursor, "r")


def our_tables(cursor: CursorWrapper) -> list[str]:
    """Those of the program."""
    return [name for name in existing_tables(cursor) if is_ours(name)]


def our_sequences(cursor: CursorWrapper) -> list[str]:
    """Those that number its rows."""
    return [name for name in _names(cursor, "S") if is_ours(name)]


def _names(cursor: CursorWrapper, kind: str) -> list[str]:
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        ' AND relkind = %s AND NOT relispartition ORDER BY relname COLLATE "C"',
        [kind],
    )
    return [name for (name,) in cursor.fetchall()]


def columns_of(cursor: CursorWrapper, table: str) -> list[str]:
    """The columns that hold something of their own; computed ones are computed again."""
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        [f'public."{table}"'],
    )
    return [name for (name,) in cursor.fetchall()]


def rows_out(cursor: CursorWrapper, table: str, columns: list[str]) -> Iterator[bytes]:
    """The rows in Postgres's text form, in the order of the primary key."""
    statement = sql.SQL("COPY (SELECT {columns} FROM {table} {order}) TO STDOUT").format(
        columns=_identifiers(columns), table=_table(table), order=_order(cursor, table)
    )
    with cursor.copy(statement) as copy:
        for block in copy:
            yield bytes(block)


def rows_in(cursor: CursorWrapper, table: str, columns: list[str], content: Iterable[bytes]) -> int:
    """Put rows into an empty table; how many they were."""
    statement = sql.SQL("COPY {table} ({columns}) FROM STDIN").format(
        columns=_identifiers(columns), table=_table(table)
    )
    with cursor.copy(statement) as copy:
        for block in content:
            copy.write(block)
    return int(cursor.rowcount)


def _order(cursor: CursorWrapper, table: str) -> sql.Composable:
    """By the primary key, words by their bytes: servers sort words differently."""
    cursor.execute(
        "SELECT attname, attcollation <> 0 FROM pg_index JOIN pg_attribute"
        " ON attrelid = indrelid AND attnum = ANY(indkey)"
        " WHERE indrelid = %s::regclass AND indisprimary ORDER BY attnum",
        [f'public."{table}"'],
    )
    keys = [
        sql.Identifier(name) + sql.SQL(' COLLATE "C"' if is_word else "")
        for name, is_word in cursor.fetchall()
    ]
    return sql.SQL("ORDER BY ") + sql.SQL(", ").join(keys) if keys else sql.SQL("")


def sequence_state(cursor: CursorWrapper, name: str) -> tuple[int, bool]:
    """The last number given and whether it has been given."""
    cursor.execute(sql.SQL("SELECT last_value, is_called FROM {}").format(_table(name)))
    last, called = cursor.fetchone()
    return int(last), bool(called)


def sequence_set(cursor: CursorWrapper, name: str, state: tuple[int, bool]) -> None:
    """Go on numbering from there."""
    cursor.execute("SELECT setval(%s::regclass, %s, %s)", [f'public."{name}"', *state])


def empty(cursor: CursorWrapper, tables: list[str]) -> None:
    """Remove every row of all of them at once, which no foreign key can stand against."""
    names = sql.SQL(", ").join(_table(name) for name in tables)
    cursor.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(names))


def switch_triggers(cursor: CursorWrapper, tables: list[str], *, on: bool) -> None:
    """The history's triggers: off while its own rows come back, which they would write twice."""
    for name in tables:
        cursor.execute(
            sql.SQL("ALTER TABLE {table} {word} TRIGGER USER").format(
                table=_table(name), word=sql.SQL("ENABLE" if on else "DISABLE")
            )
        )


def drop(cursor: CursorWrapper, tables: list[str]) -> None:
    """Remove the program's tables and its functions: what its triggers called, and its own."""
    names = sql.SQL(", ").join(_table(name) for name in tables)
    cursor.execute(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(names))
    cursor.execute(
        "SELECT oid::regprocedure::text, proname FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace"
    )
    for function, name in cursor.fetchall():
        if name.startswith(_OF_TRIGGERS) or is_ours(name):
            cursor.execute(f"DROP FUNCTION {function} CASCADE")


def has_rows(cursor: CursorWrapper, table: str) -> bool:
    """Whether there is anything in it."""
    cursor.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(_table(table)))
    return bool(cursor.fetchone()[0])


def values_of(cursor: CursorWrapper, table: str, column: str) -> list[str]:
    """What a column of words holds, empty ones left out; nothing where there is no such column."""
    if table not in our_tables(cursor) or column not in columns_of(cursor, table):
        return []
    statement = sql.SQL("SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''")
    cursor.execute(statement.format(column=sql.Identifier(column), table=_table(table)))
    return [value for (value,) in cursor.fetchall()]


def other_sessions(cursor: CursorWrapper) -> int:
    """How many others work in this database now."""
    cursor.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    return int(cursor.fetchone()[0])


def server_version() -> str:
    """The server's version, such as "18.1"."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def _table(name: str) -> sql.Composable:
    return sql.Identifier("public", name)


def _identifiers(names: list[str]) -> sql.Composable:
    found: Any = sql.SQL(", ").join(sql.Identifier(name) for name in names)
    return found
