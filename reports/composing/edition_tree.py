"""One language of a paper: from texts, numbers, figures and tables to its document tree."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from core.figures.annexes import AnnexCell, Untranslated, annexes
from core.languages import LanguageProfile, profile
from core.languages.recording import recording
from core.languages.translated import text_in
from portfolio.projects.changed_since import ChangedProject
from reports.composing.computed_numbers import ComputedNumbers
from reports.composing.cover import compose_cover, file_stem
from reports.composing.decision import refers_to, with_way_to_decision
from reports.composing.drawing import Drawn
from reports.composing.inline import Inliner
from reports.composing.merge import Paper, PaperParagraph, PaperSection
from reports.composing.numbering import Numbering, decision_key
from reports.composing.text_blocks import TextBlocks
from reports.document import tree
from reports.document.markup import parse, read_heading, read_line, read_sentences
from reports.document.notes import BrokenReference, DrawingNote
from reports.document.picture_files import PictureFile
from reports.document.spans import MarkupError, with_words
from reports.document.translations import numbers_apart
from reports.document.walk import nodes
from reports.models import IMPLICATIONS, Profile, Report


class TextError(ValueError):
    """A text of the paper cannot be read or printed; the message says which, where, and why."""


@contextmanager
def reading(numbering: Numbering, key: str, language: str) -> Iterator[None]:
    """Say of any problem in which paragraph and language it is."""
    try:
        yield
    except ValueError as error:
        place = (
            _("Paragraph %(number)s (%(key)s)") % {"number": numbering.paragraphs[key], "key": key}
            if key in numbering.paragraphs
            else _("The first page")
            if key in IMPLICATIONS
            else _("The summary")
        )
        near = error.near if isinstance(error, MarkupError) else ""
        message = with_words(str(error), near)
        raise TextError(f"{place}, {profile(language).name}: {message}") from error


@contextmanager
def reading_heading(heading: str, language: str) -> Iterator[None]:
    """Say of any problem in which heading and language it is."""
    try:
        yield
    except ValueError as error:
        place = _("The heading “%(heading)s”") % {"heading": heading}
        raise TextError(f"{place}, {profile(language).name}: {error}") from error


@dataclass(frozen=True)
class PaperFacts:
    """What all editions are composed of: the report, its paper, the numbers in it and of it.

    `changed` are projects that were renamed or moved after the day of the data, `pictures` those that its
    texts may name.
    """

    report: Report
    paper: Paper
    numbering: Numbering
    computed: ComputedNumbers
    changed: Sequence[ChangedProject] = ()
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)

    @property
    def decision(self) -> str:
        """The key of the draft decision; empty in a paper that decides nothing."""
        return decision_key(self.paper) if self.report.profile == Profile.DECISION else ""


@dataclass(frozen=True)
class ComposedEdition:
    """One language of a paper, and what came up while it was composed.

    `missing` counts the texts that are not translated, `broken` has the references that lead
    nowhere, `unreviewed` the words and rules of the language that the tree uses and nobody has
    reviewed; `drawn` is what was noted while figures and tables were made.
    """

    document: tree.Document
    missing: int
    broken: tuple[BrokenReference, ...]
    unreviewed: tuple[str, ...]
    drawn: tuple[DrawingNote, ...] = ()


def compose_edition(
    facts: PaperFacts, drawn: Drawn, language: str, *, draft: int, made_on: date
) -> ComposedEdition:
    """The paper in one language; `drawn` are its figures and tables."""
    composer = _EditionComposer(facts, drawn, language)
    document = composer.document(draft=draft, made_on=made_on)
    return ComposedEdition(
        document,
        composer.missing,
        (*composer.inliner.broken, *_absent(document, facts.numbering.pictures)),
        tuple(sorted(composer.unreviewed)),
        drawn.notes,
    )


def _absent(document: tree.Document, pictures: Collection[str]) -> Iterator[BrokenReference]:
    """References to tables and pictures that only the text in another language holds."""
    every = tree.with_inner(document.blocks)
    there = {block.id for block in every if isinstance(block, tree.Table | tree.Picture)}
    for node in nodes(document):
        target = node.target if isinstance(node, tree.Reference) else ""
        if target.startswith("table/") and target not in there:
            yield BrokenReference(block="table", key=target.removeprefix("table/"))
        key = target.removeprefix("fig/")
        if key != target and key in pictures and target not in there:
            yield BrokenReference(block="fig", key=key)


def chosen_text(report: Report, texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """The text in `language`, else the original with its language; two empty strings for none."""
    if texts.get(language):
        return texts[language], ""
    for code in (report.original_language, *sorted(texts)):
        if texts.get(code):
            return texts[code], code
    return "", ""


def cover_texts(report: Report, field: str, language: str) -> dict[str, str]:
    """What stands on the first page in `language` and in the original, if they have the same numbers."""
    codes = (language, report.original_language)
    texts = {code: text_in(report, field, code) for code in codes}
    apart = numbers_apart(texts, report.original_language)
    return {code: text for code, text in texts.items() if text and code not in apart}


class _EditionComposer:
    """Builds the tree of one language, from the first page to the last appendix."""

    def __init__(self, facts: PaperFacts, drawn: Drawn, language: str) -> None:
        self.report, self.paper, self.numbering = facts.report, facts.paper, facts.numbering
        self.drawn = drawn
        self.language = language
        self.profile: LanguageProfile
        self.profile, self.unreviewed = recording(profile(language))
        self.inliner = Inliner(
            computed=facts.computed,
            profile=self.profile,
            style=facts.report.style,
            numbering=facts.numbering,
        )
        self.decision = facts.decision
        self.missing = drawn.untranslated
        self.pictures = facts.pictures
        self.generated = {*(spec.key for spec in annexes), *facts.report.declared.tables}
        self._printed: set[str] = set()

    def document(self, *, draft: int, made_on: date) -> tree.Document:
        """The whole paper."""
        lines = {name: self._line(name) for name in IMPLICATIONS}
        cover = compose_cover(self.report, self.profile, self._summary(), lines)
        blocks = [block for one in self.paper.sections for block in self._section(one)]
        return tree.Document(
            language=self.language,
            word_language=self.profile.word_language,
            symbol=self.report.symbol,
            title=cover.title,
            subject=f"{cover.body}, {cover.session}, {cover.session_place_dates}",
            author=cover.author,
            keywords=(self.report.symbol, self.report.strategy.slug, str(self.report.years)),
            dated=self.report.dated,
            draft=draft,
            file_stem=file_stem(self.report, self.profile, draft, made_on),
            cover=cover,
            blocks=tuple(blocks),
        )

    def _chosen(self, texts: Mapping[str, str]) -> tuple[str, str]:
        """The text of this language, else the original, counted as missing; and its language."""
        if texts and not texts.get(self.language):
            self.missing += 1
        return chosen_text(self.report, texts, self.language)

    # --- Cover ------------------------------------------------------------------------------

    def _of_cover(self, field: str) -> tuple[str, str]:
        return self._chosen(cover_texts(self.report, field, self.language))

    def _summary(self) -> tuple[tree.Inline, ...]:
        text, foreign = self._of_cover("summary")
        with reading(self.numbering, "", foreign or self.language):
            spans = read_sentences(text)
            box = self.inliner.inline("summary", spans, foreign)
        if self.decision and not refers_to(spans, self.decision):
            number = self.numbering.paragraphs[self.decision]
            words = self.inliner.speaking(foreign)
            box = with_way_to_decision(box, self.decision, number, words, foreign)
        return box

    def _line(self, field: str) -> str:
        """A line of the box as plain words, its references computed; empty where nothing is said."""
        if self.report.profile != Profile.DECISION:
            return ""
        text, foreign = self._of_cover(field)
        with reading(self.numbering, field, foreign or self.language):
            nodes = self.inliner.inline(field, read_line(text), foreign)
        return tree.plain(nodes)

    # --- Text -------------------------------------------------------------------------------

    def _section(self, section: PaperSection) -> Iterator[tree.Block]:
        if section.begins_appendix:
            self.inliner.begin_appendix(section.key)
        yield self._heading(section)
        for paragraph in section.paragraphs:
            yield from self._paragraph(paragraph)
        for key in section.tables:
            if key in self.drawn.tables and key not in self._printed:
                self._printed.add(key)
                yield self._table(key)

    def _heading(self, section: PaperSection) -> tree.Heading | tree.Appendix:
        heading, foreign = self._chosen(section.headings)
        with reading_heading(heading, foreign or self.language):
            children = self.inliner.inline(f"section/{section.key}", read_heading(heading), "")
        if not section.begins_appendix:
            return tree.Heading(
                id=f"section/{section.key}",
                level=section.level,
                children=children,
                subtitle=self._subtitle(section.subtitles),
            )
        return tree.Appendix(
            id=f"app/{section.key}",
            label=self.profile.appendix(self.numbering.appendices[section.key]),
            children=children,
            landscape=section.landscape,
        )

    def _subtitle(self, texts: Mapping[str, str]) -> tuple[tree.Text, ...]:
        text, foreign = self._chosen(texts)
        words = self.inliner.speaking(foreign).typeset(text)
        return (tree.Text(text=words, language=foreign),) if words else ()

    def _paragraph(self, paragraph: PaperParagraph) -> list[tree.Block]:
        text, foreign = self._chosen(paragraph.texts)
        with reading(self.numbering, paragraph.key, foreign or self.language):
            blocks = self._words(paragraph.key, text, foreign)
        if paragraph.figure in self.drawn.figures:
            blocks.append(self._figure(paragraph.figure))
        return blocks

    def _words(self, key: str, text: str, foreign: str) -> list[tree.Block]:
        text_blocks = TextBlocks(
            inliner=self.inliner,
            key=key,
            language=foreign,
            decides=key == self.decision,
            printed=self._printed,
            generated=self.generated,
            pictures=self.pictures,
        )
        return [*text_blocks.blocks(parse(text))]

    def _figure(self, key: str) -> tree.Figure:
        data = self.drawn.figures[key]
        number = self.numbering.figures[key]
        return tree.Figure(
            id=f"fig/{key}",
            number=number,
            label=self.profile.figure(number),
            caption=data.caption,
            data=data,
        )

    def _table(self, key: str) -> tree.Table:
        data = self.drawn.tables[key]
        foreign = sum(isinstance(one, Untranslated) for row in data.rows for one in row)
        foreign += sum(isinstance(heading, Untranslated) for _row, heading in data.groups)
        self.missing += foreign
        return tree.Table(
            id=f"table/{key}",
            label=self.profile.table(self.numbering.tables[key]),
            caption=data.caption,
            columns=data.columns,
            rows=tuple(tuple(self._cell(one) for one in row) for row in data.rows),
            numeric=data.numeric,
            groups=tuple((row, self._cell(heading)) for row, heading in data.groups),
            widths=data.widths,
            note=" ".join(
                filter(
                    None,
                    (data.note, data.illustrative, self._untranslated() if foreign else ""),
                )
            ),
        )

    def _cell(self, one: AnnexCell) -> tree.TableCell:
        if isinstance(one, Untranslated):
            return tree.Text(text=one.text, emphasis=True, language=one.language)
        return self.profile.typeset(one)

    def _untranslated(self) -> str:
        with translation.override(self.language):
            return _("What stands in italics has not been translated yet.")
