"""Sentences about rounds of status."""

from datetime import date

from django.db.models import QuerySet

from outcomes.models import RoundsEvery, Strategy
from portfolio.rules.rounds import days_of, is_asked


def strategies_without_round(period: date) -> QuerySet[Strategy]:
    """Those that ask for a round of this month, and have none yet.

    A strategy asks for the rounds that open while it is in force.
    """
    opens, _closes = days_of(period)
    asking = [each for each in RoundsEvery.values if is_asked(period, each)]
    in_force: QuerySet[Strategy] = Strategy.objects.filter(
        starts_on__lte=opens, ends_on__gte=opens, rounds_every__in=asking
    )
    return in_force.exclude(rounds__period=period)
