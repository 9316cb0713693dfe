"""What is looked at before a paper is written, so that Word gets nothing it would refuse."""

import unicodedata

from reports.tree import Document, Figure, Note, Paragraph, Table
from reports.writers.docx.text import ILLEGAL
from reports.writers.docx.walk import nodes, parts
from reports.writers.places import DocumentError, places, strings


def check(document: Document) -> None:
    """Raise `DocumentError` for what Word would refuse, lose or count otherwise."""
    for place, node in places(document):
        for text in strings(node):
            _refuse_illegal(text, place)
        if isinstance(node, Figure):
            _refuse_lost_bars(node, place)
        elif isinstance(node, Table):
            _refuse_ragged(node, place)
    for part in parts(document):
        found = list(nodes(part))
        _refuse_gaps([node.number for node in found if isinstance(node, Paragraph)], "paragraph")
        _refuse_gaps([node.number for node in found if isinstance(node, Note)], "footnote")


def _refuse_illegal(text: str, place: str) -> None:
    if found := ILLEGAL.search(text):
        code = f"U+{ord(found.group()):04X}"
        name = unicodedata.name(found.group(), "a control character")
        before = text[max(0, found.start() - 30) : found.start()]
        where = f"after “{before}”" if before else "at its start"
        raise DocumentError(
            f"In {place}, {where}, stands {code} ({name}), which no Word file can hold. Delete it."
        )


def _refuse_lost_bars(figure: Figure, place: str) -> None:
    if figure.data.kind != "bar":
        raise DocumentError(
            f"In {place}, {figure.label} is of the kind “{figure.data.kind}”; "
            "Word charts are made of the kind “bar”."
        )
    for point in figure.data.points:
        if figure.data.groups and point.group not in figure.data.groups:
            raise DocumentError(
                f"In {place}, the bar “{point.label}” of {figure.label} is of the group "
                f"“{point.group}”; the figure has {', '.join(figure.data.groups)}."
            )


def _refuse_ragged(table: Table, place: str) -> None:
    for number, cells in enumerate(table.rows, start=1):
        if len(cells) != len(table.columns):
            raise DocumentError(
                f"In {place}, row {number} has {len(cells)} cells for {len(table.columns)} columns."
            )


def _refuse_gaps(numbers: list[int], what: str) -> None:
    for expected, number in enumerate(numbers, start=1):
        if number != expected:
            raise DocumentError(
                f"The {what} numbered {number} would be printed as {expected}, since Word counts "
                f"from 1 without gaps. Number the {what}s of the paper again."
            )
