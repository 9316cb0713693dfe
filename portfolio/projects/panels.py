"""What the portfolio shows on the pages of other floors: what a unit or a person has to do."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.languages.translated import text_of
from core.models import Unit, User
from core.pages.lists import query
from core.pages.panels import Panel, panels
from portfolio.choices import FINISHED
from portfolio.models import Project
from portfolio.projects.by_code import stage_of
from portfolio.rows.named_words import stage_name
from portfolio.rows.wording import rag_mark

SHOWN = 25


def unit_projects(unit: Unit, user: User, at: date) -> SafeString | None:
    """The projects that a unit leads, as far as the person may see them."""
    url = f"{reverse('portfolio:project-list')}?{query(unit=unit.code)}"
    return _panel(Q(lead_unit=unit), user, at, url)


def managed_projects(subject: User, user: User, at: date) -> SafeString | None:
    """The projects that somebody manages."""
    return _panel(Q(manager=subject), user, at)


def owned_projects(subject: User, user: User, at: date) -> SafeString | None:
    """The projects that somebody owns for the business."""
    return _panel(Q(business_owner=subject), user, at)


def _panel(condition: Q, user: User, at: date, url: str = "") -> SafeString | None:
    """Unfinished ones first; beyond the first 25 only how many, with an address that shows them.

    An administrator sees no contents, but must know before closing an account how much hangs on it.
    """
    reads_nothing = user.access.to(Action.VIEW_PORTFOLIO).is_empty
    counts_only = reads_nothing and user.access.may(Action.MANAGE_PEOPLE)
    reached = Project.objects.all() if counts_only else Project.objects.visible_to(user)
    rows = reached.filter(condition).with_stage(at).annotate(finished=Q(stage__in=FINISHED))
    counts = rows.aggregate(total=Count("pk"), unfinished=Count("pk", filter=Q(finished=False)))
    if not counts["total"]:
        return None
    first = [] if counts_only else rows.for_list(at).order_by("finished", "code__sort_key")[:SHOWN]
    context = {
        **counts,
        "projects": [_line(project) for project in first],
        "counts_only": counts_only,
        "more": 0 if counts_only else max(0, counts["total"] - SHOWN),
        "url": url,
    }
    return SafeString(render_to_string("portfolio/projects/_responsible.html", context))


@dataclass(frozen=True)
class ProjectLine:
    """A project of a unit or person."""

    row: Project
    name: str
    stage: str
    mark: SafeString


def _line(project: Project) -> ProjectLine:
    label = stage_name(project.strategy_id, stage_of(project))
    mark = rag_mark(project.rag, project.strategy_id)  # type: ignore[attr-defined]
    return ProjectLine(project, text_of(project, "name"), label, mark)


def register() -> None:
    """Declare the panels of this app."""
    for key, subject, title, render in (
        ("unit-projects", "unit", _("Leads these projects"), unit_projects),
        ("managed-projects", "person", _("Manages these projects"), managed_projects),
        ("owned-projects", "person", _("Owns these projects for the business"), owned_projects),
    ):
        panels.register(Panel(key, subject, title, render, position=10))
