"""What is looked at before a paper is typeset, and what a refusal of Typst means to its author."""

from django.utils.translation import gettext

from core.figures.registry import KINDS
from reports.document.tree import Document, Figure, Picture, Table
from reports.writers.locations import DocumentError, locations, refuse_ragged
from reports.writers.pdf.typesetter import Refused


def check(document: Document) -> None:
    """Raise `DocumentError` for what would be lost or could not be heard."""
    if not document.title.strip():
        raise DocumentError(
            gettext("The paper has no title, which every accessible PDF needs. Write one.")
        )
    for place, node in locations(document):
        if isinstance(node, Figure):
            _refuse_figure(node, place)
        elif isinstance(node, Picture):
            _refuse_silent(node.label, node.alt, place)
        elif isinstance(node, Table):
            refuse_ragged(node, place)


def _refuse_figure(figure: Figure, place: str) -> None:
    if figure.data.kind not in KINDS:
        raise DocumentError(
            gettext(
                "In %(place)s, %(figure)s is of the kind “%(kind)s”; "
                "figures of a PDF are of the kind “bar”."
            )
            % {"place": place, "figure": figure.label, "kind": figure.data.kind}
        )
    _refuse_silent(figure.label, figure.data.alt, place)


def _refuse_silent(label: str, alt: str, place: str) -> None:
    if not alt.strip():
        raise DocumentError(
            gettext(
                "In %(place)s, %(figure)s has no alternative text for those who cannot see it. "
                "Write one."
            )
            % {"place": place, "figure": label}
        )


def refused(document: Document, refusal: Refused) -> DocumentError:
    """The refusal with the paper's name."""
    words = gettext("The PDF of %(paper)s fails: %(message)s.")
    paper = document.symbol or document.title
    return DocumentError(words % {"paper": paper, "message": refusal})
