"""From a report and today's data to its paper in every language, in six visible steps.

    plan → merge → number → compute → compose → note

Everything is read in the first four, inside `known_at`; each gives one value that the next takes, and
nothing is filled in afterwards. What follows them asks the database nothing.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from core.history.past import known_at
from core.languages.translated import text_in
from core.numbers.syntax import Token, find_tokens
from portfolio.projects.changed_since import projects_changed_since
from portfolio.projects.population import population
from reports.composing.computed_numbers import amounts, compute_numbers, recorded
from reports.composing.drawing import Drawn, draw
from reports.composing.edition_tree import PaperFacts, compose_edition, reading
from reports.composing.gate import (
    Gate,
    Settled,
    blocks_kept,
    data_hashes,
    recorded_instead,
    settle,
)
from reports.composing.merge import Paper, merge
from reports.composing.notes import author_notes
from reports.composing.numbering import Numbering, number
from reports.composing.stored import StoredPaper, kept_stored_paper, stored_paper
from reports.composing.unprintable import without_illegal
from reports.document import tree
from reports.document.notes import DraftNote
from reports.document.picture_files import PictureFile
from reports.document.recorded import RecordedAmount, RecordedNumber, numbers_to_json
from reports.models import IMPLICATIONS, Profile, Report
from reports.outline.plan import Plan, kept_plan, plan

OPEN = Gate()


@dataclass(frozen=True)
class Composition:
    """A whole run: a tree per language, the numbers, and what the author must know.

    `missing` counts the texts without a translation by language. `let_in` are the amounts of the data,
    and hashes of figures and tables; `instead` those of them in whose place the gate had another printed.
    """

    documents: Mapping[str, tree.Document]
    missing: Mapping[str, int]
    numbers: Mapping[str, RecordedNumber]
    notes: Sequence[DraftNote]
    paper: Paper
    fingerprint: str
    let_in: Mapping[str, RecordedAmount]
    instead: frozenset[str]


def compose(
    report: Report,
    languages: Sequence[str],
    *,
    draft: int,
    made_on: date,
    gate: Gate = OPEN,
) -> Composition:
    """Compose `report` in `languages`. `made_on` and `draft` go into the file names only.

    What has moved is printed as the `gate` has it.

    Call it in one transaction (REPEATABLE READ where others may write) so that all numbers are
    of one moment.
    """
    with known_at(report.known_at):
        planned = plan(report)
        paper = merge(planned, stored_paper(report))
        numbering = number(paper)
        context = report.number_context
        found = compute_numbers(_tokens(report, paper, numbering, languages), context)
        drawn = {code: draw(report, numbering, code) for code in languages}
        settled = settle(found, gate)
        computed, numbers = settled.computed, recorded_instead(recorded(found), settled, gate)
        pictures = pictures_of(report, numbering)
        changed = (
            projects_changed_since(population(context, {}), context.at)
            if report.known_at is None
            else ()
        )
    facts = PaperFacts(report, paper, numbering, computed, changed, pictures)
    editions = {
        code: compose_edition(facts, drawn[code], code, draft=draft, made_on=made_on)
        for code in languages
    }
    hashes = data_hashes(drawn.get(report.original_language, Drawn()))
    closed = frozenset(key for key, now in hashes.items() if gate.instead(key, now) is not None)
    documents, illegal = without_illegal(
        {code: blocks_kept(one.document, closed, gate) for code, one in editions.items()}
    )
    return Composition(
        documents=documents,
        missing={code: one.missing for code, one in editions.items()},
        numbers=numbers,
        notes=[*illegal, *author_notes(facts, editions)],
        paper=paper,
        fingerprint=_fingerprint(documents, numbers),
        let_in={**amounts(found), **hashes},
        instead=closed | settled.instead.keys(),
    )


@dataclass(frozen=True)
class BehindText:
    """A translation whose original has changed since: by the keys of section and paragraph, with the
    original as it read then and as it reads now."""

    section: str
    key: str
    then: str
    now: str


@dataclass(frozen=True)
class EditionWords:
    """What one edition says: its paragraphs with today's numbers, exact values and wholes; and which of
    its texts are behind the original.

    Generated tables and the rows behind the numbers are left out: of 10,000 projects they take ten
    times as long, and whether a sentence still says what the data say does not hang on them.
    """

    document: tree.Document
    numbers: Mapping[str, RecordedAmount]
    behind: Sequence[BehindText]


def compose_edition_words(
    report: Report, language: str, *, made_on: date, gate: Gate = OPEN
) -> EditionWords:
    """The words and figures of one edition, from the data as they are now; call it as `compose`."""

    def figures_alone(numbering: Numbering, code: str) -> Drawn:
        # Tables keep their numbers, to which texts refer.
        return draw(report, replace(numbering, tables={}), code)

    words = compose_words(
        report,
        [language],
        made_on=made_on,
        gate=gate,
        drawn=figures_alone,
        planned=kept_plan,
    )
    behind = behind_texts(words.paper, report.original_language, language)
    return EditionWords(words.documents[language], words.numbers, behind)


@dataclass(frozen=True)
class PaperWords:
    """What every edition says, like `EditionWords`: without generated tables and rows."""

    paper: Paper
    documents: Mapping[str, tree.Document]
    numbers: Mapping[str, RecordedAmount]
    by_hand: frozenset[str] = frozenset()
    beside: Mapping[str, tree.Document] = field(default_factory=dict)


def compose_words(
    report: Report,
    languages: Sequence[str],
    *,
    made_on: date,
    gate: Gate = OPEN,
    drawn: Callable[[Numbering, str], Drawn] = lambda _numbering, _code: Drawn(),
    other: Gate | None = None,
    planned: Callable[[Report], Plan] = plan,
    stored: Callable[[Report], StoredPaper] = kept_stored_paper,
) -> PaperWords:
    """The words of some editions, from the data as they are now; call it as `compose`.

    `drawn` gives the figures and tables of a language, where they are wanted; `planned` what the
    sources call for, `stored` what people have written. Where an `other` gate has other numbers
    printed, the editions as it has them stand `beside`.
    """
    with known_at(report.known_at):
        paper = merge(planned(report), stored(report))
        numbering = number(paper)
        tokens = _tokens(report, paper, numbering, languages)
        found = compute_numbers(tokens, report.number_context)
        pictures = pictures_of(report, numbering)
        drawings = {code: drawn(numbering, code) for code in languages}

    def documents(settled: Settled) -> Mapping[str, tree.Document]:
        facts = PaperFacts(report, paper, numbering, settled.computed, pictures=pictures)
        editions = {
            code: compose_edition(facts, drawings[code], code, draft=0, made_on=made_on).document
            for code in languages
        }
        return without_illegal(editions)[0]

    settled = settle(found, gate)
    second = settle(found, other) if other is not None else settled
    return PaperWords(
        paper,
        documents(settled),
        amounts(settled.computed),
        frozenset(settled.instead),
        documents(second) if second.instead != settled.instead else {},
    )


@dataclass(frozen=True)
class Preview:
    """One edition as it would read now, for those who write it: the paper by its keys beside its tree.

    `accepted` is how it reads with the numbers that were let in, where that differs; `by_hand` are the
    signatures of those that are set by hand.
    """

    paper: Paper
    document: tree.Document
    accepted: tree.Document | None = None
    by_hand: frozenset[str] = frozenset()


def compose_preview(
    report: Report,
    language: str,
    *,
    made_on: date,
    drawn: Callable[[Numbering], Drawn],
    gate: Gate = OPEN,
    closed: Gate | None = None,
) -> Preview:
    """The whole of one edition now, and as the `closed` gate has it; `drawn` gives its figures and
    tables. Call it as `compose`."""
    words = compose_words(
        report,
        [language],
        made_on=made_on,
        gate=gate,
        drawn=lambda numbering, _code: drawn(numbering),
        planned=kept_plan,
        other=closed,
    )
    return Preview(
        words.paper, words.documents[language], words.beside.get(language), words.by_hand
    )


def behind_texts(paper: Paper, original: str, language: str) -> list[BehindText]:
    """The translations into `language` whose original has changed, in the order of the paper."""
    return [
        BehindText(section.key, one.key, one.behind[language], one.texts[original])
        for section in paper.sections
        for one in section.paragraphs
        if language in one.behind
    ]


def pictures_of(report: Report, numbering: Numbering) -> dict[str, PictureFile]:
    """The pictures that the texts name, as far as the report has them."""
    if not numbering.pictures:
        return {}
    rows = report.pictures.filter(key__in=numbering.pictures)
    return {row.key: PictureFile(row.sha256, row.width, row.height) for row in rows}


def _tokens(
    report: Report, paper: Paper, numbering: Numbering, languages: Sequence[str]
) -> list[Token]:
    """Every live number of the paper, in whatever language it has a text."""
    found: list[Token] = []
    for key, language, text in (*_paragraph_texts(paper), *_cover_texts(report, languages)):
        with reading(numbering, key, language):
            found += [token for _start, _end, token in find_tokens(text)]
    return found


def _paragraph_texts(paper: Paper) -> Iterator[tuple[str, str, str]]:
    """Key, language and text of each paragraph."""
    for section in paper.sections:
        for paragraph in section.paragraphs:
            for language, text in paragraph.texts.items():
                yield paragraph.key, language, text


def _cover_texts(report: Report, languages: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The first page's texts in every edition, and in the original language, which stands in for
    what is missing; the summary has no key."""
    codes = {edition.language for edition in report.editions.all()}
    lines = IMPLICATIONS if report.profile == Profile.DECISION else ()
    for code in sorted({*codes, *languages, report.original_language}):
        for key in ("", *lines):
            yield key, code, text_in(report, key or "summary", code)


def _fingerprint(
    documents: Mapping[str, tree.Document], numbers: Mapping[str, RecordedNumber]
) -> str:
    """A hash of what the paper says and of the rows behind it; not of draft number or date."""
    trees = {
        code: {**tree.to_json(document), "draft": 0, "file_stem": ""}
        for code, document in documents.items()
    }
    plain = json.dumps([trees, numbers_to_json(numbers)], sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()
