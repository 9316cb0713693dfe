"""The page of one project."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.access import Action
from core.models import User
from core.pages.export import workbook, workbook_asked
from core.pages.view_access import current_user, requires
from core.time import working_date
from portfolio.models import Project, Stage, UpdateState
from portfolio.project_page.history import rows_of
from portfolio.project_page.page import project_context
from portfolio.project_page.row_kinds import ROW_KINDS
from portfolio.projects.by_code import project_among, stage_of
from portfolio.rows.kinds import add_url
from portfolio.status import rounds
from portfolio.status.updates import no_round


def _visible(request: HttpRequest, strategy: str, code: str) -> Project:
    return project_among(Project.objects.visible_to(current_user(request)), strategy, code)


@requires(Action.VIEW_PORTFOLIO)
@require_GET
def project_detail(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Everything about one project."""
    project = _visible(request, strategy, code)
    user = current_user(request)
    if workbook_asked(request):
        return workbook(project.code, rows_of(project, user))
    context = project_context(project, user, working_date())
    context["can_export"] = bool(user.access.to(Action.EXPORT))
    mine = Project.objects.filter(pk=project.pk)
    context["add_urls"] = _add_urls(project, user)
    context["can_edit"] = "milestones" in context["add_urls"]
    is_signed = project.signed_off_on is not None
    is_done = is_signed or stage_of(project) == Stage.COMPLETED
    if is_done and mine.signable_by(user).exists():
        context["can_withdraw" if is_signed else "can_sign_off"] = True
    if mine.updatable_by(user).exists():
        context |= _round_context(project, has_spoken=context["latest"] is not None)
    return render(request, "portfolio/project_page/detail.html", context)


def _round_context(project: Project, *, has_spoken: bool) -> dict[str, Any]:
    """What whoever gives the status may do in the open round; if none is open, when one will be."""
    round_ = rounds.open_round(project.strategy, working_date())
    if round_ is None:
        return {"no_round": no_round(project, working_date())}
    updates = project.updates.filter(round__period=round_.period)
    given = updates.values_list("state", flat=True).first()
    return {
        "can_update": given != UpdateState.ACCEPTED,
        "can_confirm": given is None and has_spoken,
    }


def _add_urls(project: Project, user: User) -> dict[str, str]:
    """Where this person may add what to the project, by kind of row."""
    writable = {
        action: rows.filter(pk=project.pk).exists()
        for action, rows in (
            (Action.EDIT_PROJECT, Project.objects.editable_by(user)),
            (Action.WRITE_REMARK, Project.objects.remarkable_by(user)),
            (Action.RECORD_DECISION, Project.objects.decidable_by(user)),
        )
    }
    return {
        kind.key.replace("-", "_"): add_url(kind.key, project)
        for kind in ROW_KINDS.values()
        if writable[kind.action]
    }
