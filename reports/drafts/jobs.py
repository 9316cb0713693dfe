"""The job of the reports: a new draft."""

from django.utils.translation import gettext_lazy as _

from core.jobs.kinds import PASSING, JobKind, job_kinds, work_named

KIND = "reports.regenerate"


def register() -> None:
    """Declare the kind of job."""
    job_kinds.register(
        JobKind(
            key=KIND,
            label=_("New draft of a report"),
            run=work_named("reports.drafts.services.report_regenerate"),
            retry_on=PASSING,
        )
    )
