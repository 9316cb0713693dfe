"""Issues: risks that have come true, and other problems, with their way to the management list."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from core.addresses import address_of
from core.codes import KeyConstraint, code_in_address
from core.history.tracking import tracked
from core.languages.search_words import Words, translated
from core.languages.translated import text_of
from core.lengths import TEXT
from core.written_fields import DayField, LongTextField
from outcomes.models import Strategy, ends_after_start
from portfolio.models import Project
from risks.choices import Severity
from risks.models.querysets import IssueQuerySet
from risks.models.risk import CODE, Risk, person_field

ISSUE_WORDS = Words("code", titles=translated("title"), texts=translated("description"))


@tracked
class Issue(models.Model):
    """Something that has happened and needs somebody: of a risk, of a project, or of both.

    Escalated means on the management list; from that day a clock counts until it is closed.
    """

    strategy = models.ForeignKey(
        Strategy, on_delete=models.PROTECT, related_name="issues", verbose_name=_("strategy")
    )
    code = models.CharField(_("code"), max_length=20, validators=[CODE])
    risk = models.ForeignKey(
        Risk,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="issues",
        verbose_name=_("risk"),
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="issues",
        verbose_name=_("project"),
    )
    title = models.CharField(_("title"), max_length=200)
    description = LongTextField(_("description"), blank=True, max_length=TEXT)
    severity = models.CharField(
        _("severity"), max_length=8, choices=Severity.choices, default=Severity.MEDIUM
    )
    owner = person_field("owned_issues", _("responsible"))
    raised_on = DayField(_("raised on"))
    escalated_on = DayField(_("escalated on"), null=True, blank=True)
    closed_on = DayField(_("closed on"), null=True, blank=True)
    resolution = models.CharField(_("how it was resolved"), max_length=300, blank=True)
    illustrative = models.BooleanField(
        _("illustrative"), default=False, help_text=_("Invented for the demonstration.")
    )
    i18n = TranslationField(fields=("title", "description"))

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ("code__sort_key", "id")
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        constraints: ClassVar = [
            code_in_address("issue_code_in_address"),
            KeyConstraint(
                fields=("strategy", "code"),
                name="issue_code_once",
                violation_error_message=_("This strategy has an issue of that code already."),
            ),
            models.CheckConstraint(
                condition=Q(risk__isnull=False) | Q(project__isnull=False),
                name="issue_of_risk_or_project",
                violation_error_message=_("Name the risk or the project that the issue is about."),
            ),
            ends_after_start("issue_escalated_after_raised", "raised_on", "escalated_on"),
            ends_after_start("issue_closed_after_raised", "raised_on", "closed_on"),
        ]
        indexes: ClassVar = ISSUE_WORDS.indexes("issue")

    def __str__(self) -> str:
        return f"{self.code} {text_of(self, 'title')}"

    def get_absolute_url(self) -> str:
        """The issue's page."""
        return address_of("risks:issue-detail", self.strategy.slug, self.code)

    @property
    def row_title(self) -> str:
        """What lists call it, in the reader's language."""
        return text_of(self, "title")

    def is_open(self, at: date) -> bool:
        """Raised and not closed on the day `at`."""
        return self.raised_on <= at and (self.closed_on is None or self.closed_on > at)

    def is_closed(self, at: date) -> bool:
        """Whether its closing day had come by `at`; what comes only later is not closed."""
        return self.closed_on is not None and self.closed_on <= at

    def days_escalated(self, at: date) -> int | None:
        """Days on the management list until `at`, or until it was closed; None if never there."""
        if self.escalated_on is None or self.escalated_on > at:
            return None
        end = at if self.closed_on is None else min(at, self.closed_on)
        return max(0, (end - self.escalated_on).days)
