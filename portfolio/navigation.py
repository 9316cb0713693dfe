"""What the shell shows of the portfolio."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.kept import kept
from core.languages.translated import text_of
from core.models import User
from core.models.people import count_for
from core.pages.navigation import NavigationEntry
from core.pages.strategies import NamedStrategy
from core.time import working_date
from outcomes.lines import lines_title
from outcomes.models import Deliverable, Strategy
from portfolio.models import Commitment, Project
from portfolio.models.querysets import ProjectQuerySet
from portfolio.status.rounds import current_round


def _count(user: User, slug: str) -> int:
    """The projects of the year that the top bar names."""

    def of_the_year() -> ProjectQuerySet:
        named = _named(slug)
        projects = Project.objects.visible_to(user)
        if slug:
            projects = projects.of_strategy(slug)
        today = working_date()
        return projects.in_work_plan(named.year_of(today), today) if named else projects

    return count_for(user, "projects of the year", of_the_year, slug)


def _query(slug: str, _count: int | None) -> str:
    named = _named(slug)
    return f"?year={named.year_of(working_date())}" if named else ""


PROJECTS = NavigationEntry(
    key="projects",
    group="portfolio",
    of_strategies=True,
    label=_("Projects"),
    named=lines_title,
    url_name="portfolio:project-list",
    action=Action.VIEW_PORTFOLIO,
    count=_count,
    query=_query,
    position=20,
    covers=("project-", "status-", "row-", "sign-off-", "sheet-"),
)


def _part(key: str, label: Any, position: int) -> NavigationEntry:
    """A list of what was said of all projects."""
    return NavigationEntry(
        key=f"{key}s",
        group="portfolio",
        of_strategies=True,
        label=label,
        url_name=f"portfolio:{key}-list",
        action=Action.VIEW_PORTFOLIO,
        position=position,
        covers=(f"{key}-",),
        is_part=True,
    )


PARTS = (
    _part("update", _("Status updates"), 21),
    _part("stage", _("Stages"), 22),
    _part("work-plan", _("Work plans"), 23),
    _part("quantity", _("Quantities"), 24),
    _part("remark", _("Texts for the report"), 25),
)


def _awaiting(user: User, slug: str) -> int:
    """The projects whose update the person still owes in the round that the entry leads to."""
    today = working_date()
    found = current_round(today, slug)
    if found is None or not found.is_open(today):
        return 0

    def owed() -> ProjectQuerySet:
        rows = Project.objects.updatable_by(user).filter(strategy=found.strategy_id)
        return rows.awaiting_update(today)

    return count_for(user, "owed in a round", owed, found.strategy_id)


ROUND = NavigationEntry(
    key="round",
    group="portfolio",
    of_strategies=True,
    label=_("Status round"),
    url_name="portfolio:round-current",
    action=Action.VIEW_PORTFOLIO,
    count=_awaiting,
    position=15,
    covers=("round-",),
)


def _promises(user: User, slug: str) -> int:
    def every() -> Any:
        rows = Commitment.objects.visible_to(user)
        return rows.of_strategy(slug) if slug else rows

    return count_for(user, "promises", every, slug)


PROMISES = NavigationEntry(
    key="promises",
    group="portfolio",
    of_strategies=True,
    label=_("Promises"),
    url_name="portfolio:promise-list",
    action=Action.VIEW_PORTFOLIO,
    count=_promises,
    position=45,
    covers=("promise-",),
)
MILESTONES = NavigationEntry(
    key="milestones",
    group="portfolio",
    of_strategies=True,
    label=_("Milestones"),
    url_name="portfolio:milestone-list",
    action=Action.VIEW_PORTFOLIO,
    position=46,
    covers=("milestone-",),
)
MONEY = NavigationEntry(
    key="money",
    group="portfolio",
    of_strategies=True,
    label=_("Money"),
    url_name="portfolio:money-list",
    action=Action.VIEW_PORTFOLIO,
    position=47,
    covers=("money-", "line-"),
)
DECISIONS = NavigationEntry(
    key="decisions",
    group="portfolio",
    of_strategies=True,
    label=_("Decisions"),
    url_name="portfolio:decision-list",
    action=Action.VIEW_PORTFOLIO,
    position=48,
    covers=("decision-",),
)


def _deliverables(user: User, slug: str) -> int:
    def in_force() -> Any:
        rows = Deliverable.objects.visible_to(user).in_force(working_date())
        return rows.of_strategy(slug) if slug else rows

    return count_for(user, "deliverables in force", in_force, slug)


DELIVERABLES = NavigationEntry(
    key="deliverables",
    group="strategy",
    of_strategies=True,
    label=_("Deliverables"),
    url_name="portfolio:deliverable-list",
    action=Action.VIEW_FRAMEWORK,
    count=_deliverables,
    position=35,
    covers=("deliverable-",),
)
ENTRIES = (ROUND, PROJECTS, *PARTS, DELIVERABLES, PROMISES, MILESTONES, MONEY, DECISIONS)


def strategies_named_to(user: User) -> Sequence[NamedStrategy]:
    """For the top bar: those that somebody may see planned or reported on, first the one in force."""
    access = user.access
    seen = access.may(Action.VIEW_FRAMEWORK) or access.may(Action.VIEW_REPORT)
    return kept("named strategies", (), _named_strategies) if seen else ()


def _named(slug: str) -> NamedStrategy | None:
    """The strategy of that slug, else the one in force."""
    found = kept("named strategies", (), _named_strategies)
    return next((each for each in found if each.slug == slug), next(iter(found), None))


def _named_strategies() -> Sequence[NamedStrategy]:
    current = Strategy.objects.current(working_date())
    rows = sorted(Strategy.objects.all(), key=lambda each: each != current)
    return [
        NamedStrategy(each.slug, text_of(each, "short_title"), each.years[0], each.years[-1])
        for each in rows
    ]
