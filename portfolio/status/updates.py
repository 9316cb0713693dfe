"""What pages say of status updates: slip, acceptance, when the next round opens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.access import Action
from core.history.versions import versions_of
from core.models import User
from core.pages.rendered_once import rendered_once
from core.pages.withheld import kept_withheld
from outcomes.models.thresholds import thresholds_of
from portfolio.choices import DIMENSIONS
from portfolio.models import Project, StatusRound, StatusUpdate, UpdateState
from portfolio.rows.named_words import dimension_name, dimensions_left_out
from portfolio.rows.wording import day_words, rag_mark, slip_tone
from portfolio.rules.rounds import next_opening
from portfolio.rules.separation import STATUS_ACCEPTANCE
from portfolio.status.services import why_not_withdrawn


@dataclass(frozen=True)
class DimensionState:
    """What an update says of the project, or of a part of it."""

    label: str
    word: SafeString
    mark: SafeString


@dataclass(frozen=True)
class UpdateLine:
    """A status update as pages show it.

    `slip_days` is None where one of the days is unknown; whoever may accept it has the address, and
    the version that they see; `withheld` says why somebody else must. `correct_url` is for whoever may
    correct it; `is_replaced`: a newer version stands; `undo_url` is for whoever has confirmed.
    """

    row: StatusUpdate
    slip_days: int | None
    strategy: int
    accept_url: str = ""
    version: int = 0
    withheld: str = ""
    correct_url: str = ""
    is_replaced: bool = False
    undo_url: str = ""

    @property
    def slip_tone(self) -> str:
        """How bad its days after the plan are in its strategy."""
        return slip_tone(self.slip_days or 0, thresholds_of(self.strategy).slip_days)

    @property
    def states(self) -> list[DimensionState]:
        """The states that its strategy asks for, and those that it has all the same."""
        return states_of(self.row, dimensions_shown(self.strategy, [self.row]), self.strategy)

    @property
    def said_by(self) -> SafeString:
        """Who said it, for whom, whether it was accepted, returned before, or corrects another."""
        row = self.row
        return rendered_once(
            "portfolio/status/_author.html",
            author=str(row.author or ""),
            on_behalf_of=str(row.on_behalf_of or ""),
            state=row.get_state_display(),
            accepted_by=str(row.accepted_by or ""),
            returned_by=str(row.returned_by or ""),
            return_remark=row.return_remark,
            correction_reason=row.correction_reason,
        )


def dimensions_shown(strategy: int, updates: Iterable[StatusUpdate]) -> list[str]:
    """What a strategy asks a status for, and what any of these was given for before."""
    left_out = dimensions_left_out(strategy)
    held = {name for name in left_out for each in updates if getattr(each, name)}
    return [name for name in DIMENSIONS if name not in left_out or name in held]


def states_of(row: StatusUpdate, dimensions: Iterable[str], strategy: int) -> list[DimensionState]:
    """What an update says of these dimensions, in the words of its strategy."""
    return [
        DimensionState(
            dimension_name(strategy, name),
            rag_mark(getattr(row, name), strategy, words=True),
            rag_mark(getattr(row, name), strategy),
        )
        for name in dimensions
    ]


def replaced_in(updates: Sequence[StatusUpdate]) -> set[int | None]:
    """The ids of those that a correction among them speaks for."""
    return {each.replaces_id for each in updates if each.is_correction}


def update_lines(
    project: Project, user: User, updates: Sequence[StatusUpdate], at: date
) -> list[UpdateLine]:
    """Updates of a project as its page shows them to a person on the day `at`."""
    may_accept = project.is_reached_by(user, Action.ACCEPT_STATUS)
    reasons = {
        each.pk: kept_withheld(STATUS_ACCEPTANCE, each, user)
        for each in updates
        if may_accept and each.state == UpdateState.SUBMITTED
    }
    waiting = [pk for pk, why in reasons.items() if not why]
    versions = versions_of(StatusUpdate, waiting) if waiting else {}
    may_correct = project.is_reached_by(user, Action.ENTER_STATUS)
    replaced = replaced_in(updates)
    return [
        UpdateLine(
            row=each,
            slip_days=slip_days(project, each),
            strategy=project.strategy_id,
            accept_url=_url("status-accept", project, each) if each.pk in waiting else "",
            version=versions.get(each.pk, 0),
            withheld=reasons.get(each.pk, ""),
            correct_url=_url("status-correct", project, each)
            if may_correct and each.state == UpdateState.ACCEPTED and each.pk not in replaced
            else "",
            is_replaced=each.pk in replaced,
            undo_url=_url("status-undo", project, each)
            if may_correct and each.round.is_open(at) and not why_not_withdrawn(each, user)
            else "",
        )
        for each in updates
    ]


def _url(name: str, project: Project, update: StatusUpdate) -> str:
    return reverse(f"portfolio:{name}", args=[project.strategy.slug, project.code, update.pk])


def slip_days(project: Project, update: StatusUpdate) -> int | None:
    """Days between the planned finish and the forecast of an update; None where one is unknown."""
    if project.baseline_finish is None or update.forecast_finish is None:
        return None
    return (update.forecast_finish - project.baseline_finish).days


def no_round(project: Project, at: date) -> str:
    """Why no status can be given on the day `at`, and from when on it can be."""
    strategy = project.strategy
    saved = StatusRound.objects.filter(strategy=strategy, opens_on__gt=at).order_by("opens_on")
    opens = saved.values_list("opens_on", flat=True).first() or next_opening(
        strategy.starts_on, strategy.ends_on, at, strategy.rounds_every
    )
    if opens is None:
        return _("This strategy has ended: it opens no more rounds of status.")
    return _("No round of status is open. The next one opens on %(day)s.") % {
        "day": day_words(opens)
    }
