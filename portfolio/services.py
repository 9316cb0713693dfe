"""Writes of the portfolio that have more than one effect."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from core.history import StaleRow, version_of
from core.models import User
from outcomes.models import Strategy
from portfolio.models import (
    Project,
    SignOffWithdrawal,
    Stage,
    StageChange,
    StatusRound,
    StatusUpdate,
    UpdateKind,
    UpdateState,
    WorkPlanEntry,
)
from portfolio.querysets.rounds import strategies_without_round
from portfolio.round_days import days_of, period_due
from portfolio.stages import needs_decision


class AlreadyAccepted(Exception):
    """The update of this round has been accepted; accepted updates never change."""


class CommitteesStage(Exception):
    """Whether a project is proposed or approved is the committee's to decide; the PMO records it."""


def project_create(*, project: Project, year: int | None, on: date) -> Project:
    """Save a new project as proposed, from the day `on` in the work plan of `year` (None: in none)."""
    with transaction.atomic():
        project.save()
        StageChange.objects.create(project=project, stage=Stage.PROPOSED, on=on)
        if year is not None:
            WorkPlanEntry.objects.create(project=project, year=year, joined_on=on)
    return project


class StageMoved(Exception):
    """Somebody has changed the stage since the form was opened; it is now `stage`."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.stage = stage


def project_save(
    *, project: Project, version: int, stage: Stage | None, on: date, user: User, seen: str = ""
) -> None:
    """Save changed facts, and the stage from the day `on` (None: leave it as it is).

    `version` is `core.history.version_of` the project when its form was opened, `seen` its stage
    then. Raises `core.history.StaleRow` when somebody else has saved it since, `StageMoved` when a
    stage is to be set and another has been meanwhile, and `CommitteesStage` when the stage is not for
    `user` to change; then nothing is written.
    """
    with transaction.atomic():
        current = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
        if version_of(current) != version:
            raise StaleRow(current)
        project.save()
        if stage is not None:
            project_set_stage(project=project, stage=stage, on=on, user=user, seen=seen)


def project_set_stage(
    *, project: Project, stage: Stage, on: date, user: User, seen: str = ""
) -> None:
    """From the day `on` the project is in `stage`; a change on the same day is replaced.

    Raises `StageMoved` when it is not in the stage that was `seen` any more, and `CommitteesStage`
    when that is not for `user` to say.
    """
    with transaction.atomic():
        latest = project.stages.filter(on__lte=on).order_by("-on").first()
        if seen and latest is not None and latest.stage != seen:
            raise StageMoved(Stage(latest.stage))
        if latest is not None and latest.stage == stage:
            return
        row = project.stages.filter(on=on).first() or StageChange(project=project, on=on)
        row.stage = stage
        _refuse_committees(row, user)
        row.save()


def stage_save(*, row: StageChange, version: int, user: User) -> None:
    """Save a dated stage as `row_save` does. Raises `CommitteesStage`, too."""
    with transaction.atomic():
        _refuse_committees(row, user)
        row_save(row=row, version=version)


def stage_remove(*, row: StageChange, user: User) -> None:
    """Remove a dated stage. Raises `CommitteesStage` when that is not for `user` to do."""
    with transaction.atomic():
        _refuse_committees(row, user, removed=True)
        row.delete()


def _refuse_committees(row: StageChange, user: User, *, removed: bool = False) -> None:
    # The project's row is the lock: two changes of one project's stages wait for each other.
    project = Project.objects.select_for_update(of=("self",)).get(pk=row.project_id)
    if not project.is_decided_by(user) and needs_decision(row, removed=removed):
        raise CommitteesStage(str(row))


class NotCompleted(Exception):
    """Only a completed project can be signed off."""


class AlreadySignedOff(Exception):
    """Somebody has signed off already; a sign-off is withdrawn, never written over."""


def project_sign_off(*, project: Project, user: User, on: date) -> None:
    """The business owner confirms on the day `on` that the project has delivered.

    Raises `NotCompleted` when it is not in that stage on that day, and `AlreadySignedOff`. Who may
    sign is `ProjectQuerySet.signable_by`; that nobody signs off their own holds the database.
    """
    with transaction.atomic():
        current = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
        if not Project.objects.filter(pk=project.pk).completed(on).exists():
            raise NotCompleted(str(project))
        if current.signed_off_on is not None:
            raise AlreadySignedOff(str(project))
        current.signed_off_by, current.signed_off_on = user, on
        current.save(update_fields=["signed_off_by", "signed_off_on"])


class NotSignedOff(Exception):
    """There is no such sign-off to take back: somebody else was quicker."""


def sign_off_withdraw(*, row: SignOffWithdrawal, version: int = 0) -> None:
    """Take a sign-off back: the project has none from now on, the row keeps who gave it and why not.

    Raises `NotSignedOff` when it is not, or no longer, signed off as `row` says. A withdrawal is
    always a new row, so there is no `version` to compare.
    """
    with transaction.atomic():
        current = Project.objects.select_for_update(of=("self",)).get(pk=row.project_id)
        given = (current.signed_off_by_id, current.signed_off_on)
        if given != (row.signed_off_by_id, row.signed_off_on):
            raise NotSignedOff(str(current))
        row.save()
        current.signed_off_by = current.signed_off_on = None
        current.save(update_fields=["signed_off_by", "signed_off_on"])


def row_save(*, row: Model, version: int) -> None:
    """Save a row of a project, or add it.

    `version` is `core.history.version_of` the row when its form was opened (0: a new one). Raises
    `core.history.StaleRow` when somebody else has changed it since; then nothing is written.
    """
    with transaction.atomic():
        if row.pk is not None:
            current = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
            if version_of(current) != version:
                raise StaleRow(current)
        row.save()


def open_round(strategy: Strategy, at: date) -> StatusRound | None:
    """The round of a strategy that takes updates on the day `at`, the latest if several do.

    One that is due and that nobody has opened yet is not saved: its first update saves it.
    """
    period = period_due(at)
    is_open = Q(opens_on__lte=at, closes_on__gte=at)
    rounds = StatusRound.objects.filter(is_open | Q(period=period), strategy=strategy)
    found = list(rounds.order_by("-period"))
    for each in found:
        if each.opens_on <= at <= each.closes_on:
            return each
    if period is None or found:
        return None
    opens, closes = days_of(period)
    if not strategy.starts_on <= opens <= strategy.ends_on:
        return None
    return StatusRound(strategy=strategy, period=period, opens_on=opens, closes_on=closes)


def round_open(*, strategy: Strategy, period: date) -> StatusRound:
    """The round of a month, made if there is none; several who ask at once get the same."""
    opens, closes = days_of(period)
    with transaction.atomic():
        found, _is_new = StatusRound.objects.get_or_create(
            strategy=strategy, period=period, defaults={"opens_on": opens, "closes_on": closes}
        )
    return found


def rounds_open(*, on: date) -> int:
    """Open the round that is due on the day `on` in every strategy that is still without it.

    Gives how many those were.
    """
    period = period_due(on)
    if period is None:
        return 0
    with transaction.atomic():
        waiting = list(strategies_without_round(period))
        for strategy in waiting:
            round_open(strategy=strategy, period=period)
    return len(waiting)


def status_save(
    *,
    project: Project,
    round_: StatusRound,
    author: User,
    on: date,
    values: dict[str, Any],
    version: int,
    state: UpdateState = UpdateState.SUBMITTED,
) -> StatusUpdate:
    """Give or replace the status of a project in a round, and carry its forecast to the project.

    `version` is `core.history.version_of` the update that the author saw (0: there was none).
    Raises `core.history.StaleRow` when another has been saved since, `AlreadyAccepted` when nothing may
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
    values: dict[str, Any] = dict.fromkeys(_TEXTS, "")
    values |= {"per_cent_complete": None, "forecast_finish": None, "reported_on": on}
    values |= {"kind": UpdateKind.CONFIRMATION, "state": UpdateState.SUBMITTED}
    with transaction.atomic():
        if not project.updates.substantive().exists():
            raise NothingToConfirm(str(project))
        return _save_update(project, round_, author, version, values)


