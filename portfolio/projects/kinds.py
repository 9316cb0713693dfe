"""What a line of the work plan is as long as nobody says."""

from outcomes.models import Strategy, Vocabulary, all_terms
from portfolio.choices import USUAL_KIND


def usual_kind(strategy: Strategy) -> str:
    """A project, where the strategy has that kind; else its first."""
    keys = [each.key for each in all_terms().of(strategy.pk, Vocabulary.KIND) if each.offered]
    return USUAL_KIND if USUAL_KIND in keys or not keys else keys[0]
