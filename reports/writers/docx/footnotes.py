"""footnotes.xml: the two separators Word expects, then the notes by their number.

Each note comes with the language of the text its mark stands in ("" is the document's).
"""

from collections.abc import Iterator, Mapping, Sequence

from reports.document.tree import Note
from reports.writers.docx.inline import InlineWriter
from reports.writers.docx.package import Relationships
from reports.writers.docx.properties import paragraph_properties, run_properties
from reports.writers.docx.xml import Element, root, w

SEPARATORS = {"separator": -1, "continuationSeparator": 0}


def footnotes_part(
    notes: Sequence[tuple[Note, str]], relationships: Relationships, bookmarks: Mapping[str, str]
) -> Element:
    """The part. Word prints its own count: the check has held it equal to the numbers of notes."""
    inline = InlineWriter(relationships, bookmarks)
    return root(
        "w",
        "footnotes",
        [_separator(kind, number) for kind, number in SEPARATORS.items()],
        [
            _footnote(place, note, language, inline)
            for place, (note, language) in enumerate(notes, start=1)
        ],
        uses="r",
    )


def _separator(kind: str, number: int) -> Element:
    spacing = paragraph_properties("", w("spacing", after=0, line=240, lineRule="auto"))
    return w("footnote", w("p", spacing, w("r", w(kind))), type=kind, id=number)


def _footnote(place: int, note: Note, language: str, inline: InlineWriter) -> Element:
    return w(
        "footnote",
        w(
            "p",
            paragraph_properties("FootnoteText"),
            list(_mark()),
            list(inline.runs(note.children, language)),
        ),
        id=place,
    )


def _mark() -> Iterator[Element]:
    yield w("r", run_properties("FootnoteReference"), w("footnoteRef"))
    yield w("r", w("tab"))
