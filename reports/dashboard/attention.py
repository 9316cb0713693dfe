"""Who needs attention: the worst few projects, why, since when, and what is needed from whom."""

from collections.abc import Iterable
from datetime import date
from heapq import nsmallest
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import User
from core.translated import text_of
from portfolio.models import Project, StatusUpdate
from reports.dashboard.census import Census, Facts
from reports.dashboard.scope import Scope

SHOWN = 7
_ORDER = {"r": 0, "a": 1, "": 2, "g": 3}


def worst(census: Census, shown: int = SHOWN) -> list[Facts]:
    """The projects to look at first: red before amber, then more signs, then the longest overdue."""
    flagged = (census.by_pk[pk] for pk in census.signs)
    return nsmallest(shown, flagged, key=lambda each: _rank(each, census))


def _rank(facts: Facts, census: Census) -> tuple[int, int, date, int]:
    signs = census.signs[facts.pk]
    return _ORDER[facts.rag], -len(signs), facts.due or date.max, facts.pk


def attention_lines(scope: Scope, census: Census) -> list[dict[str, Any]]:
    """A line for each of the worst, in order, read in two queries."""
    found = worst(census)
    wanted = [facts.pk for facts in found]
    related = ("strategy", "lead_unit", "manager", "business_owner")
    projects = Project.objects.select_related(*related).in_bulk(wanted)
    said = _updates(wanted, census.at)
    return [
        _line(projects[facts.pk], facts, census, said.get(facts.pk, []))
        for facts in found
        if facts.pk in projects
    ]


def _updates(wanted: Iterable[int], at: date) -> dict[int, list[StatusUpdate]]:
    """What was said of these projects by `at`, the latest first; a stranger's word left out."""
    rows = StatusUpdate.objects.filter(
        Q(kind="substantive") | Q(on_behalf_of__isnull=True),
        ~Q(state="draft"),
        project__in=wanted,
        reported_on__lte=at,
    ).only("project_id", "kind", "reported_on", "reason", "overall")
    found: dict[int, list[StatusUpdate]] = {}
    for row in rows.order_by("project", "-reported_on", "-id"):
        found.setdefault(row.project_id, []).append(row)
    return found


def _line(
    project: Project, facts: Facts, census: Census, said: list[StatusUpdate]
) -> dict[str, Any]:
    own = next((update for update in said if update.kind == "substantive"), None)
    signs = census.signs[facts.pk]
    return {
        "code": project.code,
        "name": text_of(project, "name"),
        "url": project.get_absolute_url(),
        "unit": project.lead_unit.code,
        "rag": facts.rag,
        "reason": own.reason if own else "",
        "said_on": own.reported_on if own else None,
        "signs": [
            _sign(sign, facts, census.at, said[0].reported_on if said else None) for sign in signs
        ],
        "need": _need(signs, project),
    }


def _sign(sign: str, facts: Facts, at: date, heard_on: date | None) -> str:
    """What is wrong, with its days."""
    if sign == "late" and facts.due:
        days = (at - facts.due).days
        text = ngettext("%(days)s day late", "%(days)s days late", days)
    elif sign == "slipping" and facts.forecast and facts.planned:
        days = (facts.forecast - facts.planned).days
        text = ngettext("%(days)s day after the plan", "%(days)s days after the plan", days)
    elif sign == "stuck":
        return _("stuck for three updates")
    elif heard_on is None:
        return _("no update yet")
    else:
        days = (at - heard_on).days
        text = ngettext("silent for %(days)s day", "silent for %(days)s days", days)
    return text % {"days": days}


def _need(signs: tuple[str, ...], project: Project) -> str:
    """What is needed from whom: first word, then a way out, then dates one can believe."""
    manager, owner = project.manager, project.business_owner
    if "silent" in signs:
        return _from(manager, _("Needs an update from %(name)s"), _("Needs a manager who reports"))
    if "stuck" in signs:
        return _from(
            owner or manager,
            _("Needs a decision from %(name)s"),
            _("Needs a business owner to decide"),
        )
    if "late" in signs:
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
