"""What the shell shows of questions."""

from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.discussions.filters import WAITING
from core.discussions.services import open_questions_to
from core.models import User
from core.pages.navigation import NavigationEntry


def _count(user: User, _strategy: str) -> int | None:
    """What waits for the person's answer; nothing stands there while nothing does."""
    return open_questions_to(user).count() or None


QUESTIONS = NavigationEntry(
    key="questions",
    group="overview",
    label=_("Questions"),
    url_name="discussions:question-list",
    action=Action.DISCUSS,
    count=_count,
    query=lambda _strategy, count: f"?whose={WAITING}" if count else "",
    position=55,
)
