"""numbering.xml: one list for all numbered paragraphs, bullets, and the ▶ of headings."""

from functools import cache

from reports.writers.docx import look
from reports.writers.docx.properties import paragraph_properties, run_properties, size
from reports.writers.docx.style_kit import BULLETS, CAPTION_MARK, HEADING_MARK, NUMBERED
from reports.writers.docx.xml import Element, root, serialise, w


@cache
def numbering_part() -> bytes:
    """The part itself; Word wants every `abstractNum` before the first `num`.

    Paragraphs share one `num`, so Word counts on across headings: it starts again only at a new
    `num` with an override, or below a higher level of the same list.
    """
    definitions = [
        _list(NUMBERED, _number_level()),
        _list(BULLETS, _bullet_level(0, "•"), _bullet_level(1, "–")),
        _list(HEADING_MARK, _mark_level("Heading1", half_points=20)),
        _list(CAPTION_MARK, _mark_level("Caption", half_points=15)),
    ]
    numbers = (NUMBERED, BULLETS, HEADING_MARK, CAPTION_MARK)
    return serialise(root("w", "numbering", definitions, [_num(number) for number in numbers]))


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
