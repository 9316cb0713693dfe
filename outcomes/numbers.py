"""Live numbers of the framework."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from core.numbers import NumberContext, NumberError, NumberSpec, NumberValue, numbers
from outcomes.models import Driver, Outcome, Output, Strategy


def _year(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    strategy = Strategy.objects.filter(slug=context.strategy)
    found = strategy.first()
    if found is None:
        raise NumberError(f"There is no strategy “{context.strategy}”.")
    number = found.year_number(context.year)
    return NumberValue(
        value=None if number is None else Decimal(number), unit=_("year"), rows=strategy
    )


def _outcomes(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    rows = Outcome.objects.of_strategy(context.strategy).in_force(context.at)
    return NumberValue(value=Decimal(rows.count()), unit=_("outcomes"), rows=rows)


def _outputs(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    rows = Output.objects.of_strategy(context.strategy).in_force(context.at)
    return NumberValue(value=Decimal(rows.count()), unit=_("outputs"), rows=rows)


def _drivers(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    rows = Driver.objects.of_strategy(context.strategy).in_force(context.at)
    return NumberValue(value=Decimal(rows.count()), unit=_("cross-cutting drivers"), rows=rows)


def register() -> None:
    """Declare the numbers of this app."""
    numbers.register(
        NumberSpec(
            key="strategy.year",
            label=_("Year of the strategy"),
            definition=_("Which year of the strategy the reported year is, counted from one."),
            compute=_year,
        )
    )
    numbers.register(
        NumberSpec(
            key="strategy.outcomes",
            label=_("Outcomes"),
            definition=_("Outcomes of the strategy in force on the day of the data."),
            compute=_outcomes,
        )
    )
    numbers.register(
        NumberSpec(
            key="strategy.outputs",
            label=_("Outputs"),
            definition=_("Outputs of the strategy in force on the day of the data."),
            compute=_outputs,
        )
    )
    numbers.register(
        NumberSpec(
            key="strategy.drivers",
            label=_("Cross-cutting drivers"),
            definition=_("Cross-cutting drivers of the strategy in force on the day of the data."),
            compute=_drivers,
        )
    )
