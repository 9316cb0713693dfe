"""What a project is held to: its milestones, and what a report has promised of it."""

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from core.addresses import address_of
from core.codes import printed
from core.history.tracking import tracked
from core.languages.search_words import Words, translated
from core.languages.translated import text_of
from core.lengths import TEXT
from core.written_fields import DayField, LongTextField, YearField
from portfolio.choices import CommitmentState, MilestoneKind
from portfolio.models.project import Project
from portfolio.models.querysets.rows import CommitmentQuerySet, MilestoneQuerySet
from portfolio.rules.soft_dates import read_soft_date

MILESTONE_WORDS = Words(titles=translated("title"))
PROMISE_WORDS = Words(titles=translated("what"), texts=translated("answer"))


@tracked
class Milestone(models.Model):
    """A day that a project aims at: planned, forecast, reached."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="milestones", verbose_name=_("project")
    )
    title = models.CharField(_("milestone"), max_length=200)
    kind = models.CharField(
        _("kind"), max_length=12, choices=MilestoneKind.choices, default=MilestoneKind.ORDINARY
    )
    baseline_on = DayField(_("planned for"), null=True, blank=True)
    forecast_on = DayField(_("forecast for"), null=True, blank=True)
    reached_on = DayField(_("reached on"), null=True, blank=True)
    illustrative = models.BooleanField(_("illustrative"), default=False)
    i18n = TranslationField(fields=("title",))

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ("project", "baseline_on", "id")
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("project", "title"),
                name="milestone_once",
                violation_error_message=_("The project has a milestone of that name already."),
            ),
            models.CheckConstraint(
                condition=Q(baseline_on__isnull=False)
                | Q(forecast_on__isnull=False)
                | Q(reached_on__isnull=False),
                name="milestone_has_a_day",
                violation_error_message=_("Give a milestone a planned or forecast day."),
            ),
        ]
        indexes: ClassVar = MILESTONE_WORDS.indexes("milestone")

    def __str__(self) -> str:
        return text_of(self, "title")

    @property
    def slip(self) -> int | None:
        """Days that it was reached, or is forecast, after its plan; None where one is unknown."""
        later = self.reached_on or self.forecast_on
        if later is None or self.baseline_on is None:
            return None
        return (later - self.baseline_on).days

    def missed(self, at: date) -> bool:
        """The planned day lies before `at`, and it was not reached by `at`."""
        planned = self.baseline_on or self.forecast_on
        reached = self.reached_on is not None and self.reached_on <= at
        return planned is not None and planned < at and not reached

    def late_by(self, at: date) -> int | None:
        """How many days it is missed by on the day `at`."""
        planned = self.baseline_on or self.forecast_on
        return (at - planned).days if planned and self.missed(at) else None


@tracked
class Commitment(models.Model):
    """A promise: what a report has said that a project will do, and what became of it.

    `due_text` keeps the words ("early 2022"); `due_from` and `due_until` are what
    `portfolio.rules.soft_dates` reads in them. A promise without words has no date and is never overdue.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="commitments", verbose_name=_("project")
    )
    key = models.SlugField(_("key"))
    what = models.CharField(_("promise"), max_length=300)
    due_text = models.CharField(_("due, as written"), max_length=60, blank=True)
    due_from = DayField(_("due from"), null=True, blank=True, editable=False)
    due_until = DayField(_("due until"), null=True, blank=True, editable=False)
    year = YearField(_("report on the year"))
    made_in = models.CharField(_("made in"), max_length=120, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=CommitmentState.choices, default=CommitmentState.OPEN
    )
    answered_on = DayField(_("answered on"), null=True, blank=True)
    answer = LongTextField(_("answer"), blank=True, max_length=TEXT)
    i18n = TranslationField(fields=("what", "answer"))

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ("due_until", "project", "id")
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        constraints: ClassVar = [
            printed("promise_key_printed", "key"),
            models.UniqueConstraint(
                fields=("project", "year", "key"),
                name="promised_once",
                violation_error_message=_("The project has a promise of that key already."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_on__isnull=True)
                | Q(~Q(state="open"), answered_on__isnull=False),
                name="answered_promise_has_a_day",
                violation_error_message=_(
                    "An answered promise has the day of its answer; an open one has none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(due_from__isnull=True)
                | Q(due_until__isnull=False, due_until__gte=models.F("due_from")),
                name="promise_due_in_order",
                violation_error_message=_("The end of what was promised lies before its start."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("due_until",), name="promise_by_due"),
            *PROMISE_WORDS.indexes("promise"),
        ]

    def __str__(self) -> str:
        return text_of(self, "what")

    def get_absolute_url(self) -> str:
        """The promise's page."""
        return address_of("portfolio:promise-detail", self.pk)

    def clean(self) -> None:
        """Read the words of the date, so that both always say the same."""
        try:
            self.read_due()
        except ValidationError as error:
            raise ValidationError({"due_text": error}) from error

    def read_due(self) -> None:
        """Set the period from the words; raises `ValidationError` for words that say no date."""
        period = read_soft_date(self.due_text)
        self.due_from, self.due_until = (period.start, period.end) if period else (None, None)

    def overdue(self, at: date) -> bool:
        """Open on the day `at`, and the last day promised lies before it."""
        answered = self.answered_on is not None and self.answered_on <= at
        return not answered and self.due_until is not None and self.due_until < at

    def late_by(self, at: date) -> int | None:
        """How many days it is overdue by on the day `at`."""
        return (at - self.due_until).days if self.due_until and self.overdue(at) else None
