"""Beat tasks of the pages."""

from celery import shared_task

from core.pages.long_files import long_files_forget


@shared_task(name="core.forget_long_files")
def forget_long_files() -> int:
    """Every hour, by beat: files of lists are kept for a day."""
    return long_files_forget()
