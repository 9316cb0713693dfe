"""What changed between two days, by project."""

from dataclasses import dataclass

from reports.dashboard.census import Census


@dataclass(frozen=True)
class Changes:
    """Projects by what happened to them, by the key of the live number that says the same."""

    now: Census
    then: Census

    @property
    def by_number(self) -> dict[str, list[int]]:
        """The ids of the projects of each change. Those that joined are not compared."""
        both = [
            (each, before)
            for each in self.now.facts
            if (before := self.then.by_pk.get(each.pk)) is not None
        ]
        return {
            "changes.went_red": [
                now.pk for now, then in both if now.rag == "r" and then.rag != "r"
            ],
            "changes.recovered": [
                now.pk for now, then in both if then.rag == "r" and now.rag in ("g", "a")
            ],
            "changes.completed": [
                now.pk for now, then in both if now.is_completed and not then.is_completed
            ],
            "changes.joined": [
                each.pk for each in self.now.facts if each.pk not in self.then.by_pk
            ],
        }

    def moved(self, key: str) -> int:
        """By how much a count has moved."""
        return self.now.counts[key] - self.then.counts[key]
