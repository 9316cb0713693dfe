"""The Plotly rendering: the same figure on the same geometry, with hover and a click to the rows.

The specification holds no colours: `figure.js` reads them from the page's style sheet, by the tone in
each trace's `meta`, so the drawing follows light and dark. Texts are escaped, since Plotly reads a
small set of HTML in them.
"""

from collections.abc import Mapping
from html import escape
from typing import Any, Final, TypedDict

from core.figures.layout import (
    BAR_HEIGHT,
    LINE_HEIGHT,
    NARROW,
    TEXT_SIZE,
    WIDE,
    Layout,
    Number,
    Row,
    arrange,
)
from core.figures.registry import FigureData
from core.figures.svg import Address
from core.figures.table import FigureTable

CONFIG: Final = {
    "displayModeBar": False,
    "displaylogo": False,
    "doubleClick": False,
    "scrollZoom": False,
    "showTips": False,
}


class Drawing(TypedDict):
    """One drawing: Plotly's traces and its layout."""

    data: list[dict[str, Any]]
    layout: dict[str, Any]


class PlotlySpec(TypedDict):
    """A figure for wide and for narrow pages, and Plotly's configuration."""

    wide: Drawing
    narrow: Drawing
    config: Mapping[str, bool]


def plotly_spec(
    figure: FigureData,
    address: Address | None = None,
    *,
    number: Number = str,
    table: FigureTable | None = None,
    width: int = WIDE,
) -> PlotlySpec:
    """`figure` as `{"wide": …, "narrow": …, "config": …}`, each drawing with `data` and `layout`.

    The two drawings match the two SVGs mark by mark. A point's `customdata` is the address of its
    rows ("" without). `table` adds each point's share to its hover text.
    """
    shares = [row.share for row in table.rows] if table else [""] * len(figure.points)
    return {
        "wide": _drawing(figure, arrange(figure, width=width, number=number), address, shares),
        "narrow": _drawing(
            figure, arrange(figure, width=NARROW, narrow=True, number=number), address, shares
        ),
        "config": CONFIG,
    }


def _drawing(
    figure: FigureData, layout: Layout, address: Address | None, shares: list[str]
) -> Drawing:
    pairs = list(zip(layout.rows, shares, strict=True))
    groups = figure.groups if len(figure.groups) > 1 else ("",)
    data = [
        _trace(figure, group, [pair for pair in pairs if pair[0].quiet == (place > 0)], address)
        for place, group in enumerate(groups[:2])
    ]
    return {"data": data, "layout": _layout(figure, layout)}


def _trace(
    figure: FigureData, name: str, pairs: list[tuple[Row, str]], address: Address | None
) -> dict[str, Any]:
    rows = [row for row, _ in pairs]
    return {
        "type": "bar",
        "orientation": "h",
        "name": escape(name),
        "meta": "quiet" if rows and rows[0].quiet else "main",
        "x": [row.point.value for row in rows],
        "y": [row.middle for row in rows],
        "width": BAR_HEIGHT,
        "text": [escape(row.value) for row in rows],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertext": [_hover(figure, row, share) for row, share in pairs],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [address(row.point) if address else "" for row in rows],
    }


def _hover(figure: FigureData, row: Row, share: str) -> str:
    # Bold would come as a style attribute, which our CSP forbids.
    words = f"{escape(row.point.label)}<br>{escape(row.value)} {escape(figure.unit)}"
    return f"{words} · {escape(share)}" if share else words


def _layout(figure: FigureData, layout: Layout) -> dict[str, Any]:
    """Axes in the units of the geometry: y is the viewBox's own, x makes bars exactly as long."""
    plot = layout.width - layout.left
    reach = figure.largest * plot / layout.largest_bar if figure.largest > 0 else 1
    return {
        "width": layout.width,
        "height": layout.height,
        "margin": {"l": layout.left, "r": 0, "t": 0, "b": 0, "pad": 0, "autoexpand": False},
        "barmode": "overlay",
        "dragmode": False,
        "hovermode": "closest",
        "font": {"size": TEXT_SIZE},
        "showlegend": False,  # the SVG beneath has it, and the base line
        "xaxis": {
            "range": [0, reach],
            "fixedrange": True,
            "showgrid": False,
            "showticklabels": False,
            "zeroline": False,
        },
        "yaxis": {"range": [layout.height, 0], "fixedrange": True, "visible": False},
        "annotations": [_label(layout, row) for row in layout.rows],
    }


def _label(layout: Layout, row: Row) -> dict[str, Any]:
    """A bar's label: an annotation can stand left of the axis, in lines, aligned to the left."""
    return {
        "text": "<br>".join(escape(line) for line in row.lines),
        "xref": "paper",
        "x": -layout.left / (layout.width - layout.left),
        "xanchor": "left",
        "yref": "y",
        "y": row.label_top + len(row.lines) * LINE_HEIGHT / 2,
        "yanchor": "middle",
        "align": "left",
        "showarrow": False,
        "borderpad": 0,
        "borderwidth": 0,
    }
