"""Indicators with their targets, on the model of the IATI standard 2.03."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modeltrans.fields import TranslationField

from core.addresses import address_of
from core.history.tracking import tracked
from core.languages.translated import text_of
from core.lengths import SENTENCES, TEXT
from core.models import Unit
from core.written_fields import DayField, LongTextField, PrintedField
from outcomes.choices import Accumulation, Aggregation, Basis, Direction, Measure, Period
from outcomes.models.framework import NUMBERED_WORDS, InForce, Outcome, Strategy, ends_after_start
from outcomes.models.own_fields import OwnSubject, OwnValues
from outcomes.models.querysets import IndicatorQuerySet
from outcomes.rules.periods import Span


def quantity(verbose_name: Any, **options: Any) -> "models.DecimalField[Any, Any]":
    """A measured value: exact, never a float; six decimals hold what a ratio leaves."""
    return models.DecimalField(verbose_name, max_digits=20, decimal_places=6, **options)


def optional_quantity(verbose_name: Any, **options: Any) -> "models.DecimalField[Any, Any]":
    """One that may be missing, which is not 0."""
    return quantity(verbose_name, null=True, blank=True, **options)


@tracked
class Indicator(InForce):
    """By what a strategy's success is judged. The number ("1.1") is no key by itself.

    A baseline may be "to be established": then `baseline_value` is empty, and `baseline_on` or
    `baseline_text` says when it will be. A computed indicator names a live number (`number_key`)
    in place of entered measurements.
    """

    strategy = models.ForeignKey(
        Strategy, on_delete=models.CASCADE, related_name="indicators", verbose_name=_("strategy")
    )
    outcome = models.ForeignKey(
        Outcome,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("outcome"),
    )
    number = PrintedField(_("number"), max_length=10)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=300)
    measure = models.CharField(
        pgettext_lazy("of an indicator", "measure"),
        max_length=10,
        choices=Measure.choices,
        default=Measure.NUMBER,
    )
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction.choices, default=Direction.UP
    )
    basis = models.CharField(
        _("basis of the target"), max_length=10, choices=Basis.choices, default=Basis.LEVEL
    )
    accumulation = models.CharField(
        _("how targets add up"),
        max_length=10,
        choices=Accumulation.choices,
        default=Accumulation.NONE,
    )
    period = models.CharField(
        _("period"), max_length=10, choices=Period.choices, default=Period.YEAR
    )
    aggregation = models.CharField(
        _("several readings in a period"),
        max_length=10,
        choices=Aggregation.choices,
        default=Aggregation.LATEST,
    )
    scope = models.CharField(
        _("scope"),
        max_length=200,
        blank=True,
        help_text=_("What is measured, where not everything."),
    )
    baseline_value = optional_quantity(_("baseline"))
    baseline_on = DayField(
        _("day of the baseline"),
        null=True,
        blank=True,
        help_text=_("Without a value: by when it is to be established."),
    )
    baseline_text = models.CharField(
        _("baseline, in words"),
        max_length=200,
        blank=True,
        help_text=_("What it is, or what has to happen before it can be established."),
    )
    baseline_note = LongTextField(_("note on the baseline"), blank=True, max_length=SENTENCES)
    baseline_reason = models.CharField(
        _("why the baseline was changed"), max_length=300, blank=True
    )
    means_of_verification = LongTextField(
        _("means of verification"), blank=True, max_length=SENTENCES
    )
    criteria = LongTextField(
        _("criteria for success"),
        blank=True,
        help_text=_("One on each line, in their order."),
        max_length=TEXT,
    )
    responsible_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("responsible unit"),
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("responsible person"),
    )
    number_key = models.CharField(
        _("computed from the live number"),
        max_length=200,
        blank=True,
        help_text=_("Such as projects.completed; then no measurements are entered."),
    )
    illustrative = models.BooleanField(
        _("illustrative"),
        default=False,
        help_text=_("Some of this definition is invented for a demonstration."),
    )
    own = OwnValues(_("own fields"))
    i18n = TranslationField(
        fields=("title", "scope", "baseline_text", "means_of_verification", "criteria")
    )

    objects = IndicatorQuerySet.as_manager()
    own_subject = OwnSubject.INDICATOR

    class Meta:
        ordering = ("strategy", "position", "number__sort_key", "id")
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("strategy", "number", "in_force_from"),
                name="indicator_number_once",
                nulls_distinct=False,
                violation_error_message=_("This strategy has an indicator of that number already."),
            ),
            models.CheckConstraint(
                condition=Q(basis=Basis.RELATIVE)
                | Q(basis=Basis.POINTS, accumulation__in=[Accumulation.NONE, Accumulation.ADDED])
                | Q(basis=Basis.LEVEL, accumulation=Accumulation.NONE),
                name="indicator_accumulates_changes",
                violation_error_message=_(
                    "Levels do not add up, points can be added, and only relative changes can be "
                    "compounded."
                ),
            ),
            ends_after_start("indicator_ends_after_start", "in_force_from", "in_force_until"),
        ]
        indexes: ClassVar = NUMBERED_WORDS.indexes("indicator")
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="changed_baseline_has_a_reason",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__baseline_value__isnull=False, new__baseline_reason="")
                & pgtrigger.Q(old__baseline_value__df=pgtrigger.F("new__baseline_value")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {text_of(self, 'title')}"

    def get_absolute_url(self) -> str:
        """The indicator's page."""
        return address_of("indicators:indicator-detail", self.pk)

    @property
    def criteria_list(self) -> list[str]:
        """The criteria in the active language, in order."""
        return [line.strip() for line in text_of(self, "criteria").splitlines() if line.strip()]


class Spanning(models.Model):
    """A row about a period of an indicator."""

    period_start = DayField(_("first day"))
    period_end = DayField(_("last day"))

    class Meta:
        abstract = True

    @property
    def span(self) -> Span:
        """Its period."""
        return Span(self.period_start, self.period_end)


@tracked
class Target(Spanning):
    """What an indicator is to reach in a period; what the value means is the indicator's basis."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="targets", verbose_name=_("indicator")
    )
    value = quantity(_("target"))
    note = LongTextField(_("note"), blank=True, max_length=SENTENCES)
    reason = models.CharField(_("why the target was changed"), max_length=300, blank=True)

    class Meta:
        ordering = ("indicator", "period_start")
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("indicator", "period_start"),
                name="one_target_a_period",
                violation_error_message=_("There is a target for this period already."),
            ),
            ends_after_start("target_ends_after_start", "period_start", "period_end"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="changed_target_has_a_reason",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__value__df=pgtrigger.F("new__value"), new__reason=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator.number}, {self.span.label}"
