"""When a round of status opens and closes: pure functions of its month, or of a day."""

from calendar import monthrange
from datetime import date, timedelta

# A round opens on the last day of its month and stays open so long.
OPEN_FOR = timedelta(days=21)


def days_of(period: date) -> tuple[date, date]:
    """The first and the last day on which the round of a month takes updates."""
    opens = period.replace(day=monthrange(period.year, period.month)[1])
    return opens, opens + OPEN_FOR


def period_due(at: date) -> date | None:
    """The month whose round is open on the day `at`, named by its first day; None between rounds."""
    this = at.replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)
    for period in (this, before):
        opens, closes = days_of(period)
        if opens <= at <= closes:
            return period
    return None


def next_opening(first: date, last: date, at: date) -> date | None:
    """When the next round opens after the day `at`; None if none does from `first` to `last`."""
    after = max(at + timedelta(days=1), first)
    opens, _closes = days_of(after.replace(day=1))
    return opens if opens <= last else None
