"""Extending, closing and reopening a round; always with a reason."""

from datetime import date

from django.db import transaction

from core.history.saving import locked, refuse_stale
from portfolio.models import StatusRound


def due_after(round_: StatusRound, closes_on: date, on: date) -> date | None:
    """Where the last day in time stays when the round closes on another day; None: it moves along.

    A round that had closed by the day `on` and is opened again keeps the day on which it closed
    first: what comes after it is late. So does one that is extended after that.
    """
    kept = round_.due_on
    if kept is None and round_.closes_on < on <= closes_on:
        kept = round_.closes_on
    return kept if kept is not None and kept <= closes_on else None


def round_change(
    *, round_: StatusRound, opens_on: date, closes_on: date, reason: str, on: date, version: int
) -> StatusRound:
    """Give a round other days. Raises `StaleRow` when somebody else has changed it since."""
    with transaction.atomic():
        current = locked(StatusRound, round_.pk)
        refuse_stale(current, version)
        current.due_on = due_after(current, closes_on, on)
        current.opens_on, current.closes_on, current.reason = opens_on, closes_on, reason
        current.save()
    return current
