"""Runs of a paragraph: words, numbers, links, cross references and the marks of footnotes."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from reports.document.tree import Inline, Link, Note, Number, Reference, Text
from reports.writers.docx.package import Relationships
from reports.writers.docx.properties import run_properties
from reports.writers.docx.text import directions, text_elements
from reports.writers.docx.xml import Element, w

# What may follow a click; anything else is printed without a link.
_SCHEMES = frozenset({"http", "https", "mailto"})


@cache
def word_language(code: str) -> str:
    """Word's name of a language ("de-DE"); a code without a profile is a valid name by itself."""
    from core.languages import UnknownLanguage, profile

    try:
        return profile(code).word_language
    except UnknownLanguage:
        return code


class WrittenNote(NamedTuple):
    """A note whose mark stands in the text, the language around it, and whether the mark is typed."""

    note: Note
    language: str
    is_typed: bool


class InlineWriter:
    """Writes inline content of one part and collects the footnotes it meets.

    `in_appendix` notes have typed marks: they count from 1 again, which Word would do by itself, but
    LibreOffice then counts anew at every heading of the first level, in the main text too.
    """

    def __init__(self, relationships: Relationships, bookmarks: Mapping[str, str]) -> None:
        self.notes: list[WrittenNote] = []
        self.in_appendix = False
        self._relationships = relationships
        self._bookmarks = bookmarks

    def runs(
        self, children: Iterable[Inline], language: str = "", *, strong: bool = False
    ) -> Iterator[Element]:
        """The runs of `children`; `language` where the whole is not in the document's.

        With `strong` all of it is in bold, marks of notes aside.
        """
        before: Inline | None = None
        for child in children:
            if isinstance(child, Note):
                # Notes 1 and 2 at one word would read as note 12.
                if isinstance(before, Note):
                    yield from plain_runs(",", "FootnoteReference")
                yield self._note(child, language)
            elif isinstance(child, Link):
                yield from self._link(child, language, strong)
            elif isinstance(child, Reference):
                yield from self._reference(child, language, strong)
            else:
                yield from word_runs(child, language, strong=strong)
            before = child

    def _note(self, note: Note, language: str) -> Element:
        """The mark. Its id runs through the paper; the number printed starts again in an appendix."""
        self.notes.append(WrittenNote(note, language, self.in_appendix))
        look = run_properties("FootnoteReference")
        if not self.in_appendix:
            return w("r", look, w("footnoteReference", id=len(self.notes)))
        mark = w("footnoteReference", customMarkFollows=1, id=len(self.notes))
        return w("r", look, mark, w("t", str(note.number)))

    def _link(self, link: Link, language: str, strong: bool) -> Iterator[Element]:
        address = safe_address(link.href)
        style = "Hyperlink" if address else ""
        runs = [
            run
            for child in link.children
            for run in word_runs(child, language, style, strong=strong)
        ]
        if not address:
            yield from runs
            return
        target = self._relationships.add("hyperlink", address, external=True)
        yield w("hyperlink", runs, history=1, **{"r:id": target})

    def _reference(self, reference: Reference, language: str, strong: bool) -> Iterator[Element]:
        """A jump to the bookmark; plain words when the block is no longer in the paper."""
        code = word_language(language) if language else ""
        runs = plain_runs(reference.text, strong=strong, word_language=code)
        if bookmark := self._bookmarks.get(reference.target):
            yield w("hyperlink", runs, anchor=bookmark, history=1)
        else:
            yield from runs


def word_runs(
    child: Text | Number, language: str = "", style: str = "", *, strong: bool = False
) -> Iterator[Element]:
    """The runs of plain words or a number; `language` is what surrounds them in."""
    own = child.language if isinstance(child, Text) and child.language else language
    return plain_runs(
        child.text,
        style,
        strong=strong or child.strong,
        emphasis=child.emphasis,
        word_language=word_language(own) if own else "",
    )


def plain_runs(
    text: str,
    style: str = "",
    *,
    strong: bool = False,
    emphasis: bool = False,
    word_language: str = "",
) -> Iterator[Element]:
    """The runs of one stretch of words: one, unless the direction changes within it."""
    for stretch, rtl in directions(text):
        properties = run_properties(
            style, strong=strong, emphasis=emphasis, rtl=rtl, word_language=word_language
        )
        yield w("r", properties, text_elements(stretch))


def safe_address(href: str) -> str:
    """The address as a valid URI, or nothing where a click should not lead.

    One blank or bracket too many in a relationship makes Word call the whole file corrupt.
    """
    try:
        scheme = urlsplit(href.strip()).scheme.lower()
    except ValueError:
        return ""
    if scheme not in _SCHEMES:
        return ""
    return quote(href.strip(), safe="%/:?#@!$&'()*+,;=~-._")
