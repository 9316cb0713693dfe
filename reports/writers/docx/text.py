"""Text as Word wants it: signs it has elements for, and runs split where the direction changes."""

import re
from collections.abc import Iterator

from reports.writers.docx.xml import Element, w

# XML 1.0 cannot carry these even as references.
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
# Right-to-left letters with the signs and figures between and after them.
_RTL_SPAN = re.compile(rf"[{_RTL}]+(?:[\W\d_]*[{_RTL}0-9]+)*")
_SPECIAL = re.compile("([\t\n\u00ad\u2011])")
_RTL_LANGUAGES = frozenset({"ar", "fa", "he", "ur"})

# Word shows the characters themselves as plain hyphens or from another font.
_ELEMENTS = {"\t": "tab", "\n": "br", "\u00ad": "softHyphen", "\u2011": "noBreakHyphen"}


def is_rtl_language(code: str) -> bool:
    """Whether a language is written from right to left."""
    return code.partition("-")[0].lower() in _RTL_LANGUAGES


def directions(text: str) -> Iterator[tuple[str, bool]]:
    """Split `text` into stretches and whether each runs from right to left.

    Word orders a right-to-left stretch rightly only in a run of its own marked `w:rtl`.
    """
    start = 0
    for span in _RTL_SPAN.finditer(text):
        if span.start() > start:
            yield text[start : span.start()], False
        yield span.group(), True
        start = span.end()
    if start < len(text):
        yield text[start:], False


def text_elements(text: str) -> Iterator[Element]:
    """The children of a run that print `text`."""
    for piece in _SPECIAL.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        if piece in _ELEMENTS:
            yield w(_ELEMENTS[piece])
        elif piece:
            # Without xml:space Word drops blanks at both ends of a run.
            yield w("t", piece, **{"xml:space": "preserve"})
