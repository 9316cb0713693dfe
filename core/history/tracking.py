"""Which models are tracked: triggers in the database write their events, and note that they changed."""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
from django.apps import apps
from django.db import models

from core.history.data_changes import changes_noted

Model = TypeVar("Model", bound=type[models.Model])

INSERT, UPDATE, DELETE = "insert", "update", "delete"


def tracked(model: Model) -> Model:
    """Class decorator: keep every insert, update and delete of this model's rows."""
    return tracked_without()(model)


def tracked_without(*secret: str) -> Callable[[Model], Model]:
    """The same, but the fields `secret` are never kept, and changing only them is no event."""

    def decorate(model: Model) -> Model:
        track = pghistory.track(
            pghistory.InsertEvent(INSERT),
            pghistory.UpdateEvent(UPDATE),
            pghistory.DeleteEvent(DELETE),
            exclude=list(secret) or None,
        )
        tracking: Model = track(changes_noted(model))
        return tracking

    return decorate


def event_models() -> list[type[models.Model]]:
    """Every event model, in a fixed order."""
    found = [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]
    return sorted(found, key=lambda model: model._meta.db_table)


def event_model_of(model: type[models.Model]) -> type[models.Model]:
    """The model of the events of a tracked one."""
    found: Any = model._meta.get_field("events").related_model
    return found
