"""Own fields of risks."""

from outcomes.models import OwnSubject, Strategy
from outcomes.terms.uses import OwnedBy, own_subjects
from risks.models import Risk
from risks.models.querysets import RiskQuerySet


def _rows(strategy: Strategy) -> RiskQuerySet:
    return Risk.objects.filter(strategy=strategy)


def register() -> None:
    """Declare that risks have them."""
    own_subjects.register(OwnedBy(OwnSubject.RISK.value, _rows))
