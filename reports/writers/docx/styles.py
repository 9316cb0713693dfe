"""styles.xml: everything a person in Word may want to change in one place."""

from functools import cache

from reports.writers.docx import look
from reports.writers.docx.cover_styles import cover_styles
from reports.writers.docx.properties import paragraph_properties, run_properties, size
from reports.writers.docx.style_kit import (
    PARAGRAPH_AFTER,
    cell_margins,
    character_style,
    paragraph_style,
)
from reports.writers.docx.text import is_rtl_language
from reports.writers.docx.text_styles import (
    heading_styles,
    note_styles,
    table_styles,
    text_styles,
)
from reports.writers.docx.xml import Element, root, serialise, w


@cache
def styles_part(word_language: str) -> bytes:
    """The part for a paper whose text is in `word_language` ("en-GB")."""
    return serialise(
        root(
            "w",
            "styles",
            _defaults(word_language),
            _base_styles(),
            heading_styles(),
            text_styles(),
            note_styles(),
            cover_styles(),
            _character_styles(),
            table_styles(),
        )
    )


def _defaults(word_language: str) -> Element:
    rtl = is_rtl_language(word_language)
    language = {"val": "en-GB" if rtl else word_language, "eastAsia": "en-US"}
    language["bidi"] = word_language if rtl else "ar-SA"
    fonts = {"asciiTheme": "minorHAnsi", "hAnsiTheme": "minorHAnsi"}
    fonts |= {"eastAsiaTheme": "minorEastAsia", "cstheme": "minorBidi"}
    run = run_properties(
        "", w("rFonts", **fonts), w("color", val=look.INK), *size(20), w("lang", **language)
    )
    paragraph = paragraph_properties(
        "",
        w("widowControl"),
        w("bidi") if rtl else None,
        w("spacing", after=PARAGRAPH_AFTER, line=276, lineRule="auto"),
    )
    return w("docDefaults", w("rPrDefault", run), w("pPrDefault", paragraph))


def _base_styles() -> list[Element]:
    """What Word expects every document to have."""
    return [
        paragraph_style("Normal", based_on=""),
        w(
            "style",
            w("name", val="Normal Table"),
            w("uiPriority", val=99),
            w("semiHidden"),
            w("unhideWhenUsed"),
            w("tblPr", w("tblInd", w=0, type="dxa"), cell_margins("tblCellMar", 0, 108, 0, 108)),
            type="table",
            default=1,
            styleId="TableNormal",
        ),
        w(
            "style",
            w("name", val="No List"),
            w("uiPriority", val=99),
            w("semiHidden"),
            w("unhideWhenUsed"),
            type="numbering",
            default=1,
            styleId="NoList",
        ),
    ]


def _character_styles() -> list[Element]:
    shade = w("shd", val="clear", color="auto", fill=look.WARN_TINT)
    underline = w("u", val="single", color=look.LINE)
    return [
        w(
            "style",
            w("name", val="Default Paragraph Font"),
            w("uiPriority", val=1),
            w("semiHidden"),
            w("unhideWhenUsed"),
            type="character",
            default=1,
            styleId="DefaultParagraphFont",
        ),
        character_style("footnote reference", w("vertAlign", val="superscript")),
        character_style("Hyperlink", w("color", val=look.BLUE), underline),
        character_style("Untranslated Mark", shade, *size(17), custom=True),
        character_style("Cover Symbol", w("b"), w("bCs"), w("color", val=look.BLUE), custom=True),
        character_style("Foot Label", w("b"), w("bCs"), w("color", val=look.INK), custom=True),
    ]
