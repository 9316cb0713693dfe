"""Projects on the strategy tree: how many stand under each outcome, output and driver."""

from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from core.models import User
from core.pages.looking_back import FACTS, OF_TODAY
from core.pages.tree_counts import TreeCount, TreeCounter, tree_counters
from outcomes.lines import lines_counted
from portfolio.models import Project


def _counts(strategy: Any, user: User, at: date) -> dict[str, TreeCount]:
    """Those in the work plan of the day's year that the person may see, with their list."""
    year = min(max(at.year, strategy.starts_on.year), strategy.ends_on.year)
    rows = Project.objects.visible_to(user).of_strategy(strategy.slug).in_work_plan(year, at)
    counts: Counter[tuple[str, str]] = Counter()
    places = rows.order_by().values_list(
        "output__outcome_id", "output__outcome__number", "output_id", "driver_id", "driver__slug"
    )
    for outcome, number, output, driver, slug, count in places.annotate(count=Count("pk")):
        if output:
            counts[f"outcome-{outcome}", f"place=outcome-{number}"] += count
            counts[f"output-{output}", f"output={output}"] += count
        else:
            counts[f"driver-{driver}", f"place={slug}"] += count
    page = reverse("portfolio:project-list")
    asked = {"strategy": strategy.slug, "year": year, "at": at.isoformat(), FACTS: OF_TODAY}
    of = urlencode(asked)
    return {
        place: TreeCount(
            value=count,
            text=lines_counted(strategy.slug, count, str(count)),
            url=f"{page}?{of}&{narrowed}",
        )
        for (place, narrowed), count in counts.items()
    }


def register() -> None:
    """Declare the counter of this app."""
    tree_counters.register(TreeCounter("projects", _counts, position=10))
