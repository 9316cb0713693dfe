"""Beat tasks of the portfolio."""

from celery import shared_task

from core.time import working_date
from portfolio.status import rounds


@shared_task(name="portfolio.open_rounds")
def open_rounds() -> int:
    """Every night, by beat: make the rounds of status of this month and the next."""
    return rounds.rounds_open(on=working_date())
