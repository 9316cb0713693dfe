"""What the shell shows of the risks."""

from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.models import User
from core.pages.shell import NavigationEntry
from risks.models import Risk


def _count(user: User) -> int:
    return Risk.objects.visible_to(user).count()


RISKS = NavigationEntry(
    key="risks",
    label=_("Risks"),
    url_name="risks:risk-list",
    action=Action.VIEW_RISKS,
    count=_count,
    position=50,
)
