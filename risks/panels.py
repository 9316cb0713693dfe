"""What the risks show on the pages of other floors."""

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.languages.translated import text_of
from core.models import User
from core.pages.panels import Panel, panels
from portfolio.models import Project
from risks.models import Issue, Risk
from risks.risk_page import issue_rows
from risks.wording import limits_on, mark_of


def project_risks(project: Project, user: User, at: date) -> SafeString | None:
    """The risks and issues of a project that the person may see, and the way to raise one."""
    if not user.access.to(Action.VIEW_RISKS):
        return None
    found = Risk.objects.visible_to(user).filter(project=project).with_assessment(at)
    risks = found.select_related("strategy", "owner")
    issues = list(Issue.objects.visible_to(user).filter(project=project).for_list(at))
    # Newest trouble first, what is over last.
    issues.sort(key=lambda issue: (not issue.is_open(at), -issue.raised_on.toordinal()))
    raise_url = ""
    if user.access.to(Action.HANDLE_ISSUE):
        address = reverse("risks:issue-create", args=[project.strategy.slug])
        raise_url = f"{address}?project={project.code}"
    context = {
        "risks": [_line(risk, at) for risk in risks],
        "issues": issue_rows(issues, at),
        "raise_url": raise_url,
    }
    if not any(context.values()):
        return None
    return SafeString(render_to_string("risks/_project_panel.html", context))


def _line(risk: Any, at: date) -> dict[str, Any]:
    return {
        "code": risk.code,
        "event": text_of(risk, "event"),
        "url": risk.get_absolute_url(),
        "mark": mark_of(risk, "residual", limits_on(risk)),
        "owner": risk.owner,
        "is_open": risk.is_open(at),
    }


def register() -> None:
    """Declare the panels of this app."""
    panels.register(
        Panel(
            key="risks",
            subject="project",
            title=_("Risks and issues"),
            render=project_risks,
            position=60,
        )
    )
