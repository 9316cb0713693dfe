"""The pages of a project's history."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import Action
from core.models import User
from core.pages.spreadsheets import CONTENT_TYPES, attachment, file_links, to_bytes
from core.pages.view_access import current_user, requires, take_along
from portfolio.models import Project
from portfolio.project_history.filters import LogForm
from portfolio.project_history.log import LogLine, log_lines
from portfolio.project_history.page import history_head, history_page
from portfolio.project_page.queries import visible_project

LINES_A_PAGE = 50


@requires(Action.VIEW_PORTFOLIO)
@require_GET
def project_history(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """States, per cent and forecasts over time, and every update with what it changed."""
    user = current_user(request)
    page = history_page(visible_project(user, strategy, code), user)
    return render(request, "portfolio/project_history/course.html", {"page": page})


@requires(Action.VIEW_HISTORY)
@require_GET
def project_changes(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Who changed which field of which row, when and from where; also as a file."""
    wanted = request.GET.get("export", "")
    if wanted in CONTENT_TYPES:
        take_along(request)
    user = current_user(request)
    project = visible_project(user, strategy, code)
    if not project.shows_history_to(user):
        raise Http404
    lines = log_lines(project, user)
    form = LogForm(request.GET, lines)
    found = form.narrowed(lines)
    if wanted in CONTENT_TYPES:
        content = to_bytes(_cells(found), wanted, _("Field by field"))
        return attachment(content, f"{project.code}-changes", wanted)
    asked = request.GET.copy()
    asked.pop("page", None)
    page = {
        "head": history_head(project, user),
        "form": form,
        "lines": Paginator(found, LINES_A_PAGE).get_page(request.GET.get("page")),
        "asked": asked.urlencode(),
        "export": _formats(asked, project, user),
        "is_narrowed": len(found) < len(lines),
    }
    return render(request, "portfolio/project_history/changes.html", {"page": page})


def _formats(asked: QueryDict, project: Project, user: User) -> list[tuple[str, str]]:
    """Labels and addresses of the files, for whoever takes this project along."""
    files = user.access.files()
    if not project.is_within(files.to(Action.VIEW_HISTORY)):
        return []
    return file_links(asked)


def _cells(lines: Sequence[LogLine]) -> Iterator[list[Any]]:
    """The heading and a line for each field that changed."""
    yield [
        *(_("When"), _("Who"), _("Of what"), _("Row"), _("What happened"), _("Field")),
        *(_("Before"), _("After"), _("From where"), _("Address")),
    ]
    for each in lines:
        yield [
            *(timezone.make_naive(each.at), each.who or _("The program"), each.kind_label, each.of),
            *(each.what, each.field_label, each.old, each.new, each.where, each.address),
        ]
