"""What the shell shows of rights."""

from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.pages.navigation import NavigationEntry

RIGHTS = NavigationEntry(
    key="rights",
    group="settings",
    label=_("Rights"),
    url_name="rights:list",
    action=Action.VIEW_PEOPLE_HISTORY,
    position=85,
)
REVIEWS = NavigationEntry(
    key="reviews",
    group="settings",
    label=_("Reviews"),
    url_name="rights:review-list",
    action=Action.VIEW_PEOPLE_HISTORY,
    position=86,
    covers=("review-",),
    is_part=True,
)
CHANGES = NavigationEntry(
    key="changes",
    group="settings",
    label=_("Changes of settings and rights"),
    url_name="rights:change-list",
    action=Action.VIEW_PEOPLE_HISTORY,
    position=87,
    covers=("change-",),
    is_part=True,
)
ENTRIES = (RIGHTS, REVIEWS, CHANGES)
