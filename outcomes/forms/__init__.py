"""Forms of the framework and its indicators."""

from outcomes.forms.framework import DeliverableForm, DriverForm, OutcomeForm, OutputForm
from outcomes.forms.indicator import IndicatorForm, TargetForm
from outcomes.forms.measurement import MeasurementForm
from outcomes.forms.strategy import StrategyForm

__all__ = [
    "DeliverableForm",
    "DriverForm",
    "IndicatorForm",
    "MeasurementForm",
    "OutcomeForm",
    "OutputForm",
    "StrategyForm",
    "TargetForm",
]
