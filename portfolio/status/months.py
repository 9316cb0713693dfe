"""A cell for each of the last rounds of a project."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portfolio.models import StatusRound, StatusUpdate


@dataclass(frozen=True)
class Month:
    """A round and what came of it: a state, "no change" (`confirmed`), or nothing (`missing`)."""

    period: date
    rag: str
    confirmed: bool
    missing: bool
    current: bool


def months(rounds: Sequence[StatusRound], updates: Mapping[int, StatusUpdate]) -> list[Month]:
    """A cell for each round (latest first), oldest first; `updates` are by their round."""
    return [
        Month(
            period=each.period,
            rag=update.overall if update else "",
            confirmed=update is not None and update.kind == "confirmation",
            missing=update is None,
            current=each is rounds[0],
        )
        for each in reversed(rounds)
        for update in [updates.get(each.pk)]
    ]
