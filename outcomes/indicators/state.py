"""States of indicators on a day: their rows brought before `outcomes.rules.progress`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from django.db.models import QuerySet

from core.languages.rounding import share
from core.numbers.registry import NumberContext, NumberError, NumberValue, number_value
from core.numbers.syntax import TokenError, parse_token
from core.registry import UnknownKey
from outcomes.choices import Accumulation, Aggregation, Basis, Direction, Measure, State
from outcomes.models import Indicator, Measurement, Target
from outcomes.rules.periods import Span
from outcomes.rules.progress import Progress, Reading, aggregate, expected_levels, progress

Memo = dict[Any, Any]


class TargetLike(Protocol):
    """A target: the model, or its row where many are read."""

    @property
    def pk(self) -> Any:
        """Its key."""

    @property
    def span(self) -> Span:
        """Its period."""

    @property
    def value(self) -> Decimal:
        """What is to be reached; what it means is the indicator's basis."""


class MeasurementLike(Protocol):
    """A measurement: the model, or its row where many are read."""

    @property
    def pk(self) -> Any:
        """Its key."""

    @property
    def span(self) -> Span:
        """Its period."""

    @property
    def reading(self) -> Reading:
        """Its numbers."""

    @property
    def illustrative(self) -> bool:
        """Whether the value is made up for a demonstration."""


class TargetRow(NamedTuple):
    """What a state takes of a target."""

    pk: int
    span: Span
    value: Decimal


class MeasurementRow(NamedTuple):
    """What a state takes of a measurement."""

    pk: int
    span: Span
    reading: Reading
    illustrative: bool


@dataclass(frozen=True)
class Line:
    """One target's period: what was expected at its end, what was found, how far that is."""

    target: TargetLike
    expected: Decimal | None
    actual: Decimal | None
    readings: tuple[MeasurementLike, ...]
    progress: Progress

    @property
    def span(self) -> Span:
        """The target's period."""
        return self.target.span


@dataclass(frozen=True)
class IndicatorState:
    """An indicator on a day; `judged` is the line its state comes from.

    That is the latest target whose period has ended, else the latest that has begun: an old success
    never hides that nothing is known of the last period.
    """

    indicator: Indicator
    lines: tuple[Line, ...]
    judged: Line | None
    trouble: str = ""

    @property
    def state(self) -> State:
        """Its state; without a target there is nothing to say."""
        return self.judged.progress.state if self.judged else State.NO_DATA

    @property
    def per_cent(self) -> Decimal | None:
        """The share of the target reached."""
        return self.judged.progress.per_cent if self.judged else None

    @property
    def is_measured(self) -> bool:
        """Whether any value is known."""
        return any(line.actual is not None for line in self.lines)


def indicator_states(indicators: "QuerySet[Indicator]", at: date) -> dict[int, IndicatorState]:
    """How each of `indicators` stands on the day `at`, by key, in order.

    Measurements count for their period: those of periods that ended by `at`, whenever entered. They
    and the targets are read as bare rows, which costs a third of making models of them.
    """
    found = list(indicators.prefetch_related("strategy", "outcome"))
    ids = [each.pk for each in found]
    targets, readings = defaultdict(list), defaultdict(list)
    for indicator, target in _targets(ids):
        targets[indicator].append(target)
    for indicator, reading in _measurements(ids):
        readings[indicator].append(reading)
    memo: Memo = {}
    return {each.pk: _state(each, targets[each.pk], readings[each.pk], at, memo) for each in found}


def _targets(ids: Sequence[int]) -> Iterator[tuple[int, TargetRow]]:
    columns = ("indicator_id", "pk", "period_start", "period_end", "value")
    rows = Target.objects.filter(indicator__in=ids).order_by("period_start")
    for indicator, pk, start, end, value in rows.values_list(*columns):
        yield indicator, TargetRow(pk, Span(start, end), value)


def _measurements(ids: Sequence[int]) -> Iterator[tuple[int, MeasurementRow]]:
    columns = ("indicator_id", "pk", "period_start", "period_end", "illustrative")
    amounts = ("value", "numerator", "denominator")
    rows = Measurement.objects.filter(indicator__in=ids).order_by("period_start")
    for indicator, pk, start, end, illustrative, *values in rows.values_list(*columns, *amounts):
        yield indicator, MeasurementRow(pk, Span(start, end), Reading(*values), illustrative)


def indicator_state(indicator: Indicator, at: date) -> IndicatorState:
    """How one indicator (of `with_values`) stands, on its models."""
    targets, measurements = indicator.targets.all(), indicator.measurements.all()
    return _state(indicator, list(targets), list(measurements), at, {})


def _state(
    indicator: Indicator,
    targets: Sequence[TargetLike],
    measurements: Iterable[MeasurementLike],
    at: date,
    memo: Memo,
) -> IndicatorState:
    levels = expected_levels(
        [target.value for target in targets],
        basis=Basis(indicator.basis),
        direction=Direction(indicator.direction),
        accumulation=Accumulation(indicator.accumulation),
        baseline=indicator.baseline_value,
    )
    known = [(row.span, row) for row in measurements]
    lines, trouble = [], ""
    for target, level in zip(targets, levels, strict=True):
        span = target.span
        readings = tuple(row for its, row in known if span.holds(its) and its.end <= at)
        try:
            actual = _actual(indicator, span, readings, at, memo)
        except (TokenError, UnknownKey, NumberError) as error:
            actual, trouble = None, str(error)
        lines.append(Line(target, level, actual, readings, _judge(indicator, level, actual)))
    return IndicatorState(indicator, tuple(lines), _judged(lines, at), trouble)


def _judged(lines: Sequence[Line], at: date) -> Line | None:
    ended = [line for line in lines if line.span.end <= at]
    begun = [line for line in lines if line.span.start <= at]
    return next(iter([*reversed(ended), *reversed(begun)]), None)


def _judge(indicator: Indicator, level: Decimal | None, actual: Decimal | None) -> Progress:
    return progress(
        basis=Basis(indicator.basis),
        direction=Direction(indicator.direction),
        baseline=indicator.baseline_value,
        expected=level,
        actual=actual,
    )


def _actual(
    indicator: Indicator, span: Span, readings: Sequence[MeasurementLike], at: date, memo: Memo
) -> Decimal | None:
    if indicator.number_key:
        return computed(indicator, min(span.end, at), memo) if span.start <= at else None
    return aggregate(
        [row.reading for row in readings],
        Aggregation(indicator.aggregation),
        per_cent=indicator.measure == Measure.PER_CENT,
    )


def computed(indicator: Indicator, at: date, memo: Memo) -> Decimal | None:
    """The value of a computed indicator on the day `at`: the live number, as its share if a per cent.

    Raises what `core.numbers.registry.number_value` and `core.numbers.syntax.parse_token` raise.
    """
    found = live_number(indicator, at, memo)
    if indicator.measure == Measure.PER_CENT and found.value is not None and found.of is not None:
        return share(found.value, found.of)
    return found.value


def live_number(indicator: Indicator, at: date, memo: Memo) -> NumberValue:
    """The live number an indicator names, asked once for a strategy, day and key."""
    key = (indicator.strategy.slug, indicator.number_key, at)
    if key not in memo:
        context = NumberContext(
            strategy=indicator.strategy.slug, year=at.year, at=at, memo=memo.setdefault("run", {})
        )
        memo[key] = number_value(parse_token(indicator.number_key), context)
    found: NumberValue = memo[key]
    return found
