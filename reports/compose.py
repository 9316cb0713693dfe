"""From a paper and its numbers to document trees: numbering, cross references, rendering of tokens.

Composition reads everything it needs in one go and gives plain values; nothing after it asks the
database.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from core.figures import FigureData, figures
from core.history import known_at
from core.languages import LanguageProfile, profile
from core.registry import UnknownKey
from core.rounding import Rounding
from core.tokens import Token, find_tokens
from core.translated import text_in
from reports import tree
from reports.cover import compose_cover, file_stem
from reports.desk import NumberDesk
from reports.inline import Inliner
from reports.markup import parse
from reports.models import Report
from reports.paper import Paper, PaperParagraph, paper


@dataclass(frozen=True)
class AuthorNote:
    """Something the author must know; never printed. `kind` groups, `text` is for people."""

    kind: str
    text: str
    target: str = ""


@dataclass(frozen=True)
class Composition:
    """A whole run: a tree per language, the numbers, and what the author must know."""

    documents: Mapping[str, tree.Document]
    missing: Mapping[str, int]
    numbers: Mapping[str, Mapping[str, Any]]
    notes: Sequence[AuthorNote]
    paper: Paper
    fingerprint: str


@dataclass
class Numbering:
    """Numbers of paragraphs and figures by key, the same in every edition."""

    paragraphs: dict[str, int] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)


def compose(report: Report, languages: Sequence[str], *, draft: int, made_on: date) -> Composition:
    """Compose `report` in `languages`. `made_on` and `draft` go into the file names only.

    Call it in one transaction (REPEATABLE READ where others may write) so that all numbers are
    of one moment.
    """
    with known_at(report.known_at):
        current = paper(report)
        numbering = _number(current)
        desk = NumberDesk(report.number_context)
        desk.compute(_all_tokens(report, current, numbering))
        drawn = {code: _figures(report, current, code) for code in languages}
        numbers = desk.record()
    edition = {
        code: _Edition(report, current, desk, numbering, drawn[code], code) for code in languages
    }
    documents = {code: one.document(draft=draft, made_on=made_on) for code, one in edition.items()}
    return Composition(
        documents=documents,
        missing={code: one.missing for code, one in edition.items()},
        numbers=numbers,
        notes=_notes(current, desk, edition, numbering, report),
        paper=current,
        fingerprint=_fingerprint(documents, numbers),
    )


class TextError(ValueError):
    """A text of the paper cannot be read or printed; the message says which, where, and why."""


@contextmanager
def _reading(numbering: Numbering, key: str, language: str) -> Iterator[None]:
    """Say of any problem in which paragraph and language it is."""
    try:
        yield
    except ValueError as error:
        place = (
            _("Paragraph %(number)s (%(key)s)") % {"number": numbering.paragraphs[key], "key": key}
            if key in numbering.paragraphs
            else _("The summary")
        )
        raise TextError(f"{place}, {profile(language).name}: {error}") from error


def _all_tokens(report: Report, current: Paper, numbering: Numbering) -> list[Token]:
    texts = [
        (paragraph.key, language, text)
        for section in current.sections
        for paragraph in section.paragraphs
        for language, text in paragraph.texts.items()
    ]
    languages = [edition.language for edition in report.editions.all()]
    texts += [("", code, text_in(report, "summary", code)) for code in languages]
    found = []
    for key, language, text in texts:
        with _reading(numbering, key, language):
            found += [token for _start, _end, token in find_tokens(text)]
    return found


def _number(current: Paper) -> Numbering:
    """Paragraphs run 1..n across all headings; a figure is numbered where it is announced."""
    numbering = Numbering()
    for section in current.sections:
        for paragraph in section.paragraphs:
            numbering.paragraphs[paragraph.key] = len(numbering.paragraphs) + 1
            if paragraph.figure:
                numbering.figures.setdefault(paragraph.figure, len(numbering.figures) + 1)
    return numbering


def _figures(report: Report, current: Paper, language: str) -> dict[str, FigureData]:
    """The data of every figure, labelled in `language`."""
    keys = [p.figure for s in current.sections for p in s.paragraphs if p.figure in figures]
    with translation.override(language):
        return {key: figures[key].compute(report.number_context, {}) for key in keys}


class _Edition:
    """Builds the tree of one language."""

    def __init__(
        self,
        report: Report,
        current: Paper,
        desk: NumberDesk,
        numbering: Numbering,
        drawn: Mapping[str, FigureData],
        language: str,
    ) -> None:
        self.report = report
        self.current = current
        self.numbering = numbering
        self.drawn = drawn
        self.language = language
        self.profile: LanguageProfile = profile(language)
        self.inliner = Inliner(
            desk=desk,
            profile=self.profile,
            rounding=Rounding(report.rounding),
            paragraphs=numbering.paragraphs,
            figures=numbering.figures,
        )
        self.missing = 0

    def document(self, *, draft: int, made_on: date) -> tree.Document:
        """The whole paper."""
        cover = compose_cover(self.report, self.language, self._summary())
        blocks: list[tree.Block] = []
        for section in self.current.sections:
            heading, _language = self._chosen(section.headings)
            blocks.append(
                tree.Heading(
                    id=f"section/{section.key}",
                    level=section.level,
                    children=(tree.Text(text=self.profile.typeset(heading)),),
                )
            )
            for paragraph in section.paragraphs:
                blocks.extend(self._paragraph(paragraph))
        return tree.Document(
            language=self.language,
            word_language=self.profile.word_language,
            symbol=self.report.symbol,
            title=cover.title,
            subject=f"{cover.body}, {cover.session}, {cover.session_place_dates}",
            author=cover.author,
            keywords=(self.report.symbol, self.report.strategy.slug, str(self.report.year)),
            dated=self.report.dated,
            draft=draft,
            file_stem=file_stem(self.report, self.profile, draft, made_on),
            cover=cover,
            blocks=tuple(blocks),
        )

    def _chosen(self, texts: Mapping[str, str]) -> tuple[str, str]:
        """The text of this language, else the original, counted as missing; and its language."""
        if texts.get(self.language):
            return texts[self.language], ""
        if texts:
            self.missing += 1
        original = self.report.original_language
        for code in (original, *sorted(texts)):
            if texts.get(code):
                return texts[code], code
        return "", ""

    def _summary(self) -> tuple[tree.Inline, ...]:
        codes = (self.language, self.report.original_language)
        texts = {code: text_in(self.report, "summary", code) for code in codes}
        text, foreign = self._chosen({code: text for code, text in texts.items() if text})
        with _reading(self.numbering, "", foreign or self.language):
            return self.inliner.inline("summary", parse(text).children, foreign)

    def _paragraph(self, paragraph: PaperParagraph) -> list[tree.Block]:
        text, foreign = self._chosen(paragraph.texts)
        with _reading(self.numbering, paragraph.key, foreign or self.language):
            blocks = self._words(paragraph.key, text, foreign)
        if paragraph.figure in self.drawn:
            blocks.append(self._figure(paragraph.figure))
        return blocks

    def _words(self, key: str, text: str, foreign: str) -> list[tree.Block]:
        markup = parse(text)
        blocks: list[tree.Block] = [
            tree.Paragraph(
                id=f"para/{key}",
                number=self.numbering.paragraphs[key],
                children=self.inliner.inline(key, markup.children, foreign),
                language=foreign,
                untranslated=bool(foreign),
            )
        ]
        if markup.points:
            items = tuple(self.inliner.inline(key, point, foreign) for point in markup.points)
            blocks.append(tree.BulletList(items=items, language=foreign))
        return blocks

    def _figure(self, key: str) -> tree.Figure:
        data = self.drawn[key]
        number = self.numbering.figures[key]
        return tree.Figure(
            id=f"fig/{key}",
            number=number,
            label=self.profile.figure(number),
            caption=data.caption,
            data=data,
        )


def _notes(
    current: Paper,
    desk: NumberDesk,
    editions: Mapping[str, _Edition],
    numbering: Numbering,
    report: Report,
) -> list[AuthorNote]:
    """What the author must know, in plain keys; pages put it into the reader's language."""
    original = report.original_language
    notes = [
        AuthorNote("silent", section.headings.get(original) or section.key)
        for section in current.silent
    ]
    notes += [
        AuthorNote("missing", f"{code}:{edition.missing}")
        for code, edition in editions.items()
        if edition.missing
    ]
    notes += [
        AuthorNote("source_changed", f"{key}:{language}", f"para/{key}")
        for key, language in current.edited
    ]
    notes += [AuthorNote("source_gone", key, f"para/{key}") for key in current.orphaned]
    notes += [
        AuthorNote("number", f"{problem.signature}: {problem.message}")
        for problem in desk.problems.values()
    ]
    unknown = [key for key in numbering.figures if key not in figures]
    notes += [AuthorNote("figure", str(UnknownKey(key))) for key in unknown]
    references = {r for edition in editions.values() for r in edition.inliner.broken}
    notes += [AuthorNote("reference", reference) for reference in sorted(references)]
    if any(value.illustrative for value in desk.values.values()):
        notes.append(AuthorNote("illustrative", ""))
    return notes


def _fingerprint(documents: Mapping[str, tree.Document], numbers: Mapping[str, Any]) -> str:
    """A hash of what the paper says and of the rows behind it; not of draft number or date."""
    said = {
        code: {**tree.to_json(document), "draft": 0, "file_stem": ""}
        for code, document in documents.items()
    }
    plain = json.dumps([said, numbers], sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()
