"""The series of a Word chart: colours, values, and the figures at or within the bars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.figures.registry import DARK, TINTS, FigureData
from reports.writers.docx import look
from reports.writers.docx.chart_parts import LABEL_POINTS, fill, text_type
from reports.writers.docx.workbook import Series, cells
from reports.writers.docx.xml import Element, a, c

# Arial is about half as wide as high.
LETTER_EMU = LABEL_POINTS * look.EMU_PER_POINT * 53 // 100
# LibreOffice breaks values with more figures, as if there were no room beside the bar.
_LONGEST_VALUE = 5
_EDGE_EMU = 6350


@dataclass(frozen=True)
class ChartLook:
    """How the bars of `data` look, which are called `names`; the longest is `width` long, in EMU."""

    data: FigureData
    names: Sequence[str]
    number_format: str
    width: float

    def series(self, index: int, one: Series) -> Element:
        """One colour: behind its bars their values, or within where they are stacked."""
        rows = len(self.names) + 1
        return c(
            "ser",
            c("idx", val=index),
            c("order", val=index),
            c("tx", _strings(cells(index + 1, 1, 1), [one.name])),
            self._colour(index),
            c("invertIfNegative", val=0),
            self._labels(index, one),
            c("cat", _strings(cells(0, 2, rows), self.names)),
            c("val", _numbers(cells(index + 1, 2, rows), one.values)),
        )

    def _colour(self, index: int) -> Element:
        if self.data.is_stacked:
            edge = a("ln", fill(look.BLUE), w=_EDGE_EMU)
            return c("spPr", fill(look.tinted(TINTS[index % len(TINTS)])), edge)
        return c("spPr", fill(look.GROUP_COLOURS[index % len(look.GROUP_COLOURS)]))

    def _labels(self, index: int, one: Series) -> Element:
        stacked = self.data.is_stacked
        dark = stacked and TINTS[index % len(TINTS)] > DARK
        one_line = len(str(self.data.largest)) > _LONGEST_VALUE
        ink = look.PAPER if dark else look.INK
        return c(
            "dLbls",
            list(self._unlabelled(one)) if stacked else None,
            c("numFmt", formatCode=self.number_format, sourceLinked=0),
            c("spPr", a("noFill"), a("ln", a("noFill"))),
            text_type(LABEL_POINTS, ink, strong=True, in_one_line=one_line),
            c("dLblPos", val="ctr" if stacked else "outEnd"),
            [c(f"show{name}", val=value) for name, value in _SHOWN.items()],
        )

    def _unlabelled(self, one: Series) -> Iterator[Element]:
        """The parts that are too short for their value."""
        for index, value in enumerate(one.values):
            room = self.width * (value or 0) / (self.data.largest or 1)
            if room < (len(f"{value:,}") + 0.5 if value else 0) * LETTER_EMU:
                yield c("dLbl", c("idx", val=index), c("delete", val=1))


_SHOWN = {"LegendKey": 0, "Val": 1, "CatName": 0, "SerName": 0, "Percent": 0, "BubbleSize": 0}


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
