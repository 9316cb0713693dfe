import time

from celery import shared_task

from tests.runtime.small_site.models import Note


@shared_task
def note(text: str, seconds: float = 0) -> None:
    """Write a note, `seconds` after it was asked for."""
    time.sleep(seconds)
    Note.objects.create(text=text)
