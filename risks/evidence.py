"""What the register says of projects, for whoever reports on them."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.models import User
from core.prepared import prepared
from portfolio.models import Project
from portfolio.rounds.escalation import Escalation, escalations
from portfolio.rounds.evidence import CountSource, counts
from risks.models import Mitigation, Risk
from risks.models.querysets import RiskReach


def _red_risks(projects: list[int], user: User, at: date) -> Mapping[int, int]:
    """Open risks of the register whose residual score is above the tolerance."""
    return dict(_red(RiskReach.of(user, Action.VIEW_RISKS), projects=projects, at=at))


@prepared
def _red(reach: RiskReach, *, projects: list[int], at: date) -> QuerySet[Risk, tuple[int, int]]:
    rows = Risk.objects.within(reach).filter(project__in=projects).in_register().open(at)
    red = rows.above_tolerance(at).order_by().values_list("project_id")
    return red.annotate(many=Count("pk"))


def _mitigations(projects: list[int], user: User, at: date) -> Mapping[int, int]:
    """Measures against open risks that are not done yet."""
    risks = Risk.objects.visible_to(user).filter(project__in=projects).open(at)
    rows = Mitigation.objects.filter(risk__in=risks.order_by().values("pk")).open(at)
    return dict(rows.order_by().values_list("risk__project_id").annotate(many=Count("pk")))


def _management_list(project: Project, user: User) -> str:
    """The form of a new issue of the project that is on the management list from today."""
    if not project.is_reached_by(user, Action.HANDLE_ISSUE):
        return ""
    query = urlencode({"project": project.code, "escalate": "1"})
    return f"{reverse('risks:issue-create', args=[project.strategy.slug])}?{query}"


def register() -> None:
    """Let the table of a round ask, and its review lead on."""
    escalations.register(Escalation("management_list", _("Escalate"), _management_list))
    counts.register(CountSource("red_risks", _red_risks), CountSource("mitigations", _mitigations))
