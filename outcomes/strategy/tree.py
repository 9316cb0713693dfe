"""The strategy as a tree: outcomes, outputs, deliverables, indicators and drivers, in few queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import Action
from core.languages.translated import text_in, text_of
from core.models import User
from core.pages.first_steps import FirstStep
from core.pages.panels import PanelView, panels_for
from core.pages.tree_counts import TreeCount, tree_counts
from outcomes.choices import State
from outcomes.indicators.state import IndicatorState, indicator_states
from outcomes.indicators.wording import RAG, baseline_words, plain, reached, target_words, with_unit
from outcomes.models import Deliverable, Driver, Indicator, Outcome, Output, Strategy
from outcomes.rules.known_days import written_as_known
from outcomes.strategy.first_steps import first_part


class Tree:
    """Everything of a strategy that holds on a day (`every`: whatever has ever held)."""

    def __init__(self, strategy: Strategy, at: date, *, every: bool = False) -> None:
        self.strategy, self.at = strategy, at

        def rows(model: Any) -> Any:
            found = model.objects.of_strategy(strategy.slug)
            return found if every else found.in_force(at)

        self.outcomes: list[Outcome] = list(rows(Outcome))
        self.outputs: list[Output] = list(rows(Output))
        people = ("responsible", "responsible_unit")
        self.deliverables: list[Deliverable] = list(rows(Deliverable).select_related(*people))
        self.drivers: list[Driver] = list(rows(Driver))
        self.states = indicator_states(rows(Indicator), at)

    def outputs_of(self, outcome: Outcome) -> list[Output]:
        """Outputs of an outcome, in order."""
        return [output for output in self.outputs if output.outcome_id == outcome.pk]

    def indicators_of(self, outcome: Outcome | None) -> list[IndicatorState]:
        """How the indicators of an outcome (None: of no outcome) stand, in order."""
        wanted = outcome.pk if outcome else None
        return [each for each in self.states.values() if each.indicator.outcome_id == wanted]


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator as a line: title, target, what was found, state."""

    number: str
    title: str
    url: str
    target: str
    period: str
    actual: str
    reached: str
    rag: str
    state: str
    illustrative: bool


@dataclass(frozen=True)
class StateCount:
    """How many indicators are in a state."""

    rag: str
    label: str
    count: int


@dataclass(frozen=True)
class DeliverableLine:
    """A deliverable with its parts; `ended` says that it does not hold on the day."""

    row: Deliverable
    title: str
    url: str
    due: str
    state: str
    is_overdue: bool
    ended: bool
    parts: list["DeliverableLine"]


@dataclass(frozen=True)
class OutputLine:
    """An output with what other floors count there."""

    row: Output
    title: str
    subtitle: str
    url: str
    ended: bool
    counts: list[TreeCount]
    deliverables: list[DeliverableLine]


@dataclass(frozen=True)
class OutcomeCard:
    """An outcome with all that stands under it."""

    row: Outcome
    title: str
    subtitle: str
    url: str
    ended: bool
    counts: list[TreeCount]
    outputs: list[OutputLine]
    indicators: list[IndicatorLine]
    states: list[StateCount]


@dataclass(frozen=True)
class DriverLine:
    """A cross-cutting driver."""

    row: Driver
    title: str
    url: str
    ended: bool
    counts: list[TreeCount]


@dataclass(frozen=True)
class Link:
    """Where something is, or is entered."""

    label: str
    url: str


@dataclass(frozen=True)
class TreePage:
    """`outcomes/strategy/detail.html`; `indicators` are those of no outcome.

    `names` are what the strategy calls its levels; `every` says that parts are there that do not hold.
    """

    strategy: Strategy
    title: str
    every: bool
    outcomes: list[OutcomeCard]
    drivers: list[DriverLine]
    indicators: list[IndicatorLine]
    names: dict[str, str]
    about_url: str
    adds: list[Link]
    first_step: FirstStep | None
    can_export: bool
    panels: list[PanelView]


