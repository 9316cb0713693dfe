"""Sign-offs that were taken back. The one in force stands on the project itself."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.history.tracking import tracked
from core.lengths import SENTENCES
from core.models import User
from core.written_fields import DayField, LongTextField
from portfolio.models.project import Project
from portfolio.models.querysets.rows import ProjectRowQuerySet


@tracked
class SignOffWithdrawal(models.Model):
    """Who had signed off a project's completion and when, and who took it back, when and why."""

    project = models.ForeignKey(
        Project,
        on_delete=models.CASCADE,
        related_name="sign_off_withdrawals",
        verbose_name=_("project"),
    )
    signed_off_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="sign_offs_withdrawn",
        verbose_name=_("signed off by"),
    )
    signed_off_on = DayField(_("signed off on"))
    withdrawn_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="sign_off_withdrawals",
        verbose_name=_("withdrawn by"),
    )
    withdrawn_on = DayField(_("withdrawn on"))
    reason = LongTextField(_("reason"), max_length=SENTENCES)

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        ordering = ("-withdrawn_on", "-id")
        verbose_name = _("withdrawn sign-off")
        verbose_name_plural = _("withdrawn sign-offs")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__gte=F("signed_off_on")),
                name="withdrawn_after_sign_off",
                violation_error_message=_("A sign-off is not withdrawn before it was given."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="withdrawal_has_a_reason",
                violation_error_message=_("Say why the sign-off is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return date_format(self.signed_off_on)
