"""The paper as it stands: what the sources call for, joined with what people have written.

Regenerating never eats work. A template or adopted paragraph that nobody has edited follows its
source; an edited one keeps the person's words (and the author is told when the source has moved on);
a written one is left alone. A section stays as long as words of a person stand in it, even when no
source has anything to say there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Prefetch

from core.languages.translated import set_texts, texts_of
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
    """A paragraph with the words that count, per language."""

    key: str
    origin: Origin
    texts: Mapping[str, str]
    figure: str = ""


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


@dataclass
class _Stored:
    """What the database holds of the report's text, by natural keys."""

    texts: dict[tuple[str, str, str], ParagraphText] = field(default_factory=dict)
    paragraphs: dict[str, list[Paragraph]] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)


def paper(report: Report) -> Paper:
    """The paper as sources and edits stand now. Reads, writes nothing."""
    return _merged(plan(report), _stored(report))


def _merged(planned: Plan, stored: _Stored) -> Paper:
    """What the sources call for, joined with what is stored."""
    changed: list[tuple[str, str]] = []
    orphaned: list[str] = []
    every = []
    for section in planned.sections:
        paragraphs = [_joined(section.key, one, stored, changed) for one in section.paragraphs]
        wanted = {one.key for one in section.paragraphs}
        for extra in stored.paragraphs.get(section.key, []):
            if extra.key not in wanted and _is_kept(section.key, extra, stored):
                if extra.origin != Origin.WRITTEN:
                    orphaned.append(extra.key)
                paragraphs.insert(
                    min(extra.position, len(paragraphs)), _kept(section.key, extra, stored)
                )
        every.append(_section(section, paragraphs))
    _insert_unplanned(every, stored, orphaned)
    # Main text, decision, appendices: whatever the outline says, and with what was kept.
    every.sort(key=lambda section: section.part)
    sections, silent = without_silent(every)
    return Paper(sections, silent, planned, tuple(changed), tuple(orphaned))


def _section(planned: PlannedSection, paragraphs: Iterable[PaperParagraph]) -> PaperSection:
    return PaperSection(
        planned.key,
        planned.level,
        planned.headings,
        tuple(paragraphs),
        planned.part,
        planned.tables,
        planned.landscape,
    )


def _insert_unplanned(sections: list[PaperSection], stored: _Stored, orphaned: list[str]) -> None:
    """Sections that no outline calls for any more stay, behind their old neighbour, with what
    people have written in them."""
    planned = {section.key for section in sections}
    before = ""  # the section that stood above
    for row in sorted(stored.sections.values(), key=lambda one: one.position):
        if row.key not in planned:
            kept = [
                one for one in stored.paragraphs.get(row.key, []) if _is_kept(row.key, one, stored)
            ]
            if not kept:
                continue
            orphaned.extend(one.key for one in kept if one.origin != Origin.WRITTEN)
            paragraphs = tuple(_kept(row.key, one, stored) for one in kept)
            headings = texts_of(row, "heading")
            section = PaperSection(row.key, row.level, headings, paragraphs, PaperPart(row.part))
            places = [i for i, each in enumerate(sections, 1) if each.key == before]
            sections.insert(places[0] if places else 0, section)
        before = row.key


def _stored(report: Report, *, lock: bool = False) -> _Stored:
    """Everything the database holds of the text; with `lock`, nobody changes it meanwhile."""
    sections, texts = report.sections.all(), ParagraphText.objects.all()
    rows = Paragraph.objects.filter(section__report=report).select_related("section")
    if lock:
        # The report's row holds up a loader, the sections' rows a paragraph that is being added.
        Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        sections, texts = sections.select_for_update(), texts.select_for_update()
        rows = rows.select_for_update(of=("self",))
    found = _Stored(sections={one.key: one for one in sections})
    rows = rows.prefetch_related(Prefetch("texts", queryset=texts))
    for paragraph in rows.order_by("section__position", "position"):
        found.paragraphs.setdefault(paragraph.section.key, []).append(paragraph)
        for text in paragraph.texts.all():
            found.texts[paragraph.section.key, paragraph.key, text.language] = text
    return found


def _joined(
    section: str, planned: PlannedParagraph, stored: _Stored, changed: list[tuple[str, str]]
) -> PaperParagraph:
    """The person's words where there are any, else the source's."""
    texts = dict(planned.texts)
    for (in_section, key, language), row in stored.texts.items():
        if (in_section, key) == (section, planned.key) and row.is_edited:
            if planned.texts.get(language, "") != row.generated:
                changed.append((key, language))
            texts[language] = row.text
    return PaperParagraph(planned.key, planned.origin, texts, planned.figure)


def _is_kept(section: str, paragraph: Paragraph, stored: _Stored) -> bool:
    """Written paragraphs and edited ones stay when no source calls for them."""
    if paragraph.origin == Origin.WRITTEN:
        return True
    return any(
        row.is_edited
        for (in_section, key, _), row in stored.texts.items()
        if (in_section, key) == (section, paragraph.key)
    )


def _kept(section: str, paragraph: Paragraph, stored: _Stored) -> PaperParagraph:
    texts = {
        language: row.text
        for (in_section, key, language), row in stored.texts.items()
        if (in_section, key) == (section, paragraph.key)
    }
    return PaperParagraph(paragraph.key, Origin(paragraph.origin), texts, paragraph.figure)


def paper_save(report: Report, planned: Plan) -> None:
    """Bring the stored sections, paragraphs and texts to what the sources called for.

    They are joined anew with what is stored now: whatever people have written, edited or loaded
    while a draft was composed and its files rendered stays. Call inside a transaction.
    """
    planned_texts = {
        (section.key, one.key): one for section in planned.sections for one in section.paragraphs
    }
    stored = _stored(report, lock=True)
    current = _merged(planned, stored)
    for key in set(stored.sections) - {section.key for section in current.sections}:
        stored.sections[key].delete()
    for position, section in enumerate(current.sections):
        row = _save_section(report, position, section, stored)
        kept = {one.key for one in section.paragraphs}
        for gone in stored.paragraphs.get(section.key, []):
            if gone.key not in kept:
                gone.delete()
        _save_paragraphs(row, section, planned_texts, stored)


def _save_section(report: Report, position: int, section: PaperSection, stored: _Stored) -> Section:
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
    stored: _Stored,
) -> None:
    existing = {one.key: one for one in stored.paragraphs.get(section.key, [])}
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
    stored: _Stored,
) -> None:
    """Refresh what nobody has edited; an edited text keeps its words and its old `generated`."""
    languages: Iterable[str] = source.texts if source else ()
    for language in languages:
        generated = source.texts[language] if source else ""
        text = stored.texts.get((section, one.key, language))
        if text is None:
            ParagraphText.objects.create(
                paragraph=paragraph, language=language, text=generated, generated=generated
            )
        elif not text.is_edited and text.generated != generated:
            text.text = text.generated = generated
            text.save()
