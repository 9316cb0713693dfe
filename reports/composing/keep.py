"""Bringing the stored paper to what the sources call for, beside what people have written."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from core.languages.translated import set_texts
from core.models import Document, Question
from reports.composing.behind import translations_follow
from reports.composing.merge import Paper, PaperSection, merge, stored_headings
from reports.composing.stored import StoredPaper, Texts, stored_paper
from reports.models import PARAGRAPH_KIND, Paragraph, ParagraphText, Report, Section
from reports.outline.plan import Plan, PlannedParagraph


def paper_save(report: Report, planned: Plan) -> Paper:
    """Bring the stored sections, paragraphs and texts to what the sources called for.

    They are joined anew with what is stored now: whatever people have written, edited or loaded
    while a draft was composed and its files rendered stays. Call inside a transaction. Returns the paper
    as it is stored now.
    """
    stored = stored_paper(report, lock=True)
    current = merge(planned, stored)
    _Saving(report, current, stored).save()
    return current


class _Saving:
    """One bringing up to date of the rows of a report."""

    def __init__(self, report: Report, current: Paper, stored: StoredPaper) -> None:
        self.report, self.current, self.stored = report, current, stored
        self.planned: Mapping[str, PlannedParagraph] = current.plan.by_key

    def save(self) -> None:
        rows = {
            section.key: self._section(position, section)
            for position, section in enumerate(self.current.sections)
        }
        kept = {one.key for section in self.current.sections for one in section.paragraphs}
        taken_out = {one.key for _section, one in self.current.removed}
        stays = self._delete_others(kept | taken_out)
        standing = [
            paragraph
            for section in self.current.sections
            for paragraph in self._paragraphs(rows[section.key], section)
        ]
        self._texts(standing)
        waiting = {section for section, _one in self.current.removed} | stays
        for key in set(self.stored.sections) - set(rows) - waiting:
            self.stored.sections[key].delete()

    def _delete_others(self, kept: set[str]) -> set[str]:
        """What stands nowhere goes, unless somebody asked about it; the sections of those that stay."""
        gone = [
            row
            for paragraphs in self.stored.paragraphs.values()
            for row in paragraphs
            if row.key not in kept or self.stored.by_key[row.key] is not row
        ]
        asked_about = talked_about([row.pk for row in gone]) if gone else set()
        for row in gone:
            if row.pk not in asked_about:
                row.delete()
        return {row.section.key for row in gone if row.pk in asked_about}

    def _section(self, position: int, section: PaperSection) -> Section:
        row = self.stored.sections.get(section.key) or Section(report=self.report, key=section.key)
        before, said = _facts(row), stored_headings(row) if row.pk else section.headings
        row.position, row.level, row.part = position, section.level, section.part
        # A heading of a person's own stands beside the outline's, which is kept for when it goes.
        source = {
            code: row.own_heading[code]["source"] if code in row.own_heading else text
            for code, text in section.headings.items()
        }
        set_texts(row, "heading", source)
        if before != _facts(row) or not row.pk:
            row.save()
        if said != section.headings:
            translations_follow(self.report, f"section/{row.key}", said, section.headings)
        return row

    def _paragraphs(self, row: Section, section: PaperSection) -> list[Paragraph]:
        """The rows of a section's paragraphs, each in its place; new ones are saved together."""
        rows, new = [], []
        for position, one in enumerate(section.paragraphs):
            paragraph = self.stored.by_key.get(one.key) or Paragraph(key=one.key)
            rows.append(paragraph)
            wanted = (row.pk, position, one.origin, one.figure)
            has = (paragraph.section_id, paragraph.position, paragraph.origin, paragraph.figure)
            if paragraph.pk and wanted == has:
                continue
            paragraph.section = row
            paragraph.position, paragraph.origin, paragraph.figure = wanted[1:]
            if paragraph.pk:
                paragraph.save()
            else:
                new.append(paragraph)
        Paragraph.objects.bulk_create(new)
        return rows

    def _texts(self, paragraphs: Sequence[Paragraph]) -> None:
        original, new = self.stored.original, []
        for one in paragraphs:
            stored, source = self.stored.texts_of(one.key), self.planned.get(one.key)
            for text in _following(one, stored, source, original):
                if text._state.adding:
                    new.append(text)
                else:
                    text.save()
        ParagraphText.objects.bulk_create(new)


def talked_about(rows: Collection[int]) -> set[int]:
    """Those of some paragraphs with a question or a document: what was said of them stays."""
    found: set[int] = set()
    for model in (Question, Document):
        hanging = model._default_manager.filter(kind=PARAGRAPH_KIND, row__in=rows)
        found |= set(hanging.values_list("row", flat=True))
    return found


def texts_follow(
    paragraph: Paragraph, stored: Texts, source: PlannedParagraph | None, original: str
) -> Texts:
    """Refresh what nobody has edited; an edited text keeps its words and its old `generated`.

    What is new in a language was made from the original as it stands now. Returns what was saved.
    """
    moved = {text.language: text for text in _following(paragraph, stored, source, original)}
    for text in moved.values():
        text.save()
    return moved


def _following(
    paragraph: Paragraph, stored: Texts, source: PlannedParagraph | None, original: str
) -> Iterator[ParagraphText]:
    """The texts that say something else now, or for the first time, as they are to be saved."""
    if source is None:
        return
    row = stored.get(original)
    made_from = row.text if row and row.is_edited else source.texts.get(original, "")
    for language, generated in source.texts.items():
        text = stored.get(language) or ParagraphText(paragraph=paragraph, language=language)
        if text._state.adding or (not text.is_edited and text.generated != generated):
            text.text = text.generated = generated
            text.translated_from = "" if language == original else made_from
            yield text


def _facts(row: Section) -> tuple[object, ...]:
    return (row.pk, row.position, row.level, row.part, row.heading, dict(row.i18n or {}))
