from django.db import models


class Note(models.Model):
    """A row that says who wrote it."""

    objects = models.Manager["Note"]()
    text = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.text
