"""Jobs and beat tasks of the reports."""

from celery import shared_task
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext_lazy as _

from core.files.store import FileStoreError
from core.jobs.kinds import JobKind, job_kinds
from reports.drafts import services


@shared_task(name="reports.refresh")
def refresh() -> int:
    """Every night, by beat: new drafts where data have changed."""
    return services.reports_refresh()


def register() -> None:
    """Declare the jobs of this app."""
    job_kinds.register(
        JobKind(
            key=services.KIND,
            label=_("New draft of a report"),
            run=services.report_regenerate,
            # The database or the file store went away, or two transactions collided: these pass.
            retry_on=(OperationalError, InterfaceError, FileStoreError),
        )
    )
