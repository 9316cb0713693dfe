"""From a paper and its numbers to document trees: a whole run over every edition.

Composition reads everything it needs in one go and gives plain values; nothing after it asks the
database.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation

from core.figures.annexes import annexes
from core.figures.registry import figures
from core.history.past import known_at
from core.languages.translated import text_in
from core.numbers.syntax import Token, find_tokens
from reports.composing.computed_numbers import ComputedNumbers
from reports.composing.edition_tree import Drawn, EditionComposer, TextError, reading
from reports.composing.merge import Paper, paper
from reports.composing.notes import AuthorNote, author_notes
from reports.composing.numbering import Numbering, number
from reports.composing.unprintable import without_illegal
from reports.document import tree
from reports.models import IMPLICATIONS, Profile, Report

__all__ = [
    "AuthorNote",
    "Composition",
    "EditionWords",
    "TextError",
    "compose",
    "compose_edition_words",
]


@dataclass(frozen=True)
class Composition:
    """A whole run: a tree per language, the numbers, and what the author must know."""

    documents: Mapping[str, tree.Document]
    missing: Mapping[str, int]
    numbers: Mapping[str, Mapping[str, Any]]
    notes: Sequence[AuthorNote]
    paper: Paper
    fingerprint: str


def compose(report: Report, languages: Sequence[str], *, draft: int, made_on: date) -> Composition:
    """Compose `report` in `languages`. `made_on` and `draft` go into the file names only.

    Call it in one transaction (REPEATABLE READ where others may write) so that all numbers are
    of one moment.
    """
    with known_at(report.known_at):
        current, numbering, desk = _computed(report)
        drawn = {code: _drawn(desk, numbering, code) for code in languages}
        numbers = desk.record()
    editions = {
        code: EditionComposer(report, current, desk, numbering, drawn[code], code)
        for code in languages
    }
    documents, illegal = without_illegal(
        {code: one.document(draft=draft, made_on=made_on) for code, one in editions.items()}
    )
    return Composition(
        documents=documents,
        missing={code: one.missing for code, one in editions.items()},
        numbers=numbers,
        notes=[*illegal, *author_notes(report, current, desk, editions, numbering)],
        paper=current,
        fingerprint=_fingerprint(documents, numbers),
    )


@dataclass(frozen=True)
class EditionWords:
    """What one edition says: its paragraphs with today's numbers, exact values and wholes.

    Figures, tables and the rows behind the numbers are left out: of 10,000 projects they take ten
    times as long, and whether a sentence still says what the data say does not hang on them.
    """

    document: tree.Document
    numbers: Mapping[str, Mapping[str, Any]]


def compose_edition_words(report: Report, language: str, *, made_on: date) -> EditionWords:
    """The words of one edition, from the data as they are now; call it as `compose`."""
    with known_at(report.known_at):
        current, numbering, desk = _computed(report)
    edition = EditionComposer(report, current, desk, numbering, Drawn({}, {}), language)
    made, _notes = without_illegal({language: edition.document(draft=0, made_on=made_on)})
    return EditionWords(made[language], desk.amounts())


def _computed(report: Report) -> tuple[Paper, Numbering, ComputedNumbers]:
    """The paper as it stands, and every live number in it."""
    current = paper(report)
    numbering = number(current)
    desk = ComputedNumbers(report.number_context)
    desk.compute(_all_tokens(report, current, numbering))
    return current, numbering, desk


def _all_tokens(report: Report, current: Paper, numbering: Numbering) -> list[Token]:
    texts = [
        (paragraph.key, language, text)
        for section in current.sections
        for paragraph in section.paragraphs
        for language, text in paragraph.texts.items()
    ]
    texts += _first_page(report)
    found = []
    for key, language, text in texts:
        with reading(numbering, key, language):
            found += [token for _start, _end, token in find_tokens(text)]
    return found


def _first_page(report: Report) -> list[tuple[str, str, str]]:
    """Its texts in every edition, and in the original language, which stands in for what is missing."""
    languages = {edition.language for edition in report.editions.all()} | {report.original_language}
    lines = IMPLICATIONS if report.profile == Profile.DECISION else ()
    return [
        (key, code, text_in(report, key or "summary", code))
        for code in sorted(languages)
        for key in ("", *lines)
    ]


def _drawn(desk: ComputedNumbers, numbering: Numbering, language: str) -> Drawn:
    """The data of every figure and table in `language`, over the rows that the numbers count."""
    with translation.override(language):
        return Drawn(
            {
                key: figures[key].compute(desk.context, {})
                for key in numbering.figures
                if key in figures
            },
            {key: annexes[key].compute(desk.context) for key in numbering.tables if key in annexes},
        )


def _fingerprint(documents: Mapping[str, tree.Document], numbers: Mapping[str, Any]) -> str:
    """A hash of what the paper says and of the rows behind it; not of draft number or date."""
    said = {
        code: {**tree.to_json(document), "draft": 0, "file_stem": ""}
        for code, document in documents.items()
    }
    plain = json.dumps([said, numbers], sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()
