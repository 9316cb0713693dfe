"""Own fields of indicators."""

from collections import Counter

from outcomes.models import Indicator, OwnSubject, Strategy
from outcomes.terms.uses import OwnedBy, own_counts, own_subjects


def _count(strategy: Strategy) -> Counter[str]:
    return own_counts(Indicator.objects.filter(strategy=strategy))


def register() -> None:
    """Declare that indicators have them."""
    own_subjects.register(OwnedBy(OwnSubject.INDICATOR.value, _count, frozenset))
