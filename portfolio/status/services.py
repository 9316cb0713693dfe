"""Giving, confirming and accepting the status of a project."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from core.history.saving import locked, refuse_stale, row_save
from core.models import User
from portfolio.models import Project, StatusRound, StatusUpdate, UpdateKind, UpdateState
from portfolio.status.rounds import round_open


class AlreadyAccepted(Exception):
    """The update of this round has been accepted; accepted updates never change."""


def status_save(
    *,
    project: Project,
    round_: StatusRound,
    author: User,
    on: date,
    values: Mapping[str, object],
    version: int,
    state: UpdateState = UpdateState.SUBMITTED,
) -> StatusUpdate:
    """Give or replace the status of a project in a round, and carry its forecast to the project.

    `version` is `version_of` the update that the author saw (0: there was none).
    Raises `StaleRow` when another has been saved since, `AlreadyAccepted` when nothing may
    change any more. A draft changes nothing but itself.
    """
    with transaction.atomic():
        update = _save_update(
            project,
            round_,
            author,
            version,
            {**values, "kind": UpdateKind.SUBSTANTIVE, "state": state, "reported_on": on},
        )
        forecast = update.forecast_finish
        if state != UpdateState.DRAFT and forecast is not None:
            Project.objects.filter(pk=project.pk).update(forecast_finish=forecast)
    return update


def status_confirm(
    *, project: Project, round_: StatusRound, author: User, on: date, version: int
) -> StatusUpdate:
    """Confirm that nothing has changed; a confirmation carries no copied text.

    Raises `NothingToConfirm` for a project that has never been reported on.
    """
    values: dict[str, object] = dict.fromkeys(_TEXTS, "")
    values |= {"per_cent_complete": None, "forecast_finish": None, "reported_on": on}
    values |= {"kind": UpdateKind.CONFIRMATION, "state": UpdateState.SUBMITTED}
    with transaction.atomic():
        if not project.updates.substantive().exists():
            raise NothingToConfirm(str(project))
        return _save_update(project, round_, author, version, values)


def draft_save(*, draft: StatusUpdate, on: date) -> None:
    """Keep what somebody has begun to say; it is theirs, and has not been said.

    Asked with the project's row locked.
    """
    if draft.round._state.adding:
        draft.round = round_open(strategy=draft.project.strategy, period=draft.round.period)
    draft.reported_on = on
    assert draft.author is not None
    draft.on_behalf_of = _represented(draft.project, draft.author)
    draft.save()


class NothingToConfirm(Exception):
    """ "No change" needs something that has not changed."""


class OwnUpdate(Exception):
    """Nobody accepts their own status update, nor one given in their name."""


class NotSubmitted(Exception):
    """Only a submitted update can be accepted: a draft is its author's."""


def status_update_accept(*, update: StatusUpdate, user: User, version: int) -> None:
    """Accept a submitted update; from now on it never changes.

    `version` is `version_of` the update that the person saw. Raises
    `StaleRow` when another has been saved since, `AlreadyAccepted`, `NotSubmitted` or
    `OwnUpdate`. Whoever stands in for somebody accepts nothing of theirs either.
    """
    with transaction.atomic():
        # The lock that whoever gives a status takes, too (`_save_update`).
        locked(Project, update.project_id)
        current = locked(StatusUpdate, update.pk)
        if current.state == UpdateState.ACCEPTED:
            raise AlreadyAccepted(str(current))
        refuse_stale(current, version)
        if current.state != UpdateState.SUBMITTED:
            raise NotSubmitted(str(current))
        if is_own(current, user):
            raise OwnUpdate(str(current))
        current.state, current.accepted_by = UpdateState.ACCEPTED, user
        current.save(update_fields=["state", "accepted_by"])


def is_own(update: StatusUpdate, user: User) -> bool:
    """Whether it was said by this person or in their name, or so of whom they stand in for."""
    return bool({update.author_id, update.on_behalf_of_id} & user.access.selves)


_TEXTS = ("overall", "schedule", "budget", "scope", "reason", "achieved", "planned")


def _save_update(
    project: Project,
    round_: StatusRound,
    author: User,
    version: int,
    values: Mapping[str, object],
) -> StatusUpdate:
    # The project's row is the lock: two first updates of one round wait for each other.
    locked(Project, project.pk)
    if round_._state.adding:
        round_ = round_open(strategy=project.strategy, period=round_.period)
    update = StatusUpdate.objects.filter(project=project, round=round_).first()
    if update is not None and update.state == UpdateState.ACCEPTED:
        raise AlreadyAccepted(str(update))
    update = update or StatusUpdate(project=project, round=round_)
    for name, value in values.items():
        setattr(update, name, value)
    update.author, update.on_behalf_of = author, _represented(project, author)
    row_save(row=update, version=version)
    return update


def _represented(project: Project, author: User) -> User | None:
    """For whom the author speaks: nobody but themselves if the project is theirs."""
    if project.manager_id in {None, author.pk}:
        return None
    return project.manager
