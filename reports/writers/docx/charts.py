"""Native Word charts: horizontal bars in reading order, quiet, with their values at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil

from core.figures.registry import FigureData
from reports.writers.docx import look
from reports.writers.docx.chart_parts import (
    CATEGORY_AXIS,
    LABEL_POINTS,
    VALUE_AXIS,
    category_axis,
    fill,
    legend,
    text_type,
    value_axis,
)
from reports.writers.docx.inline import word_language
from reports.writers.docx.workbook import Series, cells, series_of, workbook
from reports.writers.docx.xml import Element, a, c, root

_ROW_EMU, _LEGEND_EMU, _UNIT_EMU, _EDGE_EMU = 262_000, 270_000, 250_000, 60_000
# Arial is about half as wide as high.
_LETTER_EMU = LABEL_POINTS * look.EMU_PER_POINT * 53 // 100
_LINE_EMU = LABEL_POINTS * look.EMU_PER_POINT * 13 // 10
_WIDEST_LABELS = 0.46
_LEAST_VALUES = 0.06
# LibreOffice breaks values with more figures, as if there were no room beside the bar.
_LONGEST_VALUE = 5
# The workbook is a chart's only relationship.
WORKBOOK_ID = "rId1"


@dataclass(frozen=True)
class Chart:
    """A chart ready to be put into a package."""

    part: Element
    workbook: bytes
    width: int
    height: int


def make_chart(data: FigureData, language: str, dated: date) -> Chart:
    """Draw `data`, which has points, for a paper in `language`; sizes are in EMU."""
    series = series_of(data)
    frame = _Frame(data)
    part = root(
        "c",
        "chartSpace",
        c("date1904", val=0),
        c("lang", val=word_language(language)),
        c("roundedCorners", val=0),
        _chart(data, series, frame, value_format(language)),
        c("spPr", a("noFill"), a("ln", a("noFill"))),
        text_type(LABEL_POINTS, look.INK),
        c("externalData", c("autoUpdate", val=0), **{"r:id": WORKBOOK_ID}),
        uses="a r",
    )
    return Chart(part, workbook(data, series, dated), look.COLUMN_EMU, frame.height)


class _Frame:
    """Where things lie in the chart, so that Word and LibreOffice lay it out alike."""

    def __init__(self, data: FigureData) -> None:
        needed = (max(len(point.label) for point in data.points) + 3) * _LETTER_EMU
        self.x = min(needed / look.COLUMN_EMU, _WIDEST_LABELS)
        lines = ceil(needed / (_WIDEST_LABELS * look.COLUMN_EMU))
        bars = (_ROW_EMU + _LINE_EMU * (lines - 1)) * len(data.points)
        names = _LEGEND_EMU if len(data.groups) > 1 else 0
        self.height = _EDGE_EMU + bars + _UNIT_EMU + names
        self.y = _EDGE_EMU / self.height
        self.w = 1 - self.x - _room_for_values(data)
        self.h = bars / self.height


def _room_for_values(data: FigureData) -> float:
    """The share of the width that the value of the longest bar needs behind it."""
    room = (len(f"{data.largest:,}") + 1) * _LETTER_EMU / look.COLUMN_EMU
    return max(_LEAST_VALUES, room)


@cache
def value_format(language: str) -> str:
    """An Excel number format with the language's own thousands sign.

    The comma of "#,##0" is printed as the reader's Windows has it; a quoted sign stays. Two
    conditions are all that a format may have, enough up to 999,999,999.
    """
    from core.languages import UnknownLanguage, profile

    try:
        house = profile(language)
    except UnknownLanguage:
        return "#,##0"
    sign = house.integer(12_345)[2:-3]
    first = 1_000 if len(house.integer(1_234)) > 4 else 10_000
    return f'[>=1000000]#"{sign}"000"{sign}"000;[>={first}]#"{sign}"000;0'


def _chart(
    data: FigureData, series: Sequence[Series], frame: _Frame, number_format: str
) -> Element:
    bars = c(
        "barChart",
        c("barDir", val="bar"),
        c("grouping", val="clustered"),
        c("varyColors", val=0),
        [_series(index, one, data, number_format) for index, one in enumerate(series)],
        c("gapWidth", val=45),
        # Bars of all groups lie in one row, since each category belongs to one group only.
        c("overlap", val=100),
        c("axId", val=CATEGORY_AXIS),
        c("axId", val=VALUE_AXIS),
    )
    plot = c("plotArea", _layout(frame), bars, category_axis(), value_axis(data.axis or data.unit))
    return c(
        "chart",
        c("autoTitleDeleted", val=1),
        plot,
        legend() if len(data.groups) > 1 else None,
        c("plotVisOnly", val=1),
        c("dispBlanksAs", val="gap"),
    )


def _layout(frame: _Frame) -> Element:
    share = {"x": frame.x, "y": frame.y, "w": frame.w, "h": frame.h}
    return c(
        "layout",
        c(
            "manualLayout",
            c("layoutTarget", val="inner"),
            c("xMode", val="edge"),
            c("yMode", val="edge"),
            [c(name, val=f"{value:.4f}") for name, value in share.items()],
        ),
    )


def _series(index: int, one: Series, data: FigureData, number_format: str) -> Element:
    rows = len(data.points) + 1
    colour = look.GROUP_COLOURS[index % len(look.GROUP_COLOURS)]
    return c(
        "ser",
        c("idx", val=index),
        c("order", val=index),
        c("tx", _strings(cells(index + 1, 1, 1), [one.name])),
        c("spPr", fill(colour)),
        c("invertIfNegative", val=0),
        _data_labels(number_format, in_one_line=len(str(data.largest)) > _LONGEST_VALUE),
        c("cat", _strings(cells(0, 2, rows), [point.label for point in data.points])),
        c("val", _numbers(cells(index + 1, 2, rows), one.values)),
    )


def _data_labels(number_format: str, *, in_one_line: bool) -> Element:
    shown = {"LegendKey": 0, "Val": 1, "CatName": 0, "SerName": 0, "Percent": 0, "BubbleSize": 0}
    return c(
        "dLbls",
        c("numFmt", formatCode=number_format, sourceLinked=0),
        c("spPr", a("noFill"), a("ln", a("noFill"))),
        text_type(LABEL_POINTS, look.INK, strong=True, in_one_line=in_one_line),
        c("dLblPos", val="outEnd"),
        [c(f"show{name}", val=value) for name, value in shown.items()],
    )


def _strings(address: str, values: Sequence[str]) -> Element:
    points = [c("pt", c("v", value), idx=index) for index, value in enumerate(values)]
    cached = c("strCache", c("ptCount", val=len(values)), points)
    return c("strRef", c("f", address), cached)


def _numbers(address: str, values: Sequence[int | None]) -> Element:
    points = [
        c("pt", c("v", str(value)), idx=index)
        for index, value in enumerate(values)
        if value is not None
    ]
    cached = c("numCache", c("formatCode", "General"), c("ptCount", val=len(values)), points)
    return c("numRef", c("f", address), cached)
