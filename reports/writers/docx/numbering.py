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

# Room for "(m)".
_LETTER = 454
_LISTS = (NUMBERED, BULLETS, HEADING_MARK, CAPTION_MARK, LETTERS)


class Lists:
    """The lists that start again, in the order in which the paper needs them."""

    def __init__(self) -> None:
        self.restarts: list[int] = []

    def restart(self, definition: int) -> int:
        """A new list of `definition` that counts from its beginning; the number to ask for it."""
        self.restarts.append(definition)
        return len(_LISTS) + len(self.restarts)


@cache
def numbering_part(restarts: tuple[int, ...] = ()) -> bytes:
    """The part itself; Word wants every `abstractNum` before the first `num`.

    Paragraphs share one `num`, so Word counts on across headings: it starts again only at a new
    `num` with an override, or below a higher level of the same list. `restarts` are such lists,
    by their definitions.
    """
    definitions = [
        _list(NUMBERED, _number_level()),
        _list(BULLETS, _bullet_level(0, "•"), _bullet_level(1, "–")),
        _list(HEADING_MARK, _mark_level("Heading1", half_points=20)),
        _list(CAPTION_MARK, _mark_level("Caption", half_points=15)),
        _list(LETTERS, _letter_level()),
    ]
    numbers = [_num(number) for number in _LISTS]
    again = [_restarted(place, one) for place, one in enumerate(restarts, len(_LISTS) + 1)]
    return serialise(root("w", "numbering", definitions, numbers, again))


def _list(number: int, *levels: Element) -> Element:
    kind = "singleLevel" if len(levels) == 1 else "hybridMultilevel"
    return w(
        "abstractNum",
        # Word joins lists of the same nsid when text is pasted between papers.
        w("nsid", val=f"4F55540{number}"),
        w("multiLevelType", val=kind),
        levels,
        abstractNumId=number,
    )


def _num(number: int) -> Element:
    return w("num", w("abstractNumId", val=number), numId=number)


def _restarted(number: int, definition: int) -> Element:
    override = w("lvlOverride", w("startOverride", val=1), ilvl=0)
    return w("num", w("abstractNumId", val=definition), override, numId=number)


def _letter_level() -> Element:
    """(a), (b) …, in bold like the decision they stand in."""
    bold = run_properties("", strong=True)
    indent = _indent(look.HANG + _LETTER, _LETTER)
    return _level(0, "lowerLetter", "(%1)", "", indent, bold)


def _number_level() -> Element:
    return _level(0, "decimal", "%1.", "NumberedParagraph", _indent(look.HANG, look.HANG))


def _bullet_level(level: int, sign: str) -> Element:
    step = 284
    style = "ListBullet" if level == 0 else ""
    font = run_properties("", _sign_font(), w("color", val=look.BLUE))
    return _level(level, "bullet", sign, style, _indent(look.HANG + step * (level + 1), step), font)


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
