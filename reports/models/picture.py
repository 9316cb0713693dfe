"""Pictures that texts of a report may show."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.addresses import address_of
from core.history.tracking import tracked
from core.written_fields import PrintedField
from reports.models.keys import KEY
from reports.models.report import Report


@tracked
class ReportPicture(models.Model):
    """A picture of one report, by the `key` that its texts name it with.

    Its file is what was made of the one that was brought, stored under the hash of its content; a
    replaced one stays there, since drafts were made with it. What it shows is said in the texts, in each
    language.
    """

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("report")
    )
    key = models.CharField(
        _("key"),
        max_length=60,
        validators=[
            RegexValidator(
                rf"\A{KEY}\Z",
                _("A key is letters, figures, points, hyphens and strokes, as in new-centre."),
            )
        ],
        help_text=_("Texts name the picture with it: {#new-centre}."),
    )
    file = models.FileField(_("file"), max_length=300)
    file_name = PrintedField(_("name of the file"), max_length=120)
    sha256 = models.CharField(_("hash of the file"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="report_pictures",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        ordering = ("report", "key")
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("report", "key"),
                name="picture_key_once",
                violation_error_message=_(
                    "The report has a picture with this key. Choose another key, or replace the file of "
                    "that picture."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """The page of the report's pictures."""
        return address_of("reports:picture-list", self.report.slug)
