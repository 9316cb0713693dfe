"""The table of promises, as an annex of a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.figures.annexes import (
    AnnexCell,
    AnnexColumn,
    AnnexData,
    AnnexSpec,
    TableChoice,
    active_profile,
    annex_data,
    annexes,
    cell,
    labels_of,
    reported_years,
)
from core.numbers.registry import NumberContext
from outcomes.printed import narrowed_caption
from portfolio.models import Commitment, CommitmentState
from portfolio.promises.numbers import MADE_IN, promises
from portfolio.rules.soft_date_phrases import soft_date_phrase

DASH = "–"


@dataclass(frozen=True)
class PromiseRow:
    """A promise as it stood on the day `at`."""

    promise: Commitment
    at: date

    @property
    def is_answered(self) -> bool:
        """Whether it had been answered by the day."""
        answered = self.promise.answered_on
        return answered is not None and answered <= self.at


def _promises(context: NumberContext, choice: TableChoice) -> AnnexData:
    found = promises(context, choice.params).select_related("project__lead_unit")
    ordered = found.order_by("project__code__sort_key", "due_until", "pk")
    rows = [PromiseRow(each, context.at) for each in ordered]
    caption = _("Promises of the report on %(year)s") % {"year": reported_years(context)}
    return annex_data(
        choice.of(COLUMNS, USUAL),
        rows,
        caption=narrowed_caption(caption, context, choice.params),
        note=_note(context, rows),
    )


def _state(row: PromiseRow) -> AnnexCell:
    if row.is_answered:
        return str(CommitmentState(row.promise.state).label)
    return _("Overdue") if row.promise.overdue(row.at) else str(CommitmentState.OPEN.label)


def _due(row: PromiseRow) -> AnnexCell:
    return soft_date_phrase(row.promise.due_text) if row.promise.due_text else DASH


def _answered_on(row: PromiseRow) -> AnnexCell:
    day = row.promise.answered_on
    return active_profile().date(day) if day and row.is_answered else DASH


def _answer(row: PromiseRow) -> AnnexCell:
    return (cell(row.promise, "answer") if row.is_answered else "") or DASH


COLUMNS: Sequence[AnnexColumn[PromiseRow]] = (
    AnnexColumn("code", gettext_lazy("Code"), 9, lambda row: row.promise.project.code),
    AnnexColumn(
        "project", gettext_lazy("Project"), 34, lambda row: cell(row.promise.project, "name")
    ),
    AnnexColumn("title", gettext_lazy("Promise"), 48, lambda row: cell(row.promise, "what")),
    AnnexColumn("due", gettext_lazy("Due"), 18, _due),
    AnnexColumn("state", gettext_lazy("State"), 14, _state),
    AnnexColumn("answered_on", gettext_lazy("Answered on"), 18, _answered_on),
    AnnexColumn("answer", gettext_lazy("Answer"), 40, _answer),
    AnnexColumn("made_in", gettext_lazy("Made in"), 18, lambda row: row.promise.made_in or DASH),
    AnnexColumn(
        "unit",
        gettext_lazy("Unit"),
        10,
        lambda row: getattr(row.promise.project.lead_unit, "code", DASH),
    ),
)
USUAL = ("code", "title", "due", "state")


def _note(context: NumberContext, rows: Sequence[PromiseRow]) -> str:
    if not rows:
        return _("The report made no promise.")
    counted = ngettext("%(count)s promise.", "%(count)s promises.", len(rows)) % {
        "count": active_profile().integer(len(rows))
    }
    dated = _("States as of %(date)s.") % {"date": active_profile().date(context.at)}
    return f"{counted} {dated}"


def register() -> None:
    """Declare the annex of this room."""
    label = gettext_lazy("Promises")
    columns = labels_of(COLUMNS)
    annexes.register(AnnexSpec("promises", label, _promises, "promises.made", columns, MADE_IN))
