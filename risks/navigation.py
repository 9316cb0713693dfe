"""What the shell shows of the risks."""

from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.models import User
from core.pages.shell import NavigationEntry
from risks.models import Risk


def _count(user: User, slug: str) -> int:
    rows = Risk.objects.visible_to(user)
    return (rows.filter(strategy__slug=slug) if slug else rows).count()


RISKS = NavigationEntry(
    key="risks",
    label=_("Risks"),
    url_name="risks:risk-list",
    action=Action.VIEW_RISKS,
    count=_count,
    position=50,
    of_strategies=True,
)
