"""The version of a row, so that nobody overwrites what another has saved."""

from django.db import models


class StaleRow(Exception):
    """Somebody else has saved this row since it was opened; `current` is what stands now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(str(current))
        self.current = current


def version_of(instance: models.Model) -> int:
    """A number that grows with every change of the row: the id of its latest event; 0 for none."""
    if instance.pk is None:
        return 0
    latest: int | None = instance.events.aggregate(  # type: ignore[attr-defined]
        latest=models.Max("pgh_id")
    )["latest"]
    return latest or 0
