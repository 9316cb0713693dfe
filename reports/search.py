"""What search finds of reports: the words of their paragraphs, edition by edition."""

from django.contrib.postgres.search import CombinedSearchVector, SearchVector, SearchVectorField
from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext_lazy as _

from core.models import User
from core.search import CONFIGS, Hit, Source, sources, words_of
from core.translated import text_of
from reports.models import ParagraphText, Report


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


# A text is stemmed in its own language, which stands beside it.
_STEMS = Case(
    *(
        When(language=code, then=SearchVector("text", config=name))
        for code, name in CONFIGS.items()
    ),
    output_field=SearchVectorField(),
)
PARAGRAPHS = Source(
    key="paragraphs",
    label=_("Reports"),
    rows=_rows,
    words=CombinedSearchVector(words_of("text"), "||", _STEMS, None),
    hit=_paragraph,
    position=60,
)


def register() -> None:
    """Let the paragraphs of reports be found."""
    sources.register(PARAGRAPHS)
