"""Rounding and shares: ties, cutting, and columns that add up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.languages.rounding import Rounding, round_to, share, shares_summing_to_100

D = Decimal
finite = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=6)
parts_lists = st.lists(st.integers(0, 10**6), min_size=1, max_size=20)


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


def test_three_equal_shares_add_up_to_100() -> None:
    assert shares_summing_to_100([1, 1, 1]) == [D(34), D(33), D(33)]
    assert shares_summing_to_100([1, 1, 1], places=1) == [D("33.4"), D("33.3"), D("33.3")]


def test_cut_shares_agree_with_the_text_except_the_largest() -> None:
    parts = [72, 31, 16]
    shares = shares_summing_to_100(parts, Rounding.CUT)
    assert shares == [D(61), D(26), D(13)]
    assert [round_to(share(p, 119) or D(0), Rounding.CUT) for p in parts] == [60, 26, 13]


def test_shares_of_nothing_and_of_negative_parts() -> None:
    assert shares_summing_to_100([]) is None
    assert shares_summing_to_100([0, 0]) is None
    with pytest.raises(ValueError, match="0 or more"):
        shares_summing_to_100([3, -1])


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


@given(parts_lists, st.sampled_from(Rounding), st.integers(0, 3))
def test_shares_always_add_up(parts: list[int], rule: Rounding, places: int) -> None:
    shares = shares_summing_to_100(parts, rule, places)
    if sum(parts) == 0:
        assert shares is None
        return
    assert shares is not None
    assert sum(shares) == 100
    assert all(value >= 0 for value in shares)


@given(parts_lists, st.integers(0, 3))
def test_largest_remainder_stays_within_one_unit(parts: list[int], places: int) -> None:
    shares = shares_summing_to_100(parts, places=places) or []
    unit = D(1).scaleb(-places)
    for part, printed in zip(parts, shares, strict=False):
        exact = share(part, sum(parts))
        assert exact is not None
        assert abs(printed - exact) < unit
