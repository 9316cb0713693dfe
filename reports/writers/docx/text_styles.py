"""Styles of the text: headings, paragraphs, captions, tables, notes and running header."""

from reports.writers.docx import look
from reports.writers.docx.properties import border
from reports.writers.docx.style_kit import (
    BULLETS,
    CAPTION_MARK,
    HEADING_MARK,
    NUMBERED,
    cell_margins,
    numbered,
    paragraph_style,
    spacing,
)
from reports.writers.docx.xml import Element, w

TABLE_STYLE = "PaperTable"


def heading_styles() -> list[Element]:
    """Headings stay with what follows; the ▶ of level 1 hangs in the column of numbers."""
    after = "NumberedParagraph"

    def keep() -> list[Element]:
        return [w("keepNext"), w("keepLines"), w("suppressAutoHyphens")]

    column = {"left": look.HANG}
    return [
        paragraph_style(
            "heading 1", *keep(), numbered(HEADING_MARK), spacing(400, 140, 252),
            w("outlineLvl", val=0),
            following=after, points=14, colour=look.BLUE, strong=True,
        ),
        paragraph_style(
            "heading 2", *keep(), spacing(280, 110, 252), w("ind", **column),
            w("outlineLvl", val=1),
            following=after, points=11.5, colour=look.BLUE, strong=True,
        ),
        paragraph_style(
            "heading 3", *keep(), spacing(220, 90, 252), w("ind", **column),
            w("outlineLvl", val=2),
            following=after, points=10, strong=True,
        ),
        paragraph_style(
            "heading 4", *keep(), spacing(200, 80, 252), w("ind", **column),
            w("outlineLvl", val=3),
            following=after, points=10, colour=look.SOFT, strong=True,
        ),
        paragraph_style(
            "Heading Subtitle", *keep(), spacing(0, 110, 252), w("ind", **column),
            following=after, points=10, colour=look.SOFT,
        ),
    ]  # fmt: skip


def text_styles() -> list[Element]:
    """Paragraphs, lists, captions and what stands in tables."""
    return [
        paragraph_style("Numbered Paragraph", numbered(NUMBERED)),
        paragraph_style("Paragraph Continued", w("ind", left=look.HANG)),
        paragraph_style("List Bullet", numbered(BULLETS), spacing(0, 80)),
        paragraph_style(
            "caption", w("keepNext"), w("keepLines"), numbered(CAPTION_MARK),
            spacing(220, 100, 252),
            following="Figure", points=9.5, colour=look.BLUE, strong=True,
        ),
        # An exact line height would cut the drawing off.
        paragraph_style("Figure", w("keepLines"), spacing(0, 140, 240), w("ind", left=look.HANG)),
        paragraph_style(
            "Figure Note", w("keepLines"), spacing(60, 240, 252), w("ind", left=look.HANG),
            points=8.5, colour=look.SOFT, emphasis=True,
        ),
        paragraph_style("Table Text", spacing(50, 50, 252), points=9),
        paragraph_style("Table Heading", w("keepNext"), spacing(50, 50, 252),
               points=9, colour=look.BLUE, strong=True),
    ]  # fmt: skip


def note_styles() -> list[Element]:
    """Footnotes, running header and foot."""
    right = w("tabs", w("tab", val="right", pos=look.PAGE_TEXT))
    rule = w("pBdr", border("bottom", colour=look.LINE, space=5))
    return [
        paragraph_style(
            "footnote text", spacing(0, 40, 252), w("ind", left=227, hanging=227),
            quick=False, points=8,
        ),
        paragraph_style(
            "header", rule, right, spacing(0, 0, 240), quick=False, points=8.5, colour=look.BLUE
        ),
        paragraph_style("footer", spacing(0, 40, 252), quick=False, points=8, colour=look.SOFT),
    ]  # fmt: skip


def table_styles() -> list[Element]:
    """The one style of tables: lines in blue at head and foot, quiet ones between."""
    borders = w(
        "tblBorders",
        border("top", colour=look.BLUE, eighths=8),
        border("bottom", colour=look.BLUE, eighths=8),
        border("insideH", colour=look.LINE),
    )
    head = w(
        "tcPr",
        w("tcBorders", border("bottom", colour=look.BLUE, eighths=8)),
        w("shd", val="clear", color="auto", fill=look.TINT),
        w("vAlign", val="bottom"),
    )
    return [
        w(
            "style",
            w("name", val="Paper Table"),
            w("basedOn", val="TableNormal"),
            w("uiPriority", val=59),
            w("qFormat"),
            w("tblPr", borders, cell_margins("tblCellMar", 20, 100, 20, 100)),
            w("tblStylePr", head, type="firstRow"),
            type="table",
            customStyle=1,
            styleId=TABLE_STYLE,
        )
    ]
