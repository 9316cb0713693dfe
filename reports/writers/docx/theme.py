"""theme1.xml: one family and the paper's colours, which Word offers first in its menus."""

from functools import cache

from reports.writers.docx import look
from reports.writers.docx.xml import Element, a, root, serialise

_COLOURS = {
    "dk1": look.INK,
    "lt1": "FFFFFF",
    "dk2": look.BLUE,
    "lt2": look.TINT,
    "accent1": look.BLUE,
    "accent2": look.QUIET,
    "accent3": look.SOFT,
    "accent4": "156C43",
    "accent5": "8F5600",
    "accent6": "B0202A",
    "hlink": look.BLUE,
    "folHlink": look.SOFT,
}


@cache
def theme_part() -> bytes:
    """The part; Word needs three fills, lines, effects and backgrounds used or not."""
    colours = a("clrScheme", [_colour(*item) for item in _COLOURS.items()], name="Outturn")
    fonts = a("fontScheme", _font("majorFont"), _font("minorFont"), name="Outturn")
    formats = a(
        "fmtScheme",
        a("fillStyleLst", [_fill() for _ in range(3)]),
        a("lnStyleLst", [a("ln", _fill(), w=width) for width in (6350, 12700, 19050)]),
        a("effectStyleLst", [a("effectStyle", a("effectLst")) for _ in range(3)]),
        a("bgFillStyleLst", [_fill() for _ in range(3)]),
        name="Outturn",
    )
    top = root("a", "theme", a("themeElements", colours, fonts, formats))
    top.set("name", "Outturn")
    return serialise(top)


def _colour(name: str, value: str) -> Element:
    return a(name, a("srgbClr", val=value))


def _font(tag: str) -> Element:
    return a(tag, a("latin", typeface=look.FONT), a("ea", typeface=""), a("cs", typeface=look.FONT))


def _fill() -> Element:
    return a("solidFill", a("schemeClr", val="phClr"))
