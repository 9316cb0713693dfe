"""The words of a strategy: the categories, kinds and sizes its projects are sorted by, and its names for
words that the program decides by (`outcomes.models.fixed_words`).

A row of the portfolio holds the key of a term. A key never changes, so history, addresses and files keep
their meaning; what a term is called, its place and its mark may change at any time.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from core.addresses import address_of
from core.codes import code_in_address
from core.history.tracking import tracked
from core.languages.translated import text_of
from outcomes.models.framework import Strategy

LONGEST_KEY = 20
LONGEST_VOCABULARY = 30
LONGEST_NAME = 60
LONGEST_HINT = 200


class Vocabulary(models.TextChoices):
    """What a term is one of, beside the choices of own fields (`outcomes.models.own_fields`)."""

    CATEGORY = "category", _("Categories")
    KIND = "kind", _("Kinds")
    SIZE = "size", _("Sizes")


class TermQuerySet(models.QuerySet["Term"]):
    """Sentences about terms."""

    def of_strategy(self, slug: str) -> "TermQuerySet":
        """Those of one strategy."""
        return self.filter(strategy__slug=slug)


@tracked
class Term(models.Model):
    """A word that rows of a strategy are sorted by.

    `counts` is the mark of its vocabulary: a category that counts as new or major, a kind that can be
    completed. What is not `offered` any more stays where it was chosen. `hint` says what a step of a
    scale means.
    """

    strategy = models.ForeignKey(
        Strategy, on_delete=models.CASCADE, related_name="terms", verbose_name=_("strategy")
    )
    vocabulary = models.CharField(_("list"), max_length=LONGEST_VOCABULARY)
    key = models.SlugField(_("key in files and addresses"), max_length=LONGEST_KEY)
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    counts = models.BooleanField(_("counts"), default=False)
    hint = models.CharField(_("what it means"), max_length=LONGEST_HINT, blank=True)
    offered = models.BooleanField(_("can be chosen"), default=True)
    i18n = TranslationField(fields=("name", "hint"))

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ("strategy", "vocabulary", "position", "id")
        verbose_name = _("word of a strategy")
        verbose_name_plural = _("words of a strategy")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("strategy", "vocabulary", "key"),
                name="term_once",
                violation_error_message=_("This list has that key already."),
            ),
            code_in_address("term_key_in_address", "key"),
        ]

    def __str__(self) -> str:
        return text_of(self, "name")

    def get_absolute_url(self) -> str:
        """The words of its strategy."""
        return address_of("outcomes:term-list", self.strategy.slug)
