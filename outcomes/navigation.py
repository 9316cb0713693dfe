"""What the shell shows of the framework."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.models import User
from core.models.people import count_for
from core.pages.navigation import NavigationEntry
from outcomes.models import Indicator

STRATEGY = NavigationEntry(
    key="strategy",
    group="strategy",
    label=_("Strategy"),
    url_name="outcomes:strategy-current",
    action=Action.VIEW_FRAMEWORK,
    position=30,
    of_strategies=True,
)


def _count(user: User, slug: str) -> int:
    def every() -> Any:
        rows = Indicator.objects.visible_to(user)
        return rows.of_strategy(slug) if slug else rows

    return count_for(user, "indicators", every, slug)


INDICATORS = NavigationEntry(
    key="indicators",
    group="strategy",
    label=_("Indicators"),
    url_name="indicators:indicator-list",
    action=Action.VIEW_FRAMEWORK,
    count=_count,
    position=40,
    of_strategies=True,
)
