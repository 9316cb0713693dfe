"""What stands at the gate of a paper: the numbers that were let in, those held, those set by hand."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history.tracking import tracked
from core.lengths import SENTENCES
from core.written_fields import LongTextField
from reports.models.report import Report


def amount_field(label: Any) -> "models.CharField[str, str]":
    """An exact amount as a draft records it: a decimal, or empty where there is none."""
    return models.CharField(label, max_length=80, blank=True)


@tracked
class AcceptedNumber(models.Model):
    """The amount of one number that a paper may print, until another is accepted.

    `signature` is key and parameters, or "fig/KEY" and "table/KEY", whose `value` is a hash of their
    data. With a `hold_reason` no draft lets another amount in until the number is released.
    """

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="accepted_numbers", verbose_name=_("report")
    )
    signature = models.CharField(_("number"), max_length=500)
    value = amount_field(_("value"))
    of = amount_field(_("whole"))
    before = amount_field(_("value compared with"))
    accepted_at = models.DateTimeField(_("accepted at"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="accepted_numbers",
        verbose_name=_("accepted by"),
    )
    hold_reason = LongTextField(_("held because"), blank=True, max_length=SENTENCES)
    held_at = models.DateTimeField(_("held at"), null=True, blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="held_numbers",
        verbose_name=_("held by"),
    )

    class Meta:
        ordering = ("report", "signature")
        verbose_name = _("accepted number")
        verbose_name_plural = _("accepted numbers")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("report", "signature"),
                name="number_accepted_once_a_report",
                violation_error_message=_("This number has been accepted meanwhile."),
            )
        ]

    def __str__(self) -> str:
        return self.signature


@tracked
class NumberOverride(models.Model):
    """Another amount than the data give, with a reason and a second person who confirms it.

    `source` is the exact amount of the data then: once they say anything else, it ends by itself.
    """

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="number_overrides", verbose_name=_("report")
    )
    signature = models.CharField(_("number"), max_length=500)
    value = amount_field(_("value"))
    of = amount_field(_("whole"))
    source = models.CharField(_("amount of the data"), max_length=260, blank=True)
    reason = LongTextField(_("reason"), max_length=SENTENCES)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="number_overrides",
        verbose_name=_("asked by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmed_overrides",
        verbose_name=_("confirmed by"),
    )

    class Meta:
        ordering = ("report", "signature")
        verbose_name = _("number set by hand")
        verbose_name_plural = _("numbers set by hand")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("report", "signature"),
                name="number_set_by_hand_once",
                violation_error_message=_("This number is set by hand already."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("asked_by")),
                name="override_needs_a_second_person",
                violation_error_message=_("Somebody else must confirm it."),
            ),
        ]

    def __str__(self) -> str:
        return self.signature
