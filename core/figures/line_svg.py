"""A small line chart as SVG: values over time beside what was expected.

Drawn on the server, without a script, and readable in grey: lines differ by dash and mark, not by
colour alone. Colours are presentation attributes for print and download; in a page style sheets
override them by class, as with `core.figures.svg`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from django.utils.safestring import SafeString, mark_safe

from core.figures.layout import NARROW, TEXT_SIZE, WIDE, text_width
from core.figures.svg import FONTS, PRINT, Tones, clean

Written = Callable[[Decimal], str]
Style = Literal["actual", "expected", "level"]

HEIGHT: Final = {WIDE: 260, NARROW: 240}
LEGEND, FOOT, GAP, SPACE = 26, 24, 8, 18
TICKS = 4  # intervals on the value axis, about
MARK = 4.0


@dataclass(frozen=True)
class LineSeries:
    """One line: `x` are ordinals of days. "actual" is solid with dots, "expected" dashed with
    squares, "level" a dotted line across. Dots above `limit` stand out.
    """

    label: str
    style: Style
    points: tuple[tuple[int, Decimal], ...]
    limit: Decimal | None = None


@dataclass(frozen=True)
class LineFigure:
    """What is drawn: from the day `start` to `end` (ordinals), with named days on the axis.

    `span` is what the value axis shows in any case; without it, what the values need.
    """

    key: str
    caption: str
    alt: str
    start: int
    end: int
    days: tuple[tuple[int, str], ...]
    series: tuple[LineSeries, ...]
    span: tuple[Decimal, ...] = ()

    @property
    def values(self) -> list[Decimal]:
        """Every value there is."""
        return [value for series in self.series for _, value in series.points]


def line_svg(
    figure: LineFigure, *, narrow: bool = False, written: Written = str, tones: Tones = PRINT
) -> SafeString:
    """`figure` as one `<svg>`; empty where there is no value. `written` writes values for people."""
    if not figure.values:
        return SafeString("")
    pen = _Pen(figure, NARROW if narrow else WIDE, written, tones)
    return mark_safe(pen.drawing())  # noqa: S308


def nice_ticks(low: Decimal, high: Decimal, count: int = TICKS) -> list[Decimal]:
    """Round values from below `low` to above `high`, in steps of 1, 2 or 5 times a power of ten."""
    if low == high:
        low, high = low - max(abs(low) / 10, Decimal(1)), high + max(abs(high) / 10, Decimal(1))
    rough = (high - low) / count
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * by for by in (1, 2, 5, 10) if power * by >= rough)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR")
    last = (high / step).to_integral_value(rounding="ROUND_CEILING")
    return [step * (first + place) for place in range(int(last - first) + 1)]


class _Pen:
    """Knows where values and days stand."""

    def __init__(self, figure: LineFigure, width: int, written: Written, tones: Tones) -> None:
        self.figure, self.width, self.written, self.tones = figure, width, written, tones
        self.expected = [
            point
            for series in figure.series
            if series.style == "expected"
            for point in series.points
        ]
        shown = [*figure.values, *figure.span]
        self.ticks = nice_ticks(min(shown), max(shown))
        self.left = max(text_width(written(tick)) for tick in self.ticks) + GAP + 2
        self.rows = self._legend_rows()
        self.top = LEGEND * len(self.rows) + SPACE
        self.height = HEIGHT[width] + LEGEND * (len(self.rows) - 1)
        self.bottom = self.height - FOOT

    def drawing(self) -> str:
        kind = "narrow" if self.width == NARROW else "wide"
        name = f"{self.figure.key}-{kind}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="figure-svg figure-svg--{kind}"'
            f' viewBox="0 0 {self.width} {self.height}" width="{self.width}"'
            f' height="{self.height}" role="img" aria-labelledby="{name}-title {name}-description"'
            f' font-family="{clean(FONTS)}" font-size="{TEXT_SIZE}">'
            f'<title id="{name}-title">{clean(self.figure.caption)}</title>'
            f'<desc id="{name}-description">{clean(self.figure.alt)}</desc>'
            + self._axes()
            + "".join(map(self._series, self.figure.series))
            + self._legend()
            + "</svg>"
        )

    def x(self, day: int) -> float:
        room = self.width - self.left - SPACE
        whole = max(self.figure.end - self.figure.start, 1)
        return round(self.left + room * (day - self.figure.start) / whole, 1)

    def y(self, value: Decimal) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return round(
            self.bottom - float((value - low) / (high - low)) * (self.bottom - self.top), 1
        )

    def _axes(self) -> str:
        right = self.width - SPACE + MARK
        lines = "".join(
            f'<line class="figure-line" x1="{self.left:g}" x2="{right:g}" y1="{self.y(tick)}"'
            f' y2="{self.y(tick)}" stroke="{self.tones.line}" stroke-width="0.6"/>'
            + self._text(self.written(tick), self.left - GAP, self.y(tick) + 4.5, "end")
            for tick in self.ticks
        )
        return lines + "".join(
            self._text(
                words,
                min(self.x(day), self.width - text_width(words) / 2 - 1),
                self.height - 6,
                "middle",
            )
            for day, words in self._days()
        )

    def _days(self) -> list[tuple[int, str]]:
        """As many named days as have room, the last among them."""
        shown: list[tuple[int, str]] = []
        edge = float(self.width + SPACE)
        for day, words in reversed(self.figure.days):
            half = text_width(words) / 2
            if self.x(day) + half <= edge:
                shown.append((day, words))
                edge = self.x(day) - half - GAP
        return shown

    def _series(self, series: LineSeries) -> str:
        tone = self.tones.main if series.style == "actual" else self.tones.soft
        places = [(self.x(day), self.y(value)) for day, value in series.points]
        if series.style == "level" and places:
            places = [(self.left, places[0][1]), (float(self.width - SPACE), places[0][1])]
        path = " ".join(f"{x:g},{y:g}" for x, y in places)
        drawn = (
            f'<polyline class="figure-{series.style}" points="{path}" fill="none" stroke="{tone}"'
            f"{_dash(series.style)}/>"
        )
        if series.style == "level":
            return drawn
        over = [series.limit is not None and value > series.limit for _, value in series.points]
        drawn += "".join(
            self._mark(series.style, x, y, over=is_over)
            for (x, y), is_over in zip(places, over, strict=True)
        )
        return drawn + (self._values(series) if series.style == "actual" else "")

    def _values(self, series: LineSeries) -> str:
        """The measured values themselves, where one does not run into the next."""
        drawn, edge = "", float(self.width + SPACE)
        for day, value in reversed(series.points):
            words = self.written(value)
            half = text_width(words) / 2
            # The last value must not run out of the drawing.
            x = min(self.x(day), self.width - half - 1)
            if x + half <= edge:
                # Above the point, unless that is where the expected one stands.
                below = any(at == day and level > value for at, level in self.expected)
                y = self.y(value) + (19 if below else -9)
                drawn += self._text(words, x, y, "middle", "figure-value")
                edge = x - half - GAP
        return drawn

    def _mark(self, style: Style, x: float, y: float, *, over: bool = False) -> str:
        if style == "actual":
            kind = "figure-dot figure-dot--over" if over else "figure-dot"
            return (
                f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="{MARK:g}"'
                f' fill="{self.tones.main}"/>'
            )
        return (
            f'<rect class="figure-square" x="{x - MARK + 0.5:g}" y="{y - MARK + 0.5:g}"'
            f' width="{2 * MARK - 1:g}" height="{2 * MARK - 1:g}" fill="{self.tones.paper}"'
            f' stroke="{self.tones.soft}" stroke-width="1.5"/>'
        )

    def _legend_rows(self) -> list[list[LineSeries]]:
        rows: list[list[LineSeries]] = [[]]
        used = 0.0
        for series in self.figure.series:
            width = _legend_width(series)
            if rows[-1] and used + width > self.width:
                rows.append([])
                used = 0.0
            rows[-1].append(series)
            used += width
        return rows

    def _legend(self) -> str:
        drawn = ""
        for place, row in enumerate(self.rows):
            x, y = 0.5, 10 + place * (LEGEND - 6)
            for series in row:
                tone = self.tones.main if series.style == "actual" else self.tones.soft
                drawn += (
                    f'<line class="figure-{series.style}" x1="{x:g}" x2="{x + 28:g}" y1="{y}"'
                    f' y2="{y}" stroke="{tone}"{_dash(series.style)}/>'
                )
                if series.style != "level":
                    drawn += self._mark(series.style, x + 14, y)
                drawn += self._text(series.label, x + 34, y + 4.5, "start")
                x += _legend_width(series)
        return drawn

    def _text(self, words: str, x: float, y: float, anchor: str, kind: str = "figure-soft") -> str:
        tone = self.tones.ink if kind == "figure-value" else self.tones.soft
        return (
            f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{tone}">'
            f"{clean(words)}</text>"
        )


def _legend_width(series: LineSeries) -> float:
    return 34 + text_width(series.label) + 22


def _dash(style: Style) -> str:
    dashes: dict[Style, str] = {"expected": "6 4", "level": "1.5 3", "actual": ""}
    dash = f' stroke-dasharray="{dashes[style]}"' if dashes[style] else ""
    return f' stroke-width="{2.25 if style == "actual" else 1.5}"{dash}'
