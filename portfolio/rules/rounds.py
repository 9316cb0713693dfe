"""When a round of status opens and closes: pure functions of its month, or of a day."""

from calendar import monthrange
from datetime import date, timedelta

# A round opens on the last day of its month and stays open so long.
OPEN_FOR = timedelta(days=21)


def days_of(period: date) -> tuple[date, date]:
    """The first and the last day on which the round of a month takes updates."""
    opens = period.replace(day=monthrange(period.year, period.month)[1])
    return opens, opens + OPEN_FOR


def is_asked(period: date, every: int) -> bool:
    """Whether a strategy with a round `every` so many months has one of this month: a quarter's is
    that of its last month."""
    return period.month % every == 0


def period_due(at: date) -> date | None:
    """The month whose round is open on the day `at`, named by its first day; None between rounds."""
    this = at.replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)
    for period in (this, before):
        opens, closes = days_of(period)
        if opens <= at <= closes:
            return period
    return None


def next_opening(first: date, last: date, at: date, every: int = 1) -> date | None:
    """When the next round opens after the day `at`; None if none does from `first` to `last`."""
    period = max(at + timedelta(days=1), first).replace(day=1)
    while not is_asked(period, every):
        period = (period + timedelta(days=31)).replace(day=1)
    opens, _closes = days_of(period)
    return opens if opens <= last else None
