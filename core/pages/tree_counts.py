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
class TreeCount:
    """How many there are at a place, in words ("12 projects"), and the list of exactly those rows."""

    value: int
    text: str
    url: str


@dataclass(frozen=True)
class TreeCounter:
    """Counts rows by place for a strategy, the person who looks (it applies the row gate) and a day.

    Places are named "outcome-<id>", "output-<id>" and "driver-<id>".
    """

    key: str
    compute: Callable[[Any, User, date], Mapping[str, TreeCount]]
    position: int = 100


tree_counters: Registry[TreeCounter] = Registry("counter of the strategy tree")


def tree_counts(strategy: Any, user: User, at: date) -> dict[str, list[TreeCount]]:
    """Every place's counts, in the order of the counters."""
    found: dict[str, list[TreeCount]] = {}
    for counter in sorted(tree_counters, key=lambda each: (each.position, each.key)):
        for place, count in counter.compute(strategy, user, at).items():
            found.setdefault(place, []).append(count)
    return found
