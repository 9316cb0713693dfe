"""Projects as they stood on a day, and as we knew them on another (decision 046).

Stages, updates and work plans have days of their own. What a project is called, where it is placed, who
has it and what it plans has none: of those the recorded history tells.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from django.db.models import Min, Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.history.past import as_it_stood
from core.history.tracking import event_model_of
from core.models import Unit
from core.pages.looking_back import Past
from core.time import day_recorded
from outcomes.models import Deliverable, Driver, Outcome, Output
from portfolio.models import (
    Commitment,
    CommitmentState,
    Cost,
    Decision,
    DeliverableLink,
    FundingLine,
    Milestone,
    Project,
    Quantity,
    Remark,
    SignOffWithdrawal,
    StageChange,
    StatusRound,
    StatusUpdate,
    WorkPlanEntry,
)

FACTS: tuple[type[Model], ...] = (Project, Unit, Output, Outcome, Driver)
BELOW: tuple[type[Model], ...] = (Milestone, Commitment, Cost, FundingLine, Quantity, Remark,
                                  Deliverable, DeliverableLink)  # fmt: skip
DATED: tuple[type[Model], ...] = (
    *(StageChange, WorkPlanEntry, StatusRound, StatusUpdate),
    *(Decision, SignOffWithdrawal),
)


@contextmanager
def projects_as_they_stood(past: Past) -> Iterator[None]:
    """Read projects, and what belongs to them, in the past; whatever is written inside is gone."""
    with as_it_stood((*FACTS, *BELOW), past.stood, DATED, past.known):
        _forget_what_came_later(past.at)
        yield


def _forget_what_came_later(at: date) -> None:
    """What had not happened by the day had no day either; only the copies of the past are changed."""
    Project.objects.filter(actual_finish__gt=at).update(actual_finish=None)
    Project.objects.filter(signed_off_on__gt=at).update(signed_off_on=None, signed_off_by=None)


def forget_below(project: Project, at: date) -> None:
    """The same for what belongs to a project."""
    milestones = Milestone.objects.filter(project=project, reached_on__gt=at)
    # A milestone keeps one of its days, as the table asks for.
    milestones.update(reached_on=None)
    answered = Commitment.objects.filter(project=project, answered_on__gt=at)
    answered.update(state=CommitmentState.OPEN, answered_on=None, answer="")


def first_recorded(ids: Sequence[int]) -> dict[int, datetime]:
    """The moment from which on the record tells of each of these projects. One query."""
    events = event_model_of(Project)._default_manager.filter(pgh_obj_id__in=ids).order_by()
    return dict(events.values_list("pgh_obj_id").annotate(first=Min("pgh_created_at")))


def later_recorded(past: Past, ids: Sequence[int]) -> list[datetime]:
    """Of these projects, the first moments of the record that lie after the day."""
    found = first_recorded(ids).values()
    return [first for first in found if first > past.stood]


def notes_of_list(past: Past, ids: Sequence[int]) -> list[str]:
    """What of a list is not of the day, in whole sentences."""
    later = later_recorded(past, ids)
    notes = []
    if past.known is not None:
        # What was recorded later than was known is not in the list at all.
        known = past.known
        if later and len(later) == len(ids) and min(later) > known:
            return [nothing_known()]
        later = [first for first in later if first <= known]
    if later:
        words = ngettext(
            "%(count)s project was recorded later than that day, from %(day)s on: its name, placement, "
            "unit, category, people and planned days are the first that were recorded.",
            "%(count)s projects were recorded later than that day, from %(day)s on: their name, "
            "placement, unit, category, people and planned days are the first that were recorded.",
            len(later),
        )
        notes.append(words % {"count": len(later), "day": _day_of(min(later))})
    return [*notes, of_today()]


def notes_of_project(past: Past, project: Project) -> list[str]:
    """The same of the page of one project."""
    later = later_recorded(past, [project.pk])
    notes = [
        _(
            "It was recorded later than that day, on %(day)s: its name, placement, unit, people, days, "
            "milestones, promises, money and texts are the first that were recorded."
        )
        % {"day": _day_of(first)}
        for first in later
    ]
    return [
        *notes,
        of_today(),
        _("Not shown, since they are kept as of today alone: risks, questions and documents."),
    ]


def of_today() -> str:
    """What no history tells by days."""
    return _("Of today: the names of people, and who may see what.")


def facts_of_today() -> str:
    """Why a list of a past day shows what projects are called today."""
    return _(
        "Of that day: stage, status, per cent done and last update. Of today: name, placement, unit, "
        "category, people and planned days, for so the number counts them."
    )


def nothing_known() -> str:
    """Where the record begins later than what was asked for."""
    return _("Nothing had been recorded by then: the history of this program begins later.")


def _day_of(moment: datetime) -> str:
    return date_format(day_recorded(moment), "DATE_FORMAT")
