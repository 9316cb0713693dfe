"""Small rows of the framework for these tests."""

from datetime import date
from decimal import Decimal
from typing import Any

from outcomes.models import Indicator, Measurement, Strategy, Target

SLUG = "it-2018-21"


def strategy() -> Strategy:
    """The demonstration's."""
    found: Strategy = Strategy.objects.get(slug=SLUG)
    return found


def indicator(number: str = "2.1") -> Indicator:
    """One of the demonstration's nine."""
    found: Indicator = Indicator.objects.get(strategy__slug=SLUG, number=number)
    return found


def make_indicator(**changes: Any) -> Indicator:
    """A new indicator of the demonstration's strategy, with a target of 10 for 2021."""
    values = {"strategy": strategy(), "number": "9.9", "title": "Something counted", **changes}
    made: Indicator = Indicator.objects.create(**values)
    Target.objects.create(
        indicator=made,
        period_start=date(2021, 1, 1),
        period_end=date(2021, 12, 31),
        value=Decimal(10),
    )
    return made


def make_measurement(of: Indicator, **changes: Any) -> Measurement:
    """A value of 8 for 2021."""
    values = {
        "indicator": of,
        "period_start": date(2021, 1, 1),
        "period_end": date(2021, 12, 31),
        "measured_on": date(2022, 1, 10),
        "value": Decimal(8),
        **changes,
    }
    made: Measurement = Measurement.objects.create(**values)
    return made
