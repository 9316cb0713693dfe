"""How indicators stand on a day: their rows brought before the rules of `outcomes.progress`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.numbers import NumberContext, NumberError, NumberValue, number_value
from core.registry import UnknownKey
from core.rounding import share
from core.tokens import TokenError, parse_token
from outcomes.models import Indicator, Measurement, Target
from outcomes.periods import Span
from outcomes.progress import Progress, aggregate, expected_levels, progress
from outcomes.terms import Accumulation, Aggregation, Basis, Direction, Measure, State

Memo = dict[Any, Any]


@dataclass(frozen=True)
class Line:
    """One target's period: what was expected at its end, what was found, how far that is."""

    target: Target
    expected: Decimal | None
    actual: Decimal | None
    readings: tuple[Measurement, ...]
    progress: Progress

    @property
    def span(self) -> Span:
        """The target's period."""
        return self.target.span


@dataclass(frozen=True)
class Standing:
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


def standings(
    indicators: Iterable[Indicator], at: date, memo: Memo | None = None
) -> dict[int, Standing]:
    """How each of `indicators` (with `with_values`) stands on the day `at`, by key, in order.

    Measurements count for their period: those of periods that ended by `at`, whenever entered.
    """
    memo = {} if memo is None else memo
    return {each.pk: _standing(each, at, memo) for each in indicators}


def _standing(indicator: Indicator, at: date, memo: Memo) -> Standing:
    targets = list(indicator.targets.all())
    levels = expected_levels(
        [target.value for target in targets],
        basis=Basis(indicator.basis),
        direction=Direction(indicator.direction),
        accumulation=Accumulation(indicator.accumulation),
        baseline=indicator.baseline_value,
    )
    known = [row for row in indicator.measurements.all() if row.period_end <= at]
    lines, trouble = [], ""
    for target, level in zip(targets, levels, strict=True):
        readings = tuple(row for row in known if target.span.holds(row.span))
        try:
            actual = _actual(indicator, target.span, readings, at, memo)
        except (TokenError, UnknownKey, NumberError) as error:
            actual, trouble = None, str(error)
        lines.append(Line(target, level, actual, readings, _judge(indicator, level, actual)))
    return Standing(indicator, tuple(lines), _judged(lines, at), trouble)


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
    indicator: Indicator, span: Span, readings: Sequence[Measurement], at: date, memo: Memo
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

    Raises what `core.numbers.number_value` and `core.tokens.parse_token` raise.
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
