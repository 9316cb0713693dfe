"""Makers of styles and of the properties that several styles share."""

from reports.writers.docx.properties import paragraph_properties, run_properties, size
from reports.writers.docx.xml import Element, w

# Space after a paragraph, in twips.
PARAGRAPH_AFTER = 140

# Numbering definitions, in the order of numbering.xml.
NUMBERED, BULLETS, HEADING_MARK, CAPTION_MARK, LETTERS = 1, 2, 3, 4, 5

# Word knows its own styles by exactly these names, whatever the language of the program.
_BUILT_IN = frozenset(
    {"Normal", "Title", "heading 1", "heading 2", "heading 3", "heading 4", "caption"}
    | {"List Bullet", "footnote text", "header", "footer"}
)


def paragraph_style(
    name: str,
    *properties: Element,
    based_on: str = "Normal",
    following: str = "",
    quick: bool = True,
    points: float = 0,
    colour: str = "",
    strong: bool = False,
    emphasis: bool = False,
) -> Element:
    """A paragraph style; its id is the one Word would make of its name."""
    identity = style_id(name)
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=based_on) if based_on else None,
        w("next", val=following) if following else None,
        w("qFormat") if quick else None,
        paragraph_properties("", *properties),
        run_properties(
            "",
            *(size(round(points * 2)) if points else ()),
            w("color", val=colour) if colour else None,
            strong=strong,
            emphasis=emphasis,
        ),
        type="paragraph",
        styleId=identity,
        # Word marks with customStyle what it has no built-in behaviour for.
        **_flag("customStyle", name not in _BUILT_IN),
        **_flag("default", identity == "Normal"),
    )


def character_style(name: str, *properties: Element, custom: bool = False) -> Element:
    """A character style; `custom` where Word has none of that name."""
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val="DefaultParagraphFont"),
        w("uiPriority", val=99),
        w("unhideWhenUsed"),
        run_properties("", *properties),
        type="character",
        styleId=style_id(name),
        **_flag("customStyle", custom),
    )


def _flag(name: str, on: bool) -> dict[str, int]:
    return {name: 1} if on else {}


def style_id(name: str) -> str:
    """The id Word makes of a style's name: "List Bullet" is ListBullet."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def spacing(before: int = 0, after: int = 0, line: int = 0) -> Element:
    """Space before and after in twips; `line` in 240ths of a line."""
    lines: dict[str, str | int] = {"line": line, "lineRule": "auto"} if line else {}
    return w("spacing", before=before, after=after, **lines)


def numbered(number: int, level: int | None = None) -> Element:
    """Paragraphs of the style take part in a list of numbering.xml."""
    return w("numPr", None if level is None else w("ilvl", val=level), w("numId", val=number))


def cell_margins(tag: str, top: int, left: int, bottom: int, right: int) -> Element:
    """The inner margins of cells, in twips."""
    sides = {"top": top, "left": left, "bottom": bottom, "right": right}
    return w(tag, *(w(side, w=width, type="dxa") for side, width in sides.items()))
