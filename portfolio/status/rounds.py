"""Making the rounds that take status updates, and finding the one that is open."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from core.prepared import prepared
from outcomes.models import Strategy
from portfolio.models import StatusRound
from portfolio.models.querysets.rounds import strategies_without_round
from portfolio.rules.rounds import days_of, is_asked, period_due


def open_round(strategy: Strategy, at: date) -> StatusRound | None:
    """The round of a strategy that takes updates on the day `at`, the latest if several do.

    One that is due and that nobody has opened yet is not saved: its first update saves it.
    """
    period = period_due(at)
    # Between rounds the day stands in: it is no first of a month, which is how rounds are named.
    found = _open_or_due(strategy=strategy.pk, at=at, period=period or at)
    for each in found:
        if each.opens_on <= at <= each.closes_on:
            return each
    if period is None or found or not is_asked(period, strategy.rounds_every):
        return None
    opens, closes = days_of(period)
    if not strategy.starts_on <= opens <= strategy.ends_on:
        return None
    return StatusRound(strategy=strategy, period=period, opens_on=opens, closes_on=closes)


def current_round(at: date, slug: str = "") -> StatusRound | None:
    """The round that is open, of the latest strategy that has one; else the last one that there was.

    With `slug`, of that strategy alone.
    """
    strategies = Strategy.objects.filter(starts_on__lte=at).order_by("-starts_on")
    last = StatusRound.objects.filter(opens_on__lte=at).select_related("strategy")
    if slug:
        strategies, last = strategies.filter(slug=slug), last.filter(strategy__slug=slug)
    for strategy in strategies:
        if found := open_round(strategy, at):
            return found
    return last.order_by("-period").first()


@prepared
def _open_or_due(*, strategy: int, at: date, period: date) -> QuerySet[StatusRound, StatusRound]:
    is_open = Q(opens_on__lte=at, closes_on__gte=at)
    rounds = StatusRound.objects.filter(is_open | Q(period=period), strategy=strategy)
    return rounds.order_by("-period")


def round_open(*, strategy: Strategy, period: date) -> StatusRound:
    """The round of a month, made if there is none; several who ask at once get the same."""
    opens, closes = days_of(period)
    with transaction.atomic():
        found, _is_new = StatusRound.objects.get_or_create(
            strategy=strategy, period=period, defaults={"opens_on": opens, "closes_on": closes}
        )
    return found


def rounds_open(*, on: date) -> int:
    """Make the rounds that every strategy is still without on the day `on`; gives how many.

    Besides the one that is due those of this month and the next, so that their days can be changed
    before they open.
    """
    this = on.replace(day=1)
    coming = (this + timedelta(days=31)).replace(day=1)
    periods = sorted({period_due(on) or this, this, coming})
    made = 0
    with transaction.atomic():
        for period in periods:
            waiting = list(strategies_without_round(period))
            for strategy in waiting:
                round_open(strategy=strategy, period=period)
            made += len(waiting)
    return made
