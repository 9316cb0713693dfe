"""The rows of a round's table: what was said last, what is said now, and what the data say."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import ForeignKey, QuerySet
from django.utils.functional import cached_property

from core.access import Action
from core.languages.sorting import sort_key
from core.models import User
from core.models.people import name_people
from core.prepared import prepared
from outcomes.models.thresholds import Thresholds, thresholds_of, usual_thresholds
from portfolio.choices import BEGUN, DIMENSIONS
from portfolio.models import Project, Remark, StatusRound, StatusUpdate, UpdateKind, UpdateState
from portfolio.rounds.columns import AFRESH, CARRIED, REMARK, Value
from portfolio.rounds.evidence import counted, overdue_milestones
from portfolio.rounds.projects import projects_asked, projects_named
from portfolio.rows.named_words import dimensions_left_out, own_state_names
from portfolio.rules.computed_state import Evidence, computed_state, is_too_green
from portfolio.rules.standing import Sign, standing_of
from portfolio.rules.thresholds import thresholds
from portfolio.rules.versions import newest_version
from portfolio.texts.services import remark_language


class Standing(enum.StrEnum):
    """How far a project is in the round, for the person who looks."""

    SILENT = "silent"
    DRAFT = "draft"
    CONFIRMED = "confirmed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class LastSaid(NamedTuple):
    """What the last update before a round said, and of which project; its fields are `FIELDS`."""

    project_id: int
    overall: str
    schedule: str
    budget: str
    scope: str
    reason: str
    per_cent_complete: int | None
    forecast_finish: date | None
    achieved: str
    planned: str

    @property
    def carried(self) -> tuple[Value, ...]:
        """The values of `CARRIED`, in that order."""
        return self[1 : 1 + len(CARRIED)]


NO_EVIDENCE = Evidence()
_NO_FIELDS: frozenset[str] = frozenset()
_ONLY_REMARK = frozenset({REMARK.field})
_UPDATE_FIELDS = frozenset(CARRIED + AFRESH)


@dataclass
class RoundRow:
    """A project in a round.

    `last` is its last substantive update of an earlier round, `given` what stands in this one, and
    `draft` what the person has begun and not sent; `is_shut`: the round takes no updates. `is_begun`: the
    project is under way on the day. `drafting` names others who have begun. `remark` is what the report
    on the round's year says, in the language of the page, `last_remark` what it says in another one, or
    what an earlier report said; `may_remark`: it is the person's to write.
    The strategy does without the dimensions `left_out`: nobody is asked for them, and what was carried
    over of them is dropped. `state_names` are its own words for states.
    """

    project: Project
    may_write: bool
    is_shut: bool = False
    is_begun: bool = False
    last: LastSaid | None = None
    given: StatusUpdate | None = None
    draft: StatusUpdate | None = None
    drafting: list[str] = field(default_factory=list)
    evidence: Evidence = NO_EVIDENCE
    limits: Thresholds = field(default_factory=usual_thresholds)
    remark: str = ""
    last_remark: str = ""
    may_remark: bool = False
    left_out: frozenset[str] = _NO_FIELDS
    state_names: Mapping[str, str] = field(default_factory=dict)

    def may(self, name: str) -> bool:
        """Whether a column of the row is the person's to write, as far as their roles go."""
        return self.may_remark if name == REMARK.field else self.may_write

    @property
    def open_fields(self) -> frozenset[str]:
        """The columns that can be written now. The remark is none of the update that was accepted."""
        remark = _ONLY_REMARK if self.may_remark and not self.is_shut else _NO_FIELDS
        return remark if self.is_locked else (_UPDATE_FIELDS | remark) - self.left_out

    @property
    def standing(self) -> Standing:
        """How far it is; a draft of one's own first, since it is what one works on."""
        if self.given is not None and (
            self.given.state == UpdateState.ACCEPTED or self.given.is_correction
        ):
            return Standing.ACCEPTED
        if self.draft is not None:
            return Standing.DRAFT
        if self.given is None:
            return Standing.SILENT
        if self.given.state == UpdateState.RETURNED:
            return Standing.RETURNED
        is_confirmed = self.given.kind == UpdateKind.CONFIRMATION
        return Standing.CONFIRMED if is_confirmed else Standing.SUBMITTED

    @property
    def is_locked(self) -> bool:
        """Whether nothing can be written: it is accepted, the round is shut, or it is not the person's
        to report on."""
        return not self.may_write or self.is_shut or self.standing is Standing.ACCEPTED

    @property
    def is_awaited(self) -> bool:
        """Whether the person could give the update that is still owed: `awaiting_update` of a row."""
        if not self.may_write or self.is_shut or not self.is_begun:
            return False
        return self.given is None or (
            self.given.state == UpdateState.RETURNED and not self.given.is_correction
        )

    @property
    def said(self) -> StatusUpdate | None:
        """The update of this round whose values the row shows; None where it shows the last."""
        if self.draft is not None and self.standing is Standing.DRAFT:
            return self.draft
        if self.given is not None and self.given.kind == UpdateKind.SUBSTANTIVE:
            return self.given
        return None

    def values(self) -> dict[str, Value]:
        """What stands in the cells: this round's values, else those carried over from the last."""
        if self.said is not None:
            return self._asked(values_of(self.said))
        if self.last is None:
            return NOTHING
        return self._asked(dict(zip(FIELDS, (*self.last.carried, *_AFRESH), strict=True)))

    def _asked(self, values: dict[str, Value]) -> dict[str, Value]:
        return values | dict.fromkeys(self.left_out, "") if self.left_out else values

    def written(self) -> dict[str, Value]:
        """What stands in the cells, with the remark."""
        return self.values() | {REMARK.field: self.remark}

    @cached_property
    def stands(self) -> Standing:
        """How far it is, once: of a row that is read, and not written."""
        return self.standing

    @cached_property
    def told(self) -> dict[str, Value]:
        """The same, once: of a row that is read, and not written."""
        return self.values()

    def value(self, name: str) -> Value:
        """What stands in one cell."""
        return self.values()[name]

    def last_values(self) -> dict[str, Value]:
        """What the last update said."""
        return values_of(self.last)

    def as_update(self) -> StatusUpdate:
        """What the row says, as an update that is not saved."""
        return StatusUpdate(**self.values())

    @cached_property
    def slip_days(self) -> int | None:
        """How long after the plan the forecast of the row lies, as it stands there now."""
        finish, planned = self.told["forecast_finish"], self.project.baseline_finish
        return (finish - planned).days if isinstance(finish, date) and planned else None

    @cached_property
    def computed(self) -> str:
        """The state that the data make."""
        days, limits = self.slip_days, self.limits
        return computed_state(
            self.evidence, days, slip=limits.slip_days, slip_red=limits.slip_red_days
        )

    @cached_property
    def is_too_green(self) -> bool:
        """Whether what is declared looks better than the data."""
        values = self.told
        return is_too_green([str(values[name]) for name in DIMENSIONS], self.computed)


