"""Own fields of indicators."""

from outcomes.models import Indicator, OwnSubject, Strategy
from outcomes.models.querysets import IndicatorQuerySet
from outcomes.terms.uses import OwnedBy, own_subjects


def _rows(strategy: Strategy) -> IndicatorQuerySet:
    return Indicator.objects.filter(strategy=strategy)


def register() -> None:
    """Declare that indicators have them."""
    own_subjects.register(OwnedBy(OwnSubject.INDICATOR.value, _rows))
