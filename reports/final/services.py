"""Calling a report final, which locks it, and opening it again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history.saving import row_save
from reports.final.requirements import requirement_lines
from reports.models import Report


class ReasonNeeded(Exception):
    """Without a reason it is not done; the message says why."""


class NotDrafted(Exception):
    """A report without a draft has nothing that could be final; the message says so."""


def report_close(*, report: Report, version: int) -> None:
    """Call a report final: it is locked, as known now. Its `final_reason` stays in the history.

    Raises `NotDrafted`, `ReasonNeeded` where something required is open and no reason is given, and
    `StaleRow`.
    """
    with transaction.atomic():
        # Whoever makes a draft, or writes in the paper, holds this row.
        Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if not report.drafts.exists():
            raise NotDrafted(_("There is no draft yet: nothing could be final."))
        lacking = [line for line in requirement_lines(report) if not line.is_kept]
        if lacking and not report.final_reason.strip():
            told = "; ".join(line.label for line in lacking)
            raise ReasonNeeded(
                _(
                    "Not kept: %(requirements)s. Mend it, or say why the report is final all the same."
                )
                % {"requirements": told}
            )
        report.known_at = timezone.now()
        row_save(row=report, version=version, only=["known_at", "final_reason"])


def report_reopen(*, report: Report, version: int) -> None:
    """Take up writing again. Raises `ReasonNeeded` without a reason, and `StaleRow`."""
    if not report.final_reason.strip():
        raise ReasonNeeded(_("Say why a report that was final is changed."))
    report.known_at = None
    row_save(row=report, version=version, only=["known_at", "final_reason"])
