"""What can be done with templates of reports: change one, and propose the first."""

from collections.abc import Callable

from django.db import transaction

from core.figures.declared import Declarations
from core.history.saving import locked, refuse_stale, row_save
from core.history.versions import StaleRow
from reports.models import Report, ReportTemplate
from reports.models.outline import OutlineParagraph, OutlineSection
from reports.outline.entry_check import new_problems
from reports.outline.first_outline import first_outline, languages_of
from reports.outline.steps import Step, StepRefused


def report_template_save(*, template: ReportTemplate, version: int) -> None:
    """Save a strategy's template; reports that have begun keep their outlines.

    Raises `StaleRow` when somebody else has saved it since `version`.
    """
    with transaction.atomic():
        first = ReportTemplate.objects.filter(strategy=template.strategy).first()
        if template._state.adding and first is not None:
            template.pk = first.pk  # two began it at once: the second sees the first's
            raise StaleRow(first)
        row_save(row=template, version=version)


def outline_step(
    *, template: ReportTemplate, version: int, step: Callable[[list[OutlineSection]], Step]
) -> Step:
    """Take one step with the outline as it is stored, and keep what comes out.

    Raises `StaleRow` when the template has changed since `version`, and `StepRefused` where the step is
    not possible or what comes out of it would be wrong.
    """
    with transaction.atomic():
        row = locked(ReportTemplate, template.pk)
        refuse_stale(row, version)
        done = step(row.outline)
        original = template.strategy.original_language
        if wrong := new_problems(row.outline, done.outline, original):
            raise StepRefused(" ".join(one.told for one in wrong))
        row.outline = done.outline
        row.save(update_fields=["outline"])
    return done


def starting_outline(template: ReportTemplate) -> None:
    """Give a template that nobody has written yet the outline of the strategy's latest report.

    Before the first report it is one made from the strategy's own levels and languages.
    """
    latest = Report.objects.filter(strategy=template.strategy).order_by("-year", "-id").first()
    if latest is not None:
        template.outline, template.profile = shared_outline(latest), latest.profile
        template.languages = list(latest.editions.values_list("language", flat=True))
    else:
        template.outline = first_outline(template.strategy)
        template.languages = languages_of(template.strategy)


def shared_outline(report: Report) -> list[OutlineSection]:
    """The outline of a report without the figures and tables that it alone declares."""
    own = report.declared
    return [_shared(section, own) for section in report.outline]


def _shared(section: OutlineSection, own: Declarations) -> OutlineSection:
    left = section.copy()
    if "paragraphs" in left:
        left["paragraphs"] = [_paragraph(one, own) for one in left["paragraphs"]]
    if "tables" in left:
        left["tables"] = [key for key in left["tables"] if key not in own.tables]
    if "sections" in left:
        left["sections"] = [_shared(one, own) for one in left["sections"]]
    return left


def _paragraph(paragraph: OutlineParagraph, own: Declarations) -> OutlineParagraph:
    left = paragraph.copy()
    if left.get("figure") in own.figures:
        del left["figure"]
    return left
