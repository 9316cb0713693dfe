"""The one row of facts about this installation, and when its parts were last seen."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history.tracking import tracked
from core.time import has_been
from core.written_fields import DayField


@tracked
class Installation(models.Model):
    """Settings that belong to the data rather than to the machine. There is exactly one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    fixed_date = DayField(
        _("fixed working date"),
        null=True,
        blank=True,
        validators=[has_been],
        help_text=_("Leave empty for today. The demonstration stands on one day."),
    )
    is_demonstration = models.BooleanField(_("demonstration"), default=False)

    class Meta:
        verbose_name = _("installation")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="one_installation_row")
        ]

    def __str__(self) -> str:
        return "installation"


class Heartbeat(models.Model):
    """When a part of the running program last showed that it lives.

    "worker" is the tick that beat sends through the broker to any worker; "worker@host" and
    "beat@host" are the processes themselves, which need no broker to say so (`core.jobs.heartbeats`).
    """

    part = models.CharField(max_length=200, primary_key=True)
    seen_at = models.DateTimeField()
    version = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.part} {self.seen_at:%H:%M:%S}"
