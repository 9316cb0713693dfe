"""Pages of the portfolio."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from core.access import Action
from core.counted import day_asked
from core.editing import conflict, version_given
from core.gate import person, requires
from core.history import StaleRow, version_of
from core.models import User
from core.pages import AddButton, ListPage
from core.row_export import workbook, workbook_asked
from core.time import working_date
from outcomes.current import current_slug
from outcomes.models import Strategy
from portfolio import services
from portfolio.filters import ProjectFilterSet
from portfolio.forms import COMMITTEES_WORD, ProjectForm
from portfolio.models import Project, Stage, UpdateState
from portfolio.project_history import rows_of
from portfolio.project_page import no_round, project_context, stage_of
from portfolio.project_rows import ROW_KINDS
from portfolio.tables import ProjectTable


class ProjectListPage(ListPage):
    """All projects a person may see."""

    action = Action.VIEW_PORTFOLIO
    table_class = ProjectTable
    filterset_class = ProjectFilterSet
    title = gettext_lazy("Projects")
    export_name = "projects"
    template_name = "portfolio/list.html"
    empty_text = gettext_lazy(
        "There is no project that you may see. Your own page shows your roles."
    )
    adds = AddButton(
        Action.CREATE_PROJECT,
        gettext_lazy("New project"),
        "portfolio:project-create",
        current_slug,
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Behind the row gate, as they stood on the day asked for."""
        return Project.objects.visible_to(person(request)).for_list(day_asked(request))

    def actions(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Whoever gives or accepts status goes straight to what still waits for it."""
        access = person(request).access
        ways = (
            (Action.ACCEPT_STATUS, _("Updates to accept"), "update-list", "acceptable=on"),
            (
                Action.ENTER_STATUS,
                _("No update in this round"),
                "project-list",
                "attention=awaiting_update",
            ),
        )
        found = [
            {"label": label, "url": f"{reverse(f'portfolio:{name}')}?{asked}"}
            for action, label, name, asked in ways
            if access.to(action)
        ]
        return [*found, *super().actions(request)]


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


def _visible(request: HttpRequest, strategy: str, code: str) -> Project:
    return project_among(Project.objects.visible_to(person(request)), strategy, code)


@requires(Action.VIEW_PORTFOLIO)
@require_GET
def project_detail(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Everything about one project."""
    project = _visible(request, strategy, code)
    user = person(request)
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
    return render(request, "portfolio/project_detail.html", context)


def _round_context(project: Project, *, has_spoken: bool) -> dict[str, Any]:
    """What whoever gives the status may do in the open round; if none is open, when one will be."""
    round_ = services.open_round(project.strategy, working_date())
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
        kind.key.replace("-", "_"): kind.add_url(project)
        for kind in ROW_KINDS.values()
        if writable[kind.action]
    }


def _created(user: User, *, is_planned: bool) -> str:
    """What became of a new project, and who goes on."""
    if is_planned:
        return _("The project has been saved.")
    if user.access.to(Action.RECORD_DECISION).everywhere:
        return _(
            "The project has been proposed. You manage it, so somebody else of the PMO takes it into "
            "the work plan once it is approved."
        )
    return _(
        "The project has been proposed. The PMO takes it into the work plan once it is approved."
    )


@requires(Action.CREATE_PROJECT)
def project_create(request: HttpRequest, strategy: str) -> HttpResponse:
    """A new project, proposed from today on.

    It is in this year's work plan if whoever creates it may say so; else the PMO takes it in.
    """
    found = get_object_or_404(Strategy, slug=strategy)
    project = Project(strategy=found)
    project.lead_unit = person(request).unit  # type: ignore[assignment]  # the form asks for it
    form = ProjectForm(request.POST or None, instance=project, user=person(request))
    if request.method == "POST" and form.is_valid():
        today = working_date()
        year = min(max(today.year, found.starts_on.year), found.ends_on.year)
        is_planned = project.is_decided_by(person(request))
        services.project_create(
            project=form.save(commit=False), year=year if is_planned else None, on=today
        )
        messages.success(request, _created(person(request), is_planned=is_planned))
        return redirect(project)
    back = reverse("portfolio:project-list")
    return render(
        request,
        "portfolio/project_form.html",
        {
            "page": {
                "title": _("New project"),
                "back_label": _("Projects"),
                "back_url": back,
            },
            "form": form,
            "draft_key": "project-new",
        },
        status=422 if form.errors else 200,
    )


@requires(Action.EDIT_PROJECT)
def project_edit(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Change the facts of a project; a save on top of somebody else's shows both."""
    project = project_among(Project.objects.editable_by(person(request)), strategy, code)
    stage, version = stage_of(project), version_of(project)
    form = ProjectForm(request.POST or None, instance=project, user=person(request), stage=stage)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        chosen, seen = form.cleaned_data["stage"], form.cleaned_data["stage_seen"] or stage
        try:
            services.project_save(
                project=form.save(commit=False),
                version=version_given(request),
                stage=Stage(chosen) if chosen != seen else None,
                seen=seen,
                on=working_date(),
                user=person(request),
            )
        except services.StageMoved as moved:
            form.stage_has_moved(moved.stage)
        except services.CommitteesStage:
            form.add_error("stage", str(COMMITTEES_WORD))
        except StaleRow as stale:
            context["conflict"] = conflict(stale, form)
        else:
            messages.success(request, _("The project has been saved."))
            return redirect(project)
    elif request.method == "POST":
        version = version_given(request)
    context |= {
        "page": {
            "title": f"{project.code} {project.name}",
            "back_label": project.code,
            "back_url": project.get_absolute_url(),
        },
        "form": form,
        "version": version,
        "draft_key": f"project-{project.pk}",
    }
    status = 409 if "conflict" in context else 422 if form.errors else 200
    return render(request, "portfolio/project_form.html", context, status=status)
