"""How far an indicator has come: pure functions of its definition and values.

Shares are exact (50 digits); rounding belongs to the place that prints them. Nothing is 0 because it
is missing: without a baseline a change cannot be judged, without a value nothing can.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from core.languages.rounding import SHARE_DIGITS, Rounding, round_to, share
from outcomes.choices import Accumulation, Aggregation, Basis, Direction, State

PLACES = 6  # decimals that a stored value keeps

MET_FROM, PARTLY_FROM = Decimal(100), Decimal(50)
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Progress:
    """A state, and the share of the target reached in per cent where one can be given."""

    state: State
    per_cent: Decimal | None = None


@dataclass(frozen=True)
class Reading:
    """One measured value, with numerator and denominator where it is a ratio."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def expected_levels(
    values: Sequence[Decimal],
    *,
    basis: Basis,
    direction: Direction,
    accumulation: Accumulation,
    baseline: Decimal | None,
) -> list[Decimal | None]:
    """The level each target asks for at the end of its period, in order: the expected path.

    A target of basis "level" is that level. A change of 10 per cent a year leads from 100 to 146.41
    after four years compounded, to 140 added and to 110 where each target stands alone; points
    are added to the baseline whatever it is. Without a baseline there is no path, and from a
    baseline of 0 there is no relative change.
    """
    if basis == Basis.LEVEL:
        return list(values)
    if baseline is None or (basis == Basis.RELATIVE and baseline == 0):
        return [None] * len(values)
    levels: list[Decimal | None] = []
    with localcontext(prec=SHARE_DIGITS):
        before, total = baseline, Decimal(0)
        for value in values:
            total += value
            if accumulation == Accumulation.COMPOUNDED:
                before = _changed(before, value, basis, direction)
                levels.append(before)
            else:
                change = total if accumulation == Accumulation.ADDED else value
                levels.append(_changed(baseline, change, basis, direction))
    return levels


def _changed(level: Decimal, change: Decimal, basis: Basis, direction: Direction) -> Decimal:
    """`level` after a change in the wanted direction; per cents are of its size, sign aside."""
    step = abs(level) * change / HUNDRED if basis == Basis.RELATIVE else change
    return level + step if direction == Direction.UP else level - step


def progress(
    *,
    basis: Basis,
    direction: Direction,
    baseline: Decimal | None,
    expected: Decimal | None,
    actual: Decimal | None,
) -> Progress:
    """How an actual value stands against the expected level.

    Of a level: the share of the level that has been reached (where down is better: the level as a
    share of the value). Of a change: the share of the planned change that has happened; moving the
    wrong way is below 0. The states and their limits are the United Nations Development
    Programme's (see `State`). A planned change of nothing is met by whatever is not worse.
    """
    if basis != Basis.LEVEL and (baseline is None or (basis == Basis.RELATIVE and baseline == 0)):
        return Progress(State.NO_BASELINE)
    if expected is None or actual is None:
        return Progress(State.NO_DATA)
    if basis == Basis.LEVEL:
        reached = _of_level(expected, actual, direction)
    else:
        assert baseline is not None
        reached = _of_change(baseline, expected, actual, direction)
    return Progress(state_of(reached), reached)


def state_of(per_cent: Decimal) -> State:
    """Met from 100 per cent, partly from 50, else off; 99.9 is not yet met."""
    if per_cent >= MET_FROM:
        return State.MET
    return State.PARTLY if per_cent >= PARTLY_FROM else State.OFF


def _of_level(expected: Decimal, actual: Decimal, direction: Direction) -> Decimal:
    part, whole = (actual, expected) if direction == Direction.UP else (expected, actual)
    if part > 0 and whole > 0:
        return share(part, whole) or Decimal(0)
    # A share of nothing, or of a negative level, says nothing: it is reached or it is not.
    return HUNDRED if part >= whole else Decimal(0)


def _of_change(
    baseline: Decimal, expected: Decimal, actual: Decimal, direction: Direction
) -> Decimal:
    with localcontext(prec=SHARE_DIGITS):
        planned, done = expected - baseline, actual - baseline
        if direction == Direction.DOWN:
            planned, done = -planned, -done
    if planned > 0:
        return share(done, planned) or Decimal(0)
    return HUNDRED if done >= planned else Decimal(0)


def aggregate(
    readings: Sequence[Reading], rule: Aggregation, *, per_cent: bool = False
) -> Decimal | None:
    """One value out of the readings of a target's period, oldest first; None when there is none.

    A ratio is the sum of numerators by the sum of denominators (never an average of ratios), and
    None where one reading lacks them or the denominators add up to 0; `per_cent` makes it a per cent.
    """
    if not readings:
        return None
    values = [reading.value for reading in readings]
    with localcontext(prec=SHARE_DIGITS):
        match rule:
            case Aggregation.SUM:
                return sum(values, Decimal(0))
            case Aggregation.AVERAGE:
                return sum(values, Decimal(0)) / len(values)
            case Aggregation.MAXIMUM:
                return max(values)
            case Aggregation.RATIO:
                return _ratio(readings, per_cent)
    return values[-1]


def _ratio(readings: Sequence[Reading], per_cent: bool) -> Decimal | None:
    above, below = Decimal(0), Decimal(0)
    for reading in readings:
        if reading.numerator is None or reading.denominator is None:
            return None
        above += reading.numerator
        below += reading.denominator
    return ratio(above, below, per_cent=per_cent)


def ratio(numerator: Decimal, denominator: Decimal, *, per_cent: bool) -> Decimal | None:
    """Numerator by denominator, as a per cent if asked; None of nothing."""
    whole = share(numerator, denominator)
    if whole is None or per_cent:
        return whole
    with localcontext(prec=SHARE_DIGITS):
        return whole / HUNDRED


def says_ratio(value: Decimal, exact: Decimal) -> bool:
    """Whether `value` is `exact`, rounded to the decimals that `value` has."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return round_to(exact, Rounding.NEAREST, min(max(-exponent, 0), PLACES)) == value
