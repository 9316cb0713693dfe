"""Headings and texts of the first page whose original has changed since they were translated."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history.tracking import tracked
from core.lengths import TEXT
from core.written_fields import LongTextField
from reports.models.choices import LANGUAGE_CHOICES
from reports.models.report import Report


@tracked
class TranslationBehind(models.Model):
    """What the original at `target` ("section/KEY", "cover/FIELD") said when it was translated.

    There is a row as long as the original says something else; those of paragraphs know it themselves
    (`ParagraphText.translated_from`).
    """

    report = models.ForeignKey(
        Report,
        on_delete=models.CASCADE,
        related_name="translations_behind",
        verbose_name=_("report"),
    )
    target = models.CharField(_("place in the paper"), max_length=200)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES)
    translated_from = LongTextField(_("translated from"), max_length=TEXT)

    class Meta:
        ordering = ("report", "target", "language")
        verbose_name = _("translation behind its original")
        verbose_name_plural = _("translations behind their original")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("report", "target", "language"), name="translation_behind_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} ({self.language})"
