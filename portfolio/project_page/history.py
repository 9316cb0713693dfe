"""Who changed what about a project: itself and every row that belongs to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from django.db import models
from django.utils.text import capfirst

from core.history.events import Change, changes_below, changes_of
from core.history.tracking import INSERT
from core.models import User
from core.pages.changes import ChangeInWords, worded
from core.pages.subject_changes import subject_changes
from core.pages.subject_sheets import sheets_of
from outcomes.models import Deliverable
from portfolio.models import (
    Commitment,
    Cost,
    Decision,
    DeliverableLink,
    Milestone,
    Project,
    Quantity,
    Remark,
    SignOffWithdrawal,
    StageChange,
    StatusRound,
    StatusUpdate,
    UpdateState,
    WorkPlanEntry,
)

SHOWN, EVERY = 40, 1_000_000
BELOW: tuple[type[models.Model], ...] = (
    *(StageChange, WorkPlanEntry, Milestone, Commitment, Cost),
    *(Quantity, Remark, StatusUpdate, Decision, SignOffWithdrawal, DeliverableLink),
)


def project_history(
    project: Project, limit: int = SHOWN, known: Mapping[int, StatusRound] = MappingProxyType({})
) -> list[ChangeInWords]:
    """The latest changes, newest first; `of` names the row where it is not the project itself.

    Rounds that are `known` already are not read again.
    """
    return worded(_named(project, _changes(project, limit), known))


def changes_of_project(project: Project) -> list[tuple[str, Change]]:
    """Every recorded change, newest first, with the name of its row (empty: the project itself)."""
    return _named(project, _changes(project, EVERY), {})


def _changes(project: Project, limit: int) -> list[tuple[str, Change]]:
    found = [("", change) for change in changes_of(project, limit)]
    found += [("", change) for _model, change in changes_below(BELOW, project=project)]
    found = [(of, _as_given(change)) for of, change in found if not _is_draft(change.row)]
    found += subject_changes("project", project.pk)
    found.sort(key=lambda each: each[1].at, reverse=True)
    return found[:limit]


def _named(
    project: Project, found: Sequence[tuple[str, Change]], known: Mapping[int, StatusRound]
) -> list[tuple[str, Change]]:
    """With the names of their rows; rounds that are not `known` are read."""
    wanted = {change.row.round_id for _, change in found if isinstance(change.row, StatusUpdate)}
    missing = wanted - known.keys()
    rounds = {**known, **(StatusRound.objects.in_bulk(missing) if missing else {})}
    links = [change.row for _, change in found if isinstance(change.row, DeliverableLink)]
    linked = Deliverable.objects.in_bulk({row.deliverable_id for row in links}) if links else {}
    for row in links:
        # One that is gone is named by the word for its kind.
        row.deliverable = linked.get(row.deliverable_id) or Deliverable(title="–")
    return [(_name(project, of, change.row, rounds), change) for of, change in found]


def rows_of(project: Project, user: User) -> Iterator["models.QuerySet[models.Model]"]:
    """The project and every row that belongs to it, as this person sees them, for a file."""
    yield Project.objects.filter(pk=project.pk)
    for model in BELOW:
        rows: Any = model._default_manager.filter(project=project)
        if model is StatusUpdate:
            rows = rows.exclude(state=UpdateState.DRAFT).order_by("-round__period")
        elif model is Decision:
            rows = rows.visible_to(user)
        yield rows
    yield from sheets_of("project", project.pk)


def _is_draft(row: Any) -> bool:
    """A draft is its author's until it is submitted."""
    return isinstance(row, StatusUpdate) and row.state == UpdateState.DRAFT


def _as_given(change: Change) -> Change:
    """A draft that is submitted is new to everybody: what it said before stays its author's."""
    was_draft = isinstance(change.row, StatusUpdate) and any(
        each.field.name == "state" and each.old == UpdateState.DRAFT for each in change.fields
    )
    return replace(change, label=INSERT, fields=()) if was_draft else change


def _name(project: Project, of: str, row: Any, rounds: Mapping[int, StatusRound]) -> str:
    """ "Milestone: Service live", without a query; empty for the project's own."""
    if type(row) not in BELOW:
        return of
    row.project = project
    if isinstance(row, StatusUpdate):
        row.round = rounds[row.round_id]
    return f"{capfirst(row._meta.verbose_name)}: {row}"
