"""The one SVG writer: first paint on the screen, the file for download.

Colours are presentation attributes, which a strict CSP allows and any reader of SVG understands;
in a page `static/core/figures/figure.css` overrides them by class, so the drawing follows light and dark.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from core.figures.layout import (
    BAR_HEIGHT,
    LINE_HEIGHT,
    NARROW,
    SWATCH,
    TEXT_SIZE,
    VALUE_GAP,
    WIDE,
    Layout,
    Number,
    Row,
    Segment,
    arrange,
    is_empty,
    text_width,
)
from core.figures.registry import FigureData, Point

Address = Callable[[Point], str]

FONTS: Final = "Inter, 'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
_BASELINE = 12.5  # of the first line of a text, below its top
# What XML cannot hold at all, escaped or not.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Tones:
    """The colours of a figure. Quiet bars have an outline of the main tone: readable in grey."""

    ink: str = "#1a1d29"
    soft: str = "#5a6072"
    line: str = "#c3c8d6"
    main: str = "#1f3dbc"
    quiet: str = "#b9c3ee"
    paper: str = "#ffffff"


PRINT = Tones()


def svg(
    figure: FigureData,
    *,
    tones: Tones = PRINT,
    width: int | None = None,
    narrow: bool = False,
    standalone: bool = False,
    address: Address | None = None,
    number: Number = str,
    empty: str = "",
    name: str = "",
    language: str = "",
) -> SafeString:
    """`figure` as one `<svg>`.

    `narrow` puts labels above the bars, for a column of about 360 px. `standalone` makes a file of
    its own: XML declaration and a ground in the paper's tone. `address` gives the page of a point's
    rows, or "" for none. `number` writes values in the figure's language, `empty` is what stands
    where there is nothing to draw, `name` begins the ids (default: the figure's key).
    """
    layout = arrange(
        figure, width=width or (NARROW if narrow else WIDE), narrow=narrow, number=number
    )
    pen = _Pen(figure, layout, tones, address, name or figure.key)
    body = pen.nothing(empty) if is_empty(figure) else pen.drawing()
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n' if standalone else ""
    ground = _element("rect", width="100%", height="100%", fill=tones.paper) if standalone else ""
    height = _BASELINE + 2 * LINE_HEIGHT if is_empty(figure) else layout.height
    return mark_safe(declaration + pen.root(ground + body, height, language))  # noqa: S308


def clean(text: str) -> str:
    """`text` escaped for XML, without the characters XML forbids."""
    return escape(_FORBIDDEN.sub("", text))


def _element(tag: str, content: str | None = None, /, **attributes: object) -> str:
    """An element; `content` is markup, attributes are escaped, `_` in their names is a hyphen."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value is not None and value != ""
    )
    return f"<{tag}{written}/>" if content is None else f"<{tag}{written}>{content}</{tag}>"


