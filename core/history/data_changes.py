"""Notes of which tables changed, and versions of tables made of them (decision 029)."""

from functools import cache
from typing import TypeVar

import pgtrigger
from django.db import connection, models, transaction

Model = TypeVar("Model", bound=type[models.Model])

NOTES = "core_datachange"
_NAME = "change_noted"
# One row for each transaction and table (`core.models.DataChange`): the row is the writer's own, so
# no two wait for one another, and each statement gives it a stamp that was never there before.
_NOTE = """
    INSERT INTO core_datachange (transaction, table_name, stamp)
    VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME, gen_random_uuid())
    ON CONFLICT (transaction, table_name) DO UPDATE SET stamp = excluded.stamp;
    RETURN NULL;
"""
FEW = 20  # notes of a table that may lie about; a version is made of all of them


def changes_noted(model: Model) -> Model:
    """Class decorator: each statement that may have changed its table is noted.

    Tracked models have it anyway; of its own it stands at those that only ever grow.
    """
    noted: Model = pgtrigger.register(
        pgtrigger.Trigger(
            name=_NAME,
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
            func=_NOTE,
        )
    )(model)
    return noted


@cache
def noted_tables() -> frozenset[str]:
    """The tables whose changes are noted."""
    return frozenset(
        model._meta.db_table for model, trigger in pgtrigger.registered() if trigger.name == _NAME
    )


def table_versions() -> dict[str, int]:
    """Of every table that was ever written to, a number made of all its notes that are to be seen.

    One query. Equal numbers mean equal rows, for whoever reads and inside whatever transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, bit_xor(uuid_hash_extended(stamp, 0))"
            ' FROM "core_datachange" GROUP BY table_name'
        )
        return dict(cursor.fetchall())


def data_changes_fold() -> int:
    """Put one new note in the place of many; how many went. By beat, every hour.

    A table is never left without a note, or its version would be one that it had before.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM core_datachange WHERE table_name IN ("
            " SELECT table_name FROM core_datachange GROUP BY table_name HAVING count(*) > %s)"
            " RETURNING table_name",
            [FEW],
        )
        gone = [name for (name,) in cursor.fetchall()]
        for name in sorted(set(gone)):
            cursor.execute(
                "INSERT INTO core_datachange (transaction, table_name, stamp)"
                " VALUES (pg_current_xact_id()::text::bigint, %s, gen_random_uuid())",
                [name],
            )
    return len(gone)