def tree_page(strategy: Strategy, user: User, at: date, *, every: bool) -> TreePage:
    """A strategy as it holds on the day `at`; `every`: also what does not."""
    tree = Tree(strategy, at, every=every)
    counts = tree_counts(strategy, user, at)
    can_edit = user.access.may(Action.EDIT_FRAMEWORK)
    return TreePage(
        strategy=strategy,
        title=text_of(strategy, "title"),
        every=every,
        outcomes=_outcomes(tree, counts),
        drivers=[
            DriverLine(
                row=driver,
                title=text_of(driver, "title"),
                url=_address(strategy, driver),
                ended=not driver.holds(at),
                counts=counts.get(f"driver-{driver.pk}", []),
            )
            for driver in tree.drivers
        ],
        indicators=[indicator_line(s) for s in tree.indicators_of(None)],
        names={level: strategy.level_name(level) for level in ("outcome", "output", "driver")},
        about_url=_address(strategy, strategy),
        adds=_adds(strategy) if can_edit else [],
        first_step=None if tree.outcomes else first_part(strategy, user),
        can_export=user.access.files().may(Action.VIEW_FRAMEWORK),
        panels=panels_for("strategy", strategy, user, at),
    )


def _outcomes(tree: Tree, counts: Mapping[str, list[TreeCount]]) -> list[OutcomeCard]:
    deliverables = _deliverables(tree)
    return [
        OutcomeCard(
            row=outcome,
            title=text_of(outcome, "title"),
            subtitle=text_of(outcome, "subtitle"),
            url=_address(tree.strategy, outcome),
            ended=not outcome.holds(tree.at),
            counts=counts.get(f"outcome-{outcome.pk}", []),
            outputs=[
                OutputLine(
                    row=output,
                    title=text_of(output, "title"),
                    subtitle=text_of(output, "subtitle"),
                    url=_address(tree.strategy, output),
                    ended=not output.holds(tree.at),
                    counts=counts.get(f"output-{output.pk}", []),
                    deliverables=deliverables[output.pk],
                )
                for output in tree.outputs_of(outcome)
            ],
            indicators=[indicator_line(s) for s in tree.indicators_of(outcome)],
            states=states(tree.indicators_of(outcome)),
        )
        for outcome in tree.outcomes
    ]


def _adds(strategy: Strategy) -> list[Link]:
    """Where a new part is entered."""
    kinds = ("outcome", "output", "deliverable", "driver")
    url = reverse("indicators:indicator-create", args=[strategy.slug])
    return [
        *(Link(strategy.level_name(kind), _new(strategy, kind)) for kind in kinds),
        Link(strategy.level_name("indicator"), url),
        Link(_("New strategy"), reverse("outcomes:strategy-create")),
    ]


def _address(strategy: Strategy, row: Strategy | Outcome | Output | Deliverable | Driver) -> str:
    kind = type(row)._meta.model_name
    return reverse("outcomes:part-detail", args=[strategy.slug, kind, row.pk])


def _new(strategy: Strategy, kind: str) -> str:
    return reverse("outcomes:part-create", args=[strategy.slug, kind])


def _deliverables(tree: Tree) -> dict[int, list[DeliverableLine]]:
    """By output: each deliverable with its parts."""
    parts: dict[int, list[DeliverableLine]] = defaultdict(list)
    for row in tree.deliverables:
        if row.part_of_id:
            parts[row.part_of_id].append(_deliverable(tree, row, []))
    found: dict[int, list[DeliverableLine]] = defaultdict(list)
    for row in tree.deliverables:
        if not row.part_of_id:
            found[row.output_id].append(_deliverable(tree, row, parts[row.pk]))
    return found


def _deliverable(tree: Tree, row: Deliverable, parts: list[DeliverableLine]) -> DeliverableLine:
    return DeliverableLine(
        row=row,
        title=text_of(row, "title"),
        url=_address(tree.strategy, row),
        due=text_of(row, "due_text"),
        state=row.state_words(tree.at),
        is_overdue=row.overdue(tree.at),
        ended=not row.holds(tree.at),
        parts=parts,
    )


def indicator_line(state: IndicatorState) -> IndicatorLine:
    """One indicator as it stands."""
    indicator, judged = state.indicator, state.judged
    return IndicatorLine(
        number=indicator.number,
        title=text_of(indicator, "title"),
        url=indicator.get_absolute_url(),
        target=target_words(judged.target, indicator) if judged else "",
        period=judged.span.label if judged else "",
        actual=with_unit(judged.actual, indicator.measure) if judged else "",
        reached=reached(state.per_cent),
        rag=RAG.get(state.state, "n"),
        state=str(state.state.label),
        illustrative=judged is not None and any(r.illustrative for r in judged.readings),
    )


