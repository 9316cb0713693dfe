"""The working date: the one clock that views, jobs and checks ask.

Three clocks are never mixed: `at` (valid time, "as it was on that day"), `known_at` (recorded time,
"as we knew it then", see `core.history`) and the working date (today, or the fixed day of a
demonstration). The system clock itself is for leases and log lines only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.utils import timezone

# The day of the request that is being answered, once somebody has asked; None outside requests.
_asked: ContextVar[list[date] | None] = ContextVar("working_date", default=None)


def working_date() -> date:
    """The day on which this installation stands: fixed, or today in the active time zone."""
    known = _asked.get()
    if known:
        return known[0]
    from core.models import Installation  # models need this module while they load

    fixed = Installation.objects.values_list("fixed_date", flat=True).first()
    day = fixed or timezone.localdate()
    if known is not None:
        known.append(day)
    return day


@contextmanager
def one_day() -> Iterator[None]:
    """Inside, the day is asked of the database once: a page does not turn over at midnight."""
    token = _asked.set([])
    try:
        yield
    finally:
        _asked.reset(token)
