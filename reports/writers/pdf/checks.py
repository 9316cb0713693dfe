"""What is looked at before a paper is typeset, and what a refusal of Typst means to its author."""

import re
import unicodedata

from django.utils.translation import gettext

from reports.tree import Document, Figure, Table
from reports.writers.pdf.typesetter import Refused
from reports.writers.places import DocumentError, places, refuse_ragged, sign, strings

_CHARACTERS = re.compile(
    r'(?:the text (?:contains the disallowed codepoint )?)`"(?P<text>.+?)"`', re.DOTALL
)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def check(document: Document) -> None:
    """Raise `DocumentError` for what would be lost or could not be heard."""
    if not document.title.strip():
        raise DocumentError(
            gettext("The paper has no title, which every accessible PDF needs. Write one.")
        )
    for place, node in places(document):
        if isinstance(node, Figure):
            _refuse_figure(node, place)
        elif isinstance(node, Table):
            refuse_ragged(node, place)


def _refuse_figure(figure: Figure, place: str) -> None:
    if figure.data.kind != "bar":
        raise DocumentError(
            gettext(
                "In %(place)s, %(figure)s is of the kind “%(kind)s”; "
                "figures of a PDF are of the kind “bar”."
            )
            % {"place": place, "figure": figure.label, "kind": figure.data.kind}
        )
    if not figure.data.alt.strip():
        raise DocumentError(
            gettext(
                "In %(place)s, %(figure)s has no alternative text for those who cannot see it. "
                "Write one."
            )
            % {"place": place, "figure": figure.label}
        )


def refused(document: Document, refusal: Refused) -> DocumentError:
    """The refusal in words of the paper: where it is and what to do."""
    message = str(refusal)
    if found := _CHARACTERS.search(message):
        character = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), found["text"])[0]
        return DocumentError(_about_character(document, character))
    words = gettext("The PDF of %(paper)s fails: %(message)s.")
    return DocumentError(words % {"paper": document.symbol or document.title, "message": message})


def _about_character(document: Document, character: str) -> str:
    for place, node in places(document):
        for text in strings(node):
            before, found, _ = unicodedata.normalize("NFC", text).partition(character)
            if found:
                return _stands(before[-30:]) % {
                    "place": place,
                    "before": before[-30:],
                    "sign": sign(character),
                }
    words = gettext("The paper has %(sign)s, which no typeface of the PDF has. Delete it.")
    return words % {"sign": sign(character)}


def _stands(before: str) -> str:
    if not before:
        return gettext(
            "In %(place)s, at its start, stands %(sign)s, which no typeface of the PDF has. "
            "Write it otherwise or delete it."
        )
    return gettext(
        "In %(place)s, after “%(before)s”, stands %(sign)s, which no typeface of the PDF has. "
        "Write it otherwise or delete it."
    )
