"""What the risks show on the pages of other floors."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.kept import kept
from core.languages.translated import text_of
from core.models import User
from core.models.people import name_people
from core.pages.panels import Panel, panels
from core.prepared import prepared
from portfolio.models import Project
from risks.issue_page import IssueLine, issue_lines
from risks.models import Issue, Risk
from risks.models.querysets import IssueQuerySet, RiskQuerySet, RiskReach
from risks.wording import ScoreMark, limits_on, mark_of


@dataclass(frozen=True)
class RiskLine:
    """A risk of a project with its residual score."""

    row: Risk
    event: str
    url: str
    mark: ScoreMark
    is_open: bool


@dataclass(frozen=True)
class ProjectRisks:
    """`risks/_project_panel.html`; `raise_url` is for who may raise an issue."""

    risks: list[RiskLine]
    issues: list[IssueLine]
    raise_url: str


def project_risks(project: Project, user: User, at: date) -> SafeString | None:
    """The risks and issues of a project that the person may see, and the way to raise one."""
    reach = RiskReach.of(user, Action.VIEW_RISKS)
    if reach.grant.is_empty:
        return None
    may_raise = project.is_reached_by(user, Action.HANDLE_ISSUE)
    draw = partial(_drawn, project, reach, at, may_raise=may_raise)
    return kept("risks of a project", (Project,), draw, project.pk, reach, at, may_raise)


def _drawn(project: Project, reach: RiskReach, at: date, *, may_raise: bool) -> SafeString | None:
    risks = _risks(reach, project=project.pk, at=at)
    issues = _issues(reach, project=project.pk)
    name_people((row, ("owner",)) for row in (*risks, *issues))
    # Newest trouble first, what is over last.
    issues.sort(key=lambda issue: (issue.is_closed(at), -issue.raised_on.toordinal()))
    raise_url = ""
    if may_raise:
        address = reverse("risks:issue-create", args=[project.strategy.slug])
        raise_url = f"{address}?project={project.code}"
    if not (risks or issues or raise_url):
        return None
    panel = ProjectRisks([_line(risk, at) for risk in risks], issue_lines(issues, at), raise_url)
    return SafeString(render_to_string("risks/_project_panel.html", {"panel": panel}))


@prepared
def _risks(reach: RiskReach, *, project: int, at: date) -> RiskQuerySet:
    rows = Risk.objects.within(reach).filter(project=project)
    return rows.with_assessment(at).select_related("strategy")


@prepared
def _issues(reach: RiskReach, *, project: int) -> IssueQuerySet:
    return Issue.objects.within(reach).filter(project=project).select_related("strategy")


def _line(risk: Risk, at: date) -> RiskLine:
    return RiskLine(
        row=risk,
        event=text_of(risk, "event"),
        url=risk.get_absolute_url(),
        mark=mark_of(risk, "residual", limits_on(risk), risk.strategy_id),
        is_open=not risk.is_closed(at),
    )


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
