"""Axes, legend and type of a chart."""

from reports.writers.docx import look
from reports.writers.docx.xml import Element, a, c

CATEGORY_AXIS, VALUE_AXIS = 111_111_111, 222_222_222
LABEL_POINTS, _AXIS_POINTS = 9, 8


def category_axis() -> Element:
    """The labels. A bar chart begins at the bottom, so the order is turned to read from the top."""
    return c(
        "catAx",
        c("axId", val=CATEGORY_AXIS),
        c("scaling", c("orientation", val="maxMin")),
        c("delete", val=0),
        c("axPos", val="l"),
        c("numFmt", formatCode="General", sourceLinked=0),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="low"),
        c("spPr", a("ln", fill(look.LINE), w=9525)),
        text_type(LABEL_POINTS, look.INK),
        c("crossAx", val=VALUE_AXIS),
        c("crosses", val="autoZero"),
        c("auto", val=0),
        c("lblAlgn", val="ctr"),
        c("lblOffset", val=100),
        c("noMultiLvlLbl", val=1),
    )


def value_axis(unit: str) -> Element:
    """Only the unit: the values stand at the bars. `max` is the bottom of the turned axis."""
    return c(
        "valAx",
        c("axId", val=VALUE_AXIS),
        # Bars that do not begin at 0 lie.
        c("scaling", c("orientation", val="minMax"), c("min", val=0)),
        c("delete", val=0),
        c("axPos", val="b"),
        _axis_title(unit) if unit else None,
        c("numFmt", formatCode="General", sourceLinked=0),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="none"),
        c("spPr", a("ln", a("noFill"))),
        c("crossAx", val=CATEGORY_AXIS),
        c("crosses", val="max"),
        c("crossBetween", val="between"),
    )


def _axis_title(text: str) -> Element:
    properties = _run_type("defRPr", _AXIS_POINTS, look.SOFT)
    run = a("r", _run_type("rPr", _AXIS_POINTS, look.SOFT), a("t", text))
    paragraph = a("p", a("pPr", properties), run)
    rich = c("rich", a("bodyPr"), a("lstStyle"), paragraph)
    return c("title", c("tx", rich), c("overlay", val=0))


def legend() -> Element:
    """The names of the groups, under the bars."""
    return c(
        "legend",
        c("legendPos", val="b"),
        c("overlay", val=0),
        text_type(LABEL_POINTS, look.INK),
    )


def fill(colour: str) -> Element:
    """A plain colour."""
    return a("solidFill", a("srgbClr", val=colour))


def _run_type(tag: str, points: int, colour: str, *, strong: bool = False) -> Element:
    # Sizes of drawings are hundredths of a point; without one Word takes 18 point.
    bold = {"b": 1 if strong else 0}
    return a(tag, fill(colour), a("latin", typeface="+mn-lt"), sz=points * 100, **bold)


def text_type(
    points: int, colour: str, *, strong: bool = False, in_one_line: bool = False
) -> Element:
    """Size and colour of whatever text a part of the chart has."""
    defaults = a("pPr", _run_type("defRPr", points, colour, strong=strong))
    body = a("bodyPr", wrap="none") if in_one_line else a("bodyPr")
    return c("txPr", body, a("lstStyle"), a("p", defaults, a("endParaRPr", lang="en-US")))
