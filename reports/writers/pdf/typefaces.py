"""The typefaces of a paper, all out of packages: those it is meant for, and those for rare signs."""

from functools import cache
from pathlib import Path
from typing import Final

import fontpkg_arimo
import fontpkg_ibm_plex_sans_arabic
import manimgx_fonts  # type: ignore[import-untyped]
import manimgx_fonts_cjk  # type: ignore[import-untyped]
import typst

_SCRIPTS = (
    "Arabic Hebrew Armenian Georgian Devanagari Bengali Gujarati Gurmukhi Oriya Tamil Telugu "
    "Kannada Malayalam Sinhala Thai Lao Khmer Myanmar Ethiopic"
)

# The first that has a sign prints it: Arial's measures under a free licence; a face for Arabic; then
# what people paste: other letters, signs of text, Chinese, Japanese and Korean, emoji, mathematics.
FAMILIES: Final = (
    "Arimo",
    "IBM Plex Sans Arabic",
    "Noto Sans",
    *(f"Noto Sans {script}" for script in _SCRIPTS.split()),
    "DejaVu Sans Mono",  # this and the last are built into Typst
    "Noto Sans Symbols",
    "Noto Sans CJK SC",
    "Noto Emoji",
    "New Computer Modern Math",
)


@cache
def fonts() -> typst.Fonts:
    """Our typefaces, out of packages, and those built into Typst; nothing of the machine's."""
    folders = [
        Path(str(fontpkg_arimo.__file__)).parent / "files",
        Path(str(fontpkg_ibm_plex_sans_arabic.__file__)).parent / "files",
        Path(str(manimgx_fonts.__file__)).parent,
        Path(str(manimgx_fonts_cjk.__file__)).parent,
    ]
    return typst.Fonts(include_system_fonts=False, font_paths=[str(one) for one in folders])