FIELDS = (*CARRIED, *AFRESH)
NOTHING: dict[str, Value] = {**dict.fromkeys(FIELDS, ""), "per_cent_complete": None,
                             "forecast_finish": None}  # fmt: skip
_AFRESH = ("",) * len(AFRESH)
_read = attrgetter(*FIELDS)


def values_of(update: StatusUpdate | LastSaid | None) -> dict[str, Value]:
    """What an update says, by its fields; nothing without one."""
    if update is None:
        return NOTHING
    if isinstance(update, LastSaid):
        return dict(zip(FIELDS, update[1:], strict=True))
    return dict(zip(FIELDS, _read(update), strict=True))


def rows_asked(
    round_: StatusRound, user: User, at: date, *, whole_plan: bool = False, remarks: bool = True
) -> list[RoundRow]:
    """The rows of a round that `user` may see, by code; a constant number of queries.

    It asks what had begun on the day `at` or at its period's beginning, and what is in it already; the
    `whole_plan` is everything in the work plan of its year instead. `remarks`: with the texts for the
    report, else `add_remarks` puts them into the rows that are shown.
    """
    projects = projects_asked(round_, user, at, whole_plan=whole_plan)
    # Here and not in the query: the same keys in the same order, and each is made once in a process.
    projects.sort(key=lambda each: (sort_key(each.code), each.pk))
    return told_rows(projects, round_, user, at, remarks=remarks)


def rows_of(round_: StatusRound, user: User, at: date, asked: Sequence[int]) -> list[RoundRow]:
    """The rows of these projects in the round's table, in this order, as far as `user` may see them."""
    by_pk = {each.pk: each for each in projects_named(round_, user, asked)}
    return told_rows([by_pk[pk] for pk in asked if pk in by_pk], round_, user, at)


def told_rows(
    projects: Sequence[Project],
    round_: StatusRound,
    user: User,
    at: date,
    *,
    remarks: bool = True,
) -> list[RoundRow]:
    """The rows of these projects, with what the data say of them."""
    rows = bare_rows(projects, round_, user)
    tell(rows, round_, user, at, remarks=remarks)
    return rows


