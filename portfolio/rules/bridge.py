"""The bridge: how the work plan of one year came out of that of the year before.

Every project of either year is in exactly one group, so that

    before = carried over + completed + cancelled + merged + left
    after  = carried over + new
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Crossing(StrEnum):
    """What became of a project between two work plans."""

    CARRIED_OVER = "carried_over"
    NEW = "new"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    MERGED = "merged"
    LEFT = "left"


@dataclass(frozen=True)
class Entry:
    """A project's place in the work plan of the earlier year, as far as the bridge needs it."""

    project_id: int
    merged: bool = False


def bridge(
    before: Iterable[Entry], after: Collection[int], stages: Mapping[int, str]
) -> dict[Crossing, frozenset[int]]:
    """Ids of projects by what became of them.

    `before` are the entries of the earlier year, `after` the projects of the later, `stages` the
    stage in which each stood when the later year began. Who is in both years is carried over,
    whatever else is said of it; a merger explains more than the stage does.
    """
    groups: dict[Crossing, set[int]] = {crossing: set() for crossing in Crossing}
    earlier: set[int] = set()
    for entry in before:
        earlier.add(entry.project_id)
        groups[_crossing(entry, after, stages.get(entry.project_id, ""))].add(entry.project_id)
    groups[Crossing.NEW] = set(after) - earlier
    return {crossing: frozenset(ids) for crossing, ids in groups.items()}


def _crossing(entry: Entry, after: Collection[int], stage: str) -> Crossing:
    if entry.project_id in after:
        return Crossing.CARRIED_OVER
    if entry.merged:
        return Crossing.MERGED
    if stage in {Crossing.COMPLETED, Crossing.CANCELLED}:
        return Crossing(stage)
    return Crossing.LEFT
