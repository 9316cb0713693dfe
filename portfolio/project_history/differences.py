"""Every status update of a project beside the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.pages.marked_words import marked_words
from portfolio.models import Project, StatusUpdate, UpdateKind, UpdateState
from portfolio.rounds.review_views import TEXTS, StateView
from portfolio.rounds.reviewing import FieldChange, field_changes
from portfolio.rounds.rows import values_of
from portfolio.rows.wording import day_words
from portfolio.status.updates import UpdateLine, slip_days


@dataclass(frozen=True)
class SaidUpdate:
    """An update; `before` is what it stands beside: the one it corrects, else the one said last."""

    line: UpdateLine
    before: StatusUpdate | None

    @property
    def row(self) -> StatusUpdate:
        """The update itself."""
        return self.line.row

    @property
    def is_confirmation(self) -> bool:
        """Whether it says that nothing has changed."""
        return self.row.kind == UpdateKind.CONFIRMATION

    @property
    def fields(self) -> list[FieldChange]:
        """Every field beside that of the one before."""
        old, new = values_of(self.before), values_of(self.row)
        return field_changes(old, new, self.line.strategy)

    @property
    def states(self) -> list[StateView]:
        """States, per cent and forecast: all of the first one, of others what differs."""
        return [
            StateView.of(each)
            for each in self.fields
            if each.column.field not in TEXTS
            and (each.is_changed if self.before else each.new_value not in {None, ""})
        ]

    @property
    def texts(self) -> list[tuple[str | Promise, SafeString]]:
        """What is said in words, its differences marked."""
        return [
            (each.label, marked_words(each.words))
            for each in self.fields
            if each.column.field in TEXTS and (each.old_value or each.new_value)
        ]

    @property
    def beside(self) -> str:
        """What it stands beside, in words; of a correction whose words it replaces, and why."""
        row, before = self.row, self.before
        if self.is_confirmation:
            return ""
        if row.is_correction and before is not None:
            return _("Corrects the update of %(day)s by %(person)s: %(reason)s") % {
                "day": day_words(before.reported_on),
                "person": before.author or "–",
                "reason": row.correction_reason,
            }
        if before is None:
            return _("The first of this project.")
        month = date_format(before.round.period, "YEAR_MONTH_FORMAT")
        if not any(each.is_changed for each in self.fields):
            return _("The same as in %(month)s, word for word.") % {"month": month}
        return _("Beside what was said in %(month)s.") % {"month": month}


def said_updates(project: Project, updates: Sequence[StatusUpdate]) -> list[SaidUpdate]:
    """All of them (newest round and version first) in this order; nothing is asked."""
    by_id = {each.pk: each for each in updates}
    # One that was sent back corrects nothing.
    replaced = {
        each.replaces_id
        for each in updates
        if each.is_correction and each.state != UpdateState.RETURNED
    }
    found: list[SaidUpdate] = []
    standing: StatusUpdate | None = None
    for each in reversed(updates):
        before = by_id.get(each.replaces_id) if each.replaces_id else standing
        line = UpdateLine(
            each,
            slip_days(project, each),
            project.strategy_id,
            is_replaced=each.pk in replaced,
        )
        found.append(SaidUpdate(line, before))
        # A version that was replaced stands no more for those after it.
        if each.kind == UpdateKind.SUBSTANTIVE and each.pk not in replaced:
            standing = each
    return found[::-1]
