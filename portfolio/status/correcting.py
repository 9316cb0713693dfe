"""Correcting an accepted update: a new version, which says what it replaces and why."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from core.history.saving import locked, refuse_stale
from core.history.versions import StaleRow
from core.models import User
from portfolio.models import Project, StatusUpdate, UpdateKind, UpdateState
from portfolio.status.services import represented


class NotAccepted(Exception):
    """Only what was accepted is corrected; anything else is simply written again."""


def correction_of(update: StatusUpdate) -> StatusUpdate | None:
    """The version that corrects an update, whether it stands or was returned."""
    return StatusUpdate.objects.filter(replaces=update.pk).first()


def status_correct(
    *,
    update: StatusUpdate,
    author: User,
    on: date,
    values: Mapping[str, object],
    reason: str,
    version: int,
) -> StatusUpdate:
    """Give a new version of an accepted update, which itself stays; it has to be accepted again.

    It is of the day on which the update was said, since it tells of the same day otherwise. A
    correction that nobody has accepted yet is given anew. `version` is that of what the author saw:
    of the correction, else of the update. Raises `NotAccepted`, and `StaleRow` when somebody else
    has corrected it since.
    """
    with transaction.atomic():
        # The lock that whoever gives or accepts a status takes, too.
        locked(Project, update.project_id)
        current = locked(StatusUpdate, update.pk)
        if current.state != UpdateState.ACCEPTED:
            raise NotAccepted(str(current))
        found = correction_of(current)
        refuse_stale(found or current, version)
        if found is not None and found.state == UpdateState.ACCEPTED:
            raise StaleRow(found)
        row = found or StatusUpdate(
            project=current.project,
            round=current.round,
            replaces=current,
            reported_on=current.reported_on,
        )
        for name, value in values.items():
            setattr(row, name, value)
        row.kind, row.state, row.in_bulk = UpdateKind.SUBSTANTIVE, UpdateState.SUBMITTED, False
        row.correction_reason, row.corrected_on = reason, on
        row.author, row.on_behalf_of = author, represented(current.project, author)
        row.save()
        _carry_forecast(row)
    return row


def _carry_forecast(row: StatusUpdate) -> None:
    """The project's own forecast is that of its last update; an older one leaves it alone."""
    project = row.project
    if row.forecast_finish is not None and project.updates.substantive().first() == row:
        Project.objects.filter(pk=project.pk).update(forecast_finish=row.forecast_finish)
