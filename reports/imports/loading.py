"""Loading reports: their template, cover, outline, editions, and what authors have written."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.imports.problems import FileCheck, did_you_mean, quoted
from core.imports.records import Row
from core.languages.translated import set_texts
from outcomes.models import Strategy
from reports.composing.behind import first_page, first_page_follows
from reports.imports.report import ReportFile
from reports.models import (
    IMPLICATIONS,
    Edition,
    Origin,
    Paragraph,
    ParagraphText,
    Profile,
    Report,
    ReportTemplate,
    Section,
)
from reports.outline.declared_schema import plain_figure, plain_table
from reports.outline.plan import plan
from reports.outline.schema import Written, plain_outline


def template_load(strategy: Strategy, data: Row | None) -> None:
    """Bring the template of a strategy's reports to what its file says; None leaves it alone."""
    if data is None:
        return
    stored = ReportTemplate.objects.filter(strategy=strategy).first()
    template = stored or ReportTemplate(strategy=strategy)
    template.profile = data["profile"]
    template.languages = data["languages"]
    # A file that does not speak of it leaves what was chosen on the page.
    for name in ("requires", "required_figures", "required_tables"):
        if data.gives(name):
            setattr(template, name, [*dict.fromkeys(data[name])])
    template.outline = plain_outline(data["outline"])
    template.save()


def report_load(file: ReportFile, reading: FileCheck) -> Report:
    """Bring a report to what its checked file says; template texts follow when it is regenerated.

    What the file leaves open comes from the strategy's template. A written paragraph that somebody
    has changed since keeps that person's words. One under a section that the report does not have is
    a problem of `reading`.
    """
    assert file.row is not None and file.strategy is not None
    data = file.row
    report = Report.objects.filter(slug=data["slug"]).first() or Report(slug=data["slug"])
    template = ReportTemplate.objects.filter(strategy=file.strategy).first()
    report.strategy = file.strategy
    is_new, before, original = report.pk is None, first_page(report), report.original_language
    _take_facts(report, data, template)
    report.save()
    if not is_new:
        first_page_follows(report, before, original)
    for language in languages_of(data, template):
        Edition.objects.get_or_create(report=report, language=language)
    _load_written(report, file.written, reading)
    return report


def languages_of(data: Mapping[str, Any], template: ReportTemplate | None) -> list[str]:
    """The editions a file asks for, else its template, else the original language alone."""
    original: str = data["cover"]["original_language"]
    return data["editions"] or (template.languages if template else []) or [original]


def _take_facts(report: Report, data: Mapping[str, Any], template: ReportTemplate | None) -> None:
    cover, session = data["cover"], data["cover"]["session"]
    given = data["profile"] or (template.profile if template else None)
    report.since, report.year = data["since"], data["year"]
    report.cut_off, report.rounding = data["cut_off"], data["rounding"]
    report.in_words = data["in_words"]
    report.profile = given or Profile.INFORMATION
    report.symbol, report.session_number = cover["symbol"], session["number"]
    report.section_code, report.dated = cover["section_code"], cover["date"]
    report.original_language, report.file_tag = cover["original_language"], cover["file_tag"]
    report.related_documents = cover["related_documents"]
    report.agenda_item = cover["agenda_item"]
    report.cover_alone = bool(cover["alone"])
    report.word_budget = data["word_budget"]
    report.own_figures = [plain_figure(row) for row in data["figures"]]
    report.own_tables = [plain_table(row) for row in data["tables"]]
    if data["sections"]:
        report.outline = plain_outline(data["sections"])
    elif template is not None:
        report.outline = template.outline
    texts = {"title": data["title"], "session_place": session["place"]}
    texts["session_dates"] = session["dates"]
    names = ("summary", "decision", "section", "segment", "author_unit", *IMPLICATIONS)
    texts |= {name: cover[name] for name in names}
    for name, text in texts.items():
        set_texts(report, name, text)


def _load_written(report: Report, written: Sequence[Written], reading: FileCheck) -> None:
    """Put the author's paragraphs under their sections, beside what the outline calls for."""
    if not written:
        return
    sections = {one.key: one for one in report.sections.all()}
    for position, planned in enumerate(plan(report).sections):
        if planned.key not in sections:
            section = Section(report=report, key=planned.key, position=position)
            section.level = planned.level
            set_texts(section, "heading", planned.headings)
            sections[planned.key] = section
    by_section: dict[str, list[Written]] = {}
    for one in written:
        by_section.setdefault(one.section, []).append(one)
    rows = Paragraph.objects.filter(section__report=report).select_related("section")
    stored = {one.key: one for one in rows}
    for key, paragraphs in by_section.items():
        if key in sections:
            _load_section(sections[key], paragraphs, stored)
            continue
        group = paragraphs[0].group
        message = _("this report has no section %(key)s. %(known)s")
        known = did_you_mean(key, sections)
        group.problem("under", message % {"key": quoted(key), "known": known})


def _load_section(
    section: Section, written: Sequence[Written], stored: Mapping[str, Paragraph]
) -> None:
    """The written paragraphs of one section; their places change only with their order, or when the
    file has them elsewhere. One that a person has placed stays there."""
    if section._state.adding:
        section.save()
    here = [stored[one.row["key"]] for one in written if one.row["key"] in stored]
    places = [one.position for one in here if one.section.key == section.key]
    is_reordered = places != sorted(places)
    for one in written:
        paragraph = stored.get(one.row["key"]) or Paragraph(section=section, key=one.row["key"])
        moves = paragraph._state.adding or is_reordered or paragraph.section_id != section.pk
        if moves and not paragraph.placed:
            paragraph.section, paragraph.position = section, one.position
        paragraph.origin, paragraph.figure = Origin.WRITTEN, one.row["figure"]
        paragraph.save()
        _load_texts(paragraph, one.row["text"], section.report.original_language)


def _load_texts(paragraph: Paragraph, texts: Mapping[str, str], original: str) -> None:
    stored = {text.language: text for text in paragraph.texts.all()}
    for language, words in texts.items():
        text = stored.get(language) or ParagraphText(paragraph=paragraph, language=language)
        if text._state.adding or not text.is_edited:
            if text._state.adding or text.text != words:
                text.translated_from = "" if language == original else texts.get(original, "")
            # As generated: this is how a person's later change is told from a newer file.
            text.text = text.generated = words
            text.save()
