"""Beat task of reminders."""

from celery import shared_task

from core.my_work.jobs import reminders_begin
from core.time import working_date


@shared_task(name="core.remind")
def remind() -> int:
    """Every morning, by beat: everybody for whom something waits is reminded."""
    return reminders_begin(on=working_date()).pk
