"""Score and band of a risk: pure functions of likelihood, impact and the limits in force.

Likelihood and impact go from 1 to 5, the score is their product. Where a band ends differs between
sources, so the limits are settings (`RiskPolicy`); the defaults here are those of the common 5 × 5
matrix: low to 4, medium to 9, high to 16, above that very high. Low and medium are acceptable
(GB.344/PFA/INF/2, para. 53), hence the default tolerance.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

LOW_UNTIL, MEDIUM_UNTIL, HIGH_UNTIL = 4, 9, 16
TOLERANCE = MEDIUM_UNTIL
SCALE = range(1, 6)


class Band(TextChoices):
    """How serious a score is."""

    LOW = "low", pgettext_lazy("risk band", "Low")
    MEDIUM = "medium", pgettext_lazy("risk band", "Medium")
    HIGH = "high", pgettext_lazy("risk band", "High")
    VERY_HIGH = "very_high", pgettext_lazy("risk band", "Very high")


@dataclass(frozen=True)
class Limits:
    """The highest score of each band below the last, and the highest acceptable score."""

    low_until: int = LOW_UNTIL
    medium_until: int = MEDIUM_UNTIL
    high_until: int = HIGH_UNTIL
    tolerance: int = TOLERANCE

    def span(self, band: Band) -> tuple[int, int]:
        """The lowest and the highest score of a band."""
        ends = (0, self.low_until, self.medium_until, self.high_until, 25)
        place = list(Band).index(band)
        return ends[place] + 1, ends[place + 1]


def score(likelihood: int | None, impact: int | None) -> int | None:
    """The product; None, which is not 0, when either is unknown."""
    return None if likelihood is None or impact is None else likelihood * impact


def band(points: int | None, limits: Limits) -> Band | None:
    """The band a score falls in; None without a score."""
    if points is None:
        return None
    return next(each for each in Band if points <= limits.span(each)[1])
