"""Adding, changing and removing what belongs to a project."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import Action
from core.documents.services import refuse_removal
from core.pages.forms import DeletePage, FormPage, posted
from core.pages.view_access import current_user, requires
from core.pages.withheld import refuse_withheld
from core.rights.refusing import row_to_change
from core.time import working_date
from portfolio.models import Commitment, Project, StageChange
from portfolio.project_page.row_kinds import ROW_KINDS
from portfolio.projects import stages
from portfolio.rows.kinds import RowKind
from portfolio.rules.separation import PROJECT_DECISION
from portfolio.work_plan import services


def _row_kind(key: str) -> RowKind:
    try:
        return ROW_KINDS[key]
    except KeyError:
        raise Http404 from None


def _project(request: HttpRequest, kind: RowKind, strategy: str, code: str) -> Project:
    """The project, if the person may write rows of this kind; who only sees it is told why not.

    Raises `PermissionDenied` where the rows are the committee's, and the person has a hand in it.
    """
    user = current_user(request)
    project = row_to_change(
        lambda rows: _found(rows, strategy, code),
        among=kind.projects(user),
        seen=Project.objects.visible_to(user),
        user=user,
        action=kind.action,
        reaches=kind.reaches,
    )
    if kind.action is Action.RECORD_DECISION:
        refuse_withheld(PROJECT_DECISION, project, user)
    return project


def _found(rows: Any, strategy: str, code: str) -> Project:
    project: Project = get_object_or_404(
        rows.of_strategy(strategy).select_related("strategy"), code=code
    )
    return project


def _back(project: Project, kind: RowKind) -> str:
    return f"{project.get_absolute_url()}#{kind.key}"


@requires(Action.VIEW_PORTFOLIO)
def row_create(request: HttpRequest, strategy: str, code: str, kind: str) -> HttpResponse:
    """Add a row to a project."""
    row_kind = _row_kind(kind)
    project = _project(request, row_kind, strategy, code)
    page = replace(
        _form_page(project, row_kind, str(row_kind.add), f"{kind}-new-{project.pk}"),
        adds_more=True,
    )
    return _answer(request, page, row_kind, row_kind.model(project=project))


@requires(Action.VIEW_PORTFOLIO)
def row_edit(request: HttpRequest, strategy: str, code: str, kind: str, pk: int) -> HttpResponse:
    """Change a row of a project; a save on top of somebody else's shows both."""
    row_kind = _row_kind(kind)
    project = _project(request, row_kind, strategy, code)
    page = replace(
        _form_page(project, row_kind, str(row_kind.change), f"{kind}-{pk}"),
        delete_url=reverse("portfolio:row-delete", args=[strategy, code, kind, pk]),
    )
    return _answer(request, page, row_kind, _row(project, row_kind, pk))


def _form_page(project: Project, kind: RowKind, title: str, draft_key: str) -> FormPage:
    """A form page that leads back to the card of these rows."""
    return FormPage(
        title=title,
        subtitle=str(project),
        back_label=project.code,
        back_url=_back(project, kind),
        draft_key=draft_key,
        saved=_("Saved."),
        done_url=_back(project, kind),
    )


def _answer(request: HttpRequest, page: FormPage, kind: RowKind, row: Any) -> HttpResponse:
    user = current_user(request)
    form = kind.form(posted(request), instance=row, user=user, at=working_date())
    if isinstance(row, StageChange):
        page = replace(page, save=partial(services.stage_save, user=user))
    try:
        return page.respond(request, form)
    except stages.CommitteeStage as decided:  # meanwhile: the form has said so already otherwise
        messages.error(request, str(decided))
        return redirect(page.back_url)


def _row(project: Project, kind: RowKind, pk: int) -> Any:
    row: Any = get_object_or_404(kind.model._default_manager.filter(project=project), pk=pk)
    row.project = project
    return row


@requires(Action.VIEW_PORTFOLIO)
def row_delete(request: HttpRequest, strategy: str, code: str, kind: str, pk: int) -> HttpResponse:
    """Remove a row of a project, after asking."""
    row_kind = _row_kind(kind)
    project = _project(request, row_kind, strategy, code)
    row = _row(project, row_kind, pk)
    page = DeletePage(
        subtitle=str(project), back_label=project.code, back_url=_back(project, row_kind)
    )
    if isinstance(row, Commitment):
        return page.respond(request, row, partial(_promise_delete, row))
    if not isinstance(row, StageChange):
        return page.respond(request, row)
    try:
        remove = partial(services.stage_remove, row=row, user=current_user(request))
        return page.respond(request, row, remove)
    except stages.CommitteeStage as decided:
        messages.error(request, str(decided))
        return redirect(page.back_url)


def _promise_delete(promise: Commitment) -> None:
    """What somebody has asked about stays; then the page says what holds it."""
    refuse_removal("promise", promise)
    promise.delete()
