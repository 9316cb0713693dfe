"""Saving a row that others may be saving too: nobody overwrites what they have not seen."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.apps import apps
from django.db import models, transaction

from core.history.versions import StaleRow, version_of

Row = TypeVar("Row", bound=models.Model)


def locked(model: type[Row], pk: Any) -> Row:
    """The row as it stands now; who else locks it waits until this transaction has ended."""
    row: Row = model._default_manager.select_for_update(of=("self",)).get(pk=pk)
    return row


def refuse_stale(current: models.Model, version: int) -> None:
    """Raise `StaleRow` when the `locked` row is no longer the one that was seen."""
    if version_of(current) != version:
        raise StaleRow(current)


def row_save(*, row: models.Model, version: int, only: Sequence[str] | None = None) -> None:
    """Add a row, or save a changed one: all its fields, or `only` some.

    `version` is `version_of` the row when its form was opened (0: a new one). Raises `StaleRow` when
    somebody else has saved it since; then nothing is written.
    """
    with transaction.atomic():
        if row.pk is not None:
            refuse_stale(locked(type(row), row.pk), version)
        row.save(update_fields=only)


def words_of_constraint(error: Exception) -> str:
    """What the constraint that a database error names has to say to people; empty if it has nothing."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.violation_error_message)
    return ""
