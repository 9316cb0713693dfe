"""The strategy that new rows go into."""

from core.kept import kept
from core.time import working_date
from outcomes.models import Strategy


def current_slug() -> tuple[str] | None:
    """What addresses call the strategy in force today; None while there is no strategy."""
    return kept("current strategy", (), _current_slug)


def _current_slug() -> tuple[str] | None:
    strategy = Strategy.objects.current(working_date())
    return None if strategy is None else (strategy.slug,)
