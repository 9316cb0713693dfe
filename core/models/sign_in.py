"""Tries to sign in, so that guessing passwords is slow."""

from typing import ClassVar

from django.db import models


class SignInAttempt(models.Model):
    """One try. Neither name nor address stands here, only what tells equal ones apart.

    A row says `succeeded` when the password was right; failures go after a day, successes, which
    tell from where a person usually comes, after three months (`core.sign_in.throttle`).
    """

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    at = models.DateTimeField()
    succeeded = models.BooleanField(default=False)

    class Meta:
        ordering = ("at", "id")
        indexes: ClassVar = [
            models.Index(fields=("account", "at"), name="sign_in_by_account"),
            models.Index(fields=("address", "at"), name="sign_in_by_address"),
            models.Index(fields=("at",), name="sign_in_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.succeeded}"
