"""Which rows of a round are shown: chips with their counts, a unit, words, and groups."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.languages.translated import text_of
from core.models import User
from portfolio.choices import DIMENSIONS, Rag
from portfolio.rounds.progress import WAITING
from portfolio.rounds.rows import RoundRow

_TROUBLED = {Rag.AMBER.value, Rag.RED.value}


def _is_open(row: RoundRow, _user: User) -> bool:
    return row.may_write and not row.is_shut and row.standing in WAITING


def _is_mine(row: RoundRow, user: User) -> bool:
    selves = user.access.selves
    return row.project.manager_id in selves or row.project.business_owner_id in selves


def _is_troubled(row: RoundRow, _user: User) -> bool:
    return not _TROUBLED.isdisjoint(map(row.told.get, DIMENSIONS))


@dataclass(frozen=True)
class Chip:
    """A condition that is switched on and off; chips that are on hold together."""

    key: str
    label: str | Promise
    holds: Callable[[RoundRow, User], bool]


CHIPS = (
    Chip("mine", _("Mine"), _is_mine),
    Chip("open", _("Open"), _is_open),
    Chip("troubled", _("Amber or red"), _is_troubled),
    Chip("differs", _("Data differ"), lambda row, _user: row.is_too_green),
)


@dataclass(frozen=True)
class ChipView:
    """A chip on the page: where it leads, and how many rows it has among those shown without it."""

    label: str | Promise
    count: int
    is_on: bool
    url: str


GROUPS: Mapping[str, tuple[str | Promise, Callable[[RoundRow], str]]] = {
    "outcome": (_("Outcome"), lambda row: _place_words(row)),
    "unit": (_("Unit"), lambda row: str(row.project.lead_unit)),
    "manager": (_("Project manager"), lambda row: str(row.project.manager or "–")),
}


def _place_words(row: RoundRow) -> str:
    project = row.project
    if project.output is not None:
        outcome = project.output.outcome
        return f"{outcome.number} {text_of(outcome, 'title')}"
    assert project.driver is not None
    return text_of(project.driver, "title")


class RoundFilter:
    """What the address asks for. Unknown words in it are left out, as every list does."""

    def __init__(self, asked: QueryDict, user: User) -> None:
        self.asked, self.user = asked, user
        self.on = [chip for chip in CHIPS if asked.get(chip.key)]
        self.unit = asked.get("unit", "")
        self.words = asked.get("q", "").casefold().split()[:8]
        self.group = asked.get("group", "") if asked.get("group") in GROUPS else ""
        self.whole_plan = bool(asked.get("plan"))

    def shown(self, rows: Sequence[RoundRow]) -> list[RoundRow]:
        """The rows for which everything holds, grouped rows together."""
        found = self._by_words(rows)
        for chip in self.on:
            found = [row for row in found if chip.holds(row, self.user)]
        if self.group:
            key = GROUPS[self.group][1]
            found.sort(key=lambda row: (key(row), row.project.code))
        return found

    def _by_words(self, rows: Sequence[RoundRow]) -> list[RoundRow]:
        return [
            row
            for row in rows
            if (not self.unit or row.project.lead_unit.code == self.unit)
            and all(word in _text(row) for word in self.words)
        ]

    def chips(self, rows: Sequence[RoundRow]) -> list[ChipView]:
        """Every chip with its count among the rows that the other conditions leave."""
        among = self._by_words(rows)
        held = {chip.key: [chip.holds(row, self.user) for row in among] for chip in CHIPS}
        views = []
        for chip in CHIPS:
            is_on = chip in self.on
            together = [held[key] for key in {chip.key, *(each.key for each in self.on)}]
            count = sum(map(all, zip(*together, strict=True)))
            if count or is_on:
                views.append(ChipView(chip.label, count, is_on, self._switched(chip, is_on)))
        return views

    def _switched(self, chip: Chip, is_on: bool) -> str:
        query = self.asked.copy()
        query.pop(chip.key, None)
        if not is_on:
            query[chip.key] = "1"
        return f"?{query.urlencode()}"

    def group_of(self, row: RoundRow) -> str:
        """The heading under which a row stands; empty without groups."""
        return GROUPS[self.group][1](row) if self.group else ""

    @property
    def groups(self) -> list[tuple[str, str | Promise]]:
        """What rows can be grouped by."""
        return [(key, label) for key, (label, _words) in GROUPS.items()]


def _text(row: RoundRow) -> str:
    project = row.project
    manager = project.manager or ""
    return f"{project.code} {text_of(project, 'name')} {manager}".casefold()
