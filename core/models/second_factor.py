"""What people sign in with besides a password, and what happened to their accounts."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.history.tracking import tracked, tracked_without
from core.models.people import User


class FactorKind(models.TextChoices):
    """Kinds of second factors."""

    APP = "app", _("Authenticator app")
    PASSKEY = "passkey", _("Passkey")


@tracked_without("secret", "credential", "public_key", "counter", "used_at")
class SecondFactor(models.Model):
    """An authenticator app or a passkey of a person. The history keeps neither keys nor every use."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="second_factors", verbose_name=_("user")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=FactorKind.choices)
    name = models.CharField(_("name"), max_length=60)
    # Of an app: what it and we know, encrypted (`core.second_factor.encryption`).
    secret = models.TextField(blank=True)
    # Of a passkey: its number and its public key, both in base64.
    credential = models.CharField(max_length=1400, null=True, unique=True)  # noqa: DJ001
    public_key = models.TextField(blank=True)
    # The last half minute whose code was taken, or what a passkey has counted.
    counter = models.BigIntegerField(default=0)
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        ordering = ("kind", "added_at", "id")
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("user",),
                condition=Q(kind=FactorKind.APP),
                name="one_app_a_person",
                violation_error_message=_("There is an authenticator app already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"


@tracked_without("salt", "digests")
class RecoveryCodes(models.Model):
    """What is left of a person's recovery codes. Only digests are kept: nobody can read a code."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="recovery_codes", verbose_name=_("user")
    )
    salt = models.CharField(max_length=32)
    digests = ArrayField(models.CharField(max_length=128))
    left = models.PositiveSmallIntegerField(_("left"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        ordering = ("id",)
        verbose_name = _("recovery codes")
        verbose_name_plural = _("recovery codes")

    def __str__(self) -> str:
        return f"{self.user}: {self.left}"


class SecurityEventKind(models.TextChoices):
    """What happens to an account and changes no other row that the history keeps."""

    SESSION_ENDED = "session_ended", _("Session ended")
    STEP_FAILED = "step_failed", _("Second step failed")
    PASSWORD_SET = "password_set", _("Password changed")


@tracked
class SecurityEvent(models.Model):
    """Something that happened to an account; written once, and never changed."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="security_events", verbose_name=_("user")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SecurityEventKind.choices)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        ordering = ("at", "id")
        verbose_name = _("security event")
        verbose_name_plural = _("security events")
        indexes: ClassVar = [
            models.Index(fields=("user", "kind", "at"), name="security_event_of_user")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"
