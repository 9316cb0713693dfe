"""Findings of the checker that somebody lets stand, with the reason."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history.tracking import tracked
from core.lengths import SENTENCES
from core.written_fields import LongTextField
from reports.models.choices import LANGUAGE_CHOICES
from reports.models.report import Report


@tracked
class FindingWaiver(models.Model):
    """A finding that stands, until its sentence reads otherwise; taken back, the row goes.

    `fingerprint` is the finding's: of its rule, place, language, words and sentence. `target` is the
    block that it is about, `words` are shown where the finding is gone.
    """

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="finding_waivers", verbose_name=_("report")
    )
    fingerprint = models.CharField(_("mark of the finding"), max_length=20)
    rule = models.CharField(_("rule"), max_length=40)
    target = models.CharField(_("place in the paper"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES)
    words = models.CharField(_("words"), max_length=200, blank=True)
    reason = LongTextField(_("reason"), max_length=SENTENCES)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="finding_waivers",
        verbose_name=_("waived by"),
    )
    waived_at = models.DateTimeField(_("waived at"))

    class Meta:
        ordering = ("report", "waived_at", "id")
        verbose_name = _("waived finding")
        verbose_name_plural = _("waived findings")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("report", "fingerprint"),
                name="finding_waived_once",
                violation_error_message=_("This finding has been waived already."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="waiver_has_a_reason",
                violation_error_message=_("Say why the finding may stand."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} ({self.language}): {self.words}"
