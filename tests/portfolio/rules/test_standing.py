"""The text of how a project stands: what the database writes is what is read."""

import pytest

from portfolio.choices import Stage
from portfolio.rules.standing import ProjectStanding, Sign, standing_of


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("in_progress|aar=|sl", ("in_progress", "a", (Sign.LATE, Sign.SILENT, Sign.STUCK))),
        ("in_progress|gar|lp", ("in_progress", "g", (Sign.LATE, Sign.SLIPPING))),
        ("in_progress|aar|s", ("in_progress", "a", (Sign.SILENT,))),
        ("running|ggg=|", ("running", "g", (Sign.STUCK,))),
        ("in_progress||s", ("in_progress", "", (Sign.SILENT,))),
        ("on_hold|r|", ("on_hold", "r", ())),
        ("||l", ("", "", (Sign.LATE,))),
    ],
)
def test_a_text_is_read_in_its_three_parts(
    text: str, standing: tuple[str, str, tuple[Sign]]
) -> None:
    assert standing_of(text) == ProjectStanding(*standing)


@pytest.mark.parametrize("stage", [Stage.COMPLETED, Stage.CANCELLED])
def test_what_is_finished_calls_for_nothing(stage: Stage) -> None:
    assert standing_of(f"{stage}|r|lp") == ProjectStanding(stage, "r", ())
