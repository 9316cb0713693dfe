"""What search finds of reports: their titles, and the words of their paragraphs by edition."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.languages.translated import text_of
from core.models import User
from core.search.sources import Hit, Source, sources, title_hit
from reports.models import PARAGRAPH_WORDS, ParagraphText, Report
from reports.models.report import REPORT_WORDS


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


REPORTS = Source(
    key="reports",
    label=_("Reports"),
    rows=lambda user: Report.objects.visible_to(user),
    words=REPORT_WORDS,
    hit=lambda row: title_hit(row, row.symbol),
    position=59,
)
PARAGRAPHS = Source(
    key="paragraphs",
    label=_("Paragraphs of reports"),
    rows=_rows,
    words=PARAGRAPH_WORDS,
    hit=_paragraph,
    position=60,
)


def register() -> None:
    """Let reports and their paragraphs be found."""
    sources.register(REPORTS, PARAGRAPHS)
