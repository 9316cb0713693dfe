"""settings.xml and the font table: what Word must know about the paper as a whole."""

from functools import cache

from reports.writers.docx import look
from reports.writers.docx.footnotes import SEPARATORS
from reports.writers.docx.text import is_rtl_language
from reports.writers.docx.xml import Element, root, serialise, w

# Word 2013 and later; without it Word opens the paper in a compatibility mode.
_COMPATIBILITY = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
    "useWord2013TrackBottomHyphenation": 0,
}


@cache
def settings_part(word_language: str) -> bytes:
    """settings.xml; the order of its children is the schema's."""
    side = "bidi" if is_rtl_language(word_language) else "val"
    colours = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}
    accents = {f"accent{n}": f"accent{n}" for n in range(1, 7)}
    links = {"hyperlink": "hyperlink", "followedHyperlink": "followedHyperlink"}
    return serialise(
        root(
            "w",
            "settings",
            w("zoom", percent=100),
            w("defaultTabStop", val=567),
            w("characterSpacingControl", val="doNotCompress"),
            w("footnotePr", [w("footnote", id=number) for number in SEPARATORS.values()]),
            w("compat", [_compatibility(name, value) for name, value in _COMPATIBILITY.items()]),
            w("themeFontLang", **{side: word_language}),
            w("clrSchemeMapping", **colours, **accents, **links),
            w("decimalSymbol", val="."),
            w("listSeparator", val=","),
        )
    )


def _compatibility(name: str, value: int) -> Element:
    return w("compatSetting", name=name, uri="http://schemas.microsoft.com/office/word", val=value)


@cache
def font_table_part() -> bytes:
    """fontTable.xml: what to take where the family is missing."""
    family = w(
        "font",
        w("altName", val="Liberation Sans"),
        w("panose1", val="020B0604020202020204"),
        w("charset", val="00"),
        w("family", val="swiss"),
        w("pitch", val="variable"),
        name=look.FONT,
    )
    return serialise(root("w", "fonts", family))
