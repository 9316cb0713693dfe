"""Beat tasks of the pages."""

from celery import shared_task

from core.imports.waiting import waiting_sheets_forget
from core.pages.long_files import long_files_forget
from core.pages.submissions import submissions_forget


@shared_task(name="core.forget_long_files")
def forget_long_files() -> int:
    """Every hour, by beat: files of lists are kept for a day."""
    return long_files_forget()


@shared_task(name="core.forget_submissions")
def forget_submissions() -> int:
    """Every night, by beat: a form that nobody can send any more need not be known."""
    return submissions_forget()


@shared_task(name="core.forget_waiting_sheets")
def forget_waiting_sheets() -> int:
    """Every hour, by beat: a sheet waits for its sender's word for a day."""
    return waiting_sheets_forget()
