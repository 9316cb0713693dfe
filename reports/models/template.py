"""How the reports of a strategy are built."""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.access import Action
from core.addresses import address_of
from core.history.tracking import tracked
from core.written_fields import PrintedField
from outcomes.models import Strategy
from reports.models.choices import LANGUAGE_CHOICES, Profile, Requirement
from reports.models.word_template import WordTemplate

if TYPE_CHECKING:
    from core.models import User


class ReportTemplateQuerySet(models.QuerySet["ReportTemplate"]):
    """Templates of reports, behind the row gate."""

    def visible_to(self, user: "User") -> "ReportTemplateQuerySet":
        """Those that `user` may read."""
        return self if user.access.may(Action.VIEW_TEMPLATES) else self.none()

    def editable_by(self, user: "User") -> "ReportTemplateQuerySet":
        """Those that `user` may change."""
        return self if user.access.may(Action.EDIT_TEMPLATES) else self.none()


@tracked
class ReportTemplate(models.Model):
    """How the reports of a strategy are built: what a new one takes where it says nothing itself.

    It comes with the strategy's file (`load_strategy`) or is written on its page; a report keeps its
    own copy of the outline. What is required of a report (`requires`, and figures and tables by key) is
    asked of this row whenever one is called final, so that it holds for those that have begun too.
    """

    strategy = models.OneToOneField(
        Strategy,
        on_delete=models.CASCADE,
        related_name="report_template",
        verbose_name=_("strategy"),
    )
    profile = models.CharField(
        _("profile"), max_length=12, choices=Profile.choices, default=Profile.INFORMATION
    )
    languages = ArrayField(
        models.CharField(max_length=5, choices=LANGUAGE_CHOICES),
        verbose_name=_("editions"),
        default=list,
        blank=True,
    )
    outline = models.JSONField(_("outline"), default=list)
    word_template = models.ForeignKey(
        WordTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="report_templates",
        verbose_name=_("Word template"),
    )

    requires = ArrayField(
        models.CharField(max_length=20, choices=Requirement.choices),
        verbose_name=_("required"),
        default=list,
        blank=True,
    )
    required_figures = ArrayField(
        PrintedField(max_length=60),
        verbose_name=_("required figures"),
        default=list,
        blank=True,
        help_text=_("Their keys, with commas, as texts refer to them."),
    )
    required_tables = ArrayField(
        PrintedField(max_length=60),
        verbose_name=_("required tables"),
        default=list,
        blank=True,
        help_text=_("Their keys, with commas, as texts refer to them."),
    )

    objects = ReportTemplateQuerySet.as_manager()

    class Meta:
        ordering = ("strategy",)
        verbose_name = _("template of reports")
        verbose_name_plural = _("templates of reports")

    def __str__(self) -> str:
        return str(self.strategy)

    def get_absolute_url(self) -> str:
        """Where it can be read."""
        return address_of("templates:outline-detail", self.strategy.slug)

    def get_requires_display(self) -> str:
        """What is required, in words."""
        return "; ".join(self.required_words)

    @property
    def required_words(self) -> list[str]:
        """What is required but figures and tables, as the strategy says it, in the order of the list."""
        return [one.worded(self.strategy) for one in Requirement if one in self.requires]

    def get_outline_display(self) -> str:
        """The outline as people edit it."""
        from reports.models.outline_yaml import outline_text

        return outline_text(self.outline)
