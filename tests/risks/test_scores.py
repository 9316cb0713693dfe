"""Score and band are pure functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risks.rules.scores import Band, Limits, band, score

LEVELS = st.integers(1, 5)


@given(LEVELS, LEVELS)
def test_a_score_is_the_product_and_always_in_one_band(likelihood: int, impact: int) -> None:
    points = score(likelihood, impact)
    assert points == likelihood * impact
    found = band(points, Limits())
    assert found is not None
    low, high = Limits().span(found)
    assert low <= likelihood * impact <= high


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (1, Band.LOW), (4, Band.LOW), (5, Band.MEDIUM), (9, Band.MEDIUM),
        (10, Band.HIGH), (16, Band.HIGH), (20, Band.VERY_HIGH), (25, Band.VERY_HIGH),
    ],
)  # fmt: skip
def test_the_default_limits(points: int, expected: Band) -> None:
    assert band(points, Limits()) == expected


def test_limits_are_settings() -> None:
    assert band(6, Limits(low_until=6, medium_until=12, high_until=15)) == Band.LOW
    assert band(12, Limits(low_until=6, medium_until=12, high_until=15)) == Band.MEDIUM


def test_no_assessment_is_no_score_and_never_zero() -> None:
    assert score(None, 3) is None
    assert score(3, None) is None
    assert band(None, Limits()) is None


def test_the_spans_cover_every_score_once() -> None:
    spans = [Limits().span(each) for each in Band]
    covered = [points for low, high in spans for points in range(low, high + 1)]
    assert covered == list(range(1, 26))
