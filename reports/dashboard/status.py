"""Status by outcome and driver: a table of counts, each leading to its projects."""

from collections import Counter
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from core.languages import LanguageProfile
from core.languages.translated import text_of
from outcomes.lines import place_label
from outcomes.models import Driver, Outcome, all_terms
from portfolio.choices import STATE_WORDS as NAMED_STATES
from portfolio.rows.wording import rag_mark
from reports.dashboard.scope import Scope
from reports.dashboard.snapshot import PortfolioSnapshot

# Key, label, and whether it is a driver; an outcome's id and a driver's, of which one is None.
Placement = tuple[str, str, bool]
PlacementIds = tuple[int | None, int | None]
STATES = ("g", "a", "r", "none")
MARKED = ("g", "a", "r", "")
# What a count counts, behind its figure: "34 green"; all of them under "".
STATE_WORDS = {
    "g": pgettext_lazy("so many projects", "green"),
    "a": pgettext_lazy("so many projects", "amber"),
    "r": pgettext_lazy("so many projects", "red"),
    "none": pgettext_lazy("so many projects", "without data"),
    "": pgettext_lazy("so many projects", "in all"),
}


@dataclass(frozen=True)
class StatusCell:
    """A count and the list of its projects; `rag` as `core/pages/_rag.html` takes it.

    `words` are the count with what it counts, for those who hear it outside of the table.
    """

    count: int
    shown: str
    url: str
    words: str
    rag: str = ""


@dataclass(frozen=True)
class StatusRow:
    """An outcome or a driver, its four states and all of them."""

    label: str
    url: str
    is_driver: bool
    cells: tuple[StatusCell, ...]
    total: StatusCell


@dataclass(frozen=True)
class StatusTable:
    """The rows, the sums of the columns, and what they are called: states by word and by mark."""

    title: str
    place: str
    states: tuple[tuple[SafeString, SafeString], ...]
    rows: tuple[StatusRow, ...]
    totals: tuple[StatusCell, ...]
    total: StatusCell


def status_table(scope: Scope, snapshot: PortfolioSnapshot, speech: LanguageProfile) -> StatusTable:
    """States of the latest updates by place; two queries, for the names of the places."""
    places, key_of = _placements(scope, snapshot)
    counts: Counter[tuple[str, str]] = Counter()
    for (outcome, driver, rag), count in snapshot.by_place.items():
        counts[key_of.get((outcome, driver), ""), rag] += count

    def cell(count: int, label: str, **filters: str) -> StatusCell:
        url, shown = scope.projects_url(**filters), speech.integer(count)
        rag = filters.get("rag", "")
        own = all_terms().own_name(scope.strategy.pk, NAMED_STATES, rag)
        told = [f"{shown} {own or STATE_WORDS[rag]}", label]
        return StatusCell(count, shown, url, ", ".join(filter(None, told)), rag)

    def row(place: str, label: str, is_driver: bool) -> StatusRow:
        found = {state: counts[place, state] for state in STATES}
        return StatusRow(
            label=label,
            url=scope.projects_url(place=place),
            is_driver=is_driver,
            cells=tuple(cell(found[state], label, place=place, rag=state) for state in STATES),
            total=cell(sum(found.values()), label, place=place),
        )

    rows = tuple(row(*place) for place in places)
    sums = [sum(row.cells[n].count for row in rows) for n in range(len(STATES))]
    strategy, place = scope.strategy.pk, place_label(scope.strategy.slug)
    marks = [(rag_mark(each, strategy, words=True), rag_mark(each, strategy)) for each in MARKED]
    return StatusTable(
        title=_title(scope, place),
        place=place,
        states=tuple(marks),
        rows=rows,
        totals=tuple(cell(count, "", rag=state) for count, state in zip(sums, STATES, strict=True)),
        total=cell(sum(sums), ""),
    )


def _title(scope: Scope, place: str) -> str:
    """Without drivers nothing is said of any."""
    if scope.strategy.drivers.exists():
        return _("Status by outcome and driver")
    return _("Status: %(place)s") % {"place": place}


def _placements(
    scope: Scope, snapshot: PortfolioSnapshot
) -> tuple[list[Placement], dict[PlacementIds, str]]:
    """The places to show, and the key of each outcome and driver by the ids of the two.

    Shown is what is in force on the day, or still has projects. A key may name two outcomes, of which
    one came after the other: the one in force names it.
    """
    slug, at = scope.strategy.slug, scope.at
    level = scope.strategy.level_name("outcome")
    used = {(outcome, driver) for outcome, driver, _rag in snapshot.by_place}
    keys: dict[PlacementIds, str] = {}
    found: dict[str, Placement] = {}

    def add(ids: PlacementIds, place: Placement, part: Outcome | Driver) -> None:
        keys[ids] = key = place[0]
        if part.holds(at) or (ids in used and key not in found):
            found[key] = place

    for outcome in Outcome.objects.of_strategy(slug):
        place = (f"outcome-{outcome.number}", outcome.called(level), False)
        add((outcome.pk, None), place, outcome)
    for driver in Driver.objects.of_strategy(slug):
        add((None, driver.pk), (driver.slug, text_of(driver, "title"), True), driver)
    return list(found.values()), keys
