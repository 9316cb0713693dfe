"""Giving, confirming and accepting the status of a project."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from core.history.saving import locked, refuse_stale
from core.history.versions import StaleRow
from core.models import User
from core.pages.withheld import withheld
from portfolio.choices import DIMENSIONS
from portfolio.models import Project, StatusRound, StatusUpdate, UpdateKind, UpdateState
from portfolio.rules.separation import STATUS_ACCEPTANCE
from portfolio.status.in_round import InRound, in_round, why_not_confirmed
from portfolio.status.rounds import round_open


class RoundShut(Exception):
    """The round takes no updates: it has closed, or has not opened; the message says so."""


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

    `version` is that of what the author saw (`InRound.version`; 0: there was nothing).
    Raises `RoundShut` when the round takes none on the day `on`, `StaleRow` when another has been
    saved since, `AlreadyAccepted` when nothing may change any more. A draft changes nothing but
    itself, and nobody sends another's.
    """
    _refuse_shut(round_, on)
    values = {**values, "kind": UpdateKind.SUBSTANTIVE, "state": state, "in_bulk": False}
    with transaction.atomic():
        if state == UpdateState.DRAFT:
            return _save_draft(project, round_, author, on, version, values)
        round_, here = _locked_round(project, round_, author, version)
        update = _give(here, project, round_, author, {**values, "reported_on": on})
        forecast = update.forecast_finish
        if forecast is not None:
            Project.objects.filter(pk=project.pk).update(forecast_finish=forecast)
    return update


def status_confirm(
    *,
    project: Project,
    round_: StatusRound,
    author: User,
    on: date,
    version: int,
    in_bulk: bool = False,
) -> StatusUpdate:
    """Confirm that nothing has changed; a confirmation carries no copied text.

    `in_bulk`: together with others, so that nobody can be said to have looked at this one.

    Raises `NothingToConfirm` for a project that has never been reported on, `HasUpdate` where an update
    stands in the round or was begun by the author, and as `status_save`.
    """
    _refuse_shut(round_, on)
    values: dict[str, object] = dict.fromkeys(_TEXTS, "")
    values |= {"per_cent_complete": None, "forecast_finish": None, "reported_on": on}
    values |= {"kind": UpdateKind.CONFIRMATION, "state": UpdateState.SUBMITTED}
    values["in_bulk"] = in_bulk
    with transaction.atomic():
        if not project.updates.substantive().exists():
            raise NothingToConfirm(str(project))
        round_, here = _locked_round(project, round_, author, version)
        if why := why_not_confirmed(here.given, here.draft):
            raise HasUpdate(why)
        return _give(here, project, round_, author, values)


class NotYours(Exception):
    """A confirmation is taken back by whoever gave it, while nobody has answered it; the message says."""


def confirmation_withdraw(*, update: StatusUpdate, user: User, on: date) -> None:
    """Take back that nothing has changed, as long as the round is open; the history keeps both.

    Raises `RoundShut` and `NotYours`.
    """
    with transaction.atomic():
        locked(Project, update.project_id)
        current = locked(StatusUpdate, update.pk)
        _refuse_shut(current.round, on)
        if why := why_not_withdrawn(current, user):
            raise NotYours(why)
        current.delete()


def why_not_withdrawn(update: StatusUpdate, user: User) -> str:
    """Why a person does not take a confirmation back; empty where they may."""
    if update.kind != UpdateKind.CONFIRMATION:
        return gettext("an update stands here, no confirmation.")
    if update.author_id != user.pk:
        return gettext("somebody else has confirmed it: give an update instead.")
    if update.state == UpdateState.ACCEPTED:
        return gettext("it has been accepted: give an update instead.")
    return ""


def draft_save(*, draft: StatusUpdate, on: date) -> None:
    """Keep what somebody has begun to say; it is theirs, and has not been said.

    Asked with the project's row locked. Raises `RoundShut`.
    """
    _refuse_shut(draft.round, on)
    if draft.round._state.adding:
        draft.round = round_open(strategy=draft.project.strategy, period=draft.round.period)
    draft.reported_on = on
    assert draft.author is not None
    draft.on_behalf_of = represented(draft.project, draft.author)
    draft.save()


