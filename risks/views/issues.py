"""Pages of one issue: to read, raise, change, escalate and close."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.access import Action
from core.models import User
from core.pages.forms import FormPage, posted
from core.pages.view_access import current_user, requires
from core.rights.refusing import row_to_change
from core.time import working_date
from outcomes.current import place_to_fill
from portfolio.models import Project
from risks import services
from risks.choices import Severity
from risks.forms import IssueCloseForm, IssueForm
from risks.issue_page import issue_page
from risks.models import Issue, Risk
from risks.models.querysets import RiskReach


def _issue(rows: Any, user: User, strategy: str, code: str) -> Issue:
    """The issue if it is among `rows`; otherwise it does not exist for this person."""
    listed = rows.of_strategy(strategy).for_list(working_date(), user)
    found: Issue = get_object_or_404(listed, code=code)
    return found


@requires(Action.VIEW_RISKS)
@require_GET
def issue_detail(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Everything about one issue."""
    user, today = current_user(request), working_date()
    issue = _issue(Issue.objects.visible_to(user), user, strategy, code)
    page = issue_page(issue, user, today)
    return render(request, "risks/issue_detail.html", {"page": page, "history": page.history})


@requires(Action.HANDLE_ISSUE, Action.VIEW_RISKS)
def issue_create(request: HttpRequest, strategy: str) -> HttpResponse:
    """A new issue; `?risk=` or `?project=` names what it is about by its code.

    `?escalate=1`: it goes to the management list at once.
    """
    found = place_to_fill(request, strategy, Action.HANDLE_ISSUE)
    user = current_user(request)
    issue = Issue(strategy=found, raised_on=working_date(), owner=user)
    if request.GET.get("escalate"):
        issue.escalated_on, issue.severity = working_date(), Severity.HIGH
    risks = Risk.objects.with_issues_by(user).of_strategy(strategy)
    issue.risk = risks.filter(code=request.GET.get("risk", "")).select_related("strategy").first()
    projects = Project.objects.visible_to(user).of_strategy(strategy)
    issue.project = (
        projects.filter(code=request.GET.get("project", "")).select_related("strategy").first()
    )
    about = issue.risk or issue.project
    page = FormPage(
        title=_("New issue"),
        subtitle=str(issue.strategy),
        back_label=about.code if about else _("Issues"),
        back_url=about.get_absolute_url() if about else reverse("risks:issue-list"),
        draft_key=f"issue-new-{strategy}-{about.code if about else ''}",
        saved=_("The issue has been raised."),
        save=lambda row, version: services.issue_raise(issue=row),
        adds_more=True,
    )
    return page.respond(request, IssueForm(posted(request), instance=issue, user=user))


def _editable(request: HttpRequest, strategy: str, code: str) -> Issue:
    """The issue if the person may change it; who only sees it is told why not, and who may."""
    user = current_user(request)
    return row_to_change(
        lambda rows: _issue(rows, user, strategy, code),
        among=Issue.objects.editable_by(user),
        seen=Issue.objects.visible_to(user),
        user=user,
        action=Action.HANDLE_ISSUE,
        reaches=lambda row, other: RiskReach.of(other, Action.HANDLE_ISSUE).covers_issue(row),
    )


def _page_of(issue: Issue, title: str, draft_key: str, saved: str) -> FormPage:
    return FormPage(
        title=title,
        subtitle=str(issue) if title != str(issue) else "",
        back_label=issue.code,
        back_url=issue.get_absolute_url(),
        draft_key=draft_key,
        saved=saved,
    )


@requires(Action.VIEW_RISKS)
def issue_edit(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Change an issue."""
    issue = _editable(request, strategy, code)
    page = _page_of(issue, str(issue), f"issue-{issue.pk}", _("The issue has been saved."))
    form = IssueForm(posted(request), instance=issue, user=current_user(request))
    return page.respond(request, form)


@requires(Action.VIEW_RISKS)
def issue_close(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Close an issue: on which day, and how it was resolved."""
    issue = _editable(request, strategy, code)
    if issue.closed_on is None:
        issue.closed_on = working_date()
    page = _page_of(
        issue,
        _("Close %(code)s") % {"code": issue.code},
        f"issue-close-{issue.pk}",
        _("The issue has been closed."),
    )
    page = replace(page, submit_label=_("Close the issue"))
    return page.respond(request, IssueCloseForm(posted(request), instance=issue))


@requires(Action.HANDLE_ISSUE)
@require_POST
def issue_escalate(request: HttpRequest, strategy: str, code: str) -> HttpResponse:
    """Put an issue on the management list, from today."""
    issue = _editable(request, strategy, code)
    if services.issue_escalate(issue=issue, on=working_date()):
        messages.success(request, _("The issue is on the management list from today."))
    else:
        messages.info(request, _("Nothing changed: it is escalated already, or closed."))
    return redirect(issue)