class NothingToConfirm(Exception):
    """ "No change" needs something that has not changed."""


class OwnUpdate(Exception):
    """Nobody accepts their own status update, nor one given in their name."""


class NotSubmitted(Exception):
    """Only a submitted update can be accepted: a draft is its author's."""


def status_update_accept(*, update: StatusUpdate, user: User, version: int) -> None:
    """Accept a submitted update; from now on it never changes.

    `version` is `core.history.version_of` the update that the person saw. Raises
    `core.history.StaleRow` when another has been saved since, `AlreadyAccepted`, `NotSubmitted` or
    `OwnUpdate`. Whoever stands in for somebody accepts nothing of theirs either.
    """
    with transaction.atomic():
        # The lock that whoever gives a status takes, too (`_save_update`).
        Project.objects.select_for_update(of=("self",)).get(pk=update.project_id)
        current = StatusUpdate.objects.select_for_update(of=("self",)).get(pk=update.pk)
        if current.state == UpdateState.ACCEPTED:
            raise AlreadyAccepted(str(current))
        if version_of(current) != version:
            raise StaleRow(current)
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
    values: dict[str, Any],
) -> StatusUpdate:
    # The project's row is the lock: two first updates of one round wait for each other.
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if round_._state.adding:
        round_ = round_open(strategy=project.strategy, period=round_.period)
    update = StatusUpdate.objects.filter(project=project, round=round_).first()
    if update is not None and update.state == UpdateState.ACCEPTED:
        raise AlreadyAccepted(str(update))
    if update is not None and version_of(update) != version:
        raise StaleRow(update)
    update = update or StatusUpdate(project=project, round=round_)
    for name, value in values.items():
        setattr(update, name, value)
    update.author, update.on_behalf_of = author, _represented(project, author)
    update.save()
    return update


def _represented(project: Project, author: User) -> User | None:
    """For whom the author speaks: nobody but themselves if the project is theirs."""
    if project.manager_id in {None, author.pk}:
        return None
    return project.manager
