"""The database as it was recorded at a moment."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from core.history.tracking import event_models


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

    A function of the database's owner does it: the application role may make no temporary table.
    """
    original: type[models.Model] = event_model.pgh_tracked_model  # type: ignore[attr-defined]
    cursor.execute(
        "SELECT public.core_table_as_recorded(%s, %s, %s)",
        [original._meta.db_table, event_model._meta.db_table, moment],
    )
