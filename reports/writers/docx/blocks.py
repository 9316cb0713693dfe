"""Small pieces shared by body, cover and header: paragraphs, cells and fields."""

from collections.abc import Iterable

from reports.writers.docx import look
from reports.writers.docx.properties import border, paragraph_properties
from reports.writers.docx.xml import Element, w

Content = Iterable[Element]
SIDES = ("top", "left", "bottom", "right")


def paragraph(style: str, content: Content = (), *properties: Element | None) -> Element:
    """A paragraph of a style; more properties may follow the content."""
    return w("p", paragraph_properties(style, *properties), list(content))


def field(instruction: str, shown: str) -> Element:
    """A simple field with the result it has already, so that nothing waits for an update."""
    return w("fldSimple", w("r", w("t", shown)), instr=f" {instruction} ")


def cell(
    width: int,
    paragraphs: Iterable[Element],
    *,
    fill: str = "",
    frame: tuple[str, ...] = (),
    colour: str = "",
    eighths: int = 8,
    margins: tuple[int, int, int, int] | None = None,
    align: str = "",
    span: int = 1,
) -> Element:
    """A table cell; `frame` names the sides with a line. Word refuses one without a paragraph."""
    lines = [border(side, colour=colour, eighths=eighths) for side in SIDES if side in frame]
    sides = zip(SIDES, margins or (), strict=False)
    properties = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=span) if span > 1 else None,
        w("tcBorders", lines) if lines else None,
        w("shd", val="clear", color="auto", fill=fill) if fill else None,
        w("tcMar", [w(side, w=size, type="dxa") for side, size in sides]) if margins else None,
        w("vAlign", val=align) if align else None,
    )
    return w("tc", properties, list(paragraphs) or [w("p")])


def box_cell(width: int, content: Content) -> Element:
    """The one cell of a framed text: tinted, with a line in blue at its left."""
    return cell(
        width, content, fill=look.TINT, frame=("left",), colour=look.BLUE, eighths=24,
        margins=(170, 227, 110, 227),
    )  # fmt: skip


def table(
    widths: Iterable[int], rows: Iterable[Element], *, style: str = "TableNormal", indent: int = 0
) -> Element:
    """A table of fixed column widths, in twips."""
    columns = list(widths)
    # Without firstColumn and bands the style's header row is all that is conditional.
    shown = {"firstRow": 1, "lastRow": 0, "firstColumn": 0, "lastColumn": 0}
    properties = w(
        "tblPr",
        w("tblStyle", val=style),
        w("tblW", w=sum(columns), type="dxa"),
        w("tblInd", w=indent, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0620", **shown, noHBand=1, noVBand=1),
    )
    grid = w("tblGrid", [w("gridCol", w=width) for width in columns])
    return w("tbl", properties, grid, list(rows))


def row(cells: Iterable[Element], *, heading: bool = False, whole: bool = True) -> Element:
    """A row that no page break cuts, if it is `whole`; a heading row is repeated on every page."""
    if not whole:
        return w("tr", list(cells))
    properties = w("trPr", w("cantSplit"), w("tblHeader") if heading else None)
    return w("tr", properties, list(cells))
