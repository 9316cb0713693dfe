"""Figures: one specification from the registry, many renderings that cannot disagree.

An app registers a `FigureSpec` in its room `figures`; `compute` returns `FigureData`, plain values
that the Word chart, the SVG, Plotly and the HTML table are all drawn from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import msgspec

from core.numbers.registry import NumberContext
from core.registry import Registry

KINDS = ("bar", "stacked")
# How dark the parts of a stacked bar are, in shares of the main tone; more could not be told apart.
TINTS = (1.0, 0.78, 0.5, 0.3, 0.15, 0.05)
DARK = 0.6  # from here on a value within is written in the tone of the paper


class Point(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One mark. `value` is a count or an amount; `rows` the address query of exactly its rows."""

    category: str
    label: str
    value: int
    group: str = ""
    rows: str = ""


class FigureData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A figure ready to draw: labels are already in the figure's language.

    `kind` is "bar" (horizontal, one series) or "stacked": points of one label are the parts of one bar,
    `groups` names the parts. `unit` names what is counted, `note` what a reader
    must know ("illustrative split"), `alt` the text for those who cannot see it. `groups` names
    the groups of points in order (empty when there is one): points of a second group are drawn
    in the quieter colour. Where the points do not add up to a whole, there are no shares and no sum.
    `axis` says in words what is counted, and stands below the bars; without it the unit does in Word.
    `page` is the list page that `Point.rows` are asked of, where no `FigureSpec` names it.
    """

    key: str
    kind: str
    caption: str
    alt: str
    unit: str
    points: tuple[Point, ...]
    total: int
    note: str = ""
    groups: tuple[str, ...] = ()
    axis: str = ""
    page: str = ""
    adds_up: bool = True

    @property
    def is_stacked(self) -> bool:
        """Whether a bar is made of several points."""
        return self.kind == "stacked"

    @property
    def bars(self) -> list[list[Point]]:
        """The points of each bar; one each where nothing is stacked."""
        if not self.is_stacked:
            return [[point] for point in self.points]
        found: dict[str, list[Point]] = {}
        for point in self.points:
            found.setdefault(point.label, []).append(point)
        return list(found.values())

    @property
    def largest(self) -> int:
        """The length of the longest bar, 0 when there is nothing to draw."""
        return max((sum(point.value for point in bar) for bar in self.bars), default=0)


@dataclass(frozen=True)
class FigureSpec:
    """What an app declares: a key and how to compute the data in the active language.

    `page` is the name of the list page that `Point.rows` are asked of; empty is the project list.
    """

    key: str
    label: str
    compute: Callable[[NumberContext, Mapping[str, str]], FigureData]
    numbers: tuple[str, ...] = field(default=())
    page: str = ""


figures: Registry[FigureSpec] = Registry("figure")
