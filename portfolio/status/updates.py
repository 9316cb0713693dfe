"""What pages say of status updates: slip, acceptance, when the next round opens."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import Action
from core.history.versions import versions_of
from core.models import User
from portfolio.models import Project, StatusUpdate, UpdateState
from portfolio.rows.wording import day_words
from portfolio.rules.rounds import next_opening
from portfolio.status.services import is_own


def offer_acceptance(project: Project, user: User, updates: Sequence[StatusUpdate]) -> None:
    """Add `accept_url` and `version` to each update that this person may accept."""
    waiting = [
        each for each in updates if each.state == UpdateState.SUBMITTED and not is_own(each, user)
    ]
    reached = Project.objects.acceptable_by(user).filter(pk=project.pk)
    if not waiting or not user.access.to(Action.ACCEPT_STATUS) or not reached.exists():
        return
    versions = versions_of(StatusUpdate, [each.pk for each in waiting])
    for each in waiting:
        address = [project.strategy.slug, project.code, each.pk]
        each.accept_url = reverse("portfolio:status-accept", args=address)  # type: ignore[attr-defined]
        each.version = versions.get(each.pk, 0)  # type: ignore[attr-defined]


def slip_days(project: Project, update: StatusUpdate) -> int | None:
    """Days between the planned finish and the forecast of an update; None where one is unknown."""
    if project.baseline_finish is None or update.forecast_finish is None:
        return None
    return (update.forecast_finish - project.baseline_finish).days


def no_round(project: Project, at: date) -> str:
    """Why no status can be given on the day `at`, and from when on it can be."""
    strategy = project.strategy
    opens = next_opening(strategy.starts_on, strategy.ends_on, at)
    if opens is None:
        return _("This strategy has ended: it opens no more rounds of status.")
    return _("No round of status is open. The next one opens on %(day)s.") % {
        "day": day_words(opens)
    }
