"""The table rendering: the values of the drawing, with shares, for those who read, not look."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from core.figures.layout import Number
from core.figures.registry import FigureData
from core.figures.svg import Address
from core.languages.rounding import Rounding, round_to, share

Decimals = Callable[[Decimal], str]


@dataclass(frozen=True)
class TableRow:
    """One point: label, name of its group, value and share as printed, address of its rows."""

    label: str
    group: str
    value: str
    share: str
    href: str


@dataclass(frozen=True)
class FigureTable:
    """The rows of a figure. A share is "" where the whole is 0; `grouped` if there are groups.

    Where they do not add up to anything, there are neither shares nor a sum.
    """

    rows: tuple[TableRow, ...]
    total: str
    total_share: str
    grouped: bool
    adds_up: bool = True


def figure_table(
    figure: FigureData,
    *,
    address: Address | None = None,
    number: Number = str,
    per_cent: Decimals = lambda value: f"{value} %",
) -> FigureTable:
    """The values of `figure` as printed: shares are of its total, to one decimal, half up."""

    def printed(part: int) -> str:
        exact = share(part, figure.total) if figure.adds_up else None
        return "" if exact is None else per_cent(round_to(exact, Rounding.NEAREST, 1))

    rows = tuple(
        TableRow(
            label=point.label,
            group=point.group,
            value=number(point.value),
            share=printed(point.value),
            href=address(point) if address else "",
        )
        for point in figure.points
    )
    return FigureTable(
        rows,
        number(figure.total) if figure.adds_up else "",
        printed(figure.total),
        len(figure.groups) > 1,
        figure.adds_up,
    )
