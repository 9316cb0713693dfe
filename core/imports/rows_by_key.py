"""Rows brought to what a file says: found by their natural key or made, written where they change."""

from collections.abc import Mapping
from copy import copy
from typing import Any, Generic, TypeVar

from django.db import models

Model = TypeVar("Model", bound=models.Model)
BATCH = 500


class RowsByKey(Generic[Model]):
    """The rows of one model that a file speaks of.

    `row` gives the stored row of a natural key, else a new one; `write` saves all of them in two
    statements. What does not change is not written, so it leaves no history.
    """

    def __init__(self, rows: "models.QuerySet[Model]", *key: str) -> None:
        self._model = rows.model
        self._key = key
        fields = [rows.model._meta.get_field(name) for name in key]
        self._attributes = [one.attname for one in fields]  # type: ignore[union-attr]
        self._rows: dict[tuple[Any, ...], Model] = {}
        self._doubled = set()
        for row in rows:
            if self._rows.setdefault(found := self._key_of(row), row) is not row:
                self._doubled.add(found)
        self._before = {found: _values(row) for found, row in self._rows.items()}

    def row(self, **key: Any) -> Model:
        """The row of that key; it is written with the others, as it then is."""
        found = self._found(key)
        if found not in self._rows:
            self._rows[found] = self._model(**key)
        return self._rows[found]

    def stands_twice(self, **key: Any) -> bool:
        """Whether several stored rows have that key: no file can say which of them it means."""
        return self._found(key) in self._doubled

    def write(self) -> None:
        """Insert the new rows and update those that differ from what is stored."""
        new = [row for row in self._rows.values() if row._state.adding]
        manager = self._model._default_manager
        manager.bulk_create(new, batch_size=BATCH)
        changed, fields = [], set()
        for found, before in self._before.items():
            row = self._rows[found]
            if differing := {name for name, old in before.items() if _value(row, name) != old}:
                changed.append(row)
                fields |= differing
        if changed:
            manager.bulk_update(changed, sorted(fields), batch_size=BATCH)

    def _found(self, key: Mapping[str, Any]) -> tuple[Any, ...]:
        given = [key[name] for name in self._key]
        return tuple(one.pk if isinstance(one, models.Model) else one for one in given)

    def _key_of(self, row: Model) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in self._attributes)


def _values(row: models.Model) -> dict[str, object]:
    """What is stored of a row, by the names of its fields."""
    fields = row._meta.local_concrete_fields
    return {one.name: copy(getattr(row, one.attname)) for one in fields if not one.primary_key}


def _value(row: models.Model, name: str) -> Any:
    return getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]
