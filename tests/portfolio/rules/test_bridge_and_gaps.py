"""The bridge between two work plans, and parts that add up: pure functions."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from portfolio.rules.bridge import Crossing, Entry, bridge
from portfolio.rules.gaps import parts_gaps

IDS = st.integers(1, 30)
STAGES = st.sampled_from(["", "proposed", "in_progress", "on_hold", "completed", "cancelled"])


@given(
    st.dictionaries(IDS, st.booleans()),
    st.frozensets(IDS),
    st.dictionaries(IDS, STAGES),
)
def test_every_project_crosses_in_exactly_one_way(
    before: dict[int, bool], after: frozenset[int], stages: dict[int, str]
) -> None:
    groups = bridge([Entry(pk, merged) for pk, merged in before.items()], after, stages)
    assert sum(len(ids) for ids in groups.values()) == len(set(before) | after)
    assert groups[Crossing.CARRIED_OVER] | groups[Crossing.NEW] == after
    gone = (Crossing.COMPLETED, Crossing.CANCELLED, Crossing.MERGED, Crossing.LEFT)
    assert frozenset().union(groups[Crossing.CARRIED_OVER], *(groups[c] for c in gone)) == set(
        before
    )


def test_each_way_across() -> None:
    groups = bridge(
        [Entry(1), Entry(2), Entry(3), Entry(4, merged=True), Entry(5), Entry(6, merged=True)],
        {1, 6, 7},
        {1: "completed", 2: "completed", 3: "cancelled", 4: "cancelled", 5: "on_hold"},
    )
    assert groups == {
        Crossing.CARRIED_OVER: {1, 6},
        Crossing.NEW: {7},
        Crossing.COMPLETED: {2},
        Crossing.CANCELLED: {3},
        Crossing.MERGED: {4},
        Crossing.LEFT: {5},
    }


@dataclass
class Counted:
    """A quantity, as far as the check looks."""

    pk: int
    value: Decimal | None
    part_of_id: int | None = None


def test_parts_that_add_up_say_nothing() -> None:
    parts = [Counted(2, Decimal(117), 1), Counted(3, Decimal(68), 1), Counted(4, Decimal(54), 1)]
    assert parts_gaps([Counted(1, Decimal(239)), *parts]) == {}


def test_parts_that_do_not_add_up_are_named_with_the_difference() -> None:
    gaps = parts_gaps(
        [Counted(1, Decimal(5)), Counted(2, Decimal(2), 1), Counted(3, Decimal(2), 1)]
    )
    assert gaps[1].parts == 4 and gaps[1].difference == -1


def test_an_unknown_part_may_be_what_is_missing() -> None:
    assert (
        parts_gaps([Counted(1, Decimal(5)), Counted(2, None, 1), Counted(3, Decimal(2), 1)]) == {}
    )
    assert parts_gaps([Counted(1, None), Counted(2, Decimal(2), 1)]) == {}
