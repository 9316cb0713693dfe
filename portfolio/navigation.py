"""What the shell shows of the portfolio."""

from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.kept import kept
from core.languages.translated import text_of
from core.models import User
from core.pages.shell import NavigationEntry
from core.time import working_date
from outcomes.models import Strategy
from portfolio.models import Commitment, Project
from portfolio.status.rounds import current_round


def _count(user: User) -> int:
    """The projects of the year that the top bar names."""
    named = named_strategy()
    projects = Project.objects.visible_to(user)
    return (projects.in_work_plan(named[1], working_date()) if named else projects).count()


def _query() -> str:
    named = named_strategy()
    return f"?year={named[1]}" if named else ""


PROJECTS = NavigationEntry(
    key="projects",
    label=_("Projects"),
    url_name="portfolio:project-list",
    action=Action.VIEW_PORTFOLIO,
    count=_count,
    query=_query,
    position=20,
    covers=(
        "project-",
        "status-",
        "row-",
        "update-",
        "work-plan-",
        "stage-",
        "quantity-",
        "remark-",
    ),
)


def _awaiting(user: User) -> int:
    """The projects whose update the person still owes in the round that the entry leads to."""
    today = working_date()
    found = current_round(today)
    if found is None or not found.is_open(today):
        return 0
    rows = Project.objects.updatable_by(user).filter(strategy=found.strategy_id)
    return rows.awaiting_update(today).count()


ROUND = NavigationEntry(
    key="round",
    label=_("Status round"),
    url_name="portfolio:round-current",
    action=Action.VIEW_PORTFOLIO,
    count=_awaiting,
    position=15,
    covers=("round-",),
)


def _promises(user: User) -> int:
    return Commitment.objects.visible_to(user).count()


PROMISES = NavigationEntry(
    key="promises",
    label=_("Promises"),
    url_name="portfolio:promise-list",
    action=Action.VIEW_PORTFOLIO,
    count=_promises,
    position=45,
    covers=("promise-",),
)
MILESTONES = NavigationEntry(
    key="milestones",
    label=_("Milestones"),
    url_name="portfolio:milestone-list",
    action=Action.VIEW_PORTFOLIO,
    position=46,
    covers=("milestone-",),
)
MONEY = NavigationEntry(
    key="money",
    label=_("Money"),
    url_name="portfolio:money-list",
    action=Action.VIEW_PORTFOLIO,
    position=47,
    covers=("money-", "line-"),
)
DECISIONS = NavigationEntry(
    key="decisions",
    label=_("Decisions"),
    url_name="portfolio:decision-list",
    action=Action.VIEW_PORTFOLIO,
    position=48,
    covers=("decision-",),
)


def named_strategy() -> tuple[str, int] | None:
    """The strategy and year that the top bar names: the one in force, else the latest before."""
    return kept("named strategy", (), _named_strategy)


def strategy_named_to(user: User) -> tuple[str, int] | None:
    """The same, for whoever sees what is planned in it or reported on it."""
    access = user.access
    seen = access.may(Action.VIEW_FRAMEWORK) or access.may(Action.VIEW_REPORT)
    return named_strategy() if seen else None


def _named_strategy() -> tuple[str, int] | None:
    today = working_date()
    strategies = list(Strategy.objects.filter(starts_on__lte=today).order_by("-starts_on", "slug"))
    if not strategies:
        return None
    found = next((s for s in strategies if s.contains(today)), strategies[0])
    return text_of(found, "short_title"), min(today.year, found.ends_on.year)
