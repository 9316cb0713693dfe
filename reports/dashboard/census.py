"""The facts of every project on a day, read in one query; all counts of the dashboard come from here.

The rules are those of `portfolio.querysets`, whose sentences each read the tables anew: five of them
for two days would take ten times as long. A test holds both, and the live numbers, to be equal.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from portfolio.models import Rag
from portfolio.querysets import ProjectQuerySet
from portfolio.querysets.projects import (
    BEGUN,
    COMPLETABLE,
    FINISHED,
    MOVING,
    NEW_OR_MAJOR,
    SLIP_DAYS,
    STUCK_ROUNDS,
)

_COLUMNS = (
    *("pk", "output__outcome__number", "driver__slug", "category", "kind"),
    *("baseline_finish", "forecast_finish", "stage", "heard", "said"),
)
_SLIP = timedelta(days=SLIP_DAYS)


class Facts(NamedTuple):
    """One project as it stood: `said` is the states of its last three updates, the latest first."""

    pk: int
    outcome: str | None
    driver: str | None
    category: str
    kind: str
    planned: date | None
    forecast: date | None
    stage: str
    heard: bool
    said: str

    @property
    def rag(self) -> str:
        """The state of the latest update; empty without any."""
        return self.said[:1]

    @property
    def due(self) -> date | None:
        """When it is expected to finish: the forecast, else the plan."""
        return self.forecast or self.planned

    @property
    def is_completed(self) -> bool:
        """A project or pilot that is completed."""
        return self.stage == "completed" and self.kind in COMPLETABLE

    @property
    def is_slipping(self) -> bool:
        """The forecast lies more than 30 days after the plan."""
        return (
            self.forecast is not None
            and self.planned is not None
            and self.forecast > self.planned + _SLIP
            and self.stage not in FINISHED
        )

    @property
    def is_silent(self) -> bool:
        """Begun, and without word for 60 days."""
        return not self.heard and self.stage in BEGUN

    @property
    def is_stuck(self) -> bool:
        """Begun, not on hold, and no movement in the last three updates."""
        if self.stage not in MOVING:
            return False
        letters = self.said.removesuffix("=")
        return self.said != letters or (len(letters) == STUCK_ROUNDS and Rag.GREEN not in letters)

    def is_late(self, at: date) -> bool:
        """Not finished, and due before `at`."""
        due = self.due
        return due is not None and due < at and self.stage not in FINISHED

    def signs(self, at: date) -> tuple[str, ...]:
        """What calls for attention: late, silent, stuck, slipping."""
        if self.stage in FINISHED:  # most of a portfolio, and none of the four
            return ()
        held = (
            ("late", self.is_late(at)),
            ("silent", self.is_silent),
            ("stuck", self.is_stuck),
            ("slipping", self.is_slipping),
        )
        return tuple(name for name, holds in held if holds)


@dataclass(frozen=True)
class Census:
    """Everybody of a population on the day `at`."""

    at: date
    facts: tuple[Facts, ...]

    @cached_property
    def by_pk(self) -> dict[int, Facts]:
        """The facts by project."""
        return {each.pk: each for each in self.facts}

    @cached_property
    def signs(self) -> dict[int, tuple[str, ...]]:
        """The projects that need attention, with why."""
        found = ((each.pk, each.signs(self.at)) for each in self.facts)
        return {pk: signs for pk, signs in found if signs}

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many there are, by the key of the live number that says the same."""
        signs = Counter(chain.from_iterable(self.signs.values()))
        kinds = Counter((each.stage, each.kind) for each in self.facts)
        categories = Counter(each.category for each in self.facts)
        return {
            "projects.total": len(self.facts),
            "projects.completed": sum(kinds["completed", kind] for kind in COMPLETABLE),
            "projects.late": signs["late"],
            "projects.slipping": signs["slipping"],
            "projects.silent": signs["silent"],
            "projects.stuck": signs["stuck"],
            "projects.attention": len(self.signs),
            "projects.new_or_major": sum(categories[each] for each in NEW_OR_MAJOR),
        }

    @cached_property
    def by_place(self) -> Counter[tuple[str, str]]:
        """How many there are by place and state of the latest update ("none" without any)."""
        found: Counter[tuple[str, str]] = Counter()
        rough = Counter((each.outcome, each.driver, each.said[:1]) for each in self.facts)
        for (outcome, driver, rag), count in rough.items():
            found[driver or f"outcome-{outcome}", rag or "none"] += count
        return found


def census(population: ProjectQuerySet, at: date) -> Census:
    """Read the facts of `population` as of the day `at`."""
    rows = population.with_stage(at).with_word(at).with_last_three(at)
    return Census(at, tuple(map(Facts._make, rows.order_by().values_list(*_COLUMNS))))
