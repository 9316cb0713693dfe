"""What the page of one issue shows, and how issues stand in lists on other pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from core.access import Action
from core.languages.translated import text_of
from core.models import User
from core.pages.changes import ChangeInWords, change_list
from core.pages.panels import PanelView, panels_for
from core.pages.subject_changes import subject_changes
from portfolio.models import Project
from risks.models import Issue, Risk
from risks.wording import severity_html


@dataclass(frozen=True)
class IssueLine:
    """An issue as panels and pages list it; `days` are those on the management list."""

    row: Issue
    title: str
    url: str
    severity: SafeString
    days: int | None
    is_open: bool


def issue_lines(issues: Sequence[Issue], at: date) -> list[IssueLine]:
    """Issues as they stood on the day `at`."""
    return [_line(issue, at) for issue in issues]


def _line(issue: Issue, at: date) -> IssueLine:
    return IssueLine(
        row=issue,
        title=issue.row_title,
        url=issue.get_absolute_url(),
        severity=severity_html(issue.severity),
        days=issue.days_escalated(at),
        is_open=not issue.is_closed(at),
    )


@dataclass(frozen=True)
class Linked:
    """What an issue is about."""

    code: str
    name: str
    url: str


@dataclass(frozen=True)
class IssuePage:
    """`risks/issue_detail.html`."""

    line: IssueLine
    description: str
    risk: Linked | None
    project: Linked | None
    history: list[ChangeInWords]
    panels: list[PanelView]
    can_edit: bool
    edit_url: str
    close_url: str
    escalate_url: str


def issue_page(issue: Issue, user: User, at: date) -> IssuePage:
    """An issue (as `for_list` reads it for them) as its page shows it to a person on the day `at`."""
    address = [issue.strategy.slug, issue.code]
    shows_history = user.access.to(Action.VIEW_HISTORY).reaches(None, issue.owner_id)
    return IssuePage(
        line=_line(issue, at),
        description=text_of(issue, "description"),
        risk=_risk(issue.risk) if issue.risk else None,
        project=_project(issue.project) if issue.project else None,
        history=_history(issue) if shows_history else [],
        panels=panels_for("issue", issue, user, at),
        can_edit=Issue.objects.filter(pk=issue.pk).editable_by(user).exists(),
        edit_url=reverse("risks:issue-edit", args=address),
        close_url=reverse("risks:issue-close", args=address),
        escalate_url=reverse("risks:issue-escalate", args=address),
    )


def _history(issue: Issue) -> list[ChangeInWords]:
    return change_list(issue, limit=50, also=subject_changes("issue", issue.pk))


def _risk(risk: Risk) -> Linked:
    return Linked(risk.code, risk.row_title, risk.get_absolute_url())


def _project(project: Project) -> Linked:
    return Linked(project.code, text_of(project, "name"), project.get_absolute_url())
