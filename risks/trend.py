"""The course of a risk's scores as a small drawing: whole numbers, ready for an SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from risks.models import Assessment
from risks.rules.scores import Limits

WIDTH, HEIGHT, SIDE, TOP = 320, 112, 12, 8
FOOT = 18
FULL = 25


@dataclass(frozen=True)
class TrendPoint:
    """A residual score, where it is drawn, and whether it is above the tolerance."""

    x: int
    y: int
    score: int
    on: date
    above: bool


@dataclass(frozen=True)
class Trend:
    """The drawing: its sides and heights, two lines as points of an SVG, and the dots."""

    tolerance: int
    tolerance_y: int
    base_y: int
    inherent: str
    residual: str
    points: tuple[TrendPoint, ...]
    first: Assessment
    last: Assessment
    width: int = WIDTH
    height: int = HEIGHT
    left: int = SIDE
    right: int = WIDTH - SIDE
    text_y: int = HEIGHT - 4


def trend_of(assessments: Sequence[Assessment], limits: Limits) -> Trend | None:
    """Points of the residual and the inherent line, oldest first; None with fewer than two."""
    rows = sorted(assessments, key=lambda row: row.on)
    if len(rows) < 2:
        return None
    first, last = rows[0].on, rows[-1].on
    days = (last - first).days

    def across(row: Assessment) -> int:
        return SIDE + (row.on - first).days * (WIDTH - 2 * SIDE) // days

    return Trend(
        tolerance=limits.tolerance,
        tolerance_y=_up(limits.tolerance),
        base_y=_up(0),
        inherent=" ".join(f"{across(row)},{_up(row.inherent_score)}" for row in rows),
        residual=" ".join(f"{across(row)},{_up(row.residual_score)}" for row in rows),
        points=tuple(
            TrendPoint(
                x=across(row),
                y=_up(row.residual_score),
                score=row.residual_score,
                on=row.on,
                above=row.residual_score > limits.tolerance,
            )
            for row in rows
        ),
        first=rows[0],
        last=rows[-1],
    )


def _up(points: int) -> int:
    """How far down a score lies: the origin of an SVG is at the top."""
    return TOP + (FULL - points) * (HEIGHT - TOP - FOOT) // FULL
