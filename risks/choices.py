"""What fields of risks and issues choose from; imports nothing of ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Register(models.TextChoices):
    """Two different sets: what the strategy lists under its outcomes, and the risk register."""

    FRAMEWORK = "framework", _("Strategy document")
    REGISTER = "register", _("Risk register")


class Likelihood(models.IntegerChoices):
    """How probable, from 1 to 5."""

    RARE = 1, pgettext_lazy("likelihood", "1 Rare")
    UNLIKELY = 2, pgettext_lazy("likelihood", "2 Unlikely")
    POSSIBLE = 3, pgettext_lazy("likelihood", "3 Possible")
    LIKELY = 4, pgettext_lazy("likelihood", "4 Likely")
    ALMOST_CERTAIN = 5, pgettext_lazy("likelihood", "5 Almost certain")


class Impact(models.IntegerChoices):
    """How grave, from 1 to 5."""

    NEGLIGIBLE = 1, pgettext_lazy("impact", "1 Negligible")
    MINOR = 2, pgettext_lazy("impact", "2 Minor")
    MODERATE = 3, pgettext_lazy("impact", "3 Moderate")
    MAJOR = 4, pgettext_lazy("impact", "4 Major")
    SEVERE = 5, pgettext_lazy("impact", "5 Severe")


# The lists of these words, under which a strategy may name them (`outcomes.models.fixed_words`).
LIKELIHOOD_WORDS, IMPACT_WORDS, BAND_WORDS = "likelihood", "impact", "band"


class Severity(models.TextChoices):
    """How much an issue hinders."""

    LOW = "low", pgettext_lazy("severity of an issue", "Low")
    MEDIUM = "medium", pgettext_lazy("severity of an issue", "Medium")
    HIGH = "high", pgettext_lazy("severity of an issue", "High")
    CRITICAL = "critical", pgettext_lazy("severity of an issue", "Critical")
