"""Choices of a report: its profile, its rounding, where a paragraph is from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.languages import LANGUAGES
from core.languages.rounding import Rounding

LANGUAGE_CHOICES = [(code, code) for code in LANGUAGES]


class Profile(models.TextChoices):
    """Two profiles of a paper; a switch, not two templates."""

    INFORMATION = "information", _("For information")
    DECISION = "decision", _("For decision")


class RoundingChoice(models.TextChoices):
    """How shares are rounded in this report."""

    NEAREST = Rounding.NEAREST.value, _("To the nearest whole")
    CUT = Rounding.CUT.value, _("Cut off")


class Origin(models.TextChoices):
    """Where a paragraph comes from; decides what regenerating may do to it."""

    TEMPLATE = "template", _("From the outline")
    ADOPTED = "adopted", _("From a project's remark")
    WRITTEN = "written", _("Written here")
