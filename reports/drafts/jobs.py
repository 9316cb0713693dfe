"""The job of the reports: a new draft."""

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext_lazy as _

from core.files.store import FileStoreError
from core.jobs.kinds import JobKind, job_kinds, work_named

KIND = "reports.regenerate"


def register() -> None:
    """Declare the kind of job."""
    job_kinds.register(
        JobKind(
            key=KIND,
            label=_("New draft of a report"),
            run=work_named("reports.drafts.services.report_regenerate"),
            # The database or the file store went away, or two transactions collided: these pass.
            retry_on=(OperationalError, InterfaceError, FileStoreError),
        )
    )
