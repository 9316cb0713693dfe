"""The list of projects, and the pages that add and change one."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Action
from core.models import User
from core.pages.forms import FormPage, SaveRefused, posted
from core.pages.list_address import day_asked
from core.pages.lists import AddButton, ListPage
from core.pages.view_access import current_user, requires
from core.time import working_date
from outcomes.models import Strategy
from outcomes.strategy.current import current_slug
from portfolio.models import Project, Stage
from portfolio.projects import services, stages
from portfolio.projects.by_code import project_among, stage_of
from portfolio.projects.filters import ProjectFilterSet
from portfolio.projects.forms import ProjectForm
from portfolio.projects.imports.sheet import LAYOUT
from portfolio.projects.tables import ProjectTable
from portfolio.rows.state_words import lettered_colours
from portfolio.rows.views import sheet_button


class ProjectListPage(ListPage):
    """All projects a person may see."""

    action = Action.VIEW_PORTFOLIO
    table_class = ProjectTable
    filterset_class = ProjectFilterSet
    title = gettext_lazy("Projects")
    sheet = LAYOUT
    loads = sheet_button(Action.EDIT_PROJECT, "projects")
    export_name = "projects"
    template_name = "portfolio/rows/list.html"
    colours = staticmethod(lettered_colours)
    empty_text = gettext_lazy(
        "There is no project that you may see. Your own page shows your roles."
    )
    adds = AddButton(
        Action.CREATE_PROJECT,
        gettext_lazy("New project"),
        "portfolio:project-create",
        current_slug,
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Project]":
        """Behind the row gate, as they stood on the day asked for."""
        return Project.objects.visible_to(current_user(request)).for_list(day_asked(request))

    def actions(self, request: HttpRequest) -> list[dict[str, object]]:
        """Whoever gives or accepts status goes straight to what still waits for it."""
        access = current_user(request).access
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
            if access.opens(action)
        ]
        return [*found, *super().actions(request)]


def _created(project: Project, user: User) -> str:
    """What became of a new project, and who goes on."""
    if project.is_decided_by(user):
        return _("The project has been saved.")
    if user.access.may(Action.RECORD_DECISION):
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
    user, today = current_user(request), working_date()
    project = Project(strategy=found)
    project.lead_unit = user.unit  # type: ignore[assignment]  # the form asks for it

    def save(row: Project, version: int) -> None:
        year = min(max(today.year, found.starts_on.year), found.ends_on.year)
        is_planned = row.is_decided_by(user)
        services.project_create(project=row, year=year if is_planned else None, on=today)

    page = FormPage(
        title=_("New project"),
        back_label=_("Projects"),
        back_url=reverse("portfolio:project-list"),
        draft_key="project-new",
        saved=lambda: _created(project, user),
        save=save,
    )
    return page.respond(request, ProjectForm(posted(request), instance=project, user=user))


@requires(Action.EDIT_PROJECT)
def project_edit(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Change the facts of a project; a save on top of somebody else's shows both."""
    user = current_user(request)
    project = project_among(Project.objects.editable_by(user), strategy, code)
    stage = stage_of(project)
    form = ProjectForm(posted(request), instance=project, user=user, stage=stage)

    def save(row: Project, version: int) -> None:
        chosen, seen = form.cleaned_data["stage"], form.cleaned_data["stage_seen"] or stage
        try:
            services.project_save(
                project=row,
                version=version,
                stage=Stage(chosen) if chosen != seen else None,
                seen=seen,
                on=working_date(),
                user=user,
            )
        except stages.StageMoved as moved:
            raise SaveRefused(form.stage_has_moved(moved.stage), field="stage") from moved
        except stages.CommitteeStage as decided:
            raise SaveRefused(str(decided), field="stage") from decided

    page = FormPage(
        title=f"{project.code} {project.name}",
        back_label=project.code,
        back_url=project.get_absolute_url(),
        draft_key=f"project-{project.pk}",
        saved=_("The project has been saved."),
        save=save,
    )
    return page.respond(request, form)
