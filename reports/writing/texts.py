"""Saving what paragraphs, headings and the first page say, in one language at a time."""

import unicodedata

from django.utils.translation import gettext as _

from core.languages import profile
from core.languages.translated import set_texts, text_in, texts_of
from reports.composing.behind import FIRST_PAGE, translations_follow
from reports.composing.merge import own_headings, stored_headings
from reports.document.markup import read_heading, read_line, read_sentences
from reports.document.spans import MarkupError
from reports.models import IMPLICATIONS, ParagraphText, Report
from reports.outline.plan import DECISION
from reports.writing.check import text_problems
from reports.writing.errors import ParagraphGone, TextMoved, TextRefused
from reports.writing.opened import Opened, opened

SOFT_HYPHEN = "\u00ad"


def clean(text: str) -> str:
    """A text as it is stored: signs composed (NFC), no soft hyphens, lines that end with a newline."""
    plain = unicodedata.normalize("NFC", text.replace(SOFT_HYPHEN, ""))
    lines = plain.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def paragraph_text_save(*, report: Report, key: str, language: str, text: str, base: str) -> None:
    """Save what the paragraph `key` says in one edition; `base` is what the person began with.

    Raises `TextMoved` when it reads otherwise by now and not as wanted, `TextRefused` for a text that
    the paper cannot print, `ParagraphGone`. A translation is level with the original as it reads now.
    """
    with opened(report) as paper:
        if key == DECISION:
            _cover_text_save(paper, "decision", language, text, base)
        else:
            _paragraph_text_save(paper, key, language, clean(text), clean(base))


def _paragraph_text_save(paper: Opened, key: str, language: str, text: str, base: str) -> None:
    report = paper.report
    refuse_language(report, language)
    row, texts = paper.paragraph(key)
    stored = texts.get(language) or ParagraphText(paragraph=row, language=language)
    if stored.text == text:
        return
    if stored.text != base:
        raise TextMoved(stored.text)
    if not text and language == report.original_language:
        message = _("A paragraph says something. Take it out of the paper if it is not needed.")
        raise TextRefused(message)
    if problems := text_problems(paper, text, language, base):
        raise TextRefused("\n".join(problems))
    original = texts.get(report.original_language)
    if language != report.original_language:
        stored.translated_from = original.text if original else ""
    paper.say(stored, key, text)


def heading_save(*, report: Report, section: str, language: str, text: str, base: str) -> None:
    """Save a heading of a person's own; the outline's words give it back. Raises as above."""
    with opened(report) as paper:
        refuse_language(report, language)
        words = " ".join(clean(text).split())
        _refuse_heading(words, language, report)
        paper.kept()
        row = paper.report.sections.filter(key=section).first()
        if row is None:
            raise ParagraphGone(section)
        source = texts_of(row, "heading").get(language, "")
        current = own_headings(row).get(language, source)
        if current == words:
            return
        if current != clean(base):
            raise TextMoved(current)
        kept = {code: one for code, one in row.own_heading.items() if code != language}
        mine = {language: {"text": words, "source": source}} if words != source else {}
        before = stored_headings(row)
        row.own_heading = {**kept, **mine}
        row.save(update_fields=["own_heading"])
        translations_follow(report, f"section/{section}", before, stored_headings(row))


def _refuse_heading(words: str, language: str, report: Report) -> None:
    if not words and language == report.original_language:
        raise TextRefused(_("A heading needs words."))
    if len(words) > 300:
        raise TextRefused(_("A heading takes 300 signs; this one has %d.") % len(words))
    try:
        read_heading(words)
    except ValueError as error:
        raise TextRefused(str(error)) from error


COVER_TEXTS = ("title", "summary", "decision", *IMPLICATIONS)


def cover_text_save(*, report: Report, field: str, language: str, text: str, base: str) -> None:
    """Save a text of the first page, or the draft decision. Raises as above."""
    if field not in COVER_TEXTS:
        raise ParagraphGone(field)
    with opened(report) as paper:
        _cover_text_save(paper, field, language, text, base)


def _cover_text_save(paper: Opened, field: str, language: str, text: str, base: str) -> None:
    report, words = paper.report, clean(text)
    refuse_language(report, language)
    current = clean(text_in(report, field, language))
    if current == words:
        return
    if current != clean(base):
        raise TextMoved(current)
    if not words and field == "title" and language == report.original_language:
        raise TextRefused(_("The title needs words."))
    if field != "title" and (problems := text_problems(paper, words, language, current)):
        raise TextRefused("\n".join(problems))
    _refuse_form(field, words)
    before = texts_of(report, field)
    set_texts(report, field, {**before, language: words})
    report.save(update_fields=[field, "i18n"])
    if field in FIRST_PAGE:
        translations_follow(report, f"cover/{field}", before, texts_of(report, field))


def _refuse_form(field: str, words: str) -> None:
    """The box of the cover is one paragraph, its lines are plain words, and both have a length."""
    try:
        if field == "summary":
            read_sentences(words)
        elif field in IMPLICATIONS:
            read_line(words)
    except MarkupError as error:
        raise TextRefused(str(error)) from error
    most = getattr(Report._meta.get_field(field), "max_length", None)
    if most and len(words) > most:
        message = _("It has %(length)d signs; there is room for %(most)d.")
        raise TextRefused(message % {"length": len(words), "most": most})


def written_languages(report: Report) -> list[str]:
    """In what a paper is written: its original, then the other editions."""
    codes = [edition.language for edition in report.editions.all()]
    original = report.original_language
    return [original, *(code for code in codes if code != original)]


def refuse_language(report: Report, language: str) -> None:
    """A text is of an edition that the report has, or of its original."""
    if language not in written_languages(report):
        message = _("This report has no edition in %(language)s.")
        raise TextRefused(message % {"language": profile(language).name})
