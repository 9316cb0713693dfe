"""The drafts made of a report, with their trees and files."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history.data_changes import changes_noted
from core.models import Job
from core.written_fields import DayField
from reports.models.report import Report
from reports.models.word_template import WordTemplate


@changes_noted
class Draft(models.Model):
    """One run of the report: what it said, and the numbers it said it with. Never changed.

    `numbers` maps each signature to its exact value, whole and row ids; `notes` is what the author
    must know (silent outputs, missing translations, sources that changed under an edit).
    `fingerprint` is of what the paper says and its rows, so that an equal run is recognised; the Word
    file also depends on the template it was written in, kept by its hash (empty: our own look).
    """

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="drafts", verbose_name=_("report")
    )
    number = models.PositiveIntegerField(_("draft"))
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts",
        verbose_name=_("made by"),
    )
    job = models.ForeignKey(
        Job,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="drafts",
        db_constraint=False,
    )
    at = DayField(_("data as of"))
    known_at = models.DateTimeField(_("as known at"), null=True, blank=True)
    rounding = models.CharField(_("shares are rounded"), max_length=8)
    fingerprint = models.CharField(max_length=64)
    word_template = models.ForeignKey(
        WordTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts",
        verbose_name=_("Word template"),
    )
    template_sha256 = models.CharField(max_length=64, blank=True)
    numbers = models.JSONField(default=dict)
    notes = models.JSONField(default=list)

    class Meta:
        ordering = ("report", "-number")
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("report", "number"), name="draft_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.report.slug} {self.number}"


@changes_noted
class DraftEdition(models.Model):
    """The document tree of a draft in one language."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="editions")
    language = models.CharField(_("language"), max_length=5)
    tree = models.JSONField()
    missing = models.PositiveIntegerField(_("texts not translated"), default=0)

    class Meta:
        ordering = ("draft", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("draft", "language"), name="draft_language_once")
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.language}"


@changes_noted
class Export(models.Model):
    """A file of a draft edition, as it was rendered then."""

    edition = models.ForeignKey(DraftEdition, on_delete=models.PROTECT, related_name="exports")
    format = models.CharField(_("format"), max_length=10)
    name = models.CharField(_("file name"), max_length=200)
    file = models.FileField(max_length=300)  # named by its content: `reports.drafts.services._path`
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ("edition", "format")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("edition", "format"), name="one_file_a_format")
        ]

    def __str__(self) -> str:
        return self.name
