"""What the shell shows of the portfolio."""

from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.models import User
from core.pages import NavigationEntry
from core.time import working_date
from core.translated import text_of
from outcomes.models import Strategy
from portfolio.models import Project


def _count(user: User) -> int:
    return Project.objects.visible_to(user).count()


PROJECTS = NavigationEntry(
    key="projects",
    label=_("Projects"),
    url_name="portfolio:project-list",
    action=Action.VIEW_PORTFOLIO,
    count=_count,
    position=20,
)


def standing() -> tuple[str, int] | None:
    """The strategy and year that the top bar names: the one in force, else the latest before."""
    today = working_date()
    strategies = list(Strategy.objects.filter(starts_on__lte=today).order_by("-starts_on", "slug"))
    if not strategies:
        return None
    found = next((s for s in strategies if s.contains(today)), strategies[0])
    return text_of(found, "short_title"), min(today.year, found.ends_on.year)
