"""The paper as it stands: what the sources call for, joined with what people have written.

Regenerating never eats work. A template or adopted paragraph that nobody has edited follows its
source; an edited one keeps the person's words (and the author is told when the source has moved on);
a written one is left alone. A section stays as long as words of a person stand in it, even when no
source has anything to say there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch

from core.languages.translated import set_texts, texts_of
from reports.document.translations import NumbersApart, compared
from reports.models import Origin, Paragraph, ParagraphText, Report, Section
from reports.outline.plan import (
    PaperPart,
    Plan,
    PlannedParagraph,
    PlannedSection,
    plan,
    without_silent,
)


@dataclass(frozen=True)
class PaperParagraph:
    """A paragraph with the words that count, per language.

    `apart` and `behind` tell of its translations (`reports.document.translations`).
    """

    key: str
    origin: Origin
    texts: Mapping[str, str]
    figure: str = ""
    apart: Mapping[str, NumbersApart] = field(default_factory=dict)
    behind: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PaperSection:
    """A section of the paper in reading order."""

    key: str
    level: int
    headings: Mapping[str, str]
    paragraphs: tuple[PaperParagraph, ...]
    part: PaperPart = PaperPart.MAIN
    tables: tuple[str, ...] = ()
    landscape: bool = False
    subtitles: Mapping[str, str] = field(default_factory=dict)

    @property
    def begins_appendix(self) -> bool:
        """Whether an appendix begins here; what stands below it belongs to it."""
        return self.part is PaperPart.APPENDIX and self.level == 1


@dataclass(frozen=True)
class Paper:
    """Everything a document is composed of, before numbers are computed.

    `edited` lists (paragraph key, language) whose source has changed under a person's edit,
    `orphaned` paragraph keys whose source is gone but whose edited words were kept.
    """

    sections: tuple[PaperSection, ...]
    silent: tuple[PaperSection, ...]
    plan: Plan
    edited: tuple[tuple[str, str], ...] = ()
    orphaned: tuple[str, ...] = ()


@dataclass(frozen=True)
class StoredPaper:
    """What the database holds of the report's text, by natural keys.

    `original` is its language; `paragraphs` are by section, `texts` by section and paragraph, then by
    language.
    """

    original: str
    sections: Mapping[str, Section]
    paragraphs: Mapping[str, Sequence[Paragraph]]
    texts: Mapping[tuple[str, str], Mapping[str, ParagraphText]]

    def texts_of(self, section: str, key: str) -> Mapping[str, ParagraphText]:
        """The texts of a paragraph by language; empty where nothing is stored."""
        return self.texts.get((section, key), {})


def paper(report: Report) -> Paper:
    """The paper as sources and edits stand now. Reads, writes nothing."""
    return merge(plan(report), stored_paper(report))


def merge(planned: Plan, stored: StoredPaper) -> Paper:
    """What the sources call for, joined with what is stored."""
    every = _with_unplanned([_merged(section, stored) for section in planned.sections], stored)
    # Main text, decision, appendices: whatever the outline says, and with what was kept.
    every.sort(key=lambda section: section.part)
    sections, silent = without_silent(every)
    return Paper(
        sections=sections,
        silent=silent,
        plan=planned,
        edited=tuple(
            (one.key, language)
            for section in planned.sections
            for one in section.paragraphs
            for language in _changed(one, stored.texts_of(section.key, one.key))
        ),
        orphaned=_orphaned(planned, stored),
    )


def _merged(section: PlannedSection, stored: StoredPaper) -> PaperSection:
    """A planned section, with the paragraphs of people in their places."""
    paragraphs = [
        _joined(one, stored.texts_of(section.key, one.key), stored.original)
        for one in section.paragraphs
    ]
    for extra in _unplanned(section, stored):
        paragraphs.insert(min(extra.position, len(paragraphs)), _kept(section.key, extra, stored))
    return PaperSection(
        section.key,
        section.level,
        section.headings,
        tuple(paragraphs),
        section.part,
        section.tables,
        section.landscape,
        section.subtitles,
    )


def _unplanned(section: PlannedSection, stored: StoredPaper) -> list[Paragraph]:
    """The stored paragraphs of a section that no source calls for and that stay."""
    wanted = {one.key for one in section.paragraphs}
    return [
        one
        for one in stored.paragraphs.get(section.key, ())
        if one.key not in wanted and _is_kept(section.key, one, stored)
    ]


def _with_unplanned(planned: Sequence[PaperSection], stored: StoredPaper) -> list[PaperSection]:
    """Sections that no outline calls for any more stay, behind their old neighbour, with what
    people have written in them."""
    sections = list(planned)
    wanted = {section.key for section in planned}
    before = ""  # the section that stood above
    for row in _by_position(stored):
        if row.key not in wanted:
            kept = tuple(_kept(row.key, one, stored) for one in _all_kept(row.key, stored))
            if not kept:
                continue
            headings = texts_of(row, "heading")
            section = PaperSection(row.key, row.level, headings, kept, PaperPart(row.part))
            places = [i for i, each in enumerate(sections, 1) if each.key == before]
            sections.insert(places[0] if places else 0, section)
        before = row.key
    return sections


def _orphaned(planned: Plan, stored: StoredPaper) -> tuple[str, ...]:
    """Paragraphs that stay though their source is gone: of planned sections, then of the others."""
    wanted = {section.key for section in planned.sections}
    kept = [one for section in planned.sections for one in _unplanned(section, stored)]
    for row in _by_position(stored):
        if row.key not in wanted:
            kept += _all_kept(row.key, stored)
    return tuple(one.key for one in kept if one.origin != Origin.WRITTEN)


def _by_position(stored: StoredPaper) -> list[Section]:
    return sorted(stored.sections.values(), key=lambda one: one.position)


def _all_kept(section: str, stored: StoredPaper) -> list[Paragraph]:
    return [one for one in stored.paragraphs.get(section, ()) if _is_kept(section, one, stored)]


def stored_paper(report: Report, *, lock: bool = False) -> StoredPaper:
    """Everything the database holds of the text; with `lock`, nobody changes it meanwhile."""
    sections, texts = report.sections.all(), ParagraphText.objects.all()
    rows = Paragraph.objects.filter(section__report=report).select_related("section")
    if lock:
        # The report's row holds up a loader, the sections' rows a paragraph that is being added.
        Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        sections, texts = sections.select_for_update(), texts.select_for_update()
        rows = rows.select_for_update(of=("self",))
    by_section: dict[str, list[Paragraph]] = {}
    by_paragraph: dict[tuple[str, str], dict[str, ParagraphText]] = {}
    by_key = {one.key: one for one in sections}
    rows = rows.prefetch_related(Prefetch("texts", queryset=texts))
    for paragraph in rows.order_by("section__position", "position"):
        section = paragraph.section.key
        by_section.setdefault(section, []).append(paragraph)
        by_paragraph[section, paragraph.key] = {
            text.language: text for text in paragraph.texts.all()
        }
    return StoredPaper(report.original_language, by_key, by_section, by_paragraph)


def _joined(
    planned: PlannedParagraph, stored: Mapping[str, ParagraphText], original: str
) -> PaperParagraph:
    """The person's words where there are any, else the source's."""
    edited = {language: row.text for language, row in stored.items() if row.is_edited}
    found = compared({**planned.texts, **edited}, stored, original)
    return PaperParagraph(
        planned.key, planned.origin, found.texts, planned.figure, found.apart, found.behind
    )


def _changed(planned: PlannedParagraph, stored: Mapping[str, ParagraphText]) -> Iterator[str]:
    """The languages in which a person has edited what the source says otherwise now."""
    for language, row in stored.items():
        if row.is_edited and planned.texts.get(language, "") != row.generated:
            yield language


def _is_kept(section: str, paragraph: Paragraph, stored: StoredPaper) -> bool:
    """Written paragraphs and edited ones stay when no source calls for them."""
    if paragraph.origin == Origin.WRITTEN:
        return True
    return any(row.is_edited for row in stored.texts_of(section, paragraph.key).values())


def _kept(section: str, paragraph: Paragraph, stored: StoredPaper) -> PaperParagraph:
    rows = stored.texts_of(section, paragraph.key)
    found = compared({code: row.text for code, row in rows.items()}, rows, stored.original)
    return PaperParagraph(
        paragraph.key,
        Origin(paragraph.origin),
        found.texts,
        paragraph.figure,
        found.apart,
        found.behind,
    )


def paper_save(report: Report, planned: Plan) -> None:
    """Bring the stored sections, paragraphs and texts to what the sources called for.

    They are joined anew with what is stored now: whatever people have written, edited or loaded
    while a draft was composed and its files rendered stays. Call inside a transaction.
    """
    planned_texts = {
        (section.key, one.key): one for section in planned.sections for one in section.paragraphs
    }
    stored = stored_paper(report, lock=True)
    current = merge(planned, stored)
    for key in set(stored.sections) - {section.key for section in current.sections}:
        stored.sections[key].delete()
    for position, section in enumerate(current.sections):
        row = _save_section(report, position, section, stored)
        kept = {one.key for one in section.paragraphs}
        for gone in stored.paragraphs.get(section.key, ()):
            if gone.key not in kept:
                gone.delete()
        _save_paragraphs(row, section, planned_texts, stored)


def _save_section(
    report: Report, position: int, section: PaperSection, stored: StoredPaper
) -> Section:
    row = stored.sections.get(section.key) or Section(report=report, key=section.key)
    before = _facts(row)
    row.position, row.level, row.part = position, section.level, section.part
    set_texts(row, "heading", section.headings)
    if before != _facts(row) or not row.pk:
        row.save()
    return row


def _facts(row: Section) -> tuple[object, ...]:
    return (row.pk, row.position, row.level, row.part, row.heading, dict(row.i18n or {}))


def _save_paragraphs(
    row: Section,
    section: PaperSection,
    planned: Mapping[tuple[str, str], PlannedParagraph],
    stored: StoredPaper,
) -> None:
    existing = {one.key: one for one in stored.paragraphs.get(section.key, ())}
    for position, one in enumerate(section.paragraphs):
        paragraph = existing.get(one.key) or Paragraph(section=row, key=one.key)
        wanted = (position, one.origin, one.figure)
        if not paragraph.pk or wanted != (
            paragraph.position,
            paragraph.origin,
            paragraph.figure,
        ):
            paragraph.position, paragraph.origin, paragraph.figure = wanted
            paragraph.save()
        source = planned.get((section.key, one.key))
        _save_texts(paragraph, one, source, section.key, stored)


def _save_texts(
    paragraph: Paragraph,
    one: PaperParagraph,
    source: PlannedParagraph | None,
    section: str,
    stored: StoredPaper,
) -> None:
    """Refresh what nobody has edited; an edited text keeps its words and its old `generated`.

    What is new in a language was made from the original as it stands now.
    """
    languages: Iterable[str] = source.texts if source else ()
    made_from = one.texts.get(stored.original, "")
    for language in languages:
        generated = source.texts[language] if source else ""
        text = stored.texts_of(section, one.key).get(language)
        text = text or ParagraphText(paragraph=paragraph, language=language)
        if text._state.adding or (not text.is_edited and text.generated != generated):
            text.text = text.generated = generated
            text.translated_from = "" if language == stored.original else made_from
            text.save()
