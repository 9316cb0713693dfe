"""Runs of a paragraph as plain data: words, links, cross references, notes.

A run's words are a list of pieces. Two of them are signs, not words: `BREAK` ends the line, and
at `MAY_BREAK` a word too long for any line may be cut.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from core.figures.layout import text_width
from core.languages import LANGUAGES, profile
from reports.document.tree import CellWords, Inline, Link, Note, Number, Reference, TableCell, Text
from reports.writers.line_breaks import STEPS

BREAK: Final = "\n"
MAY_BREAK: Final = ""

Plain = dict[str, object]

_LINES = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def words(text: str, room: float, size: float = 10) -> list[str]:
    """`text` in pieces, composed; `room` is the line's width in points, `size` the type's."""
    clean = unicodedata.normalize("NFC", text.replace("\t", " "))
    lines = [list(_line(line, room, size)) for line in _LINES.split(clean)]
    pieces = lines[0]
    for line in lines[1:]:
        pieces += [BREAK, *line]
    return pieces


def _line(line: str, room: float, size: float) -> Iterator[str]:
    start = 0
    for match in STEPS.finditer(line):
        # Hardly a letter is wider than high, so most words need no measuring.
        if len(match.group()) * size * 1.1 <= room or text_width(match.group(), size) <= room:
            continue
        yield from filter(None, (line[start : match.start()],))
        yield MAY_BREAK
        for cluster in re.findall(r".[\u0300-\u036f]*", match.group(), re.DOTALL):
            yield cluster
            yield MAY_BREAK
        start = match.end()
    yield from filter(None, (line[start:],))


def language_of(code: str) -> Plain:
    """A language as Typst wants it: code and, where a profile knows it, region."""
    full = profile(code).word_language if code in LANGUAGES else code
    language, _, region = full.partition("-")
    return {
        "lang": language.lower(),
        "region": region.upper() if len(region) == 2 and region.isalpha() else None,
    }


@dataclass(frozen=True)
class InlineWriter:
    """Turns inlines into data. `places` has the label of every block that something refers to."""

    places: Mapping[str, str]
    room: float

    def runs(self, children: Iterable[Inline]) -> list[Plain]:
        """The runs of `children`, those without words left out."""
        runs: list[Plain] = []
        for child in children:
            run = self._run(child)
            if run is not None:
                # Notes 1 and 2 at one word would read as note 12.
                after_note = bool(runs) and runs[-1]["type"] == "note" == run["type"]
                runs.append(run | {"comma": True} if after_note else run)
        return runs

    def text(self, cell: TableCell) -> list[Plain]:
        """Plain words, or those of a cell, as runs."""
        if isinstance(cell, CellWords):
            return self.runs(cell.children)
        return self.runs((Text(text=cell) if isinstance(cell, str) else cell,))

    def _run(self, child: Inline) -> Plain | None:
        match child:
            case Note():
                return {"type": "note", "number": child.number, "runs": self.runs(child.children)}
            case Link():
                return self._link(child)
            case Reference():
                run = self._words(child.text)
                label = self.places.get(child.target)
                return run | {"type": "reference", "label": label} if run and label else run
            case Text() | Number():
                return self._weighed(child)

    def _weighed(self, child: Text | Number) -> Plain | None:
        run = self._words(child.text)
        if run is None:
            return None
        language = child.language if isinstance(child, Text) else ""
        run |= {"strong": True} if child.strong else {}
        run |= {"emphasis": True} if child.emphasis else {}
        return run | (language_of(language) if language else {})

    def _words(self, text: str) -> Plain | None:
        pieces = words(text, self.room)
        return {"type": "words", "words": pieces} if pieces else None

    def _link(self, link: Link) -> Plain | None:
        runs = self.runs(link.children)
        if not runs:
            return None
        address = quote(link.href, safe="%/:?#[]@!$&'()*+,;=-._~")
        return {"type": "link", "address": address, "runs": runs}
