"""Measured values of indicators, with evidence and a second pair of eyes."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Abs
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from core.history.tracking import tracked
from core.languages.search_words import Words, in_any_language
from core.lengths import SENTENCES
from core.written_fields import DayField, LongTextField, PrintedField
from outcomes.models.framework import ends_after_start
from outcomes.models.indicator import Indicator, Spanning, optional_quantity, quantity
from outcomes.models.querysets import MeasurementQuerySet
from outcomes.rules.evidence import evidence_name, evidence_storage
from outcomes.rules.progress import Reading

_SAID = ("qualifier", "base", "note", "evidence_text", "evidence_label")
# What search finds of a measurement; people write in either language of the interface.
MEASUREMENT_WORDS = Words(texts=in_any_language(*_SAID))


def _agrees(times: int) -> Q:
    """The value is numerator by denominator (`times` 100: as a per cent), to half a unit."""
    difference = Abs(F("value") * F("denominator") - F("numerator") * times)
    return Q(denominator__isnull=True) | Q(LessThanOrEqual(difference, Abs(F("denominator")) / 2))


@tracked
class Measurement(Spanning):
    """What was found for a period. It counts for its period however late it was entered.

    `evidence_label` is the name under which the file was given; it is stored under another.
    """

    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.CASCADE,
        related_name="measurements",
        verbose_name=_("indicator"),
    )
    measured_on = DayField(_("measured on"))
    value = quantity(_("value"))
    numerator = optional_quantity(_("numerator"))
    denominator = optional_quantity(_("denominator"))
    qualifier = models.CharField(
        _("qualifier"), max_length=60, blank=True, help_text=_("Such as “about” or “more than”.")
    )
    base = models.CharField(
        _("base"),
        max_length=120,
        blank=True,
        help_text=_("Of how many, or of what, it was found: “67 respondents”."),
    )
    comparison_value = optional_quantity(_("comparison value"))
    comparison_period = models.CharField(
        _("period of the comparison value"),
        max_length=60,
        blank=True,
        help_text=_("The year or the period of the value beside it, such as 2019."),
    )
    note = LongTextField(_("note"), blank=True, max_length=SENTENCES)
    evidence_text = LongTextField(
        _("evidence"),
        blank=True,
        help_text=_("Where the value comes from, so that it can be found."),
        max_length=SENTENCES,
    )
    evidence = models.FileField(
        _("evidence file"), upload_to=evidence_name, storage=evidence_storage, blank=True
    )
    evidence_label = PrintedField(_("name of the evidence file"), max_length=120, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="measurements_entered",
        verbose_name=_("entered by"),
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="measurements_verified",
        verbose_name=_("verified by"),
    )
    verified_on = DayField(_("verified on"), null=True, blank=True)
    illustrative = models.BooleanField(_("illustrative"), default=False)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        ordering = ("indicator", "period_start")
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("indicator", "period_start"),
                name="one_measurement_a_period",
                violation_error_message=_(
                    "There is a measurement for this period already: correct that one."
                ),
            ),
            ends_after_start("measurement_ends_after_start", "period_start", "period_end"),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False) & ~Q(denominator=0),
                name="numerator_has_a_denominator",
                violation_error_message=_(
                    "Give numerator and denominator, or neither; the denominator is not 0."
                ),
            ),
            models.CheckConstraint(
                condition=_agrees(1) | _agrees(100),
                name="value_is_its_ratio",
                violation_error_message=_("The value is not what numerator and denominator give."),
            ),
            models.CheckConstraint(
                condition=Q(comparison_value__isnull=True, comparison_period="")
                | Q(comparison_value__isnull=False) & ~Q(comparison_period=""),
                name="comparison_has_a_period",
                violation_error_message=_("Give a comparison value and its period, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True)
                | Q(entered_by__isnull=True)
                | ~Q(verified_by=F("entered_by")),
                name="nobody_verifies_their_own",
                violation_error_message=_("Nobody verifies a measurement of their own."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True, verified_on__isnull=True)
                | Q(verified_by__isnull=False, verified_on__isnull=False),
                name="verified_on_a_day",
                violation_error_message=_("A verification has a person and a day."),
            ),
        ]
        indexes: ClassVar = MEASUREMENT_WORDS.indexes("measurement")
        triggers: ClassVar = [
            # Whoever corrects a verified value takes its verification away: it was for the old one.
            pgtrigger.Protect(
                name="verified_value_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(
                    old__verified_by__isnull=False, new__verified_by__isnull=False
                )
                & (
                    pgtrigger.Q(old__value__df=pgtrigger.F("new__value"))
                    | pgtrigger.Q(old__numerator__df=pgtrigger.F("new__numerator"))
                    | pgtrigger.Q(old__denominator__df=pgtrigger.F("new__denominator"))
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator.number}, {self.span.label}"

    @property
    def reading(self) -> Reading:
        """Its numbers, for `outcomes.rules.progress`."""
        return Reading(self.value, self.numerator, self.denominator)
