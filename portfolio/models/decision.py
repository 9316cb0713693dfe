"""Decisions that govern the portfolio."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from core.access import Action
from core.addresses import address_of
from core.history.tracking import tracked
from core.languages.search_words import Words, translated
from core.lengths import TEXT
from core.models import User
from core.written_fields import DayField, LongTextField, PrintedField
from outcomes.models import Strategy
from portfolio.choices import DecisionKind
from portfolio.models.project import Project
from portfolio.models.querysets.rows import DecisionQuerySet

DECISION_WORDS = Words(titles=translated("title"), texts=translated("text"))


@tracked
class Decision(models.Model):
    """What a body (the IT Governance Committee, as a rule) decided of a strategy or a project."""

    strategy = models.ForeignKey(
        Strategy, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("strategy")
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("project"),
    )
    body = models.CharField(_("decided by"), max_length=120)
    on = DayField(_("decided on"))
    kind = models.CharField(_("decision"), max_length=9, choices=DecisionKind.choices)
    title = models.CharField(_("matter"), max_length=200)
    text = LongTextField(_("text of the decision"), blank=True, max_length=TEXT)
    reference = PrintedField(_("reference"), max_length=120, blank=True)
    illustrative = models.BooleanField(_("illustrative"), default=False)
    i18n = TranslationField(fields=("title", "text"))

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "title__sort_key", "id")
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("strategy", "project", "body", "on", "title"),
                name="decided_once",
                nulls_distinct=False,
                violation_error_message=_("This decision of that day stands there already."),
            )
        ]
        indexes: ClassVar = DECISION_WORDS.indexes("decision")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The decision's page."""
        return address_of("portfolio:decision-detail", self.pk)

    def shows_history_to(self, user: User) -> bool:
        """Whether `user` may read who changed what about it; one of no project is everybody's."""
        if self.project is not None:
            return self.project.shows_history_to(user)
        return user.access.to(Action.VIEW_HISTORY).everywhere
