"""What waits to be accepted in a round: each update beside the last one that was accepted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.access import Action
from core.history.versions import versions_of
from core.languages.word_changes import Words, word_changes
from core.models import User
from core.models.people import name_people
from core.prepared import prepared
from portfolio.models import (
    CheckReason,
    Project,
    StatusRound,
    StatusUpdate,
    UpdateKind,
    UpdateState,
)
from portfolio.rounds.columns import COLUMNS, Column, Value, head_of, typed
from portfolio.rounds.facts import facts_of
from portfolio.rounds.rows import RoundRow, told_rows, values_of
from portfolio.rows.named_words import dimensions_left_out
from portfolio.rules.update_checks import Found, Level, findings


@dataclass(frozen=True)
class FieldChange:
    """A field of an update beside what the last accepted one says of it.

    `old` and `new` are written as people type them; `words` are the differences of a text.
    """

    column: Column
    old_value: Value
    new_value: Value
    strategy: int

    @property
    def label(self) -> str:
        """What the field is called in the project's strategy."""
        return head_of(self.column, self.strategy)

    @property
    def is_changed(self) -> bool:
        """Whether the two differ."""
        return self.old_value != self.new_value

    @property
    def old(self) -> str:
        """What was accepted last."""
        return typed(self.column, self.old_value)

    @property
    def new(self) -> str:
        """What is said now."""
        return typed(self.column, self.new_value)

    @property
    def words(self) -> list[Words]:
        """The differences of a text."""
        return word_changes(str(self.old_value or ""), str(self.new_value or ""))


def field_changes(
    old: Mapping[str, Value], new: Mapping[str, Value], strategy: int
) -> list[FieldChange]:
    """Every field that a strategy asks for, or that is said all the same, beside what it was."""
    left_out = dimensions_left_out(strategy)
    return [
        FieldChange(each, old[each.field], new[each.field], strategy)
        for each in COLUMNS
        if each.field not in left_out or new[each.field]
    ]


@dataclass(frozen=True)
class Explained:
    """What a check finds in an update, and the reason that was given for it; None without one."""

    found: Found
    reason: CheckReason | None

    @property
    def level(self) -> Level:
        """How much it weighs."""
        return self.found.check.level


@dataclass(frozen=True)
class ReviewItem:
    """An update that waits: with its project's `row`, the last one accepted, and what checks find.

    `withheld` says why somebody else must judge it; `version` is what the person sees.
    """

    update: StatusUpdate
    row: RoundRow
    accepted: StatusUpdate | None
    explained: Sequence[Explained]
    version: int
    withheld: str

    @property
    def is_confirmation(self) -> bool:
        """Whether it says that nothing has changed."""
        return self.update.kind == UpdateKind.CONFIRMATION

    @property
    def fields(self) -> list[FieldChange]:
        """Every field beside the last accepted one; a confirmation repeats what stands."""
        old = values_of(self.accepted)
        new = values_of(self.row.last if self.is_confirmation else self.update)
        return field_changes(old, new, self.row.project.strategy_id)

    @property
    def is_changed(self) -> bool:
        """Whether it says anything else than the last accepted one."""
        return any(each.is_changed for each in self.fields)


def to_judge(user: User, round_: StatusRound) -> QuerySet[StatusUpdate, StatusUpdate]:
    """What waits in a round for `user` to accept: all counts of it, and its page, are made of this."""
    return StatusUpdate.objects.acceptable_by(user).filter(round=round_.pk or 0)


@dataclass(frozen=True)
class Waiting:
    """What was submitted in a round, by code: what the person judges, and what somebody else must."""

    mine: Sequence[StatusUpdate]
    others: Sequence[StatusUpdate]


def waiting_in(round_: StatusRound, user: User) -> Waiting:
    """What waits, of the projects whose updates `user` accepts; two queries."""
    reached = StatusUpdate.objects.reached_by(user, Action.ACCEPT_STATUS)
    rows = reached.filter(round=round_.pk or 0, state=UpdateState.SUBMITTED)
    mine = set(to_judge(user, round_).values_list("pk", flat=True))
    found: tuple[list[StatusUpdate], list[StatusUpdate]] = ([], [])
    for each in rows.order_by("project__code__sort_key", "pk"):
        found[each.pk not in mine].append(each)
    return Waiting(*found)


def review_items(
    updates: Sequence[StatusUpdate],
    round_: StatusRound,
    user: User,
    at: date,
    *,
    withheld: Collection[StatusUpdate] = (),
) -> list[ReviewItem]:
    """These updates as they are looked through; a constant number of queries.

    Those `withheld` somebody else must judge; why, is told by the page of each one's project.
    """
    apart = _("You have a hand in this one. Somebody else must decide.")
    ids = [each.project_id for each in updates]
    projects = list(Project.objects.filter(pk__in=ids).prefetch_related("lead_unit"))
    rows = {row.project.pk: row for row in told_rows(projects, round_, user, at)}
    name_people((each, ("author", "on_behalf_of")) for each in updates)
    for each in updates:
        row = rows[each.project_id]
        # What the person has begun in it themselves is not what they judge.
        row.draft, row.given, each.round, each.project = None, each, round_, row.project
    accepted = {each.project_id: each for each in _accepted(projects=ids, period=round_.period)}
    explained = _explained(list(rows.values()), user, at)
    versions = versions_of(StatusUpdate, [each.pk for each in updates])
    return [
        ReviewItem(
            update=each,
            row=rows[each.project_id],
            accepted=accepted.get(each.project_id),
            explained=explained.get(each.project_id, ()),
            version=versions.get(each.pk, 0),
            withheld=apart if each in withheld else "",
        )
        for each in updates
    ]


@prepared
def _accepted(*, projects: list[int], period: date) -> QuerySet[StatusUpdate, StatusUpdate]:
    rows = StatusUpdate.objects.substantive().filter(
        project__in=projects, state=UpdateState.ACCEPTED, round__period__lte=period
    )
    rows = rows.order_by("project_id", "-round__period", "-reported_on", "-id")
    return rows.distinct("project_id").select_related("round")


def _explained(rows: Sequence[RoundRow], user: User, at: date) -> Mapping[int, Sequence[Explained]]:
    """What the checks find in what is said, each with its reason; a confirmation says nothing new."""
    said = [row for row in rows if row.said is not None]
    if not said:
        return {}
    facts = facts_of(said, user, at)
    reasons = CheckReason.objects.filter(project__in=facts).select_related("author")
    known = {(each.project_id, each.check_key, each.fingerprint): each for each in reasons}
    return {
        pk: [
            Explained(each, known.get((pk, each.check.key, each.finding.fingerprint)))
            for each in findings(one)
        ]
        for pk, one in facts.items()
    }
