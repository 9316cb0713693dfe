"""A backup that was made: where it went and what is in it."""

from typing import ClassVar

from django.db import models


class Backup(models.Model):
    """Written when a backup stands whole on its disk, so that the status page can tell its age.

    A restored database speaks of the backups made before the one it came from.
    """

    made_at = models.DateTimeField()
    path = models.CharField(max_length=1000)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    version = models.CharField(max_length=40)
    rows = models.PositiveBigIntegerField()
    files = models.PositiveIntegerField()
    missing_files = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField()

    class Meta:
        ordering = ("-made_at", "-id")
        indexes: ClassVar = [models.Index(fields=("-made_at",), name="backup_latest")]

    def __str__(self) -> str:
        return self.path
