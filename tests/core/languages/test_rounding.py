"""Rounding and shares: ties, cutting, and columns that add up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.languages.rounding import Rounding, round_to, share

D = Decimal
finite = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=6)


@pytest.mark.parametrize(
    ("value", "nearest", "cut"),
    [
        ("0.5", "1", "0"),
        ("60.5", "61", "60"),
        ("-60.5", "-61", "-60"),
        ("60.504", "61", "60"),
        ("60.4999999999999999999999999999999", "60", "60"),
        ("-0.4", "0", "0"),
        ("99.95", "100", "99"),
    ],
)
def test_nearest_takes_ties_away_from_zero_and_cut_drops(
    value: str, nearest: str, cut: str
) -> None:
    assert str(round_to(D(value), Rounding.NEAREST)) == nearest
    assert str(round_to(D(value), Rounding.CUT)) == cut


def test_a_rounded_value_carries_exactly_its_places() -> None:
    assert str(round_to(D("60.5"), Rounding.NEAREST, 2)) == "60.50"
    assert str(round_to(D("9.996"), Rounding.NEAREST, 2)) == "10.00"
    assert str(round_to(D("1E+40"), Rounding.NEAREST)) == "1" + "0" * 40


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_only_finite_values_are_rounded(value: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        round_to(D(value), Rounding.NEAREST)


def test_negative_places_are_refused() -> None:
    with pytest.raises(ValueError, match="places"):
        round_to(D(1), Rounding.NEAREST, -1)


def test_72_of_119_is_61_to_the_nearest_and_60_when_cut() -> None:
    exact = share(72, 119)
    assert exact is not None
    assert str(exact).startswith("60.50420168067226890756")
    assert round_to(exact, Rounding.NEAREST) == 61
    assert round_to(exact, Rounding.CUT) == 60


def test_a_share_of_nothing_is_no_number() -> None:
    assert share(0, 0) is None
    assert share(5, D("0.00")) is None
    assert share(0, 5) == 0
    assert share(1, 1) == 100


@given(finite, st.integers(0, 4))
def test_rounding_agrees_with_plain_quantize(value: Decimal, places: int) -> None:
    expected = value.quantize(D(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert round_to(value, Rounding.NEAREST, places) == expected
    assert abs(round_to(value, Rounding.CUT, places)) <= abs(value)


@given(finite, st.integers(0, 4), st.sampled_from(Rounding))
def test_rounding_twice_changes_nothing(value: Decimal, places: int, rule: Rounding) -> None:
    once = round_to(value, rule, places)
    assert round_to(once, rule, places) == once
    assert round_to(-value, rule, places) == -once
