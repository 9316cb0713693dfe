"""Saving what people write into a round's table: each cell by itself, many in one request.

A change says what stood in the cell when it was written. Where something else stands there by now,
nothing is overwritten: the answer gives both. The same change sent twice is taken once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.access import Action, Grant
from core.models import User
from core.pages.columns import written_day
from core.prepared import prepared
from portfolio.models import Project, StatusRound, StatusUpdate, UpdateKind, UpdateState
from portfolio.rounds.columns import (
    BY_FIELD,
    REMARK,
    Column,
    InDoubt,
    Unreadable,
    Value,
    read_cell,
    stored,
    typed,
)
from portfolio.rounds.rows import RoundRow, Standing, bare_rows
from portfolio.rounds.submitting import confirmation_stops
from portfolio.status import services
from portfolio.status.in_round import in_round, why_not_confirmed
from portfolio.texts.services import RemarkChanged, RemarkRefused, remark_write

Act = Literal["set", "confirm", "withdraw"]


@dataclass(frozen=True)
class Change:
    """One change as a browser sends it.

    `text` is what was typed; `seen` what stood there then, as it is stored (None: it was not known,
    because a change before it was still on its way); `in_bulk` a confirmation of several rows at once.
    """

    id: str
    act: Act
    project: int
    field: str = ""
    text: str = ""
    seen: str | None = None
    in_bulk: bool = False


@dataclass(frozen=True)
class Reading:
    """One of the days that a text may mean: in words, and as it is stored."""

    label: str
    value: str


@dataclass(frozen=True)
class Result:
    """What became of a change: "taken", "refused", "conflict" or "ask", with words for the person.

    `value` and `text` are what stands there now; `readings` what an ambiguous day may mean.
    """

    id: str
    state: str
    message: str = ""
    value: str = ""
    text: str = ""
    readings: Sequence[Reading] = ()


class Locked(Exception):
    """The row takes nothing; the message says why."""


def changes_save(
    *, changes: Sequence[Change], round_: StatusRound, user: User, at: date
) -> tuple[list[Result], list[RoundRow]]:
    """Save changes, in their order; gives a result for each and the bare rows that they touched.

    Every project is locked and saved by itself, so that one that is refused keeps none of the others
    from being saved.
    """
    by_project: dict[int, list[Change]] = {}
    for change in changes:
        by_project.setdefault(change.project, []).append(change)
    refused = _refused_confirmations(changes, round_, user, at)
    results: dict[str, Result] = {}
    rows = []
    # Always in the same order: two people who save the same rows wait, and do not block each other.
    for project in sorted(by_project):
        found, row = _save_project(
            project, by_project[project], round_, user, at, refused.get(project, "")
        )
        results |= {result.id: result for result in found}
        rows += [row] if row is not None else []
    return [results[change.id] for change in changes], rows


def _refused_confirmations(
    changes: Sequence[Change], round_: StatusRound, user: User, at: date
) -> dict[int, str]:
    """Why projects cannot be confirmed as they stand, for all of a request at once."""
    ids = {each.project for each in changes if each.act == "confirm"}
    if not ids:
        return {}
    found = Project.objects.filter(pk__in=ids, strategy=round_.strategy_id).visible_to(user)
    return confirmation_stops(bare_rows(list(found), round_, user), user, at)


def _save_project(
    pk: int,
    changes: Sequence[Change],
    round_: StatusRound,
    user: User,
    at: date,
    no_confirmation: str,
) -> tuple[list[Result], RoundRow | None]:
    """Save the changes of one project; all that can be, in one transaction. No row: it is not seen."""
    with transaction.atomic():
        # The lock that whoever gives or accepts a status takes, too.
        grant = user.access.to(Action.VIEW_PORTFOLIO)
        found = _locked(grant, pk=pk, strategy=round_.strategy_id)
        if not found:
            gone = _("this project is no longer there, or no longer yours to see.")
            return [Result(each.id, "refused", gone) for each in changes], None
        (row,) = bare_rows(found, round_, user)
        saver = _RowSaver(row, round_, user, at, no_confirmation)
        results = [saver.take(each) for each in changes]
        saver.finish()
        if any(each.act != "set" for each in changes):
            # What is taken back shows what stood there before.
            (row,) = bare_rows(found, round_, user)
    return results, row


@prepared
def _locked(grant: Grant, *, pk: int, strategy: int) -> QuerySet[Project, Project]:
    found = Project.objects.within(grant).filter(pk=pk, strategy=strategy).order_by()
    return found.select_related("lead_unit").select_for_update(of=("self",))


class _RowSaver:
    """Takes changes of one locked row after each other, and writes once."""

    def __init__(
        self, row: RoundRow, round_: StatusRound, user: User, at: date, no_confirmation: str
    ) -> None:
        self.no_confirmation = no_confirmation
        self.row, self.round, self.user, self.at = row, round_, user, at
        self.own: set[str] = set()  # fields that this request has written already
        self.has_remarked = False  # likewise for the text for the report

    def take(self, change: Change) -> Result:
        """What becomes of one change; nothing but the last `finish` writes words."""
        try:
            if change.act == "set" and change.field == REMARK.field:
                return self._set_remark(change)
            self._refuse_locked()
            if change.act == "confirm":
                return self._confirm(change)
            if change.act == "withdraw":
                return self._withdraw(change)
            return self._set(change)
        except Locked as locked:
            return Result(change.id, "refused", str(locked))

    def _refuse_shut(self) -> None:
        if why := self.round.why_shut(self.at):
            raise Locked(why)

    def _set_remark(self, change: Change) -> Result:
        """The text for the report has rights of its own, and is nobody's draft."""
        self._refuse_shut()
        project = self.row.project
        if not project.is_reached_by(self.user, Action.WRITE_REMARK):
            raise Locked(_("the text for the report is not yours to write here."))
        seen = None if self.has_remarked else change.seen
        year = self.round.period.year
        try:
            text = str(REMARK.read(change.text))
            now = remark_write(project=project, year=year, text=text, seen=seen, at=self.at)
        except (Unreadable, RemarkRefused) as error:
            return Result(change.id, "refused", str(error))
        except RemarkChanged as changed:
            message = _("is yours, but meanwhile “%(text)s” stands here.") % {
                "text": changed.current or "–"
            }
            return Result(change.id, "conflict", message, changed.current, changed.current)
        self.has_remarked = True
        return self._taken(change, REMARK, now)

    def _refuse_locked(self) -> None:
        self._refuse_shut()
        if not self.row.may_write:
            raise Locked(_("you may read this project, not report on it."))
        if self.row.standing is Standing.ACCEPTED:
            raise Locked(_("this round's update has been accepted; it does not change."))

    def _set(self, change: Change) -> Result:
        column = BY_FIELD.get(change.field)
        if column is None or column.field in self.row.left_out:
            return Result(change.id, "refused", _("nothing can be written into this column."))
        try:
            value = read_cell(column, change.text, self.round.strategy_id)
        except Unreadable as error:
            return Result(change.id, "refused", str(error))
        except InDoubt as doubt:
            return _asked(change, doubt.days)
        current = self.row.value(column.field)
        if stored(current) == stored(value):
            return self._taken(change, column, current)
        if change.seen not in (None, stored(current)) and column.field not in self.own:
            return self._conflict(change, column, current)
        draft = self._draft()
        setattr(draft, column.field, value)
        self.own.add(column.field)
        return self._taken(change, column, value)

    def _taken(self, change: Change, column: Column, value: Value) -> Result:
        return Result(change.id, "taken", "", stored(value), typed(column, value))

    def _conflict(self, change: Change, column: Column, current: Value) -> Result:
        text = typed(column, current)
        said = self.row.said
        by = said.author if said is not None else None
        words = (
            _("is yours, but meanwhile “%(text)s” stands here.")
            if by is None
            else _("is yours; in another window you have written “%(text)s” here.")
            if by.pk == self.user.pk
            else _("is yours; meanwhile %(person)s wrote “%(text)s” here.")
        )
        message = words % {"person": by, "text": text or "–"}
        return Result(change.id, "conflict", message, stored(current), text)

    def _draft(self) -> StatusUpdate:
        """What the person has begun; or begins now, with what the row shows."""
        if self.row.draft is None:
            self.row.draft = StatusUpdate(
                project=self.row.project,
                round=self.round,
                author=self.user,
                state=UpdateState.DRAFT,
                **self.row.values(),
            )
        return self.row.draft

    def _confirm(self, change: Change) -> Result:
        given = self.row.given
        if why := why_not_confirmed(given, self.row.draft):
            raise Locked(why)
        if given is not None and given.kind == UpdateKind.CONFIRMATION:
            return Result(change.id, "taken")
        if self.no_confirmation:
            raise Locked(self.no_confirmation)
        try:
            version = in_round(self.row.project, self.round, self.user).version
            self.row.given = services.status_confirm(
                project=self.row.project,
                round_=self.round,
                author=self.user,
                on=self.at,
                version=version,
                in_bulk=change.in_bulk,
            )
        except services.NothingToConfirm:
            raise Locked(
                _("nothing has been said of it yet that could be confirmed: give its first update.")
            ) from None
        return Result(change.id, "taken")

    def _withdraw(self, change: Change) -> Result:
        given = self.row.given
        if given is None:
            return Result(change.id, "taken")
        try:
            services.confirmation_withdraw(update=given, user=self.user, on=self.at)
        except services.NotYours as why:
            raise Locked(str(why)) from None
        self.row.given = None
        return Result(change.id, "taken")

    def finish(self) -> None:
        """Write what was begun; what says no more than the row said without it is no draft."""
        draft = self.row.draft
        if draft is None or not self.own:
            return
        self.row.draft = None
        without = self.row.values()
        is_nothing = all(getattr(draft, name) == value for name, value in without.items())
        self.row.draft = None if is_nothing else draft
        if is_nothing and draft.pk is not None:
            draft.delete()
        elif not is_nothing:
            services.draft_save(draft=draft, on=self.at)


def _asked(change: Change, days: Sequence[date]) -> Result:
    """A day that may be two: which, is asked."""
    readings = [Reading(written_day(day, "DATE_FORMAT"), day.isoformat()) for day in days]
    return Result(change.id, "ask", _("which day is this?"), readings=readings)
