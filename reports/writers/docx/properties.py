"""Paragraph and run properties, with their children in the order Word insists on.

Word refuses a file ("unreadable content") or drops a property when the children of `pPr` or `rPr`
stand in another order than the schema's, so callers name them and this module puts them in order.
"""

from reports.writers.docx.xml import Element, w

P_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
    "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr",
    "sectPr", "pPrChange",
)  # fmt: skip
R_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline",
    "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color",
    "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd",
    "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
_P_RANK = {name: rank for rank, name in enumerate(P_ORDER)}
_R_RANK = {name: rank for rank, name in enumerate(R_ORDER)}


def _in_order(tag: str, rank: dict[str, int], children: list[Element]) -> Element | None:
    if not children:
        return None
    return w(tag, sorted(children, key=lambda child: rank[str(child.tag).rpartition("}")[2]]))


def paragraph_properties(style: str = "", *more: Element | None) -> Element | None:
    """`w:pPr` with a style and whatever else is given, in the schema's order; None when empty."""
    children = [child for child in more if child is not None]
    if style:
        children.append(w("pStyle", val=style))
    return _in_order("pPr", _P_RANK, children)


def run_properties(
    style: str = "",
    *more: Element | None,
    strong: bool = False,
    emphasis: bool = False,
    rtl: bool = False,
    word_language: str = "",
) -> Element | None:
    """`w:rPr` in the schema's order; None when there is nothing to say.

    Word formats right-to-left text by the twins `bCs`, `iCs` and the `bidi` language only.
    """
    children = [child for child in more if child is not None]
    if style:
        children.append(w("rStyle", val=style))
    if strong:
        children += [w("b"), w("bCs")]
    if emphasis:
        children += [w("i"), w("iCs")]
    if rtl:
        children.append(w("rtl"))
    if word_language:
        children.append(w("lang", **{"bidi" if rtl else "val": word_language}))
    return _in_order("rPr", _R_RANK, children)


def size(half_points: int) -> tuple[Element, Element]:
    """A type size, for Latin and for right-to-left text."""
    return w("sz", val=half_points), w("szCs", val=half_points)


def border(side: str, *, colour: str, eighths: int = 4, space: int = 0) -> Element:
    """One line of a frame; `eighths` of a point thick, `space` points away."""
    return w(side, val="single", sz=eighths, space=space, color=colour)
