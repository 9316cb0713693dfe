"""Documents of a row, each with all its versions."""

from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.addresses import address_of
from core.history.tracking import tracked
from core.models.discussions import OfSubject
from core.subjects import code_of_row, seen_by, written_by

if TYPE_CHECKING:
    from core.models.people import User


class Purpose(models.TextChoices):
    """What a document is for."""

    BUSINESS_CASE = "business_case", _("Business case")
    MINUTES = "minutes", _("Minutes")
    EVIDENCE = "evidence", _("Evidence")
    CONTRACT = "contract", _("Contract")
    CORRESPONDENCE = "correspondence", _("Correspondence")
    OTHER = "other", _("Other")


class DocumentQuerySet(models.QuerySet["Document"]):
    """Sentences about documents."""

    def visible_to(self, user: "User") -> "DocumentQuerySet":
        """Those of rows that `user` may see; a removed one is in the history alone."""
        return self.filter(seen_by(user), removed_at__isnull=True)

    def editable_by(self, user: "User") -> "DocumentQuerySet":
        """Those that `user` may replace or remove."""
        return self.filter(written_by(user), removed_at__isnull=True)


@tracked
class Document(OfSubject):
    """A business case, minutes, evidence: a title under which files follow one another."""

    title = models.CharField(_("title"), max_length=160)
    purpose = models.CharField(
        _("kind of document"), max_length=16, choices=Purpose.choices, default=Purpose.OTHER
    )
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents_removed",
        verbose_name=_("removed by"),
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removal_reason = models.CharField(_("why it was removed"), max_length=300, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("title__sort_key", "id")
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True, removal_reason="")
                | Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removal_reason=""),
                name="document_removed_with_a_reason",
                violation_error_message=_("Say why the document is removed."),
            )
        ]
        indexes: ClassVar = [models.Index(fields=("kind", "row"), name="document_of_row")]
        triggers: ClassVar = [pgtrigger.Protect(name="document_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.title


class DocumentVersionQuerySet(models.QuerySet["DocumentVersion"]):
    """Sentences about versions."""

    def visible_to(self, user: "User") -> "DocumentVersionQuerySet":
        """Those of documents that `user` may see, old ones too."""
        return self.filter(seen_by(user, "document__"), document__removed_at__isnull=True)

    def newest(self) -> "DocumentVersionQuerySet":
        """The last of each document."""
        of_same = DocumentVersion.objects.filter(document=OuterRef("document"))
        last = of_same.order_by("-number").values("number")[:1]
        return self.filter(number=Subquery(last))

    def for_list(self) -> "DocumentVersionQuerySet":
        """The newest version of each document, with the row's code."""
        rows = self.newest().select_related("document", "uploaded_by")
        return rows.annotate(code=code_of_row("document__"))


@tracked
class DocumentVersion(models.Model):
    """A file of a document; a newer one takes its place, and this one stays.

    It is stored under the hash of its content (`core.files.store`).
    """

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="versions", verbose_name=_("document")
    )
    number = models.PositiveIntegerField(_("version"))
    file = models.FileField(_("file"), max_length=200)
    file_name = models.CharField(_("name of the file"), max_length=140)
    format = models.CharField(_("format"), max_length=5)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("hash of the file"), max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="documents_uploaded",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        ordering = ("document", "-number")
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("document", "number"),
                name="document_version_once",
                violation_error_message=_("This document has that version already."),
            )
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="document_version_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """Where the file is handed out."""
        return address_of("documents:document-file", self.pk)
