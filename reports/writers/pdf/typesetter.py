"""Typst, asked in one way only: PDF/UA-1, our typefaces, a fixed time, warnings are errors."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Final

import fontpkg_arimo
import fontpkg_ibm_plex_sans_arabic
import typst

FOLDER: Final = Path(__file__).parent


class Refused(Exception):
    """Typst made no file; the message is its own."""


def typeset(content: dict[str, Any], dated: date) -> bytes:
    """Return the PDF of `content`; `dated` is the only time that gets into the file.

    A compiler serves one thread at a time and remembers its input, so each file has one of its own.
    """
    compiler = typst.Compiler(
        str(FOLDER / "paper.typ"),
        root=str(FOLDER),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
    )
    try:
        made, warnings = compiler.compile_with_warnings(
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(dated, time(), UTC),
        )
    except typst.TypstError as error:
        raise Refused(error.message) from error
    if warnings:
        raise Refused("; ".join(str(warning) for warning in warnings))
    if not isinstance(made, bytes):
        raise Refused("no file was made")
    return made


@cache
def _fonts() -> typst.Fonts:
    """Our typefaces, out of packages, and those built into Typst; nothing of the machine's."""
    return typst.Fonts(include_system_fonts=False, font_paths=list(_font_folders()))


def _font_folders() -> Iterator[str]:
    for package in (fontpkg_arimo, fontpkg_ibm_plex_sans_arabic):
        yield str(Path(str(package.__file__)).parent / "files")
