"""numbering.xml: the lists behind numbered paragraphs, bullets, points with letters, and ▶."""

from functools import cache

from reports.writers.docx import look
from reports.writers.docx.properties import paragraph_properties, run_properties, size
from reports.writers.docx.style_kit import (
    BULLETS,
    CAPTION_MARK,
    HEADING_MARK,
    LETTERS,
    NUMBERED,
)
from reports.writers.docx.xml import Element, root, serialise, w

# Room for "(m)", and for a bullet.
_LETTER, _STEP = 454, 284
_SIGNS = ("•", "–", "•")
_LISTS = (NUMBERED, BULLETS, HEADING_MARK, CAPTION_MARK, LETTERS)


# How a list and those under its points count, from the outermost to the innermost: each level's first
# mark, empty for bullets; and whether they are bold.
Shape = tuple[tuple[str, ...], bool]
LEVELS = 3
_COUNTED = {"1": "decimal", "a": "lowerLetter", "i": "lowerRoman"}


class Lists:
    """The lists that start again, in the order in which the paper needs them."""

    def __init__(self) -> None:
        self.restarts: list[int] = []
        self.shapes: list[Shape] = []

    def begin(self, marks: tuple[str, ...], *, strong: bool) -> int:
        """A new list of points that counts like `marks`, one for each level; its number."""
        shape = (marks, strong)
        if shape not in self.shapes:
            self.shapes.append(shape)
        return self.restart(len(_LISTS) + 1 + self.shapes.index(shape))

    def restart(self, definition: int) -> int:
        """A new list of `definition` that counts from its beginning; the number to ask for it."""
        self.restarts.append(definition)
        return len(_LISTS) + len(self.restarts)


@cache
def numbering_part(restarts: tuple[int, ...] = (), shapes: tuple[Shape, ...] = ()) -> bytes:
    """The part itself; Word wants every `abstractNum` before the first `num`.

    Paragraphs share one `num`, so Word counts on across headings: it starts again only at a new
    `num` with an override, or below a higher level of the same list. `restarts` are such lists,
    by their definitions; `shapes` are the definitions of lists that the text nests or counts.
    """
    definitions = [
        _list(NUMBERED, _number_level()),
        _list(BULLETS, _bullet_level(0, "•"), _bullet_level(1, "–")),
        _list(HEADING_MARK, _mark_level("Heading1", half_points=20)),
        _list(CAPTION_MARK, _mark_level("Caption", half_points=15)),
        _list(LETTERS, _letter_level()),
        *(_shaped(len(_LISTS) + 1 + place, shape) for place, shape in enumerate(shapes)),
    ]
    numbers = [_num(number) for number in _LISTS]
    again = [_restarted(place, one) for place, one in enumerate(restarts, len(_LISTS) + 1)]
    return serialise(root("w", "numbering", definitions, numbers, again))


def _list(number: int, *levels: Element) -> Element:
    kind = "singleLevel" if len(levels) == 1 else "hybridMultilevel"
    return w(
        "abstractNum",
        # Word joins lists of the same nsid when text is pasted between papers.
        w("nsid", val=f"4F5554{number:02X}"),
        w("multiLevelType", val=kind),
        levels,
        abstractNumId=number,
    )


def _shaped(number: int, shape: Shape) -> Element:
    """A list of several levels, each with its own way of counting and further in than the one above."""
    marks, strong = shape
    levels = (
        _shaped_level(level, mark, _indent(*indent_of(marks, level)), strong=strong)
        for level, mark in enumerate(marks)
    )
    return _list(number, *levels)


def indent_of(marks: tuple[str, ...], depth: int) -> tuple[int, int]:
    """Where the words of a point begin, `depth` lists deep, and how far before them its mark stands."""
    steps = [_LETTER if mark else _STEP for mark in marks]
    return look.HANG + sum(steps[: depth + 1]), steps[depth]


def _shaped_level(level: int, mark: str, indent: Element | None, *, strong: bool) -> Element:
    if not mark:
        font = run_properties("", _sign_font(), w("color", val=look.BLUE))
        return _level(level, "bullet", _SIGNS[level], "", indent, font)
    counted = mark.strip("().")
    text = mark.replace(counted, f"%{level + 1}")
    font = run_properties("", strong=True) if strong else None
    return _level(level, _COUNTED[counted], text, "", indent, font)


def _num(number: int) -> Element:
    return w("num", w("abstractNumId", val=number), numId=number)


def _restarted(number: int, definition: int) -> Element:
    levels = range(LEVELS if definition > len(_LISTS) else 1)
    overrides = [w("lvlOverride", w("startOverride", val=1), ilvl=level) for level in levels]
    return w("num", w("abstractNumId", val=definition), overrides, numId=number)


def _letter_level() -> Element:
    """(a), (b) …, in bold like the decision they stand in."""
    bold = run_properties("", strong=True)
    indent = _indent(look.HANG + _LETTER, _LETTER)
    return _level(0, "lowerLetter", "(%1)", "", indent, bold)


def _number_level() -> Element:
    return _level(0, "decimal", "%1.", "NumberedParagraph", _indent(look.HANG, look.HANG))


def _bullet_level(level: int, sign: str) -> Element:
    style = "ListBullet" if level == 0 else ""
    font = run_properties("", _sign_font(), w("color", val=look.BLUE))
    indent = _indent(look.HANG + _STEP * (level + 1), _STEP)
    return _level(level, "bullet", sign, style, indent, font)


def _mark_level(style: str, *, half_points: int) -> Element:
    font = run_properties("", _sign_font(), *size(half_points))
    return _level(0, "bullet", look.MARK, style, _indent(look.HANG, look.HANG), font)


def _level(
    level: int,
    kind: str,
    text: str,
    style: str,
    indent: Element | None,
    font: Element | None = None,
    justify: str = "left",
) -> Element:
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind),
        w("pStyle", val=style) if style else None,
        w("suff", val="tab"),
        w("lvlText", val=text),
        w("lvlJc", val=justify),
        indent,
        font,
        ilvl=level,
    )


def _indent(left: int, hanging: int) -> Element | None:
    stop = w("tabs", w("tab", val="num", pos=left))
    return paragraph_properties("", stop, w("ind", left=left, hanging=hanging))


def _sign_font() -> Element:
    return w(
        "rFonts", ascii=look.SIGN_FONT, hAnsi=look.SIGN_FONT, cs=look.SIGN_FONT, hint="default"
    )
