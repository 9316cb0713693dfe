"""The database as it was recorded at a moment, and as it stood on a day."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, models, transaction

from core.history.tracking import event_model_of, event_models

Shadow = Callable[[Any], None]  # puts the past in front of a table, by a cursor


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
    with _shadowed({_table(each): partial(_recorded, each, moment) for each in event_models()}):
        yield


@contextmanager
def as_it_stood(
    facts: Collection[type[models.Model]],
    stood: datetime,
    rows: Collection[type[models.Model]] = (),
    known: datetime | None = None,
) -> Iterator[None]:
    """Read `facts` with the values they had at the moment `stood`; no other table is touched.

    `facts` are models without days of their own. Of a row that was recorded later than `stood` the first
    recorded values stand. With `known`, they and `rows` are
    those that were known at that moment. Otherwise as `known_at`.
    """
    shadows = {
        model._meta.db_table: partial(_stood, event_model_of(model), stood, known)
        for model in facts
    }
    if known is not None:
        shadows |= {
            model._meta.db_table: partial(_recorded, event_model_of(model), known) for model in rows
        }
    with _shadowed(shadows):
        yield


@contextmanager
def _shadowed(shadows: Mapping[str, Shadow]) -> Iterator[None]:
    with transaction.atomic(), connection.execute_wrapper(_Shadows(shadows)):
        try:
            yield
        finally:
            # Rolling back the savepoint drops the shadows; an inner error must pass through.
            transaction.set_rollback(True)


def reads_the_past() -> bool:
    """Whether what is read now stands as it was at a moment, inside `known_at` or `as_it_stood`."""
    return any(isinstance(each, _Shadows) for each in connection.execute_wrappers)


class _Shadows:
    """Puts the past in front of each table that a statement names, before it runs."""

    def __init__(self, shadows: Mapping[str, Shadow]) -> None:
        self.waiting = dict(shadows)
        self.names = re.compile(rf"\b(?:{'|'.join(self.waiting)})\b")

    def __call__(
        self, execute: Callable[..., Any], statement: Any, params: Any, many: bool, context: Any
    ) -> Any:
        """As Django's `execute_wrapper` calls it."""
        text = statement if isinstance(statement, str) else statement.as_string(None)
        for table in dict.fromkeys(self.names.findall(text)):
            make = self.waiting.pop(table, None)
            if make is not None:
                # Django's cursor beneath would come back here.
                with connection.connection.cursor() as cursor:
                    make(cursor)
        return execute(statement, params, many, context)


def _table(event_model: type[models.Model]) -> str:
    original: type[models.Model] = event_model.pgh_tracked_model  # type: ignore[attr-defined]
    return original._meta.db_table


def _recorded(event_model: type[models.Model], moment: datetime, cursor: Any) -> None:
    """Put a temporary table in front of the tracked one, holding its rows at `moment`.

    A function of the database's owner does it: the application role may make no temporary table.
    """
    cursor.execute(
        "SELECT public.core_table_as_recorded(%s, %s, %s)",
        [_table(event_model), event_model._meta.db_table, moment],
    )


def _stood(
    event_model: type[models.Model], moment: datetime, known: datetime | None, cursor: Any
) -> None:
    """The same, with the rows of now (or of `known`), each with its values at `moment`."""
    cursor.execute(
        "SELECT public.core_table_as_it_stood(%s, %s, %s, %s)",
        [_table(event_model), event_model._meta.db_table, moment, known],
    )
