"""What the shell shows of documents."""

from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.pages.navigation import NavigationEntry

DOCUMENTS = NavigationEntry(
    key="documents",
    group="overview",
    label=_("Documents"),
    url_name="documents:document-list",
    action=Action.DISCUSS,
    position=56,
    is_part=True,
)
