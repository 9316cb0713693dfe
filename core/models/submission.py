"""Forms that have been taken, so that one that is sent twice is saved once."""

from typing import ClassVar

from django.db import models

from core.models.people import User


class Submission(models.Model):
    """A form that somebody has sent and that was saved, written in the transaction of its row.

    `key` stands in the form (each time it is shown it has another), `content` tells equal ones
    apart and nothing else. `model`, `row` and `version` name what it has made or changed, as far as
    that is one row; `leads_to` is where its sender was led.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="submissions")
    key = models.UUIDField()
    content = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    leads_to = models.CharField(max_length=500)
    model = models.CharField(max_length=100, blank=True)
    row = models.BigIntegerField(null=True)
    version = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("taken_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("person", "key"), name="submission_taken_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=("content", "taken_at"), name="submission_by_content"),
            models.Index(fields=("taken_at",), name="submission_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.taken_at:%Y-%m-%d %H:%M:%S} {self.leads_to}"
