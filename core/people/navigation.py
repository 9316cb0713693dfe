"""What the shell shows of people."""

from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.pages.navigation import NavigationEntry

PEOPLE = NavigationEntry(
    key="people",
    group="settings",
    label=_("People"),
    url_name="people:person-list",
    action=Action.VIEW_PEOPLE,
    position=80,
)
