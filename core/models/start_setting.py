"""What the environment said when a part of the program last started."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history.tracking import tracked_without


class Part(models.TextChoices):
    """The parts that read settings."""

    WEB = "web", _("web server")
    WORKER = "worker", _("worker")
    BEAT = "beat", _("beat")


@tracked_without("salt")
class StartSetting(models.Model):
    """A variable that was set when a part started; what is not set, has no row.

    Of a secret there is only a fingerprint, made with `salt` (`core.rights.changes.environment`).
    """

    part = models.CharField(_("part"), max_length=10, choices=Part.choices)
    name = models.CharField(_("name"), max_length=60)
    value = models.TextField(_("value"), blank=True)
    is_secret = models.BooleanField(_("secret"), default=False)
    salt = models.CharField(_("salt"), max_length=32, blank=True)

    class Meta:
        ordering = ("name", "part")
        verbose_name = _("setting of the environment")
        verbose_name_plural = _("settings of the environment")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("part", "name"),
                name="start_setting_once_a_part",
                violation_error_message=_("This variable is recorded for this part already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_part_display()})"
