"""Where the bars, labels and values of a figure stand, in points.

The geometry is that of every drawing (`core.figures.layout`). The template draws it, and not the SVG
writer, because Typst puts the text of an SVG into the file letter by letter.
"""

from typing import Final

from django.utils.translation import gettext

from core.figures.layout import (
    BAR_HEIGHT,
    LINE_HEIGHT,
    SWATCH,
    TEXT_SIZE,
    LegendEntry,
    Row,
    Segment,
    arrange,
)
from core.figures.registry import FigureData
from core.languages import LANGUAGES, profile
from reports.writers.locations import DocumentError

TYPE_POINTS: Final = 9  # as in the charts of the Word paper
LEAST_SCALE: Final = 0.6  # below, nobody could read the type
_POINTS: Final = TYPE_POINTS / TEXT_SIZE


def drawing(data: FigureData, language: str, size: tuple[float, float]) -> dict[str, object]:
    """`data`, which has something to draw, as wide as the column and not higher than the page.

    Raises `DocumentError` where the type of so many bars would be too small to read.
    """
    house = profile(language if language in LANGUAGES else "en")
    width, most = size
    layout = arrange(data, width=round(width / _POINTS), number=house.integer)
    scale = min(1, most / (layout.height * _POINTS))
    if scale < LEAST_SCALE:
        raise DocumentError(
            gettext(
                "The figure “%(caption)s” has %(bars)s bars, more than a page can hold. "
                "Join some of them, or make it a table."
            )
            % {"caption": data.caption, "bars": len(data.points)}
        )
    return {
        "scale": scale,
        "type": TYPE_POINTS,
        "line": LINE_HEIGHT * _POINTS,
        "bar": BAR_HEIGHT * _POINTS,
        "swatch": SWATCH * _POINTS,
        "height": layout.height * _POINTS,
        "top": layout.top * _POINTS,
        "left": layout.left * _POINTS,
        "axis": data.axis,
        "bottom": layout.bottom * _POINTS,
        "groups": data.groups if len(data.groups) > 1 and not data.is_stacked else (),
        "legend": [_entry(entry) for entry in layout.legend],
        "rows": [_row(row) for row in layout.rows],
    }


def _row(row: Row) -> dict[str, object]:
    return {
        "lines": row.lines,
        "value": row.value,
        "quiet": row.quiet,
        "label_top": row.label_top * _POINTS,
        "bar_top": row.bar_top * _POINTS,
        "bar_width": row.bar_width * _POINTS,
        "segments": [_segment(segment) for segment in row.segments],
    }


def _segment(segment: Segment) -> dict[str, object]:
    return {
        "left": segment.left * _POINTS,
        "width": segment.width * _POINTS,
        "value": segment.value,
        "tint": segment.tint,
        "dark": segment.is_dark,
    }


def _entry(entry: LegendEntry) -> dict[str, object]:
    x, y = entry.x * _POINTS, entry.y * _POINTS
    return {"name": entry.name, "x": x, "y": y, "tint": entry.tint}
