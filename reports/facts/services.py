"""Beginning a report, and saving its facts."""

from collections.abc import Sequence

from django.db import transaction

from core.history.saving import row_save
from reports.composing.behind import first_page, first_page_follows
from reports.models import Edition, Report, ReportTemplate


def report_create(*, report: Report, template: ReportTemplate, languages: Sequence[str]) -> Report:
    """Begin a report: its outline is a copy of the template's, its editions are `languages`."""
    with transaction.atomic():
        report.strategy, report.outline = template.strategy, template.outline
        report.save()
        for language in languages:
            Edition.objects.create(report=report, language=language)
    return report


def report_facts_save(*, report: Report, languages: Sequence[str], version: int) -> None:
    """Save a report's facts and add editions in `languages`.

    Raises `StaleRow` when somebody else has saved it since `version`.
    """
    with transaction.atomic():
        stored = Report.objects.get(pk=report.pk)
        before, original = first_page(stored), stored.original_language
        row_save(row=report, version=version)
        first_page_follows(report, before, original)
        for language in languages:
            Edition.objects.create(report=report, language=language)