def _value(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else clean(str(value))


@dataclass(frozen=True)
class _Pen:
    """Draws one arranged figure."""

    figure: FigureData
    layout: Layout
    tones: Tones
    address: Address | None
    name: str

    def root(self, body: str, height: float, language: str) -> str:
        # Links inside an image do not exist for a screen reader, so with links it is a group.
        title, description = self._id("title"), self._id("description")
        return _element(
            "svg",
            _element("title", clean(self.figure.caption), id=title)
            + _element("desc", clean(self.figure.alt), id=description)
            + body,
            xmlns="http://www.w3.org/2000/svg",
            class_="figure-svg figure-svg--" + ("narrow" if self.layout.narrow else "wide"),
            viewBox=f"0 0 {self.layout.width} {height:g}",
            width=self.layout.width,
            height=height,
            role="group" if self._has_links() else "img",
            aria_labelledby=f"{title} {description}",
            lang=language,
            font_family=FONTS,
            font_size=TEXT_SIZE,
        )

    def nothing(self, words: str) -> str:
        return self._text("figure-empty", clean(words), 0, _BASELINE + 8, self.tones.soft)

    def drawing(self) -> str:
        rows = "".join(map(self._row, self.layout.rows))
        return self._legend() + self._baseline() + rows + self._axis()

    def _axis(self) -> str:
        """What is counted, below the bars."""
        if not self.layout.axis:
            return ""
        words, x, y = clean(self.layout.axis), self.layout.left, self.layout.bottom + 14
        return self._text("figure-soft", words, x, y, self.tones.soft)

    def _baseline(self) -> str:
        if self.layout.narrow:
            return ""
        x = self.layout.left - 0.5
        return _element(
            "line",
            class_="figure-line",
            x1=x,
            x2=x,
            y1=self.layout.top,
            y2=self.layout.bottom,
            stroke=self.tones.line,
        )

    def _legend(self) -> str:
        if self.layout.legend:
            return self._legend_of_parts()
        if len(self.figure.groups) < 2:
            return ""
        x, parts = 0.5, []
        for place, group in enumerate(self.figure.groups):
            parts.append(self._bar(x, 4.5, SWATCH, SWATCH, quiet=place > 0))
            parts.append(self._text("figure-soft", clean(group), x + 16, 14, self.tones.soft))
            x += 16 + round(text_width(group)) + 20
        return _element("g", "".join(parts), class_="figure-legend")

    def _legend_of_parts(self) -> str:
        parts = []
        for entry in self.layout.legend:
            parts.append(self._part(entry.x, entry.y + 4.5, SWATCH, SWATCH, entry.tint))
            words = clean(entry.name)
            parts.append(
                self._text("figure-soft", words, entry.x + 16, entry.y + 14, self.tones.soft)
            )
        return _element("g", "".join(parts), class_="figure-legend")

    def _stack(self, row: Row) -> str:
        """A bar of several parts, each of which leads to its own rows."""
        parts = "".join(self._segment(row, segment) for segment in row.segments)
        end = self.layout.left + row.bar_width + VALUE_GAP
        total = self._text("figure-value", clean(row.value), end, row.middle + 4.5, self.tones.ink)
        return _element("g", self._label(row) + parts + total, class_="figure-row")

    def _segment(self, row: Row, segment: Segment) -> str:
        point = segment.point
        marks = self._part(segment.left, row.bar_top, segment.width, BAR_HEIGHT, segment.tint)
        if segment.value:
            kind = "figure-inside" if segment.is_dark else "figure-value"
            fill = self.tones.paper if segment.is_dark else self.tones.ink
            middle = round(segment.left + (segment.width - text_width(segment.value)) / 2, 1)
            marks += self._text(kind, clean(segment.value), middle, row.middle + 4.5, fill)
        words = f"{point.label}, {point.group}: {point.value} {self.figure.unit}".rstrip()
        marks += _element("title", clean(words))
        href = self.address(point) if self.address else ""
        return _element("a", marks, href=href, aria_label=words) if href else _element("g", marks)

    def _part(self, x: float, y: float, width: float, height: float, tint: float) -> str:
        return _element(
            "rect",
            class_="figure-bar figure-bar--part",
            x=x,
            y=y,
            width=width,
            height=height,
            fill=self.tones.main,
            fill_opacity=tint,
            stroke=self.tones.main,
        )

    def _row(self, row: Row) -> str:
        if row.segments:
            return self._stack(row)
        marks = self._label(row) + self._bar(
            self.layout.left, row.bar_top, row.bar_width, BAR_HEIGHT, quiet=row.quiet
        )
        end = self.layout.left + row.bar_width + VALUE_GAP
        marks += self._text("figure-value", clean(row.value), end, row.middle + 4.5, self.tones.ink)
        href = self.address(row.point) if self.address else ""
        if not href:
            return _element("g", marks, class_="figure-row")
        # An invisible field makes the whole row the target, not only the ink.
        field = _element(
            "rect",
            class_="figure-field",
            y=row.top,
            width=self.layout.width,
            height=row.height,
            fill="none",
            pointer_events="all",
        )
        words = f"{row.point.label}: {row.value} {self.figure.unit}".rstrip()
        return _element("a", field + marks, class_="figure-row", href=href, aria_label=words)

    def _label(self, row: Row) -> str:
        first = row.label_top + _BASELINE
        lines = "".join(
            _element("tspan", clean(line), x=0, y=first + place * LINE_HEIGHT)
            for place, line in enumerate(row.lines)
        )
        return _element("text", lines, class_="figure-label", fill=self.tones.ink)

    def _bar(self, x: float, y: float, width: float, height: float, *, quiet: bool) -> str:
        return _element(
            "rect",
            class_="figure-bar figure-bar--quiet" if quiet else "figure-bar",
            x=x,
            y=y,
            width=width,
            height=height,
            fill=self.tones.quiet if quiet else self.tones.main,
            stroke=self.tones.main if quiet and width else None,
        )

    def _text(self, kind: str, markup: str, x: float, y: float, fill: str) -> str:
        return _element("text", markup, class_=kind, x=x, y=y, fill=fill)

    def _has_links(self) -> bool:
        if self.address is None or is_empty(self.figure):
            return False
        return any(map(self.address, self.figure.points))

    def _id(self, part: str) -> str:
        size = "narrow" if self.layout.narrow else "wide"
        return re.sub(r"[^\w-]+", "-", self.name) + f"-{size}-{part}"
