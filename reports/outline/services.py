"""What can be done with templates of reports: change one, and propose the first."""

from django.db import transaction

from core.history.versions import StaleRow, version_of
from reports.models import Report, ReportTemplate
from reports.outline.first_outline import first_outline, languages_of


def report_template_save(*, template: ReportTemplate, version: int) -> None:
    """Save a strategy's template; reports that have begun keep their outlines.

    Raises `StaleRow` when somebody else has saved it since `version`.
    """
    with transaction.atomic():
        rows = ReportTemplate.objects.select_for_update(of=("self",))
        current = rows.filter(strategy=template.strategy).first()
        if current is not None and (template.pk is None or version_of(current) != version):
            template.pk = current.pk  # two began it at once: the second sees the first's
            raise StaleRow(current)
        template.save()


def starting_outline(template: ReportTemplate) -> None:
    """Give a template that nobody has written yet the outline of the strategy's latest report.

    Before the first report it is one made from the strategy's own levels and languages.
    """
    latest = Report.objects.filter(strategy=template.strategy).order_by("-year", "-id").first()
    if latest is not None:
        template.outline, template.profile = latest.outline, latest.profile
        template.languages = list(latest.editions.values_list("language", flat=True))
    else:
        template.outline = first_outline(template.strategy)
        template.languages = languages_of(template.strategy)
