"""Beat task of reviews."""

from celery import shared_task

from core.rights.reviews.reminding import review_remind
from core.time import rights_day


@shared_task(name="core.remind_of_review")
def remind_of_review() -> int:
    """Every Monday morning, by beat: the yearly review is not forgotten."""
    return review_remind(on=rights_day())
