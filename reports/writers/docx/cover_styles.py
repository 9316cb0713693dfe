"""Styles of the first page."""

from typing import TypedDict

from reports.writers.docx import look
from reports.writers.docx.properties import border
from reports.writers.docx.style_kit import paragraph_style, spacing
from reports.writers.docx.xml import Element, w


class _Strong(TypedDict):
    colour: str
    strong: bool


def cover_styles() -> list[Element]:
    """Masthead, reference lines, title, box and foot."""
    rule = w("pBdr", border("top", colour=look.BLUE, eighths=8, space=6))
    right = w("tabs", w("tab", val="right", pos=look.PAGE_TEXT))
    blue: _Strong = {"colour": look.BLUE, "strong": True}
    soft: _Strong = {"colour": look.SOFT, "strong": True}
    foot_rule = w("pBdr", border("top", colour=look.LINE, space=6))
    return [
        paragraph_style("Cover Body", spacing(0, 60, 240), points=26, **blue),
        paragraph_style("Cover Session", spacing(0, 0, 264), points=10),
        paragraph_style("Cover Section", spacing(0, 40, 247), points=8.5, **blue),
        paragraph_style("Cover Segment", spacing(0, 0, 247), points=8, colour=look.SOFT),
        paragraph_style(
            "Cover Code", spacing(0, 0, 240), w("jc", val="center"),
            points=19, colour="FFFFFF", strong=True,
        ),
        paragraph_style("Cover Reference", rule, right, spacing(0, 0, 276), points=9.5),
        paragraph_style("Cover Gap", spacing(0, 0, 240), quick=False, points=10),
        paragraph_style("Banner", spacing(460, 0, 252), points=10, **soft),
        paragraph_style("Agenda Item", spacing(460, 0, 252), points=10, **soft),
        paragraph_style(
            "Title", w("keepNext"), w("keepLines"), w("suppressAutoHyphens"),
            spacing(120, 280, 252),
            following="NumberedParagraph", points=20, **blue,
        ),
        paragraph_style(
            "Box Label", w("keepNext"), spacing(0, 60, 264),
            points=10, **blue,
        ),
        paragraph_style("Box Text", spacing(0, 80, 276), points=10),
        paragraph_style("Cover Foot", foot_rule, spacing(0, 40, 252), points=8, colour=look.SOFT),
    ]  # fmt: skip
