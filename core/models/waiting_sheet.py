"""Sheets that somebody has sent and that wait, checked, for their word."""

from typing import ClassVar

from django.db import models

from core.models.people import User


class WaitingSheet(models.Model):
    """A file as it came, for the person who sent it: it is read anew whenever its preview is shown.

    `subject` says what it is about, as in "round it-2018-21 2021-12"; nothing of it is in the data
    until its sender says so, and it is forgotten after a day.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="waiting_sheets")
    subject = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ("-sent_at", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("person", "subject", "digest"), name="waiting_sheet_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=("sent_at",), name="waiting_sheet_by_time")]

    def __str__(self) -> str:
        return self.name
