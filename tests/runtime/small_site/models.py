from typing import Any, ClassVar

from django.db import models


class Note(models.Model):
    """A row that says who wrote it."""

    text = models.CharField(max_length=100)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    def __str__(self) -> str:
        return self.text
