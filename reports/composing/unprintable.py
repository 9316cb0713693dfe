"""Signs that a file cannot hold or show: left out or shown as a square, and told to the author.

One emoji or a stray control character must not stop the draft of the day a paper is due.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from reports.document import tree
from reports.document.notes import IllegalSigns, MissingGlyphs
from reports.writers.docx.text import ILLEGAL
from reports.writers.locations import locations, strings

# What the note of a first page leads to.
FIRST_PAGE = "title"


def without_illegal(
    documents: Mapping[str, tree.Document],
) -> tuple[dict[str, tree.Document], list[IllegalSigns]]:
    """The papers without the control characters that no file holds, and where they stood."""
    found = _signs(documents, lambda _language, text: set(ILLEGAL.findall(text)))
    notes = [
        IllegalSigns(languages=languages, codes=codes, target=target)
        for target, languages, codes in found
    ]
    if not notes:
        return dict(documents), notes
    clean = {code: tree.from_json(_clean(tree.to_json(one))) for code, one in documents.items()}
    return clean, notes


def printable(number: tree.Number) -> tree.Number:
    """A number without the control characters that no file holds."""
    return msgspec.structs.replace(number, text=ILLEGAL.sub("", number.text))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return ILLEGAL.sub("", value)
    if isinstance(value, dict):
        return {key: _clean(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(below) for below in value]
    return value


def missing_glyph_notes(
    documents: Mapping[str, tree.Document], missing_glyphs: Mapping[str, frozenset[str]]
) -> list[MissingGlyphs]:
    """Where signs stand that a file shows as squares; `squares` are those of each language."""

    def found(language: str, text: str) -> Iterable[str]:
        wanted = missing_glyphs.get(language, frozenset())
        return wanted.intersection(unicodedata.normalize("NFC", text)) if wanted else ()

    return [
        MissingGlyphs(languages=languages, codes=codes, target=target)
        for target, languages, codes in _signs(documents, found)
    ]


def _signs(
    documents: Mapping[str, tree.Document], signs_of: Callable[[str, str], Iterable[str]]
) -> Iterator[tuple[str, tuple[str, ...], tuple[int, ...]]]:
    """Each block where such signs stand: its id, the languages, and the code points of all."""
    found: dict[str, dict[str, set[str]]] = {}
    for language, document in documents.items():
        for target, node in _targets(document):
            signs = {sign for text in strings(node) for sign in signs_of(language, text)}
            if signs:
                found.setdefault(target, {}).setdefault(language, set()).update(signs)
    for target, by_language in found.items():
        codes = sorted(ord(sign) for sign in set().union(*by_language.values()))
        yield target, tuple(by_language), tuple(codes)


def _targets(document: tree.Document) -> Iterator[tuple[str, object]]:
    """Every part of the paper with the id that a note can lead to."""
    yield FIRST_PAGE, document.cover
    target = FIRST_PAGE
    for block in document.blocks:
        # Points and text that goes on have no id; they belong to the paragraph before them.
        target = tree.block_id(block) or target
        yield target, block


def locations_by_target(document: tree.Document) -> dict[str, str]:
    """The words for the place that a note leads to, in the reader's language."""
    found = {}
    for place, node in locations(document):
        if isinstance(node, tree.Cover):
            found[FIRST_PAGE] = place
        elif target := getattr(node, "id", ""):
            found[target] = place
    return found
