"""The text of how a project stands: what the database writes is what is read."""

import re
from itertools import product

import pytest

from portfolio.choices import Stage
from portfolio.rules.standing import ProjectStanding, Sign, standing_of, stuck_pattern

UPDATES = 3


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("in_progress|aar|sl", ("in_progress", "a", (Sign.LATE, Sign.SILENT, Sign.STUCK))),
        ("in_progress|gar|lp", ("in_progress", "g", (Sign.LATE, Sign.SLIPPING))),
        ("running|ggg=|", ("running", "g", (Sign.STUCK,))),
        ("in_progress||s", ("in_progress", "", (Sign.SILENT,))),
        ("on_hold|r|", ("on_hold", "r", ())),
        ("||l", ("", "", (Sign.LATE,))),
    ],
)
def test_a_text_is_read_in_its_three_parts(
    text: str, standing: tuple[str, str, tuple[Sign]]
) -> None:
    assert standing_of(text, UPDATES) == ProjectStanding(*standing)


@pytest.mark.parametrize("stage", [Stage.COMPLETED, Stage.CANCELLED])
def test_what_is_finished_calls_for_nothing(stage: Stage) -> None:
    assert standing_of(f"{stage}|r|lp", UPDATES) == ProjectStanding(stage, "r", ())


@pytest.mark.parametrize("updates", [1, 2, 3, 5])
def test_the_pattern_for_the_database_and_the_reader_have_one_rule(updates: int) -> None:
    pattern = re.compile(stuck_pattern(updates))
    for length in range(updates + 1):
        for letters in product("gar", repeat=length):
            # All say the same only where there are as many as make it stuck.
            for states in {"".join(letters), "".join(letters) + "=" * (length == updates)}:
                signs = standing_of(f"in_progress|{states}|", updates).signs
                assert (Sign.STUCK in signs) == bool(pattern.search(states)), states
