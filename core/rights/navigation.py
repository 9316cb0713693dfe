"""What the shell shows of rights."""

from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.pages.shell import NavigationEntry

RIGHTS = NavigationEntry(
    key="rights",
    label=_("Rights"),
    url_name="rights:list",
    action=Action.VIEW_PEOPLE_HISTORY,
    position=85,
)
