"""Saving a row of a project."""

from django.db import transaction
from django.db.models import Model

from core.history.versions import StaleRow, version_of


def row_save(*, row: Model, version: int) -> None:
    """Save a row of a project, or add it.

    `version` is `version_of` the row when its form was opened (0: a new one). Raises
    `StaleRow` when somebody else has changed it since; then nothing is written.
    """
    with transaction.atomic():
        if row.pk is not None:
            current = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
            if version_of(current) != version:
                raise StaleRow(current)
        row.save()
