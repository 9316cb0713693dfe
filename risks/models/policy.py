"""Band limits and tolerance of a strategy's risks."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.history.tracking import tracked
from outcomes.models import Strategy
from risks.rules import scores
from risks.rules.scores import Limits


@tracked
class RiskPolicy(models.Model):
    """Where the bands of a strategy end and what is acceptable; without a row the defaults hold."""

    strategy = models.OneToOneField(
        Strategy, on_delete=models.CASCADE, related_name="risk_policy", verbose_name=_("strategy")
    )
    low_until = models.PositiveSmallIntegerField(
        _("low up to a score of"), default=scores.LOW_UNTIL
    )
    medium_until = models.PositiveSmallIntegerField(
        _("medium up to a score of"), default=scores.MEDIUM_UNTIL
    )
    high_until = models.PositiveSmallIntegerField(
        _("high up to a score of"), default=scores.HIGH_UNTIL
    )
    tolerance = models.PositiveSmallIntegerField(
        _("highest acceptable score"), default=scores.TOLERANCE
    )

    class Meta:
        ordering = ("strategy",)
        verbose_name = _("risk policy")
        verbose_name_plural = _("risk policies")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(low_until__gte=1)
                & Q(medium_until__gt=F("low_until"))
                & Q(high_until__gt=F("medium_until"))
                & Q(high_until__lt=25),
                name="risk_bands_in_order",
                violation_error_message=_(
                    "The limits must rise from low to high and lie between 1 and 24."
                ),
            ),
            models.CheckConstraint(
                condition=Q(tolerance__gte=1, tolerance__lte=25),
                name="risk_tolerance_is_a_score",
                violation_error_message=_("A score lies between 1 and 25."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.low_until}/{self.medium_until}/{self.high_until} ≤ {self.tolerance}"

    def get_absolute_url(self) -> str:
        """The matrix, which they colour."""
        return f"{reverse('risks:risk-matrix')}?strategy={self.strategy.slug}"

    @property
    def limits(self) -> Limits:
        """The same as plain values."""
        return Limits(self.low_until, self.medium_until, self.high_until, self.tolerance)


def limits_of(slug: str) -> Limits:
    """The limits in force for a strategy; the defaults when nobody has set any."""
    policy = RiskPolicy.objects.filter(strategy__slug=slug).first()
    return policy.limits if policy else Limits()
