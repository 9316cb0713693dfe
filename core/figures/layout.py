"""Where the marks of a figure stand: one geometry, so SVG and Plotly lie exactly on each other.

Lengths are in units of the viewBox, which are CSS pixels at natural size. Nothing here measures
with a font: the width of a text is estimated from a table, so the result is the same everywhere.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from core.figures.registry import DARK, TINTS, FigureData, Point

WIDE, NARROW = 720, 360
TEXT_SIZE, LINE_HEIGHT = 13, 17
BAR_HEIGHT = 16
ROW_GAP = 10
LEGEND_HEIGHT = 28
AXIS_HEIGHT = 20
SWATCH = 10
LABEL_GAP, VALUE_GAP = 12, 4
LABEL_SHARE = 0.42  # of the width, at most
LABEL_LINES = 3

# Advance widths in thousandths of the text size, as measured on Inter; see `text_width`.
_WIDTHS = {
    **dict.fromkeys("ijlI.,:;'’‘!| \u00a0\u202f", 290),
    **dict.fromkeys("tfr()[]/\\`", 370),
    **dict.fromkeys('1{}“”"-_°^', 450),
    **dict.fromkeys("skxzvyacJL7?*–", 560),
    **dict.fromkeys("ABCDEFGHKNOQRSTUVXYZÄÖÜ&+<=>~", 720),
    **dict.fromkeys("wm", 870),
    **dict.fromkeys("MW@%—…", 990),
}
_OTHER = 620
_SAFETY = 1.05  # where Inter is missing, its stand-ins run a little wider
_PIECES = re.compile(r"([ \t\r\n]*)([^ \t\r\n/\-\u00ad]*[/\-\u00ad]?)")
SOFT_HYPHEN = "\u00ad"

Number = Callable[[int], str]


@dataclass(frozen=True)
class Segment:
    """A part of a stacked bar; its value is "" where it would not fit within."""

    point: Point
    left: float
    width: float
    value: str
    tint: float

    @property
    def is_dark(self) -> bool:
        """Whether the value is read in the tone of the paper."""
        return self.tint > DARK


@dataclass(frozen=True)
class LegendEntry:
    """The name of a part of stacked bars, and where its swatch stands."""

    name: str
    x: float
    y: float
    tint: float


@dataclass(frozen=True)
class Row:
    """One bar: its label in lines, and where everything stands; `segments` are those of a stacked one."""

    point: Point
    lines: tuple[str, ...]
    value: str
    quiet: bool
    top: float
    height: float
    label_top: float
    bar_top: float
    bar_width: float
    segments: tuple[Segment, ...] = ()

    @property
    def middle(self) -> float:
        """The middle of the bar."""
        return self.bar_top + BAR_HEIGHT / 2


@dataclass(frozen=True)
class Layout:
    """A whole figure, arranged: bars begin at `left`, the longest is `largest_bar` wide."""

    width: int
    height: float
    left: float
    top: float
    largest_bar: float
    rows: tuple[Row, ...]
    narrow: bool
    axis: str = ""
    legend: tuple[LegendEntry, ...] = ()

    @property
    def bottom(self) -> float:
        """Where the bars end, and what is counted begins."""
        return self.height - 2 - (AXIS_HEIGHT if self.axis else 0)


def is_empty(figure: FigureData) -> bool:
    """Whether there is nothing to draw: no points, or nothing counted."""
    return figure.largest <= 0


def text_width(text: str, size: float = TEXT_SIZE) -> float:
    """Estimated width of `text`, rather too wide than too narrow."""
    return sum(map(_advance, text)) * size * _SAFETY / 1000


@lru_cache(maxsize=1024)
def _advance(character: str) -> int:
    if unicodedata.combining(character) or character == SOFT_HYPHEN:
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1000
    base = unicodedata.normalize("NFD", character)[0]
    return _WIDTHS.get(character, _WIDTHS.get(base, _OTHER))


def wrap(text: str, width: float, lines: int = LABEL_LINES) -> tuple[str, ...]:
    """`text` in at most `lines` lines, broken at spaces, hyphens and slashes; "…" for the rest."""
    done: list[str] = []
    line = ""
    for glue, piece in _pieces(text, width):
        if line and text_width(line + glue + piece.replace(SOFT_HYPHEN, "-")) > width:
            done.append(_end(line))
            line = piece
        else:
            line = (line + glue if line else "") + piece
    done.append(_end(line))
    if len(done) <= lines:
        return tuple(done)
    return (*done[: lines - 1], _cut(done[lines - 1] + " " + done[lines], width))


def _pieces(text: str, width: float) -> Iterator[tuple[str, str]]:
    """What may stand at the start of a line, with the space before it; too long words in parts."""
    for match in _PIECES.finditer(text.strip()):
        glue, word = (" " if match[1] else ""), match[2]
        for part in _parts(word, width):
            yield glue, part
            glue = ""


def _parts(word: str, width: float) -> Iterable[str]:
    """`word`, cut where it alone would be wider than a line."""
    start = 0
    for end in range(1, len(word)):
        if text_width(word[start : end + 1]) > width:
            yield word[start:end]
            start = end
    if word[start:]:
        yield word[start:]


def _end(line: str) -> str:
    """`line` as printed: a soft hyphen shows only at its end."""
    shown = line.replace(SOFT_HYPHEN, "")
    return shown + "-" if line.endswith(SOFT_HYPHEN) else shown


def _cut(line: str, width: float) -> str:
    while line and text_width(line + "…") > width:
        line = line[:-1]
    return line.rstrip() + "…"


def arrange(
    figure: FigureData, *, width: int = WIDE, narrow: bool = False, number: Number = str
) -> Layout:
    """Arrange `figure` for `width`; `narrow` puts each label above its bar."""
    room = width if narrow else width * LABEL_SHARE
    bars = [(bar, sum(point.value for point in bar)) for bar in figure.bars]
    labels = [wrap(bar[0].label, room) for bar, _total in bars]
    left = 1.0 if narrow else _column(labels)
    value_room = max((text_width(number(total)) for _bar, total in bars), default=0)
    largest = max(width - left - value_room - VALUE_GAP - 2, 40.0)
    legend = tuple(_legend(figure, width)) if figure.is_stacked else ()
    y = top = float(LEGEND_HEIGHT if len(figure.groups) > 1 else 2)
    y = top = top + (legend[-1].y if legend else 0)
    rows: list[Row] = []
    for (bar, total), lines in zip(bars, labels, strict=True):
        row = _row(figure, bar[0], total, lines, number(total), y, largest, narrow)
        if figure.is_stacked:
            row = replace(row, segments=tuple(_segments(figure, bar, left, largest, number)))
        rows.append(row)
        y += row.height
    height = y + 2 + (AXIS_HEIGHT if figure.axis else 0)
    return Layout(width, height, left, top, largest, tuple(rows), narrow, figure.axis, legend)


def _legend(figure: FigureData, width: int) -> Iterator[LegendEntry]:
    """The parts of stacked bars, on as many lines as they need."""
    x, y = 0.5, 0.0
    for group, tint in zip(figure.groups, TINTS, strict=False):
        needed = SWATCH + 6 + round(text_width(group))
        if x > 1 and x + needed > width:
            x, y = 0.5, y + LINE_HEIGHT
        yield LegendEntry(group, x, y, tint)
        x += needed + 20


def _segments(
    figure: FigureData, bar: Sequence[Point], left: float, largest: float, number: Number
) -> Iterator[Segment]:
    """The parts of one bar, side by side in the order of the legend."""
    tints = dict(zip(figure.groups, TINTS, strict=False))
    for point in sorted(bar, key=lambda one: figure.groups.index(one.group)):
        width = round(largest * max(point.value, 0) / figure.largest, 1) if figure.largest else 0.0
        if width:
            value = number(point.value)
            fits = text_width(value) + 4 <= width
            yield Segment(point, left, width, value if fits else "", tints[point.group])
        left += width


def _column(labels: list[tuple[str, ...]]) -> float:
    """The width of the column of labels, with the gap to the bars."""
    widest = max((text_width(line) for lines in labels for line in lines), default=0.0)
    return round(widest) + LABEL_GAP


def _row(
    figure: FigureData,
    point: Point,
    total: int,
    lines: tuple[str, ...],
    value: str,
    top: float,
    largest: float,
    narrow: bool,
) -> Row:
    text_height = len(lines) * LINE_HEIGHT
    if narrow:
        height = text_height + BAR_HEIGHT + ROW_GAP + 4
        label_top, bar_top = top + ROW_GAP / 2, top + ROW_GAP / 2 + text_height + 2
    else:
        height = max(text_height, BAR_HEIGHT) + ROW_GAP
        label_top = top + (height - text_height) / 2
        bar_top = top + (height - BAR_HEIGHT) / 2
    share = max(total, 0) / figure.largest if figure.largest > 0 else 0
    return Row(
        point=point,
        lines=lines,
        value=value,
        quiet=point.group in figure.groups[1:] and not figure.is_stacked,
        top=top,
        height=height,
        label_top=label_top,
        bar_top=bar_top,
        bar_width=round(largest * share, 1),
    )
