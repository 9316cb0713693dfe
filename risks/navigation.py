"""What the shell shows of the risks."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.models import User
from core.models.people import count_for
from core.pages.navigation import NavigationEntry
from risks.models import Risk


def _count(user: User, slug: str) -> int:
    def every() -> Any:
        rows = Risk.objects.visible_to(user)
        return rows.filter(strategy__slug=slug) if slug else rows

    return count_for(user, "risks", every, slug)


RISKS = NavigationEntry(
    key="risks",
    group="risks",
    label=_("Risks"),
    url_name="risks:risk-list",
    action=Action.VIEW_RISKS,
    count=_count,
    position=50,
    of_strategies=True,
)


def _part(key: str, label: Any, position: int, *covers: str) -> NavigationEntry:
    """The matrix, or a list of what belongs to the risks."""
    return NavigationEntry(
        key=key,
        group="risks",
        label=label,
        url_name=f"risks:{covers[0]}",
        action=Action.VIEW_RISKS,
        position=position,
        covers=covers,
        of_strategies=True,
        is_part=True,
    )


ENTRIES = (
    RISKS,
    _part("matrix", _("Matrix"), 51, "risk-matrix"),
    _part("issues", _("Issues"), 52, "issue-list", "issue-"),
    _part("measures", _("Measures"), 53, "mitigation-list"),
    _part("assessments", _("Assessments"), 54, "assessment-list"),
    _part("acceptances", _("Acceptances"), 55, "acceptance-list"),
)
