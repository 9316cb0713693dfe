"""The drafts whose numbers count a project."""

from collections.abc import Sequence

from django.db.models import Model

from portfolio.models import Project
from reports.document.recorded import numbers_from_json
from reports.models import Draft

# The beginnings of the keys of numbers whose rows are projects.
_OF_PROJECTS = ("projects.", "work_plan.")


def drafts_counting(project: Project) -> Sequence[Model]:
    """Drafts of the strategy's reports, kept for good, that name the project among their rows."""
    drafts = Draft.objects.filter(report__strategy=project.strategy_id).select_related("report")
    return [draft for draft in drafts if _counts(draft, project.pk)]


def _counts(draft: Draft, pk: int) -> bool:
    recorded = numbers_from_json(draft.numbers)
    return any(
        pk in each.rows
        for signature, each in recorded.items()
        if signature.startswith(_OF_PROJECTS)
    )
