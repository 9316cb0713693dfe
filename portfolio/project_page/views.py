"""The page of one project."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.access import Action
from core.models import User
from core.models.people import name_people
from core.pages.export import workbook, workbook_asked
from core.pages.subject_sheets import KEYS_OF_SUBJECTS
from core.pages.view_access import current_user, requires
from core.time import working_date
from portfolio.models import Project
from portfolio.project_page.history import rows_of
from portfolio.project_page.page import project_page
from portfolio.project_page.queries import projects_by_code

PEOPLE = tuple(one.name for one in Project._meta.fields if one.related_model is User)


@requires(Action.VIEW_PORTFOLIO)
@require_GET
def project_detail(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Everything about one project."""
    user, takes_file = current_user(request), workbook_asked(request)
    project = _visible(user, strategy, code)
    if takes_file:
        rows = rows_of(project, user)
        return workbook(project.code, rows, user, without=KEYS_OF_SUBJECTS)
    page = project_page(project, user, working_date())
    return render(request, "portfolio/project_page/detail.html", {"page": page})


def _visible(user: User, strategy: str, code: str) -> Project:
    """The project, with its people, if this person may see it."""
    grant = user.access.to(Action.VIEW_PORTFOLIO)
    found = projects_by_code(grant, strategy=strategy, code=code, at=working_date())
    if not found:
        raise Http404
    name_people([(found[0], PEOPLE)])
    return found[0]
