"""footnotes.xml: the two separators Word expects, then the notes by their number.

Each note comes with the language of the text its mark stands in ("" is the document's).
"""

from collections.abc import Iterator, Mapping, Sequence

from reports.writers.docx.inline import InlineWriter, WrittenNote
from reports.writers.docx.package import Relationships
from reports.writers.docx.properties import paragraph_properties, run_properties
from reports.writers.docx.xml import Element, root, w

SEPARATORS = {"separator": -1, "continuationSeparator": 0}


def footnotes_part(
    notes: Sequence[WrittenNote], relationships: Relationships, bookmarks: Mapping[str, str]
) -> Element:
    """The part. Word prints its own count, but for typed marks: the check has held it equal to the
    numbers of notes."""
    inline = InlineWriter(relationships, bookmarks)
    return root(
        "w",
        "footnotes",
        [_separator(kind, number) for kind, number in SEPARATORS.items()],
        [_footnote(place, note, inline) for place, note in enumerate(notes, start=1)],
        uses="r",
    )


def _separator(kind: str, number: int) -> Element:
    spacing = paragraph_properties("", w("spacing", after=0, line=240, lineRule="auto"))
    return w("footnote", w("p", spacing, w("r", w(kind))), type=kind, id=number)


def _footnote(place: int, written: WrittenNote, inline: InlineWriter) -> Element:
    return w(
        "footnote",
        w(
            "p",
            paragraph_properties("FootnoteText"),
            list(_mark(written)),
            list(inline.runs(written.note.children, written.language)),
        ),
        id=place,
    )


def _mark(written: WrittenNote) -> Iterator[Element]:
    mark = w("t", str(written.note.number)) if written.is_typed else w("footnoteRef")
    yield w("r", run_properties("FootnoteReference"), mark)
    yield w("r", w("tab"))
