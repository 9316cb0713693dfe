"""Native Word charts: horizontal bars in reading order, quiet, with their values at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil

from core.figures.registry import FigureData
from core.languages import LANGUAGES, LanguageProfile, profile
from reports.writers.docx import look
from reports.writers.docx.chart_parts import (
    CATEGORY_AXIS,
    LABEL_POINTS,
    VALUE_AXIS,
    category_axis,
    legend,
    text_type,
    value_axis,
)
from reports.writers.docx.chart_series import LETTER_EMU, ChartLook
from reports.writers.docx.inline import word_language
from reports.writers.docx.workbook import categories, series_of, workbook
from reports.writers.docx.xml import Element, a, c, root

_ROW_EMU, _LEGEND_EMU, _UNIT_EMU, _EDGE_EMU = 262_000, 270_000, 250_000, 60_000
_LINE_EMU = LABEL_POINTS * look.EMU_PER_POINT * 13 // 10
_WIDEST_LABELS = 0.46
_LEAST_VALUES = 0.06
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
    names = categories(data, _house(language).integer)
    frame = _Frame(data, names)
    part = root(
        "c",
        "chartSpace",
        c("date1904", val=0),
        c("lang", val=word_language(language)),
        c("roundedCorners", val=0),
        _chart(data, names, frame, value_format(language)),
        c("spPr", a("noFill"), a("ln", a("noFill"))),
        text_type(LABEL_POINTS, look.INK),
        c("externalData", c("autoUpdate", val=0), **{"r:id": WORKBOOK_ID}),
        uses="a r",
    )
    return Chart(part, workbook(data, names, series_of(data), dated), look.COLUMN_EMU, frame.height)


class _Frame:
    """Where things lie in the chart, so that Word and LibreOffice lay it out alike."""

    def __init__(self, data: FigureData, names: Sequence[str]) -> None:
        needed = (max(map(len, names)) + 3) * LETTER_EMU
        self.x = min(needed / look.COLUMN_EMU, _WIDEST_LABELS)
        lines = ceil(needed / (_WIDEST_LABELS * look.COLUMN_EMU))
        bars = (_ROW_EMU + _LINE_EMU * (lines - 1)) * len(data.bars)
        legend_ = _LEGEND_EMU * _legend_lines(data) if len(data.groups) > 1 else 0
        self.height = _EDGE_EMU + bars + _UNIT_EMU + legend_
        self.y = _EDGE_EMU / self.height
        self.w = 1 - self.x - _room_for_values(data)
        self.h = bars / self.height


def _legend_lines(data: FigureData) -> int:
    """How many lines the names of the parts of stacked bars take under the chart."""
    letters = sum(len(group) + 5 for group in data.groups) if data.is_stacked else 0
    return max(1, ceil(letters * LETTER_EMU / look.COLUMN_EMU))


def _room_for_values(data: FigureData) -> float:
    """The share of the width that the value of the longest bar needs behind it."""
    room = (len(f"{data.largest:,}") + 1) * LETTER_EMU / look.COLUMN_EMU
    return max(_LEAST_VALUES, room)


def _house(language: str) -> LanguageProfile:
    """The profile of a language; of English for one that nobody has."""
    return profile(language if language in LANGUAGES else "en")


@cache
def value_format(language: str) -> str:
    """An Excel number format with the language's own thousands sign.

    The comma of "#,##0" is printed as the reader's Windows has it; a quoted sign stays. Two
    conditions are all that a format may have, enough up to 999,999,999.
    """
    if language not in LANGUAGES:
        return "#,##0"
    house = _house(language)
    sign = house.integer(12_345)[2:-3]
    first = 1_000 if len(house.integer(1_234)) > 4 else 10_000
    return f'[>=1000000]#"{sign}"000"{sign}"000;[>={first}]#"{sign}"000;0'


def _chart(data: FigureData, names: Sequence[str], frame: _Frame, number_format: str) -> Element:
    marks = ChartLook(data, names, number_format, frame.w * look.COLUMN_EMU)
    bars = c(
        "barChart",
        c("barDir", val="bar"),
        c("grouping", val="stacked" if data.is_stacked else "clustered"),
        c("varyColors", val=0),
        [marks.series(index, one) for index, one in enumerate(series_of(data))],
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
