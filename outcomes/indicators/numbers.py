"""Live numbers of the framework and its indicators."""

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.numbers.registry import (
    Breakdown,
    BreakdownPart,
    NumberContext,
    NumberError,
    NumberSpec,
    NumberValue,
    Translatable,
    numbers,
)
from outcomes.asked import BY_OUTCOME, DELIVERED, deliverables_asked, outcomes_asked
from outcomes.choices import State
from outcomes.indicators.state import IndicatorState, indicator_states
from outcomes.models import Driver, Indicator, Outcome, Output, Strategy

INDICATORS = _("indicators")
RESTS_ON_ITSELF = _("This number counts indicators by how they stand, so that none can rest on it.")
PAGE = "indicators:indicator-list"
Holds = Callable[[IndicatorState], bool]


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
    return _counted(Outcome.objects.of_strategy(context.strategy), context, _("outcomes"))


def _outputs(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    return _counted(Output.objects.of_strategy(context.strategy), context, _("outputs"))


def _drivers(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    return _counted(
        Driver.objects.of_strategy(context.strategy), context, _("cross-cutting drivers")
    )


def _deliverables(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    rows = deliverables_asked(context, params)
    return NumberValue(value=Decimal(rows.count()), unit=_("deliverables"), rows=rows)


def _indicators(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    rows = Indicator.objects.of_strategy(context.strategy)
    if "outcome" in params:
        rows = rows.filter(outcome__in=outcomes_asked(context, params))
    return _counted(rows, context, INDICATORS)


def _counted(rows: Any, context: NumberContext, unit: Translatable) -> NumberValue:
    found = rows.in_force(context.at)
    return NumberValue(value=Decimal(found.count()), unit=unit, rows=found)


def states_asked(context: NumberContext, params: Mapping[str, str]) -> Mapping[int, IndicatorState]:
    """How the indicators in force stand; those of some outcomes alone where `outcome` names them."""
    every = states_of_run(context)
    if "outcome" not in params:
        return every
    wanted = set(outcomes_asked(context, params).values_list("pk", flat=True))
    return {pk: each for pk, each in every.items() if each.indicator.outcome_id in wanted}


def states_of_run(context: NumberContext) -> dict[int, IndicatorState]:
    """How every indicator in force stands, worked out once a run."""

    def read() -> dict[int, IndicatorState]:
        rows = Indicator.objects.of_strategy(context.strategy).in_force(context.at)
        return indicator_states(rows, context.at)

    return context.once("indicator-states", read)


def _rows(ids: tuple[int, ...]) -> QuerySet[Indicator]:
    return Indicator.objects.filter(pk__in=ids)


def _those(holds: Holds) -> Callable[[NumberContext, Mapping[str, str]], NumberValue]:
    def compute(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
        every = states_asked(context, params)
        ids = tuple(pk for pk, each in every.items() if holds(each))
        return NumberValue(
            value=Decimal(len(ids)),
            of=Decimal(len(every)),
            unit=INDICATORS,
            rows=_rows(ids),
            row_ids=ids,
            illustrative=_is_illustrative(every),
        )

    return compute


def _is_illustrative(every: Mapping[int, IndicatorState]) -> bool:
    """Whether an invented value stands behind the states."""
    return any(
        row.illustrative for each in every.values() for line in each.lines for row in line.readings
    )


def _by_state(context: NumberContext, params: Mapping[str, str]) -> NumberValue:
    every = states_asked(context, params)
    counts = Counter(each.state for each in every.values())
    return NumberValue(
        value=Decimal(len(every)),
        unit=INDICATORS,
        rows=_rows(tuple(every)),
        row_ids=tuple(every),
        parts=tuple(BreakdownPart(str(state), str(state.label), counts[state]) for state in State),
        illustrative=_is_illustrative(every),
    )


def _in_state(state: State) -> Holds:
    return lambda each: each.state == state


NUMBERS = (
    NumberSpec(
        key="strategy.year",
        label=_("Year of the strategy"),
        definition=_("Which year of the strategy the reported year is, counted from one."),
        compute=_year,
    ),
    NumberSpec(
        key="strategy.outcomes",
        label=_("Outcomes"),
        definition=_("Outcomes of the strategy in force on the day of the data."),
        compute=_outcomes,
    ),
    NumberSpec(
        key="strategy.outputs",
        label=_("Outputs"),
        definition=_("Outputs of the strategy in force on the day of the data."),
        compute=_outputs,
    ),
    NumberSpec(
        key="strategy.drivers",
        label=_("Cross-cutting drivers"),
        definition=_("Cross-cutting drivers of the strategy in force on the day of the data."),
        compute=_drivers,
    ),
    NumberSpec(
        key="strategy.deliverables",
        label=_("Deliverables"),
        definition=_(
            "Deliverables of the strategy's outputs in force on the day of the data; the parts of one "
            "are not counted."
        ),
        compute=_deliverables,
        optional=DELIVERED,
    ),
    NumberSpec(
        key="outcomes.indicators",
        label=_("Indicators"),
        definition=_("Indicators of the strategy in force on the day of the data."),
        compute=_indicators,
        optional=BY_OUTCOME,
        page=PAGE,
        of_indicators=True,
    ),
    NumberSpec(
        key="indicators.measured",
        label=_("Measured indicators"),
        definition=_("Indicators in force with a value for at least one period that had ended."),
        compute=_those(lambda each: each.is_measured),
        optional=BY_OUTCOME,
        page=PAGE,
        of_indicators=True,
    ),
    NumberSpec(
        key="indicators.on_track",
        label=_("Indicators on track"),
        definition=_(
            "Indicators in force that have reached half or more of the target of the latest period "
            "that had ended: those met and those partly met."
        ),
        compute=_those(lambda each: each.state in {State.MET, State.PARTLY}),
        optional=BY_OUTCOME,
        page=PAGE,
        of_indicators=True,
    ),
    NumberSpec(
        key="indicators.met",
        label=_("Indicators met"),
        definition=_(
            "Indicators in force that have reached 100 per cent or more of the target of the latest "
            "period that had ended."
        ),
        compute=_those(_in_state(State.MET)),
        optional=BY_OUTCOME,
        page=PAGE,
        of_indicators=True,
    ),
    NumberSpec(
        key="indicators.partly",
        label=_("Indicators partly met"),
        definition=_(
            "Indicators in force that have reached 50 per cent or more, but not all, of the target of "
            "the latest period that had ended."
        ),
        compute=_those(_in_state(State.PARTLY)),
        optional=BY_OUTCOME,
        page=PAGE,
        of_indicators=True,
    ),
    NumberSpec(
        key="indicators.off",
        label=_("Indicators off target"),
        definition=_(
            "Indicators in force that have reached less than 50 per cent of the target of the latest "
            "period that had ended."
        ),
        compute=_those(_in_state(State.OFF)),
        optional=BY_OUTCOME,
        page=PAGE,
        of_indicators=True,
    ),
    NumberSpec(
        key="indicators.no_baseline",
        label=_("Indicators without a baseline"),
        definition=_(
            "Indicators in force whose target is a change, and whose baseline has not been "
            "established (or is 0, from which there is no relative change)."
        ),
        compute=_those(_in_state(State.NO_BASELINE)),
        optional=BY_OUTCOME,
        page=PAGE,
        of_indicators=True,
    ),
    NumberSpec(
        key="indicators.no_data",
        label=_("Indicators without data"),
        definition=_(
            "Indicators in force that could be judged, but have no value (or no target) for the "
            "latest period that had ended."
        ),
        compute=_those(_in_state(State.NO_DATA)),
        optional=BY_OUTCOME,
        page=PAGE,
        of_indicators=True,
    ),
    NumberSpec(
        key="indicators.by_state",
        label=_("Indicators by state"),
        definition=_(
            "Indicators in force by how they stand against the latest target that fell due."
        ),
        compute=_by_state,
        optional=BY_OUTCOME,
        page=PAGE,
        breakdown=Breakdown(_("State"), "state"),
        of_indicators=True,
    ),
)


def register() -> None:
    """Declare the numbers of this app."""
    numbers.register(*NUMBERS)
