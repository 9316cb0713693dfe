"""What is looked at before a paper is written, so that Word gets nothing it would refuse."""

from django.utils.translation import gettext

from core.figures.registry import KINDS
from reports.document.tree import Document, Figure, Note, Paragraph, Table
from reports.document.walk import nodes, parts
from reports.writers.docx.text import ILLEGAL
from reports.writers.locations import DocumentError, locations, refuse_ragged, sign, strings


def check(document: Document) -> None:
    """Raise `DocumentError` for what Word would refuse, lose or count otherwise."""
    for place, node in locations(document):
        for text in strings(node):
            _refuse_illegal(text, place)
        if isinstance(node, Figure):
            _refuse_lost_bars(node, place)
        elif isinstance(node, Table):
            refuse_ragged(node, place)
    for part in parts(document):
        found = list(nodes(part))
        _refuse_gaps(
            [node.number for node in found if isinstance(node, Paragraph)],
            gettext(
                "The paragraph numbered %(number)s would be printed as %(expected)s, since Word "
                "counts from 1 without gaps. Number the paragraphs of the paper again."
            ),
        )
        _refuse_gaps(
            [node.number for node in found if isinstance(node, Note)],
            gettext(
                "The footnote numbered %(number)s would be printed as %(expected)s, since Word "
                "counts from 1 without gaps. Number the footnotes of the paper again."
            ),
        )


def _refuse_illegal(text: str, place: str) -> None:
    if found := ILLEGAL.search(text):
        before = text[max(0, found.start() - 30) : found.start()]
        words = (
            gettext(
                "In %(place)s, after “%(before)s”, stands %(sign)s, which no Word file can hold. "
                "Delete it."
            )
            if before
            else gettext(
                "In %(place)s, at its start, stands %(sign)s, which no Word file can hold. "
                "Delete it."
            )
        )
        facts = {"place": place, "before": before, "sign": sign(found.group())}
        raise DocumentError(words % facts)


def _refuse_lost_bars(figure: Figure, place: str) -> None:
    if figure.data.kind not in KINDS:
        raise DocumentError(
            gettext(
                "In %(place)s, %(figure)s is of the kind “%(kind)s”; "
                "Word charts are made of the kind “bar”."
            )
            % {"place": place, "figure": figure.label, "kind": figure.data.kind}
        )
    for point in figure.data.points:
        if figure.data.groups and point.group not in figure.data.groups:
            raise DocumentError(
                gettext(
                    "In %(place)s, the bar “%(bar)s” of %(figure)s is of the group “%(group)s”; "
                    "the figure has %(groups)s."
                )
                % {
                    "place": place,
                    "bar": point.label,
                    "figure": figure.label,
                    "group": point.group,
                    "groups": ", ".join(figure.data.groups),
                }
            )


def _refuse_gaps(numbers: list[int], words: str) -> None:
    for expected, number in enumerate(numbers, start=1):
        if number != expected:
            raise DocumentError(words % {"number": number, "expected": expected})