def tell(
    rows: Sequence[RoundRow], round_: StatusRound, user: User, at: date, *, remarks: bool = True
) -> None:
    """Put into bare rows what the data say of them, and perhaps the texts for the report."""
    field = Project._meta.get_field("strategy")
    assert isinstance(field, ForeignKey)
    for row in rows:
        field.set_cached_value(row.project, round_.strategy)
    ids = [row.project.pk for row in rows]
    standing = dict(_standing(thresholds(), projects=ids, at=at))
    overdue = overdue_milestones(ids, at)
    red = counted("red_risks", ids, user, at)
    is_shut = not round_.is_open(at)
    if remarks:
        add_remarks(rows, round_, user)
    for row in rows:
        row.is_shut = is_shut
        pk = row.project.pk
        stage, _rag, signs = standing_of(standing[pk])
        row.is_begun = stage in BEGUN
        row.evidence = _evidence(signs, overdue.get(pk, 0), red.get(pk, 0))


@lru_cache(maxsize=4096)
def _evidence(signs: tuple[Sign, ...], overdue: int, red_risks: int) -> Evidence:
    return Evidence(frozenset(signs), overdue, red_risks)


def add_remarks(rows: Sequence[RoundRow], round_: StatusRound, user: User) -> None:
    """What the report on the round's year says of each project, or what the last one said before."""
    year = round_.period.year
    grant, language = user.access.to(Action.WRITE_REMARK), remark_language()
    for row in rows:
        row.may_remark = row.project.is_within(grant)
    by_project = {row.project.pk: row for row in rows}
    for pk, said_in, original, translated in _remarks(projects=list(by_project), year=year):
        is_original = language == settings.LANGUAGE_CODE
        text = original if is_original else (translated or {}).get(f"text_{language}") or ""
        row = by_project[pk]
        row.remark = text if said_in == year else ""
        row.last_remark = "" if row.remark else text or original


@prepared
def _remarks(*, projects: list[int], year: int) -> QuerySet[Remark, tuple[Any, ...]]:
    """Of each project the year of the last text, it, and its translations."""
    rows = Remark.objects.filter(project__in=projects, year__lte=year)
    rows = rows.order_by("project_id", "-year").distinct("project_id")
    return rows.values_list("project_id", "year", "text", "i18n")


@prepared
def _standing(
    _thresholds: Thresholds, *, projects: list[int], at: date
) -> QuerySet[Project, tuple[int, str]]:
    rows = Project.objects.filter(pk__in=projects).with_standing(at).order_by()
    return rows.values_list("pk", "standing")


def bare_rows(projects: Sequence[Project], round_: StatusRound, user: User) -> list[RoundRow]:
    """The rows of projects that were read already, without what the data say."""
    grant = user.access.to(Action.ENTER_STATUS)
    left_out = dimensions_left_out(round_.strategy_id)
    names, limits = own_state_names(round_.strategy_id), thresholds_of(round_.strategy_id)
    rows = {
        each.pk: RoundRow(
            each, each.is_within(grant), limits=limits, left_out=left_out, state_names=names
        )
        for each in projects
    }
    _add_updates(rows, round_, user)
    return list(rows.values())


def _add_updates(rows: dict[int, RoundRow], round_: StatusRound, user: User) -> None:
    """The last update before this round of each project, and what was said or begun in it."""
    ids = list(rows)
    for last in map(LastSaid._make, _latest(projects=ids, period=round_.period)):
        rows[last.project_id].last = last
    this = [] if round_._state.adding else _in_round(projects=ids, round_=round_.pk)
    people = ("author", "on_behalf_of", "accepted_by", "returned_by")
    name_people((each, people) for each in this)
    by_project: dict[int, list[StatusUpdate]] = {}
    for update in this:
        row = rows[update.project_id]
        update.round, update.project = round_, row.project
        if update.state != UpdateState.DRAFT:
            by_project.setdefault(update.project_id, []).append(update)
        elif update.author_id == user.pk:
            row.draft = update
        else:
            row.drafting.append(str(update.author))
    for pk, versions in by_project.items():
        rows[pk].given = newest_version(versions)


@prepared
def _latest(*, projects: list[int], period: date) -> QuerySet[StatusUpdate, tuple[Any, ...]]:
    """The values of `LastSaid`."""
    rows = StatusUpdate.objects.substantive().filter(project__in=projects, round__period__lt=period)
    rows = rows.order_by("project_id", "-round__period", "-reported_on", "-id")
    # Sorted without their texts, which are most of what there is to move.
    latest = rows.distinct("project_id").values("pk")
    return StatusUpdate.objects.filter(pk__in=latest).order_by().values_list(*LastSaid._fields)


@prepared
def _in_round(*, projects: list[int], round_: int) -> QuerySet[StatusUpdate, StatusUpdate]:
    return StatusUpdate.objects.filter(project__in=projects, round=round_).order_by("pk")
