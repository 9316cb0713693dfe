"""Which rows of a round are shown: chips with their counts, a unit, a state, words, and groups."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.languages.sorting import sort_key
from core.languages.translated import text_of
from core.models import User
from core.models.people import name_people
from portfolio.choices import DIMENSIONS, Rag
from portfolio.rounds.rows import RoundRow, Standing

_TROUBLED = {Rag.AMBER.value, Rag.RED.value}


def _is_mine(row: RoundRow, selves: frozenset[int]) -> bool:
    return row.project.manager_id in selves or row.project.business_owner_id in selves


def _is_troubled(row: RoundRow, _selves: frozenset[int]) -> bool:
    return not _TROUBLED.isdisjoint(map(row.told.get, DIMENSIONS))


@dataclass(frozen=True)
class Chip:
    """A condition that is switched on and off; chips that are on hold together.

    It `holds` of a row and the person, with whoever they stand in for.
    """

    key: str
    label: str | Promise
    holds: Callable[[RoundRow, frozenset[int]], bool]


CHIPS = (
    Chip("mine", _("Mine"), _is_mine),
    Chip("open", _("Open"), lambda row, _selves: row.is_awaited),
    Chip("troubled", _("Amber or red"), _is_troubled),
    Chip("differs", _("Data differ"), lambda row, _selves: row.is_too_green),
)


@dataclass(frozen=True)
class ChipView:
    """A chip on the page: where it leads, and how many rows it has among those shown without it."""

    label: str | Promise
    count: int
    is_on: bool
    url: str


@dataclass(frozen=True)
class Option:
    """What can be chosen in a select."""

    value: str
    label: str | Promise
    is_on: bool


@dataclass(frozen=True)
class Select:
    """A choice of one: its name in the address, what it is of, and its options, the usual one first."""

    name: str
    label: str | Promise
    options: Sequence[Option]

    @property
    def is_on(self) -> bool:
        """Whether anything but the usual one is chosen."""
        return any(each.is_on and each.value for each in self.options)


STATES: Mapping[str, str | Promise] = {
    Standing.SILENT: _("nothing yet"),
    Standing.DRAFT: _("to submit"),
    Standing.RETURNED: _("returned"),
    Standing.CONFIRMED: _("no change"),
    Standing.SUBMITTED: _("submitted"),
    Standing.ACCEPTED: _("accepted"),
}

GROUPS: Mapping[str, tuple[str | Promise, Callable[[RoundRow], str]]] = {
    "outcome": (_("By outcome"), lambda row: _place_words(row)),
    "unit": (_("By unit"), lambda row: str(row.project.lead_unit)),
    "manager": (_("By project manager"), lambda row: str(row.project.manager or "–")),
}


def _place_words(row: RoundRow) -> str:
    project = row.project
    if project.output is not None:
        outcome = project.output.outcome
        return outcome.called(project.strategy.level_name("outcome"))
    assert project.driver is not None
    return text_of(project.driver, "title")


class RoundFilter:
    """What the address asks for. Unknown words in it are left out, as every list does."""

    def __init__(self, asked: QueryDict, user: User) -> None:
        self.asked, self.selves = asked, user.access.selves
        self.on = [chip for chip in CHIPS if asked.get(chip.key)]
        self.unit = asked.get("unit", "")
        self.state = asked.get("state", "") if asked.get("state") in STATES else ""
        self.typed = asked.get("q", "").strip()
        self.words = self.typed.casefold().split()[:8]
        self.group = asked.get("group", "") if asked.get("group") in GROUPS else ""
        self.whole_plan = bool(asked.get("plan"))

    def shown(self, rows: Sequence[RoundRow]) -> list[RoundRow]:
        """The rows for which everything holds, grouped rows together."""
        if self.words or self.group == "manager":
            # All at once: which rows and other groups do without.
            name_people((row.project, ("manager",)) for row in rows)
        found = self._by_words(rows)
        for chip in self.on:
            found = [row for row in found if chip.holds(row, self.selves)]
        if self.group:
            if self.group == "outcome":
                # Likewise.
                prefetch_related_objects(
                    [row.project for row in found], "output__outcome", "driver"
                )
            key = GROUPS[self.group][1]
            found.sort(key=lambda row: (key(row), row.project.code))
        return found

    def _by_words(self, rows: Sequence[RoundRow]) -> list[RoundRow]:
        return [
            row
            for row in rows
            if (not self.unit or row.project.lead_unit.code == self.unit)
            and (not self.state or row.stands == self.state)
            and all(word in _text(row) for word in self.words)
        ]

    def chips(self, rows: Sequence[RoundRow]) -> list[ChipView]:
        """Every chip with its count among the rows that the other conditions leave."""
        among = self._by_words(rows)
        held = {chip.key: [chip.holds(row, self.selves) for row in among] for chip in CHIPS}
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

    def selects(self, rows: Sequence[RoundRow]) -> list[Select]:
        """The choices of one, with what occurs in these rows and what was asked for."""
        units = sorted(
            {row.project.lead_unit.code for row in rows} | ({self.unit} - {""}), key=sort_key
        )
        standing = {str(row.stands) for row in rows} | {self.state}
        states = {key: label for key, label in STATES.items() if key in standing}
        groups = {key: label for key, (label, _words) in GROUPS.items()}
        plan = {"1": _("Whole work plan")}
        return [
            _select("unit", _("Unit"), _("All units"), {each: each for each in units}, self.unit),
            _select("state", _STATE, _("Any state"), states, self.state),
            _select("plan", _("Projects"), _("Projects asked"), plan, "1" * self.whole_plan),
            _select("group", _("Group by"), _("No groups"), groups, self.group),
        ]  # fmt: skip

    @property
    def without_conditions(self) -> str:
        """The address that leaves out no row of those grouped and chosen from as they are now."""
        query = self.asked.copy()
        for name in CONDITIONS:
            query.pop(name, None)
        return f"?{query.urlencode()}"

    @property
    def only_open(self) -> str:
        """The address of those rows that wait for the person, of the whole round."""
        query = QueryDict(mutable=True)
        query["open"] = "1"
        if self.group:
            query["group"] = self.group
        return f"?{query.urlencode()}"

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked for that leaves rows out."""
        return bool(self.on or self.unit or self.state or self.words)


# What leaves rows out, by its name in the address; and what else an address can ask for.
CONDITIONS = (*(chip.key for chip in CHIPS), "unit", "state", "q")
NAMES = (*CONDITIONS, "plan", "group")


def filter_query(asked: QueryDict) -> str:
    """What an address asks of the table, to be carried to a page that leads back to it: "?open=1"."""
    kept = QueryDict(mutable=True)
    for name in NAMES:
        if value := asked.get(name):
            kept[name] = value
    return f"?{kept.urlencode()}" if kept else ""


_STATE = pgettext_lazy("of a row in a round", "State")


def _select(
    name: str,
    label: str | Promise,
    usual: str | Promise,
    labels: Mapping[str, str | Promise],
    chosen: str,
) -> Select:
    options = [Option(key, words, key == chosen) for key, words in labels.items()]
    return Select(name, label, [Option("", usual, not chosen), *options])


def _text(row: RoundRow) -> str:
    project = row.project
    manager = project.manager or ""
    return f"{project.code} {text_of(project, 'name')} {manager}".casefold()
