"""The page of one project."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from core.access import Action
from core.models import User
from core.models.people import name_people
from core.pages.export import workbook, workbook_asked
from core.pages.looking_back import (
    LookBackForm,
    Past,
    PastWords,
    address_of_today,
    past_asked,
)
from core.pages.subject_sheets import KEYS_OF_SUBJECTS
from core.pages.view_access import current_user, requires
from core.time import working_date
from portfolio.models import Project
from portfolio.project_page.history import rows_of
from portfolio.project_page.page import LookBack, project_page
from portfolio.project_page.past import NAMES_OF_OTHERS, past_page, past_rows
from portfolio.project_page.queries import visible_project
from portfolio.projects.past import nothing_known, projects_as_they_stood

PEOPLE = tuple(one.name for one in Project._meta.fields if one.related_model is User)


@requires(Action.VIEW_PORTFOLIO)
@require_GET
def project_detail(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Everything about one project: today, or as it stood."""
    user, takes_file = current_user(request), workbook_asked(request)
    project, past = _visible(user, strategy, code), past_asked(request)
    history = reverse("portfolio:project-history", args=[strategy, code])
    if past is not None:
        return _past(request, project, past, history, takes_file=takes_file)
    if takes_file:
        rows = rows_of(project, user)
        return workbook(project.code, rows, user, without=KEYS_OF_SUBJECTS)
    page = replace(
        project_page(project, user, working_date()),
        look_back=_look_back(request, project, None),
        history_url=history,
    )
    return render(request, "portfolio/project_page/detail.html", {"page": page})


def _past(
    request: HttpRequest, project: Project, past: Past, history: str, *, takes_file: bool
) -> HttpResponse:
    """As it stood; who sees the project today sees that, what was known then who sees its history."""
    user = current_user(request)
    if past.known and not project.shows_history_to(user):
        raise Http404
    if takes_file:
        with projects_as_they_stood(past):
            name = f"{project.code}-{past.at.isoformat()}"
            rows = past_rows(project, past)
            return workbook(name, rows, user, without=(*KEYS_OF_SUBJECTS, *NAMES_OF_OTHERS))
    words = PastWords(past.words, (), address_of_today(request))
    export = project.is_within(user.access.files().to(Action.VIEW_PORTFOLIO))
    page = past_page(project, user, past, words, export=export)
    look_back = _look_back(request, project, past)
    if page is None:
        words = replace(words, notes=(nothing_known(),))
        shown = {"code": project.code, "past": words, "look_back": look_back}
        return render(request, "portfolio/project_page/not_there.html", shown)
    page = replace(page, look_back=look_back, history_url=history)
    return render(request, "portfolio/project_page/detail.html", {"page": page})


def _look_back(request: HttpRequest, project: Project, past: Past | None) -> LookBack:
    return LookBack(
        form=LookBackForm(past, knows=project.shows_history_to(current_user(request))),
        keep=past.query if past else "",
    )


def _visible(user: User, strategy: str, code: str) -> Project:
    """The project, with its people, if this person may see it."""
    project = visible_project(user, strategy, code)
    name_people([(project, PEOPLE)])
    return project
