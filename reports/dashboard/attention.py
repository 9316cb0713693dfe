"""Who needs attention: the worst few projects, why, since when, and what is needed from whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from itertools import groupby

from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.languages.translated import text_of
from core.models import User
from core.pages.paging import in_order
from portfolio.models import Project, Rag, StatusUpdate, UpdateKind
from portfolio.rows.wording import rag_mark
from portfolio.rules.standing import Sign
from portfolio.rules.thresholds import stuck_label
from reports.dashboard.snapshot import PortfolioSnapshot, ProjectGroup

SHOWN = 7
_ORDER = {Rag.RED: 0, Rag.AMBER: 1, "": 2, Rag.GREEN: 3}


def worst(snapshot: PortfolioSnapshot, shown: int = SHOWN) -> list[Project]:
    """The projects to look at first: red before amber, then more signs, then the longest overdue."""
    ranks: dict[int, tuple[int, int]] = {}
    flagged = sorted((each for each in snapshot.groups if each.signs), key=_rank)
    for rank, groups in groupby(flagged, key=_rank):
        if len(ranks) >= shown:
            break
        ranks |= {pk: rank for each in groups for pk in each.ids}
    due = Project.objects.filter(pk__in=list(ranks)).with_due().values_list("pk", "due")
    found = nsmallest(shown, ((*ranks[pk], day or date.max, pk) for pk, day in due))
    wanted = [pk for *_rank_and_day, pk in found]
    related = ("strategy", "lead_unit", "manager", "business_owner")
    return in_order(Project.objects.select_related(*related), wanted)


def _rank(group: ProjectGroup) -> tuple[int, int]:
    return _ORDER[group.rag], -len(group.signs)


@dataclass(frozen=True)
class AttentionLine:
    """A project to look at: what was last said of it, what is wrong, and what is needed from whom."""

    code: str
    name: str
    url: str
    unit: str
    mark: SafeString
    reason: str
    reported_on: date | None
    signs: list[str]
    need: str


def attention_lines(snapshot: PortfolioSnapshot) -> list[AttentionLine]:
    """A line for each of the worst, in order."""
    found = worst(snapshot)
    updates = _updates([project.pk for project in found], snapshot.at)
    return [_line(project, snapshot, updates.get(project.pk, [])) for project in found]


def _updates(wanted: Iterable[int], at: date) -> dict[int, list[StatusUpdate]]:
    """What was said of these projects by `at`, the latest first; a stranger's word left out."""
    own = Q(kind=UpdateKind.SUBSTANTIVE) | Q(on_behalf_of__isnull=True)
    rows = StatusUpdate.objects.given().filter(own, project__in=wanted).until(at)
    found: dict[int, list[StatusUpdate]] = {}
    for row in rows.only("project_id", "kind", "reported_on", "reason", "overall"):
        found.setdefault(row.project_id, []).append(row)
    return found


def _line(
    project: Project, snapshot: PortfolioSnapshot, updates: list[StatusUpdate]
) -> AttentionLine:
    own = next((update for update in updates if update.kind == UpdateKind.SUBSTANTIVE), None)
    signs = snapshot.by_pk[project.pk].signs
    heard_on = updates[0].reported_on if updates else None
    return AttentionLine(
        code=project.code,
        name=text_of(project, "name"),
        url=project.get_absolute_url(),
        unit=project.lead_unit.code,
        mark=rag_mark(own.overall if own else "", project.strategy_id),
        reason=own.reason if own else "",
        reported_on=own.reported_on if own else None,
        signs=[_sign(sign, project, snapshot.at, heard_on) for sign in signs],
        need=_need(signs, project),
    )


def _sign(sign: Sign, project: Project, at: date, heard_on: date | None) -> str:
    """What is wrong, with its days."""
    forecast, planned = project.forecast_finish, project.baseline_finish
    due = forecast or planned
    if sign == Sign.LATE and due:
        days = (at - due).days
        text = ngettext("%(days)s day late", "%(days)s days late", days)
    elif sign == Sign.SLIPPING and forecast and planned:
        days = (forecast - planned).days
        text = ngettext("%(days)s day after the plan", "%(days)s days after the plan", days)
    elif sign == Sign.STUCK:
        return stuck_label(project.strategy_id)
    elif heard_on is None:
        return _("no update yet")
    else:
        days = (at - heard_on).days
        text = ngettext("silent for %(days)s day", "silent for %(days)s days", days)
    return text % {"days": days}


def _need(signs: tuple[Sign, ...], project: Project) -> str:
    """What is needed from whom: first word, then a way out, then dates one can believe."""
    manager, owner = project.manager, project.business_owner
    if Sign.SILENT in signs:
        return _from(manager, _("Needs an update from %(name)s"), _("Needs a manager who reports"))
    if Sign.STUCK in signs:
        return _from(
            owner or manager,
            _("Needs a decision from %(name)s"),
            _("Needs a business owner to decide"),
        )
    if Sign.LATE in signs:
        return _from(
            manager, _("Needs a new finish date from %(name)s"), _("Needs a manager to replan")
        )
    return _from(
        owner or manager,
        _("Needs %(name)s to agree to the new date"),
        _("Needs a business owner to agree to the new date"),
    )


def _from(whom: User | None, text: str, nobody: str) -> str:
    return text % {"name": whom.full_name} if whom else nobody
