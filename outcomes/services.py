"""Saving parts of the framework."""

from django.db import transaction

from core.history.versions import StaleRow, version_of
from outcomes.models import (
    Deliverable,
    Driver,
    Indicator,
    Measurement,
    Outcome,
    Output,
    Strategy,
    Target,
)

FrameworkPart = Strategy | Outcome | Output | Driver | Deliverable | Indicator | Target


def part_save(*, part: FrameworkPart, version: int) -> None:
    """Save a new part of the framework, or a changed one.

    `version` is `version_of` the part when its form was opened. Raises
    `StaleRow` when somebody else has saved it since; then nothing is written.
    """
    with transaction.atomic():
        if part.pk is not None:
            refuse_stale(part, version)
        part.save()


def refuse_stale(row: FrameworkPart | Measurement, version: int) -> None:
    """Lock a row. Raises `StaleRow` when somebody else has saved it since `version`."""
    current = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if version_of(current) != version:
        raise StaleRow(current)
