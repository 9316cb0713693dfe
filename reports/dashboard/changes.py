"""What changed between two days, by project."""

from collections.abc import Callable
from dataclasses import dataclass

from portfolio.rules.standing import ProjectStanding
from reports.dashboard.snapshot import PortfolioSnapshot, ProjectGroup

# What happened to projects that were one way and are another, by the key of the live number.
_HAPPENED: dict[str, Callable[[ProjectGroup, ProjectGroup], bool]] = {
    "changes.went_red": lambda then, now: now.rag == "r" and then.rag != "r",
    "changes.recovered": lambda then, now: then.rag == "r" and now.rag in ("g", "a"),
    "changes.completed": lambda then, now: now.is_completed and not then.is_completed,
}


@dataclass(frozen=True)
class Changes:
    """Projects by what happened to them, by the key of the live number that says the same."""

    now: PortfolioSnapshot
    then: PortfolioSnapshot

    @property
    def by_number(self) -> dict[str, list[int]]:
        """The ids of the projects of each change. Those that joined are not compared."""
        before = self.then.by_pk
        joined: list[int] = []
        # Most projects went the same few ways, each of which is judged once.
        ways: dict[
            tuple[ProjectStanding, ProjectStanding, bool],
            tuple[ProjectGroup, ProjectGroup, list[int]],
        ] = {}
        for now in self.now.groups:
            for pk in now.ids:
                then = before.get(pk)
                if then is None:
                    joined.append(pk)
                else:
                    way = (then.standing, now.standing, now.completable)
                    ways.setdefault(way, (then, now, []))[2].append(pk)
        found = {
            key: [pk for then, now, ids in ways.values() if happened(then, now) for pk in ids]
            for key, happened in _HAPPENED.items()
        }
        return {**found, "changes.joined": joined}

    def moved(self, key: str) -> int:
        """By how much a count has moved."""
        return self.now.counts[key] - self.then.counts[key]
