"""Writes of measured values: entering and verifying them."""

from datetime import date

from django.db import transaction

from core.models import User
from outcomes.models import Indicator, Measurement
from outcomes.services import refuse_stale


class OwnMeasurement(Exception):
    """Nobody verifies a measurement that they, or somebody they stand in for, entered."""


def measurement_save(*, measurement: Measurement, author: User, version: int) -> None:
    """Enter or correct a measurement; whoever does is its author, and it is to be verified anew.

    Raises `StaleRow` like `part_save`.
    """
    with transaction.atomic():
        # The indicator's row is the lock: two first values of one period wait for each other.
        Indicator.objects.select_for_update(of=("self",)).get(pk=measurement.indicator_id)
        if measurement.pk is not None:
            refuse_stale(measurement, version)
        measurement.entered_by = author
        measurement.verified_by, measurement.verified_on = None, None
        measurement.save()


def measurement_verify(*, measurement: Measurement, user: User, on: date, version: int) -> None:
    """Say that value and evidence agree; `version` is what the person saw.

    Raises `OwnMeasurement`, and `StaleRow` when it has been corrected since.
    """
    with transaction.atomic():
        if measurement.entered_by_id in user.access.selves:
            raise OwnMeasurement(str(measurement))
        refuse_stale(measurement, version)
        measurement.verified_by, measurement.verified_on = user, on
        measurement.save(update_fields=["verified_by", "verified_on"])
