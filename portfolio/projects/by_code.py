"""The project that an address names, if a person reaches it."""

from typing import Any

from django.shortcuts import get_object_or_404

from core.access import Action, RowAction
from core.models import User
from core.rights.refusing import row_to_change
from core.time import working_date
from portfolio.models import Project


def stage_of(project: Project) -> str:
    """The stage that `ProjectQuerySet.with_stage` has annotated."""
    stage: str = project.stage  # type: ignore[attr-defined]
    return stage


def project_among(rows: Any, strategy: str, code: str) -> Project:
    """The project if it is among `rows`; otherwise it does not exist for this person."""
    found = rows.of_strategy(strategy).select_related(
        "strategy",
        "output__outcome",
        "driver",
        "lead_unit",
        "manager",
        "business_owner",
        "signed_off_by",
    )
    return get_object_or_404(found.with_stage(working_date()), code=code)


def project_to_change(user: User, action: RowAction, strategy: str, code: str) -> Project:
    """The project if the person may do the action with it; who only sees it is told why not."""
    return row_to_change(
        lambda rows: project_among(rows, strategy, code),
        among=Project.objects.reached_by(user, action),
        seen=Project.objects.reached_by(user, Action.VIEW_PORTFOLIO),
        user=user,
        action=action,
        reaches=lambda project, other: project.is_reached_by(other, action),
    )
