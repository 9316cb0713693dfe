"""What the shell shows of what waits for a person."""

from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.my_work.gathering import work_count
from core.pages.navigation import NavigationEntry

MY_WORK = NavigationEntry(
    key="my-work",
    group="overview",
    label=_("My work"),
    url_name="work:list",
    action=Action.DISCUSS,
    count=lambda user, _strategy: work_count(user),
    position=12,
)
