"""Findings of a report: which are open, which stand by a waiver; mending, waiving, taking back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from core.models import User
from reports.checking.check import check_report
from reports.checking.findings import Finding
from reports.kept_data import kept_of_data
from reports.models import FindingWaiver, Report
from reports.writing.services import paragraph_text_save

_LONGEST_WORDS = 200


class FindingGone(LookupError):
    """The report has no such finding any more: its text or its data have changed."""


@dataclass(frozen=True)
class Checked:
    """Every finding of a report, and the waivers that hold, by fingerprint."""

    findings: Sequence[Finding]
    waivers: Mapping[str, FindingWaiver]

    @property
    def open(self) -> list[Finding]:
        """Those that nobody has waived."""
        return [one for one in self.findings if one.fingerprint not in self.waivers]


def checked(report: Report) -> Checked:
    """The findings of a report as it stands now, worked out once for each state of the data."""
    found = kept_of_data("reports.findings", lambda: check_report(report), report.pk)
    rows = FindingWaiver.objects.filter(report=report).select_related("waived_by")
    return Checked(found, {one.fingerprint: one for one in rows})


def findings_of(report: Report) -> Sequence[Finding]:
    """The open findings of a report, the gravest rules first, each rule's in the order of the paper."""
    return checked(report).open


def findings_by_paragraph(report: Report, language: str) -> Mapping[str, Sequence[Finding]]:
    """The open findings of one edition by the key of their paragraph, for marks in a margin."""
    found: dict[str, list[Finding]] = {}
    for one in findings_of(report):
        if one.paragraph and one.language == language:
            found.setdefault(one.paragraph, []).append(one)
    return found


def _finding(report: Report, fingerprint: str) -> Finding:
    for one in checked(report).findings:
        if one.fingerprint == fingerprint:
            return one
    raise FindingGone(fingerprint)


def finding_waive(*, report: Report, fingerprint: str, reason: str, user: User) -> FindingWaiver:
    """Let a finding stand for a reason, until its sentence reads otherwise; twice is once.

    Raises `FindingGone`, and `ValidationError` for a reason that is empty or too long.
    """
    finding = _finding(report, fingerprint)
    with transaction.atomic():
        Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if held := FindingWaiver.objects.filter(report=report, fingerprint=fingerprint).first():
            return held
        row = FindingWaiver(
            report=report,
            fingerprint=fingerprint,
            rule=finding.rule,
            target=finding.target,
            language=finding.language,
            words=finding.words[:_LONGEST_WORDS],
            reason=reason.strip(),
            waived_by=user,
            waived_at=timezone.now(),
        )
        row.full_clean()
        row.save()
    return row


def waiver_take_back(*, report: Report, fingerprint: str) -> None:
    """Report a waived finding again; one that is open already stays so."""
    FindingWaiver.objects.filter(report=report, fingerprint=fingerprint).delete()


def finding_mend(*, report: Report, fingerprint: str) -> None:
    """Put the repair of a finding into its paragraph.

    Raises `FindingGone` where there is none any more, and what saving a paragraph raises.
    """
    finding = _finding(report, fingerprint)
    if finding.repair is None:
        raise FindingGone(fingerprint)
    paragraph_text_save(
        report=report,
        key=finding.paragraph,
        language=finding.language,
        text=finding.repair.new,
        base=finding.repair.old,
    )
