"""What a dashboard is asked for: a strategy, a year, a day, and who looks."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.http import Http404, HttpRequest
from django.urls import reverse

from core.models import User
from core.numbers.registry import NumberContext, numbers
from core.pages.lists import query
from core.pages.looking_back import day_in_address
from core.pages.strategies import stands, strategy_asked
from core.pages.view_access import current_user
from core.time import working_date
from outcomes.current import strategy_shown
from outcomes.models import Strategy
from portfolio.models import Project
from portfolio.models.querysets import ProjectQuerySet


@dataclass(frozen=True)
class Scope:
    """One strategy and year as of a day, seen by one person.

    Every count is made behind the row gate of that person, so it equals the list it leads to; for
    those who reach everywhere these are the numbers of the report.
    """

    strategy: Strategy
    year: int
    at: date
    user: User
    strategies: tuple[Strategy, ...] = field(default=(), compare=False)

    @property
    def since(self) -> date:
        """The day with which `at` is compared: a month before."""
        return month_before(self.at)

    @cached_property
    def numbers(self) -> NumberContext:
        """For the registries of numbers and figures."""
        return NumberContext(
            strategy=self.strategy.slug, year=self.year, at=self.at, seen_by=self.user
        )

    def population(self, at: date) -> ProjectQuerySet:
        """The visible projects in the work plan of the year as it stood on the day `at`."""
        rows: ProjectQuerySet = Project.objects.visible_to(self.user)
        # By its id, from which the planner knows how many projects to expect.
        return rows.filter(strategy_id=self.strategy.pk).in_work_plan(self.year, at)

    def asked(self, at: date | None = None) -> dict[str, object]:
        """The part of an address that says strategy, year and day."""
        day = (at or self.at).isoformat()
        return {"strategy": self.strategy.slug, "year": self.year, "at": day}

    def number_url(self, signature: str, at: date | None = None) -> str:
        """The list with exactly the rows that a live number counts."""
        page = numbers[signature.partition(" ")[0]].page
        return f"{reverse(page)}?{query(**self.asked(at), number=signature)}"

    def projects_url(self, **filters: object) -> str:
        """The project list, narrowed by filters."""
        return f"{reverse('portfolio:project-list')}?{query(**self.asked(), **filters)}"

    def url(self, **more: object) -> str:
        """This very dashboard, for sharing."""
        return f"{reverse('dashboard:dashboard')}?{query(**self.asked(), **more)}"


def scope_of(request: HttpRequest) -> Scope | None:
    """What the address asks for; what it leaves out is what the top bar names. None: no strategy.

    A strategy that does not exist is 404; a year or a day that makes no sense counts as left out.
    """
    user, today = current_user(request), working_date()
    strategies = tuple(Strategy.objects.visible_to(user))
    slug, strategy = strategy_asked(request), strategy_shown(request)
    if strategy is None:
        if slug:
            raise Http404
        return None
    at = day_in_address(request.GET.get("at", "")) or today
    year = _year(request.GET.get("year", ""), strategy) or _clamped(at.year, strategy)
    stands(request, strategy.slug, year=year, at=at)
    return Scope(strategy, year, at, user, strategies)


def years_of(strategy: Strategy) -> range:
    """The years whose work plans a strategy has."""
    return strategy.years


def month_before(day: date) -> date:
    """The same day of the month before, or that month's last."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _year(text: str, strategy: Strategy) -> int | None:
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
    return year if year in years_of(strategy) else None


def _clamped(year: int, strategy: Strategy) -> int:
    return min(max(year, strategy.starts_on.year), strategy.ends_on.year)
