"""What the data say of projects, gathered for many at once; other apps add what they know."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from core.models import User
from core.prepared import prepared
from core.registry import Registry
from portfolio.models import Milestone

Counts = Mapping[int, int]


@dataclass(frozen=True)
class CountSource:
    """Counts something of projects by their ids, as far as the person may see it, on a day."""

    key: str
    count: Callable[[list[int], User, date], Counts]


# "red_risks", registered by the app that has the register.
counts: Registry[CountSource] = Registry("count of a project")


@prepared
def _missed(*, projects: list[int], at: date) -> QuerySet[Milestone, tuple[int, int]]:
    rows = Milestone.objects.filter(project__in=projects).missed(at).order_by()
    return rows.values_list("project_id").annotate(many=Count("pk"))


def overdue_milestones(projects: Iterable[int], at: date) -> Counts:
    """How many milestones of each project should have been reached before the day `at`."""
    return dict(_missed(projects=list(projects), at=at))


def counted(key: str, projects: Iterable[int], user: User, at: date) -> Counts:
    """What a source counts; nothing where no app offers it."""
    return counts[key].count(list(projects), user, at) if key in counts else {}
