"""What is looked at before a paper is typeset, and what a refusal of Typst means to its author."""

import re
import unicodedata

from reports.tree import Document, Figure, Table
from reports.writers.pdf.typesetter import Refused
from reports.writers.places import DocumentError, places, strings

_CHARACTERS = re.compile(
    r'(?:the text (?:contains the disallowed codepoint )?)`"(?P<text>.+?)"`', re.DOTALL
)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def check(document: Document) -> None:
    """Raise `DocumentError` for what would be lost or could not be heard."""
    if not document.title.strip():
        raise DocumentError("The paper has no title, which every accessible PDF needs. Write one.")
    for place, node in places(document):
        if isinstance(node, Figure):
            _refuse_figure(node, place)
        elif isinstance(node, Table):
            _refuse_table(node, place)


def _refuse_figure(figure: Figure, place: str) -> None:
    if figure.data.kind != "bar":
        raise DocumentError(
            f"In {place}, {figure.label} is of the kind “{figure.data.kind}”; "
            "figures of a PDF are of the kind “bar”."
        )
    if not figure.data.alt.strip():
        raise DocumentError(
            f"In {place}, {figure.label} has no alternative text for those who cannot see it. "
            "Write one."
        )


def _refuse_table(table: Table, place: str) -> None:
    for number, cells in enumerate(table.rows, start=1):
        if len(cells) != len(table.columns):
            raise DocumentError(
                f"In {place}, row {number} has {len(cells)} cells for {len(table.columns)} columns."
            )


def refused(document: Document, refusal: Refused) -> DocumentError:
    """The refusal in words of the paper: where it is and what to do."""
    message = str(refusal)
    if found := _CHARACTERS.search(message):
        character = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), found["text"])[0]
        return DocumentError(_about_character(document, character))
    return DocumentError(f"The PDF of {document.symbol or document.title} fails: {message}.")


def _about_character(document: Document, character: str) -> str:
    code = f"U+{ord(character):04X} ({unicodedata.name(character, 'a control character')})"
    for place, node in places(document):
        for text in strings(node):
            before, found, _ = unicodedata.normalize("NFC", text).partition(character)
            if found:
                where = f"after “{before[-30:]}”" if before else "at its start"
                return (
                    f"In {place}, {where}, stands {code}, which no typeface of the PDF has. "
                    "Write it otherwise or delete it."
                )
    return f"The paper has the character {code}, which no typeface of the PDF has. Delete it."
