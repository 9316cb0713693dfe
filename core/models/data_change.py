"""Which tables have changed, so that what is kept of them can be told from what is stale."""

from typing import ClassVar

from django.db import models


class DataChange(models.Model):
    """A transaction that wrote to a table; triggers write it (`core.history.data_changes.changes_noted`).

    The row becomes visible with what the transaction changed, in one and the same moment. All rows
    of a table that a reader sees are therefore the version of the data that it sees
    (`core.kept`). `stamp` is random and never comes twice, not even in a restored database.
    """

    transaction = models.BigIntegerField()
    table_name = models.CharField(max_length=63)
    stamp = models.UUIDField()

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("transaction", "table_name"), name="change_noted_once_a_transaction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.table_name} {self.transaction}"
