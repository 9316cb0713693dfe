"""The version of a row, so that nobody overwrites what another has saved."""

from collections.abc import Iterable

from django.db import models

from core.history.tracking import event_model_of
from core.prepared import prepared


class StaleRow(Exception):
    """Somebody else has saved this row since it was opened; `current` is what stands now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(str(current))
        self.current = current


def version_of(instance: models.Model) -> int:
    """A number that grows with every change of the row: the id of its latest event; 0 for none."""
    if instance.pk is None:
        return 0
    return versions_of(type(instance), [instance.pk]).get(instance.pk, 0)


def versions_of(model: type[models.Model], ids: Iterable[int]) -> dict[int, int]:
    """`version_of` each of these rows of one model, by its id (none without events), in one query."""
    return dict(_versions(model, ids=list(ids)))


@prepared
def _versions(
    model: type[models.Model], *, ids: list[int]
) -> "models.QuerySet[models.Model, tuple[int, int]]":
    events = event_model_of(model)._default_manager.filter(pgh_obj_id__in=ids).order_by()
    return events.values_list("pgh_obj_id").annotate(latest=models.Max("pgh_id"))