def _refuse_shut(round_: StatusRound, on: date) -> None:
    if why := round_.why_shut(on):
        raise RoundShut(why)


class NothingToConfirm(Exception):
    """ "No change" needs something that has not changed."""


class HasUpdate(Exception):
    """ "No change" takes back no update; the message says which is in the way."""


class OwnUpdate(Exception):
    """Nobody accepts an update that they wrote, or of a project of theirs; the message says why."""


class NotSubmitted(Exception):
    """Only a submitted update can be accepted: a draft is its author's."""


def status_update_accept(*, update: StatusUpdate, user: User, version: int) -> None:
    """Accept a submitted update; from now on it never changes.

    `version` is `version_of` the update that the person saw. Raises
    `StaleRow` when another has been saved since, `AlreadyAccepted`, `NotSubmitted` or
    `OwnUpdate`. Whoever stands in for somebody accepts nothing of theirs either.
    """
    with transaction.atomic():
        current = _judged(update, user, version)
        current.state, current.accepted_by = UpdateState.ACCEPTED, user
        current.save(update_fields=["state", "accepted_by"])


def status_update_return(*, update: StatusUpdate, user: User, version: int, remark: str) -> None:
    """Send a submitted update back with a remark; it stands no more until it is submitted again.

    `version` is `version_of` the update that the person saw. Raises as `status_update_accept`; whoever
    may not accept an update does not send it back either.
    """
    with transaction.atomic():
        current = _judged(update, user, version)
        current.state, current.returned_by = UpdateState.RETURNED, user
        current.return_remark = remark
        current.save(update_fields=["state", "returned_by", "return_remark"])


def _judged(update: StatusUpdate, user: User, version: int) -> StatusUpdate:
    """The submitted update, locked, that the person may judge; refused as the services above say."""
    # The lock that whoever gives a status takes, too (`_locked_round`).
    locked(Project, update.project_id)
    current = locked(StatusUpdate, update.pk)
    if current.state == UpdateState.ACCEPTED:
        raise AlreadyAccepted(str(current))
    refuse_stale(current, version)
    if current.state != UpdateState.SUBMITTED:
        raise NotSubmitted(str(current))
    if why := withheld(STATUS_ACCEPTANCE, current, user):
        raise OwnUpdate(why)
    return current


_TEXTS = (*DIMENSIONS, "reason", "achieved", "planned")


def _save_draft(
    project: Project,
    round_: StatusRound,
    author: User,
    on: date,
    version: int,
    values: Mapping[str, object],
) -> StatusUpdate:
    """The author's own draft, begun on the day `on` or before; what was given stays as it is."""
    round_, here = _locked_round(project, round_, author, version)
    draft = here.draft or StatusUpdate(project=project, round=round_, reported_on=on)
    return _saved(draft, author, values)


def _give(
    here: InRound,
    project: Project,
    round_: StatusRound,
    author: User,
    values: Mapping[str, object],
) -> StatusUpdate:
    """The one update of the round; the author's draft has served, those of others stay theirs."""
    if here.given is not None and here.draft is not None:
        here.draft.delete()
    update = here.given or here.draft or StatusUpdate(project=project, round=round_)
    return _saved(update, author, values)


def _locked_round(
    project: Project, round_: StatusRound, author: User, version: int
) -> tuple[StatusRound, InRound]:
    """The round, opened if need be, and what stands in it, as it was seen."""
    # The project's row is the lock: two first updates of one round wait for each other.
    locked(Project, project.pk)
    if round_._state.adding:
        round_ = round_open(strategy=project.strategy, period=round_.period)
    here = in_round(project, round_, author)
    if here.is_accepted:
        raise AlreadyAccepted(str(here.given))
    if here.latest is not None and here.version != version:
        raise StaleRow(here.latest)
    return round_, here


def _saved(update: StatusUpdate, author: User, values: Mapping[str, object]) -> StatusUpdate:
    for name, value in values.items():
        setattr(update, name, value)
    update.author, update.on_behalf_of = author, represented(update.project, author)
    update.save()
    return update


def represented(project: Project, author: User) -> User | None:
    """For whom the author speaks: nobody but themselves if the project is theirs."""
    if project.manager_id in {None, author.pk}:
        return None
    return project.manager
