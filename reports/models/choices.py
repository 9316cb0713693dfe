"""Choices of a report: its profile, its rounding, where a paragraph is from."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.languages import LANGUAGES
from core.languages.rounding import Rounding

if TYPE_CHECKING:
    from outcomes.models import Strategy

LANGUAGE_CHOICES = [(code, code) for code in LANGUAGES]


class Profile(models.TextChoices):
    """Two profiles of a paper; a switch, not two templates."""

    INFORMATION = "information", _("For information")
    DECISION = "decision", _("For decision")


class Requirement(models.TextChoices):
    """What a report can be asked to have before it is called final; each is worked out."""

    EDITIONS = "editions", _("Every edition is there and drafted")
    DECISION = "decision", _("A decision paper has its draft decision in every edition")
    IMPLICATIONS = "implications", _("A decision paper says each line of its box in every edition")
    OUTCOMES = "outcomes", _("Everything on the first level is reported on")
    OUTPUTS = "outputs", _("Everything on the second level is reported on")
    WORDS = "words", _("Word budgets are kept")
    FINDINGS = "findings", _("The checker finds no error")
    GATE = "gate", _("No number waits to be let in or confirmed")
    TRANSLATIONS = "translations", _("Every text is translated and says what its original says")
    QUESTIONS = "questions", _("No question about a paragraph is open")
    PARTS = "parts", _("No part waits for anybody")
    DRAFT = "draft", _("The latest draft has the texts as they are now")

    def worded(self, strategy: "Strategy") -> str:
        """The requirement as a strategy says it: with what it calls the level."""
        level = _LEVELS.get(self)
        if level is None:
            return str(self.label)
        return gettext("%(level)s: each is reported on") % {"level": strategy.level_name(level)}


_LEVELS = {Requirement.OUTCOMES: "outcome", Requirement.OUTPUTS: "output"}


class RoundingChoice(models.TextChoices):
    """How shares are rounded in this report."""

    NEAREST = Rounding.NEAREST.value, _("To the nearest whole")
    CUT = Rounding.CUT.value, _("Cut off")


class InWords(models.TextChoices):
    """Which whole numbers stand in words in this report's sentences.

    Domain: papers of the Governing Body write one to ten in words; the United Nations Editorial Manual
    writes numbers under ten so.
    """

    TEN = "ten", _("One to ten")
    NINE = "nine", _("One to nine, as the United Nations write")

    @property
    def most(self) -> int:
        """The largest of them."""
        return {InWords.TEN: 10, InWords.NINE: 9}[self]


class Origin(models.TextChoices):
    """Where a paragraph comes from; decides what regenerating may do to it."""

    TEMPLATE = "template", _("From the outline")
    ADOPTED = "adopted", _("From a project's remark")
    WRITTEN = "written", _("Written here")
