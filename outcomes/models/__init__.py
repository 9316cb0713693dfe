"""Tables of the results framework."""

from outcomes.models.deliverable import Deliverable
from outcomes.models.framework import (
    LEVELS,
    Driver,
    InForce,
    Outcome,
    Output,
    RoundsEvery,
    Strategy,
    ends_after_start,
)
from outcomes.models.indicator import Indicator, Target
from outcomes.models.measurement import Measurement

__all__ = [
    "LEVELS",
    "Deliverable",
    "Driver",
    "InForce",
    "Indicator",
    "Measurement",
    "Outcome",
    "Output",
    "RoundsEvery",
    "Strategy",
    "Target",
    "ends_after_start",
]
