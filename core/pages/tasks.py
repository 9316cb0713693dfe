"""Beat tasks of the pages."""

from celery import shared_task

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
