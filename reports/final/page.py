"""What the pages of calling a report final show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import Action
from core.languages.translated import text_of
from core.models import User
from reports.final.requirements import RequirementLine, requirement_lines
from reports.models import Report


@dataclass(frozen=True)
class RequirementsView:
    """The list of what is required of a report; addresses are empty for who may not."""

    title: str
    lines: Sequence[RequirementLine]
    summary: str
    is_ready: bool
    final_since: datetime | None
    final_reason: str
    page_url: str
    report_url: str
    close_url: str
    reopen_url: str
    required_url: str

    @property
    def open_lines(self) -> list[RequirementLine]:
        """What is left to do."""
        return [line for line in self.lines if not line.is_kept]


def requirements_view(report: Report, user: User) -> RequirementsView:
    """The list for a person; a report that is final is not asked any more."""
    lines = requirement_lines(report) if report.is_in_drafting else ()
    if not user.access.may(Action.TRANSLATE):
        # Where it is mended is for those who write.
        lines = [replace(line, url="") for line in lines]
    kept = sum(line.is_kept for line in lines)
    words = ngettext("%(kept)d of %(count)d kept", "%(kept)d of %(count)d kept", len(lines))
    closes = user.access.may(Action.CREATE_REPORT)
    return RequirementsView(
        title=text_of(report, "title"),
        lines=lines,
        summary=words % {"kept": kept, "count": len(lines)} if lines else "",
        is_ready=kept == len(lines),
        final_since=report.known_at,
        final_reason=report.final_reason,
        page_url=reverse("reports:report-requirements", args=[report.slug]),
        report_url=report.get_absolute_url(),
        close_url=reverse("reports:report-close", args=[report.slug])
        if closes and report.is_in_drafting
        else "",
        reopen_url=reverse("reports:report-reopen", args=[report.slug])
        if closes and not report.is_in_drafting
        else "",
        required_url=reverse("templates:outline-detail", args=[report.strategy.slug])
        if user.access.may(Action.VIEW_TEMPLATES)
        else "",
    )


def closing_words(view: RequirementsView) -> str:
    """What the form says above the reason."""
    if not view.lines:
        return _("The strategy requires nothing of its reports.")
    if view.is_ready:
        return _("Everything that is required is kept; a reason is not needed.")
    return _("Something required is open: a reason is needed.")
