"""What search finds of reports: the words of their paragraphs, edition by edition."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.languages.translated import text_of
from core.models import User
from core.search.sources import Hit, Source, sources
from reports.models import PARAGRAPH_WORDS, ParagraphText, Report


def _paragraph(row: ParagraphText) -> Hit:
    section = row.paragraph.section
    report = section.report
    return Hit(
        url=f"{report.get_absolute_url()}?language={row.language}",
        title=text_of(section, "heading"),
        note=f"{report.symbol} {row.language.upper()}",
        texts=((row.language, row.text),),
    )


def _rows(user: User) -> "QuerySet[ParagraphText]":
    readable = Report.objects.visible_to(user)
    rows = ParagraphText.objects.filter(paragraph__section__report__in=readable)
    return rows.select_related("paragraph__section__report")


PARAGRAPHS = Source(
    key="paragraphs",
    label=_("Reports"),
    rows=_rows,
    words=PARAGRAPH_WORDS,
    hit=_paragraph,
    position=60,
)


def register() -> None:
    """Let the paragraphs of reports be found."""
    sources.register(PARAGRAPHS)
