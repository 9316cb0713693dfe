"""Writes of the framework that have more than one effect."""

from datetime import date

from django.db import transaction

from core.history.versions import StaleRow, version_of
from core.models import User
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

Part = Strategy | Outcome | Output | Driver | Deliverable | Indicator | Target


class OwnMeasurement(Exception):
    """Nobody verifies a measurement that they, or somebody they stand in for, entered."""


def part_save(*, part: Part, version: int) -> None:
    """Save a new part of the framework, or a changed one.

    `version` is `core.history.versions.version_of` the part when its form was opened. Raises
    `core.history.versions.StaleRow` when somebody else has saved it since; then nothing is written.
    """
    with transaction.atomic():
        if part.pk is not None:
            _refuse_stale(part, version)
        part.save()


def _refuse_stale(row: Part | Measurement, version: int) -> None:
    current = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if version_of(current) != version:
        raise StaleRow(current)


def measurement_save(*, measurement: Measurement, author: User, version: int) -> None:
    """Enter or correct a measurement; whoever does is its author, and it is to be verified anew.

    Raises `core.history.versions.StaleRow` like `part_save`.
    """
    with transaction.atomic():
        # The indicator's row is the lock: two first values of one period wait for each other.
        Indicator.objects.select_for_update(of=("self",)).get(pk=measurement.indicator_id)
        if measurement.pk is not None:
            _refuse_stale(measurement, version)
        measurement.entered_by = author
        measurement.verified_by, measurement.verified_on = None, None
        measurement.save()


def measurement_verify(*, measurement: Measurement, user: User, on: date, version: int) -> None:
    """Say that value and evidence agree; `version` is what the person saw.

    Raises `OwnMeasurement`, and `core.history.versions.StaleRow` when it has been corrected since.
    """
    with transaction.atomic():
        if measurement.entered_by_id in user.access.selves:
            raise OwnMeasurement(str(measurement))
        _refuse_stale(measurement, version)
        measurement.verified_by, measurement.verified_on = user, on
        measurement.save(update_fields=["verified_by", "verified_on"])
