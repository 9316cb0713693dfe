"""Writes of measured values: entering and verifying them."""

from datetime import date

from django.db import transaction

from core.history.saving import locked, row_save
from core.models import User
from core.pages.withheld import withheld
from outcomes.models import Indicator, Measurement
from outcomes.rules.separation import VERIFICATION


class OwnMeasurement(Exception):
    """Nobody verifies a measurement in which they have a hand; the message says which."""


def measurement_save(*, measurement: Measurement, author: User, version: int) -> None:
    """Enter or correct a measurement; whoever does is its author, and it is to be verified anew.

    Raises `StaleRow` when it has been corrected since `version`.
    """
    with transaction.atomic():
        # The indicator's row is the lock: two first values of one period wait for each other.
        locked(Indicator, measurement.indicator_id)
        measurement.entered_by = author
        measurement.verified_by, measurement.verified_on = None, None
        row_save(row=measurement, version=version)


def measurement_verify(*, measurement: Measurement, user: User, on: date, version: int) -> None:
    """Say that value and evidence agree; `version` is what the person saw.

    Raises `OwnMeasurement`, and `StaleRow` when it has been corrected since.
    """
    with transaction.atomic():
        # The indicator's row is the lock, as for whoever enters a value or gives it to another.
        locked(Indicator, measurement.indicator_id)
        if why := withheld(VERIFICATION, measurement, user):
            raise OwnMeasurement(why)
        measurement.verified_by, measurement.verified_on = user, on
        row_save(row=measurement, version=version, only=("verified_by", "verified_on"))
