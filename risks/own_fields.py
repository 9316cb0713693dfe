"""Own fields of risks."""

from collections import Counter

from outcomes.models import OwnSubject, Strategy
from outcomes.terms.uses import OwnedBy, own_counts, own_subjects
from risks.models import Risk


def _count(strategy: Strategy) -> Counter[str]:
    return own_counts(Risk.objects.filter(strategy=strategy))


def register() -> None:
    """Declare that risks have them."""
    own_subjects.register(OwnedBy(OwnSubject.RISK.value, _count, frozenset))
