"""Progress of indicators: states, paths, and what happens where a number is missing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.choices import Accumulation, Aggregation, Basis, Direction, State
from outcomes.rules.progress import Reading, aggregate, expected_levels, progress, state_of

UP, DOWN = Direction.UP, Direction.DOWN
D = Decimal
HUNDRED = D(100)
amounts = st.decimals(
    min_value=D("-1e9"), max_value=D("1e9"), places=4, allow_nan=False, allow_infinity=False
)
positive = st.decimals(min_value=D("0.01"), max_value=D("1e9"), places=2)
changes = st.decimals(min_value=D("0.01"), max_value=D("500"), places=2)
directions = st.sampled_from(Direction)


def path(
    values: list[Decimal],
    basis: Basis = Basis.RELATIVE,
    accumulation: Accumulation = Accumulation.COMPOUNDED,
    direction: Direction = UP,
    baseline: Decimal | None = HUNDRED,
) -> list[Decimal | None]:
    """The expected path from a baseline of 100."""
    return expected_levels(
        values,
        basis=basis,
        direction=direction,
        accumulation=accumulation,
        baseline=baseline,
    )


def judged(
    basis: Basis,
    direction: Direction,
    baseline: Decimal | None,
    expected: Decimal | None,
    actual: Decimal | None,
) -> tuple[State, Decimal | None]:
    """State and share."""
    found = progress(
        basis=basis, direction=direction, baseline=baseline, expected=expected, actual=actual
    )
    return found.state, found.per_cent


def test_ten_per_cent_a_year_over_four_years_follows_the_definition() -> None:
    tens = [D(10)] * 4
    assert path(tens)[-1] == D("146.41")
    assert path(tens, accumulation=Accumulation.ADDED)[-1] == 140
    assert path(tens, accumulation=Accumulation.NONE) == [D(110)] * 4
    assert path(tens, Basis.POINTS, Accumulation.ADDED, baseline=D(14))[-1] == 54
    assert path(tens, Basis.LEVEL, Accumulation.NONE) == tens


def test_twenty_per_cent_less_a_year_goes_down() -> None:
    assert path([D(20)] * 2, direction=DOWN) == [D(80), D(64)]


def test_a_negative_level_changes_by_its_size() -> None:
    assert path([D(10)], baseline=D(-100)) == [D(-90)]
    assert path([D(10)], baseline=D(-100), direction=DOWN) == [D(-110)]


def test_without_a_baseline_there_is_no_path_of_changes() -> None:
    assert path([D(10)], baseline=None) == [None]
    assert path([D(10)], baseline=D(0)) == [None]
    assert path([D(10)], Basis.POINTS, Accumulation.ADDED, baseline=D(0)) == [D(10)]


@pytest.mark.parametrize(
    ("basis", "baseline"),
    [(Basis.RELATIVE, None), (Basis.RELATIVE, D(0)), (Basis.POINTS, None)],
)
def test_a_change_without_a_baseline_is_no_baseline_and_never_zero(
    basis: Basis, baseline: Decimal | None
) -> None:
    assert judged(basis, UP, baseline, None, D(5)) == (State.NO_BASELINE, None)


def test_nothing_measured_is_no_data_and_never_zero() -> None:
    assert judged(Basis.LEVEL, UP, None, D(95), None) == (State.NO_DATA, None)
    assert judged(Basis.RELATIVE, UP, D(100), D(110), None) == (State.NO_DATA, None)


def test_baseline_equal_to_target_divides_nothing() -> None:
    assert judged(Basis.RELATIVE, UP, D(100), D(100), D(100)) == (State.MET, D(100))
    assert judged(Basis.RELATIVE, UP, D(100), D(100), D(99)) == (State.OFF, D(0))
    assert judged(Basis.RELATIVE, DOWN, D(100), D(100), D(99)) == (State.MET, D(100))


@pytest.mark.parametrize(
    ("share", "state"),
    [
        ("100", State.MET),
        ("250", State.MET),
        ("99.999", State.PARTLY),
        ("50", State.PARTLY),
        ("49.999", State.OFF),
        ("-3", State.OFF),
    ],
)
def test_limits_of_the_states(share: str, state: State) -> None:
    assert state_of(D(share)) == state


def test_level_where_down_is_better() -> None:
    assert judged(Basis.LEVEL, DOWN, None, D(5), D(4))[0] == State.MET
    assert judged(Basis.LEVEL, DOWN, None, D(5), D(8)) == (State.PARTLY, D("62.5"))
    assert judged(Basis.LEVEL, DOWN, None, D(0), D(0)) == (State.MET, D(100))
    assert judged(Basis.LEVEL, DOWN, None, D(0), D(1)) == (State.OFF, D(0))


def test_moving_the_wrong_way_is_below_zero() -> None:
    state, share = judged(Basis.RELATIVE, UP, D(100), D(110), D(95))
    assert state == State.OFF and share == -50


@given(basis=st.sampled_from(Basis), direction=directions, expected=amounts, actual=amounts,
       baseline=amounts | st.none())  # fmt: skip
def test_met_exactly_when_the_value_is_at_least_as_good_as_expected(
    basis: Basis,
    direction: Direction,
    expected: Decimal,
    actual: Decimal,
    baseline: Decimal | None,
) -> None:
    state, share = judged(basis, direction, baseline, expected, actual)
    if state == State.NO_BASELINE:
        assert share is None
        return
    good = actual >= expected if direction == UP else actual <= expected
    assert (state == State.MET) == good
    assert share is not None and (share >= 100) == good


@given(values=st.lists(changes, min_size=1, max_size=8), baseline=positive)
def test_compounding_up_is_never_below_adding(values: list[Decimal], baseline: Decimal) -> None:
    compounded = path(values, baseline=baseline)
    added = path(values, accumulation=Accumulation.ADDED, baseline=baseline)
    assert all(
        c is not None and a is not None and c >= a for c, a in zip(compounded, added, strict=True)
    )


@given(change=changes, baseline=positive, direction=directions)
def test_a_first_period_is_the_same_however_targets_add_up(
    change: Decimal, baseline: Decimal, direction: Direction
) -> None:
    firsts = {
        path([change], accumulation=each, baseline=baseline, direction=direction)[0]
        for each in Accumulation
    }
    assert len(firsts) == 1


def test_a_ratio_is_of_sums_and_no_average_of_ratios() -> None:
    readings = [Reading(D(50), D(1), D(2)), Reading(D(90), D(90), D(100))]
    found = aggregate(readings, Aggregation.RATIO, per_cent=True)
    assert found is not None and round(found, 4) == D("89.2157")
    assert aggregate(readings, Aggregation.AVERAGE) == 70
    assert aggregate([*readings, Reading(D(3))], Aggregation.RATIO) is None


def test_nothing_to_aggregate_is_nothing() -> None:
    assert [aggregate([], rule) for rule in Aggregation] == [None] * len(Aggregation)


@given(values=st.lists(amounts, min_size=1, max_size=12))
def test_aggregates_lie_where_they_should(values: list[Decimal]) -> None:
    readings = [Reading(value) for value in values]
    average = aggregate(readings, Aggregation.AVERAGE)
    assert average is not None and min(values) <= round(average, 10) <= max(values)
    assert aggregate(readings, Aggregation.MAXIMUM) == max(values)
    assert aggregate(readings, Aggregation.LATEST) == values[-1]
    assert aggregate(readings, Aggregation.SUM) == sum(values)
