"""Typst, asked in one way only: PDF/UA-1, our typefaces, a fixed time, warnings are errors."""

import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

import typst

from reports.writers.pdf.typefaces import fonts

FOLDER: Final = Path(__file__).parent

_UNSHOWN = re.compile(
    r'the text (?:contains the disallowed codepoint )?`"(?P<text>.+?)"`', re.DOTALL
)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class Refused(Exception):
    """Typst made no file; the message is its own. `signs` are those that no typeface has."""

    def __init__(self, message: str, signs: frozenset[str] = frozenset()) -> None:
        super().__init__(message)
        self.signs = signs


class Broken(Refused):
    """Typst fell over its own feet, as it does at rare marks among right-to-left letters."""


def typeset(
    content: Mapping[str, object],
    dated: date,
    template: str = "paper.typ",
    *,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return the PDF of `content`; `dated` is the only time that gets into the file.

    `pictures` are the files that `content` names.

    A compiler serves one thread at a time and remembers its input, so each file has one of its own.
    """
    with _folder(pictures or {}) as folder:
        return _compiled(folder, content, dated, template)


@contextmanager
def _folder(pictures: Mapping[str, bytes]) -> Iterator[Path]:
    """The templates; with the pictures beside them, where there are any, since no other file is read."""
    if not pictures:
        yield FOLDER
        return
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for template in FOLDER.glob("*.typ"):
            shutil.copy(template, folder)
        for name, picture in pictures.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(picture)
        yield folder


def _compiled(folder: Path, content: Mapping[str, object], dated: date, template: str) -> bytes:
    compiler = typst.Compiler(
        str(folder / template),
        root=str(folder),
        font_paths=fonts(),
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
        raise Refused(error.message, _unshown(str(error.diagnostic))) from error
    except BaseException as panic:
        # Not an `Exception`, so that nothing would catch it; and not to be had by import.
        if type(panic).__name__ == "PanicException":
            raise Broken(str(panic)) from panic
        raise
    if warnings:
        raise Refused("; ".join(str(warning) for warning in warnings))
    if not isinstance(made, bytes):
        raise Refused("no file was made")
    return made


def _unshown(diagnostics: str) -> frozenset[str]:
    """The signs that the diagnostics are about: of letters with marks, the marks."""
    signs: set[str] = set()
    for found in _UNSHOWN.finditer(diagnostics):
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), found["text"])
        signs |= {one for one in text if unicodedata.category(one)[0] == "M"} or set(text)
    return frozenset(signs)
