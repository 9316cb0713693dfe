"""The cards of a project's page: what belongs to it, ready to show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.access import Action
from core.languages.translated import text_of
from core.models import User
from outcomes.models.thresholds import thresholds_of
from portfolio.milestones.tables import milestone_state
from portfolio.models import (
    Commitment,
    Cost,
    Decision,
    DeliverableLink,
    Milestone,
    Project,
    Quantity,
    Remark,
    StageChange,
    WorkPlanEntry,
)
from portfolio.money.tables import amount_words
from portfolio.promises.tables import due_words
from portfolio.rows.kinds import change_url
from portfolio.rows.named_words import stage_name
from portfolio.rows.wording import day_words, illustrative_words, slip_words
from portfolio.rules.committee import COMMITTEE_STAGES
from portfolio.rules.counted_words import why_not_counted
from portfolio.rules.gaps import PartsGap, parts_gaps


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone; `kind` is empty for an ordinary one, `state` is missed, reached or coming."""

    row: Milestone
    title: SafeString
    kind: str
    slip: SafeString | str
    state: str
    state_label: str
    edit_url: str


def milestone_lines(project: Project, rows: Sequence[Milestone], at: date) -> list[MilestoneLine]:
    """Milestones as they stood on the day `at`."""
    limits = thresholds_of(project.strategy_id)
    return [
        MilestoneLine(
            row=row,
            title=illustrative_words(text_of(row, "title"), row.illustrative),
            kind=row.get_kind_display() if row.kind != "ordinary" else "",
            slip=slip_words(row.slip, limits.slip_days),
            state=state,
            state_label=label,
            edit_url=change_url("milestones", project, row.pk),
        )
        for row in rows
        for state, label in [milestone_state(row, at)]
    ]


@dataclass(frozen=True)
class PromiseLine:
    """What a report has promised of the project."""

    row: Commitment
    what: str
    answer: str
    due: SafeString | str
    edit_url: str


def promise_lines(project: Project, rows: Sequence[Commitment], at: date) -> list[PromiseLine]:
    """Promises as they stood on the day `at`."""
    return [
        PromiseLine(
            row=row,
            what=text_of(row, "what"),
            answer=text_of(row, "answer"),
            due=due_words(row, at),
            edit_url=change_url("promises", project, row.pk),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class DeliverableLine:
    """A deliverable of the strategy that the project works on; `promise` is what that answers."""

    row: DeliverableLink
    output: str
    title: str
    url: str
    state: str
    due: str
    is_overdue: bool
    promise: str
    edit_url: str


def deliverable_lines(
    project: Project, rows: Sequence[DeliverableLink], at: date
) -> list[DeliverableLine]:
    """The linked deliverables as they stood on the day `at`."""
    return [
        DeliverableLine(
            row=row,
            output=row.deliverable.output.number,
            title=text_of(row.deliverable, "title"),
            url=row.deliverable.get_absolute_url(),
            state=row.deliverable.state_words(at),
            due=day_words(row.deliverable.due_on) or text_of(row.deliverable, "due_text"),
            is_overdue=row.deliverable.overdue(at),
            promise=text_of(row.promise, "what") if row.promise else "",
            edit_url=change_url("deliverables", project, row.pk),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class CostLine:
    """An amount behind the sums."""

    row: Cost
    amount: SafeString
    line: str
    edit_url: str


def cost_lines(project: Project, rows: Sequence[Cost]) -> list[CostLine]:
    """Amounts, each with its funding line."""
    return [
        CostLine(
            row=row,
            amount=illustrative_words(amount_words(row.amount), row.illustrative),
            line=str(row.funding_line or _("Other money")),
            edit_url=change_url("money", project, row.pk),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class QuantityLine:
    """A quantity; `source` is empty where it is unknown, or that of the whole it is a part of."""

    key: str
    qualifier: str
    value: str
    unit: str
    year: int
    source: str
    edit_url: str


@dataclass(frozen=True)
class WholeLine:
    """A quantity with its parts, and a word where they do not add up."""

    whole: QuantityLine
    parts: tuple[QuantityLine, ...]
    gap: str


def whole_lines(project: Project, rows: Sequence[Quantity]) -> list[WholeLine]:
    """Each whole with its parts below it."""
    gaps = parts_gaps(rows)
    return [
        WholeLine(
            whole=_quantity(project, whole),
            parts=tuple(
                _quantity(project, part, of=whole) for part in rows if part.part_of_id == whole.pk
            ),
            gap=_gap(gaps.get(whole.pk)),
        )
        for whole in rows
        if whole.part_of_id is None
    ]


def _quantity(project: Project, row: Quantity, of: Quantity | None = None) -> QuantityLine:
    return QuantityLine(
        key=row.key,
        qualifier=text_of(row, "qualifier"),
        value="" if row.value is None else _plain(row.value),
        unit=text_of(row, "unit"),
        year=row.year,
        source="" if of is not None and of.source == row.source else row.source,
        edit_url=change_url("quantities", project, row.pk),
    )


def _plain(value: Decimal) -> str:
    return number_format(value.normalize(), force_grouping=True)


def _gap(gap: PartsGap | None) -> str:
    if gap is None:
        return ""
    return _("The parts add up to %(parts)s, not to %(whole)s.") % {
        "parts": _plain(gap.parts),
        "whole": _plain(gap.whole),
    }


@dataclass(frozen=True)
class StageLine:
    """A stage; without `edit_url` it is the committee's to change."""

    label: str
    on: date
    note: str
    current: bool
    edit_url: str


def stage_lines(
    project: Project, rows: Sequence[StageChange], at: date, *, decides: bool
) -> list[StageLine]:
    """`rows` oldest first; `decides` is whether the person records what the committee decides."""
    current = max((row for row in rows if row.on <= at), key=lambda row: row.on, default=None)
    return [
        StageLine(
            label=stage_name(project.strategy_id, row.stage),
            on=row.on,
            note=row.note,
            current=row == current,
            edit_url=change_url("stages", project, row.pk)
            if decides or row.stage not in COMMITTEE_STAGES
            else "",
        )
        for row in rows
    ]


@dataclass(frozen=True)
class WorkPlanLine:
    """The work plan of a year in which the project stands or stood."""

    row: WorkPlanEntry
    edit_url: str
    merged_into: Project | None  # where it may be seen
    not_counted: str  # why no number counts it there


def work_plan_lines(
    project: Project, rows: Sequence[WorkPlanEntry], user: User
) -> list[WorkPlanLine]:
    """Its work plans, as `user` may see them."""
    return [
        WorkPlanLine(
            row,
            change_url("work-plan", project, row.pk),
            into if into and into.is_reached_by(user, Action.VIEW_PORTFOLIO) else None,
            why_not_counted(row.year, row.joined_on, project.strategy.years),
        )
        for row in rows
        for into in (row.merged_into,)
    ]


@dataclass(frozen=True)
class DecisionLine:
    """What a body decided of the project."""

    row: Decision
    title: SafeString


def decision_lines(rows: Sequence[Decision]) -> list[DecisionLine]:
    """Decisions, underlined where they are made up for the demonstration."""
    return [
        DecisionLine(row, illustrative_words(text_of(row, "title"), row.illustrative))
        for row in rows
    ]


@dataclass(frozen=True)
class RemarkLink:
    """The text for the report on a year, and where it is changed."""

    year: int
    edit_url: str


def remark_links(project: Project, rows: Sequence[Remark]) -> list[RemarkLink]:
    """The texts there are, by year."""
    return [RemarkLink(row.year, change_url("remarks", project, row.pk)) for row in rows]
