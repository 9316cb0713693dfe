"""What a person wants to hear of: what they follow and mute, their reminders, their calendar."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history.tracking import tracked
from core.written_fields import DayField


class SubscriptionMode(models.TextChoices):
    """Followed things stand in the calendar; muted ones wait for the person no more."""

    FOLLOW = "follow", _("Followed")
    MUTE = "mute", _("Muted")


@tracked
class Subscription(models.Model):
    """A person follows or mutes something: a row of a subject ("project", "unit"), or a kind of item.

    `key` is the row's key, or that of the kind (`core.my_work.kinds`): rows of any app, none of which
    core knows. One that the person sees no more says nothing to them.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="subscriptions",
        verbose_name=_("person"),
    )
    subject = models.CharField(_("subject"), max_length=20)
    key = models.CharField(_("key"), max_length=60)
    mode = models.CharField(_("followed or muted"), max_length=10, choices=SubscriptionMode.choices)

    class Meta:
        ordering = ("user", "subject", "key")
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("user", "subject", "key"),
                name="followed_or_muted_once",
                violation_error_message=_("This person follows or mutes it already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.mode} {self.subject}:{self.key}"


class MailsEvery(models.TextChoices):
    """How often reminders come by mail."""

    DAY = "day", _("Every day on which something waits for me")
    WEEK = "week", _("Once a week, if something waits for me")
    NEVER = "never", _("Never; I look at “My work” myself")


class ReminderChoice(models.Model):
    """How often somebody wants mails; whoever has never said so gets them daily."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminder_choice"
    )
    mails = models.CharField(max_length=10, choices=MailsEvery.choices, default=MailsEvery.DAY)

    class Meta:
        ordering = ("user",)

    def __str__(self) -> str:
        return f"{self.user} {self.mails}"


class CalendarFeed(models.Model):
    """The private address of a person's calendar. Of its token there is only the hash."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("user",)

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d}"


class MailState(models.TextChoices):
    """Waiting → sending → sent; back to waiting only when the mail server has said no.

    What is "sending" for long has lost its worker on the way: it may have gone, and is not sent again
    (decision 041).
    """

    NONE = "none"
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"


class Digest(models.Model):
    """Of what a person was reminded on a day: one for each, whoever makes it and however often."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    day = DayField()
    item_count = models.PositiveIntegerField()
    mail = models.CharField(max_length=10, choices=MailState.choices, default=MailState.NONE)
    sending_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-day", "user")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("user", "day"), name="one_digest_a_person_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.day} {self.mail}"
