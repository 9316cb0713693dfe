"""The list of projects, and the pages that add and change one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import ClassVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2 import Table

from core.access import Action
from core.imports.layouts import SheetLayout
from core.models import User
from core.pages.forms import DeletePage, FormPage, SaveRefused, posted
from core.pages.list_address import day_asked
from core.pages.lists import AddButton
from core.pages.looking_back import (
    FACTS,
    KNOWN_AT,
    OF_TODAY,
    Past,
    PastWords,
    address_of_today,
    past_asked,
)
from core.pages.strategies import strategy_asked
from core.pages.view_access import current_user, requires
from core.time import working_date
from outcomes.current import place_for_new, place_to_fill, strategy_for_new
from outcomes.lines import lines_title, new_line, place_label
from outcomes.models import OwnSubject
from outcomes.own_fields.imports import with_own
from outcomes.own_fields.lists import OwnListPage
from portfolio.models import Project, Stage
from portfolio.projects import services, stages
from portfolio.projects.by_code import project_to_change, stage_of
from portfolio.projects.filters import ProjectFilterSet
from portfolio.projects.forms import ProjectForm
from portfolio.projects.imports.sheet import LAYOUT
from portfolio.projects.past import facts_of_today, notes_of_list, projects_as_they_stood
from portfolio.projects.removing import project_remove
from portfolio.projects.tables import ProjectTable
from portfolio.rows.state_words import lettered_colours
from portfolio.rows.views import sheet_button
from portfolio.rules.counted_words import why_not_counted


class ProjectListPage(OwnListPage):
    """All projects a person may see."""

    own_subject = OwnSubject.PROJECT
    action = Action.VIEW_PORTFOLIO
    table_class = ProjectTable
    filterset_class = ProjectFilterSet
    title: ClassVar[str | Promise] = gettext_lazy("Projects")
    loads = sheet_button(Action.EDIT_PROJECT, "projects")
    sheet = LAYOUT
    export_name = "projects"
    template_name = "portfolio/rows/list.html"
    colours = staticmethod(lettered_colours)
    empty_text = gettext_lazy(
        "No projects yet, or none that you may see: your own page shows your roles."
    )
    seen: Sequence[int] | None = None  # of a past that is being read: who may see them was asked
    adds = AddButton(
        Action.CREATE_PROJECT,
        gettext_lazy("New project"),
        "portfolio:project-create",
        place_for_new,
    )

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """The list is called as the strategy shown calls its rows."""
        super().setup(request, *args, **kwargs)
        self.title = lines_title(strategy_asked(request))  # type: ignore[misc]

    def adding_label(self, request: HttpRequest) -> str:
        """Likewise what adds one: it goes into the strategy that the list shows, or the one in force."""
        return new_line(strategy_for_new(request))

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Project]":
        """Behind the row gate of today, as they stood on the day asked for."""
        rows = Project.objects
        seen = (
            rows.visible_to(current_user(request))
            if self.seen is None
            else rows.filter(pk__in=self.seen)
        )
        return seen.for_list(day_asked(request))

    @cached_property
    def past(self) -> Past | None:
        """What the address asks of the past."""
        return past_asked(self.request)

    def is_past(self) -> bool:
        """Whether it does."""
        return self.past is not None

    @contextmanager
    def time_of(self, request: HttpRequest) -> Iterator[bool]:
        """As they stood: with the names, units and placements of that day (decision 046).

        Numbers and figures count by what projects are today, so their rows are shown so, too.
        """
        past = self.past
        if past is None or self._has_facts_of_today(request):
            yield False
            return
        user = current_user(request)
        # Who may see a row is asked of today, before anything is read of the past.
        seen = Project.objects.visible_to(user)
        if past.known is not None:
            seen = seen.within(user.access.to(Action.VIEW_HISTORY))
        self.seen = list(seen.order_by().values_list("pk", flat=True))
        self.export_name = f"{type(self).export_name}-{past.at.isoformat()}"  # type: ignore[misc]
        with projects_as_they_stood(past):
            yield True

    def table(self, request: HttpRequest, rows: "QuerySet[Model]") -> Table:
        """Whose links lead to the same past."""
        table = super().table(request, rows)
        table.past = self.past.query if self.past else ""
        table.columns["place"].column.verbose_name = place_label(strategy_asked(request))
        return table

    def layout(self) -> SheetLayout:
        """With the fields that strategies have added."""
        return with_own(LAYOUT, OwnSubject.PROJECT)

    def past_words(self, request: HttpRequest) -> PastWords | None:
        """What is shown, and what of it is not of that day."""
        past = self.past
        if past is None:
            return None
        if self._has_facts_of_today(request):
            notes = [facts_of_today()]
        else:
            notes = notes_of_list(past, self.seen or [])
        return PastWords(past.words, notes, address_of_today(request))

    def _has_facts_of_today(self, request: HttpRequest) -> bool:
        counted = request.GET.get("number") or request.GET.get(FACTS) == OF_TODAY
        return bool(counted) and not request.GET.get(KNOWN_AT)

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


def _created(project: Project, user: User, year: int | None, on: date) -> str:
    """What became of a new project in the work plan of `year` (None: of none), and who goes on."""
    if project.is_decided_by(user):
        if year is None:
            return _("The project has been saved. In no work plan, no number counts it.")
        saved = _("The project has been saved, in the work plan of %(year)s.") % {"year": year}
        return f"{saved} {why_not_counted(year, on, project.strategy.years)}".strip()
    if user.access.may(Action.RECORD_DECISION):
        return _(
            "The project has been proposed. You manage it, so somebody else of the PMO takes it into "
            "the work plan once it is approved."
        )
    return _(
        "The project has been proposed. The PMO takes it into the work plan once it is approved."
    )


@requires(Action.CREATE_PROJECT, Action.VIEW_PORTFOLIO)
def project_create(request: HttpRequest, strategy: str) -> HttpResponse:
    """A new project, proposed from today on.

    It is in the work plan of the year that whoever creates it says, if they may; else the PMO takes it
    in.
    """
    found = place_to_fill(request, strategy, Action.CREATE_PROJECT)
    user, today = current_user(request), working_date()
    project = Project(strategy=found)
    project.lead_unit = user.unit  # type: ignore[assignment]  # the form asks for it
    form = ProjectForm(posted(request), instance=project, user=user)

    def asked_year() -> int | None:
        year: int | None = form.cleaned_data.get("work_plan")
        return year

    def save(row: Project, version: int) -> None:
        year = asked_year() if row.is_decided_by(user) else None
        services.project_create(project=row, year=year, on=today)

    page = FormPage(
        title=new_line(strategy),
        subtitle=str(found),
        back_label=lines_title(strategy),
        back_url=reverse("portfolio:project-list"),
        draft_key=f"project-new-{strategy}",
        saved=lambda: _created(project, user, asked_year(), today),
        save=save,
    )
    return page.respond(request, form)


@requires(Action.VIEW_PORTFOLIO)
def project_delete(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Remove a project made by mistake, after asking; out of a work plan only who decides of it."""
    user = current_user(request)
    project = project_to_change(user, Action.EDIT_PROJECT, strategy, code)
    if project.work_plans.exists() and not project.is_decided_by(user):
        words = _("It is in a work plan: whoever records decisions takes it out first.")
        messages.error(request, words)
        return redirect(project)
    page = DeletePage(
        subtitle=str(project),
        back_label=project.code,
        back_url=project.get_absolute_url(),
        done_url=reverse("portfolio:project-list"),
    )
    return page.respond(request, project, lambda: project_remove(project=project))


@requires(Action.VIEW_PORTFOLIO)
def project_edit(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Change the facts of a project; a save on top of somebody else's shows both."""
    user = current_user(request)
    project = project_to_change(user, Action.EDIT_PROJECT, strategy, code)
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
        title=str(project),
        back_label=project.code,
        back_url=project.get_absolute_url(),
        draft_key=f"project-{project.pk}",
        delete_url=reverse("portfolio:project-delete", args=[strategy, code]),
        saved=_("The project has been saved."),
        save=save,
    )
    return page.respond(request, form)
