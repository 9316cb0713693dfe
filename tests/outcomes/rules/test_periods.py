"""Periods of a strategy and their names."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from outcomes.choices import Period
from outcomes.rules.periods import Span, periods


def names(kind: Period, first: date, last: date) -> list[str]:
    """What the periods are called."""
    return [span.label for span in periods(kind, first, last)]


def test_periods_of_a_strategy_of_four_years() -> None:
    first, last = date(2018, 1, 1), date(2021, 12, 31)
    assert names(Period.YEAR, first, last) == ["2018", "2019", "2020", "2021"]
    assert names(Period.BIENNIUM, first, last) == ["2018–19", "2020–21"]
    assert names(Period.QUARTER, first, last)[:2] == ["Q1 2018", "Q2 2018"]
    assert len(names(Period.QUARTER, first, last)) == 16


def test_a_period_that_is_no_whole_year_is_named_by_its_days() -> None:
    assert Span(date(2021, 2, 1), date(2021, 12, 31)).label == "2021-02-01 – 2021-12-31"


@given(kind=st.sampled_from(Period), first=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
       days=st.integers(0, 4000))  # fmt: skip
def test_periods_follow_one_another_and_cover_the_strategy(
    kind: Period, first: date, days: int
) -> None:
    last = first + timedelta(days=days)
    spans = periods(kind, first, last)
    assert spans[0].start <= first and spans[-1].end >= last
    assert all(a.end + timedelta(days=1) == b.start for a, b in pairwise(spans))