def states(found: Iterable[IndicatorState]) -> list[StateCount]:
    """How many indicators are in each state, those that occur, in order."""
    counts = Counter(each.state for each in found)
    return [
        StateCount(RAG.get(state, "n"), str(state.label), counts[state])
        for state in State
        if counts[state]
    ]


# --- The tree as a sheet ------------------------------------------------------------------------

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def tree_rows(strategy: Strategy, at: date, *, every: bool = False) -> list[list[Any]]:
    """The whole framework as rows for a spreadsheet, the head first; every text in every language."""
    tree = Tree(strategy, at, every=every)
    head = [_("Level"), _("Number"), _("Part of"), *(_("Title (%s)") % c for c in LANGUAGES)]
    head += [_("Subtitle (%s)") % c for c in LANGUAGES]
    head += [*(_("Text (%s)") % c for c in LANGUAGES), *(_("Due (%s)") % c for c in LANGUAGES)]
    head += [_("Due on"), _("Position"), _("In force from"), _("In force until")]
    head += [_("State"), _("Baseline"), _("Target"), _("Actual"), _("Reached, per cent")]
    head += [_("Reached on"), _("Responsible person"), _("Responsible unit"), _("Illustrative")]
    return [head, *_sheet(tree)]


def _sheet(tree: Tree) -> Iterator[list[Any]]:
    by_output: dict[int, list[Deliverable]] = defaultdict(list)
    for row in tree.deliverables:
        by_output[row.output_id].append(row)
    name = tree.strategy.level_name
    for outcome in tree.outcomes:
        yield _row(name("outcome"), outcome.number, "", outcome, "subtitle", "opening")
        for output in tree.outputs_of(outcome):
            yield _row(name("output"), output.number, outcome.number, output, "subtitle")
            titles = {row.pk: row.title for row in by_output[output.pk]}
            for row in by_output[output.pk]:
                above = titles.get(row.part_of_id or 0, output.number)
                yield _deliverable_row(name("deliverable"), above, row)
        for state in tree.indicators_of(outcome):
            yield _indicator_row(name("indicator"), outcome.number, state)
    for state in tree.indicators_of(None):
        yield _indicator_row(name("indicator"), "", state)
    for driver in tree.drivers:
        yield _row(name("driver"), driver.slug, "", driver)


NO_STATE = ("",) * 9  # state, what an indicator has, what a deliverable has


def _row(
    level: str, number: str, above: str, row: Any, subtitle: str = "", text: str = "", due: str = ""
) -> list[Any]:
    """`subtitle`, `text` and `due` name the fields that a row of this level has, if it has them."""
    texts = (text_in(row, name, code) if name else "" for name in (subtitle, text, due)
             for code in LANGUAGES)  # fmt: skip
    return [
        *(level, number, above),
        *(text_in(row, "title", code) for code in LANGUAGES),
        *texts,
        *(row.due_on if due else None, row.position, row.in_force_from, row.in_force_until),
        *NO_STATE,
    ]


def _deliverable_row(level: str, above: str, row: Deliverable) -> list[Any]:
    return [
        *_row(level, "", above, row, text="remark", due="due_text")[: -len(NO_STATE)],
        row.get_state_display(),
        *("", "", "", ""),
        written_as_known(row.reached_on, row.reached_precision),
        *(str(row.responsible or ""), str(row.responsible_unit or "")),
        _("Yes") if row.illustrative else "",
    ]


def _indicator_row(level: str, above: str, state: IndicatorState) -> list[Any]:
    indicator, judged = state.indicator, state.judged
    return [
        *_row(level, indicator.number, above, indicator)[: -len(NO_STATE)],
        str(state.state.label),
        baseline_words(indicator),
        target_words(judged.target, indicator) if judged else "",
        judged.actual if judged else None,
        plain(state.per_cent),
        *("", "", "", _("Yes") if indicator.illustrative else ""),
    ]
