"""How every project stands on a day, read in one query; all counts of the dashboard come from here.

What a tally answers is counted as the live numbers count it. What calls for attention follows the rules
of `portfolio.models.querysets`, whose sentences each read the tables anew: five of them for two days
would take ten times as long. A test holds both, and the live numbers, to be equal.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet

from portfolio.choices import Stage
from portfolio.models.querysets import ProjectQuerySet
from portfolio.projects.population import TALLY_NUMBERS, Tally, tally_number
from portfolio.rules.standing import ProjectStanding, Sign, standing_of


class ProjectGroup(NamedTuple):
    """Projects that are counted alike: `outcome` and `driver` are ids, one of them None.

    Ten thousand projects are a hundred of these.
    """

    outcome: int | None
    driver: int | None
    category: str
    new_or_major: bool
    completable: bool
    standing: ProjectStanding
    ids: list[int]

    @property
    def rag(self) -> str:
        """The state of the latest update; empty without any."""
        return self.standing.rag

    @property
    def signs(self) -> tuple[Sign, ...]:
        """What calls for attention."""
        return self.standing.signs

    @property
    def is_completed(self) -> bool:
        """Completed, and of a kind that can be."""
        return self.standing.stage == Stage.COMPLETED and self.completable


@dataclass(frozen=True)
class PortfolioSnapshot:
    """Everybody of a population on the day `at`."""

    at: date
    groups: tuple[ProjectGroup, ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return self.counts["projects.total"]

    @cached_property
    def by_pk(self) -> dict[int, ProjectGroup]:
        """The group of each project."""
        return {pk: each for each in self.groups for pk in each.ids}

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many there are, by the key of the live number that says the same."""
        found = {key: tally_number(self.tally, key) for key in TALLY_NUMBERS}
        for sign in Sign:
            found[f"projects.{sign}"] = _projects(
                each for each in self.groups if sign in each.signs
            )
        found["projects.attention"] = _projects(each for each in self.groups if each.signs)
        return found

    @cached_property
    def by_place(self) -> Counter[tuple[int | None, int | None, str]]:
        """How many there are by outcome, driver and state of the latest update ("none" without)."""
        found: Counter[tuple[int | None, int | None, str]] = Counter()
        for each in self.groups:
            found[each.outcome, each.driver, each.rag or "none"] += len(each.ids)
        return found

    @cached_property
    def tally(self) -> list[Tally]:
        """How the population is made up."""
        return [
            Tally(
                each.outcome,
                each.driver,
                each.category,
                each.new_or_major,
                each.is_completed,
                len(each.ids),
            )
            for each in self.groups
        ]


def _projects(groups: Iterable[ProjectGroup]) -> int:
    return sum(len(each.ids) for each in groups)


def alike(population: ProjectQuerySet, at: date) -> "QuerySet[Any, Any]":
    """What tells the projects of `population` apart on the day `at`, each once, with their ids."""
    marked = population.with_standing(at).with_new_or_major().with_completable()
    rows = marked.order_by().values_list(
        *("output__outcome_id", "driver_id", "category", "is_new_or_major", "is_completable"),
        "standing",
    )
    return rows.annotate(ids=ArrayAgg("pk"))


def portfolio_snapshot(groups: Iterable[tuple[Any, ...]], at: date) -> PortfolioSnapshot:
    """How a population stood on the day `at`, of the rows of `alike`."""
    found = (
        ProjectGroup(outcome, driver, category, new, completable, standing_of(text), ids)
        for outcome, driver, category, new, completable, text, ids in groups
    )
    return PortfolioSnapshot(at, tuple(found))
