"""A Word template that papers can be written in, and sentences about them."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.addresses import address_of
from core.history.tracking import tracked
from core.written_fields import PrintedField
from outcomes.models import Strategy

if TYPE_CHECKING:
    from core.models import User


class WordTemplateQuerySet(models.QuerySet["WordTemplate"]):
    """Templates, behind the row gate."""

    def visible_to(self, user: "User") -> "WordTemplateQuerySet":
        """Those that `user` may look at."""
        return self if user.access.may(Action.VIEW_TEMPLATES) else self.none()

    def editable_by(self, user: "User") -> "WordTemplateQuerySet":
        """Those that `user` may replace, rename, withdraw or delete."""
        return self if user.access.may(Action.EDIT_TEMPLATES) else self.none()

    def offered_for(self, strategy: Strategy) -> "WordTemplateQuerySet":
        """Those that a report of `strategy` can choose."""
        of_all_or_this = Q(strategy__isnull=True) | Q(strategy=strategy)
        return self.filter(of_all_or_this, is_withdrawn=False)


@tracked
class WordTemplate(models.Model):
    """A .docx or .dotx of the house, checked when it was uploaded.

    Without a strategy it is offered to all of them. The file is stored under the hash of its content;
    a replaced one stays there, since drafts were made with it. `found` is what the check found
    (`reports.writers.docx.template.inspection`).
    """

    strategy = models.ForeignKey(
        Strategy,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="word_templates",
        verbose_name=_("strategy"),
    )
    name = PrintedField(_("name"), max_length=120)
    file = models.FileField(_("file"), max_length=300)
    file_name = PrintedField(_("name of the file"), max_length=120)
    sha256 = models.CharField(_("hash of the file"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="word_templates",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    found = models.JSONField(_("what was found in it"), default=dict)
    is_withdrawn = models.BooleanField(_("withdrawn"), default=False)

    objects = WordTemplateQuerySet.as_manager()

    class Meta:
        ordering = ("name__sort_key", "id")
        verbose_name = _("Word template")
        verbose_name_plural = _("Word templates")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("strategy", "name"),
                nulls_distinct=False,
                name="word_template_name_once",
                violation_error_message=_(
                    "There is a Word template of that name already. Choose another name, or "
                    "open that template and replace its file."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The template's page."""
        return address_of("templates:word-detail", self.pk)
