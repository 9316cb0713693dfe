"""Counts on the strategy tree: what other floors have under each outcome, output and driver.

The app that owns the rows registers a counter; the tree asks all of them once for the whole
strategy, so their queries do not grow with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.models import User
from core.registry import Registry


@dataclass(frozen=True)
class PlaceCount:
    """How many there are at a place, in words ("12 projects"), and the list of exactly those rows."""

    value: int
    text: str
    url: str


@dataclass(frozen=True)
class PlaceCounter:
    """Counts rows by place for a strategy, the person who looks (it applies the row gate) and a day.

    Places are named "outcome-<id>", "output-<id>" and "driver-<id>".
    """

    key: str
    compute: Callable[[Any, User, date], Mapping[str, PlaceCount]]
    position: int = 100


place_counters: Registry[PlaceCounter] = Registry("counter of the strategy tree")


def place_counts(strategy: Any, user: User, at: date) -> dict[str, list[PlaceCount]]:
    """Every place's counts, in the order of the counters."""
    found: dict[str, list[PlaceCount]] = {}
    for counter in sorted(place_counters, key=lambda each: (each.position, each.key)):
        for place, count in counter.compute(strategy, user, at).items():
            found.setdefault(place, []).append(count)
    return found
