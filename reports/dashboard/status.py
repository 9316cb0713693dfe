"""Status by outcome and driver: a table of counts, each leading to its projects."""

from dataclasses import dataclass

from core.languages import LanguageProfile
from core.translated import text_of
from outcomes.models import Driver, Outcome
from reports.dashboard.census import Census
from reports.dashboard.scope import Scope

STATES = ("g", "a", "r", "none")


@dataclass(frozen=True)
class Cell:
    """A count and the list of its projects; `rag` as `core/_rag.html` takes it."""

    count: int
    shown: str
    url: str
    rag: str = ""


@dataclass(frozen=True)
class Row:
    """An outcome or a driver, its four states and all of them."""

    label: str
    url: str
    is_driver: bool
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True)
class StatusTable:
    """The rows, and the sums of the columns."""

    rows: tuple[Row, ...]
    totals: tuple[Cell, ...]
    total: Cell


def status_table(scope: Scope, census: Census, speech: LanguageProfile) -> StatusTable:
    """States of the latest updates by place; two queries, for the names of the places."""
    counts = census.by_place

    def cell(count: int, **filters: str) -> Cell:
        url = scope.projects_url(**filters)
        return Cell(count, speech.integer(count), url, filters.get("rag", ""))

    def row(place: str, label: str, is_driver: bool) -> Row:
        found = {state: counts[place, state] for state in STATES}
        return Row(
            label=label,
            url=scope.projects_url(place=place),
            is_driver=is_driver,
            cells=tuple(cell(found[state], place=place, rag=state) for state in STATES),
            total=cell(sum(found.values()), place=place),
        )

    rows = tuple(row(*place) for place in _places(scope, {place for place, _ in counts}))
    sums = [sum(row.cells[n].count for row in rows) for n in range(len(STATES))]
    return StatusTable(
        rows=rows,
        totals=tuple(cell(count, rag=state) for count, state in zip(sums, STATES, strict=True)),
        total=cell(sum(sums)),
    )


def _places(scope: Scope, used: set[str]) -> list[tuple[str, str, bool]]:
    """Key, label and whether it is a driver: what is in force on the day, or still has projects.

    A key may name two outcomes, of which one came after the other: the one in force names it.
    """
    slug, at = scope.strategy.slug, scope.at
    outcomes, drivers = Outcome.objects.of_strategy(slug), Driver.objects.of_strategy(slug)
    places = [(f"outcome-{each.number}", _named(each), False, each) for each in outcomes]
    places += [(each.slug, text_of(each, "title"), True, each) for each in drivers]
    found: dict[str, tuple[str, str, bool]] = {}
    for key, label, is_driver, part in places:
        in_force = part.holds(at)
        if in_force or (key in used and key not in found):
            found[key] = (key, label, is_driver)
    return list(found.values())


def _named(outcome: Outcome) -> str:
    return f"{outcome.number} {text_of(outcome, 'title')}".strip()
