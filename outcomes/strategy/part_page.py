"""What the page of one part of a framework shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import Action
from core.languages.translated import text_of
from core.models import User
from core.pages.changes import ChangeInWords, change_list
from core.pages.facts import Fact
from core.pages.panels import PanelView, panels_for
from core.time import working_date
from outcomes.indicators.state import indicator_states
from outcomes.models import Deliverable, Driver, Indicator, Outcome, Output, Strategy
from outcomes.strategy.parts import Kind, facts
from outcomes.strategy.tree import IndicatorLine, indicator_line

Part = Strategy | Outcome | Output | Driver | Deliverable


@dataclass(frozen=True)
class PartLine:
    """A part as a line under another; `number` is empty where its kind has none."""

    number: str
    title: str
    url: str
    state: str = ""
    is_overdue: bool = False


@dataclass(frozen=True)
class PartList:
    """What stands under a part: lines, or indicators."""

    title: str
    lines: list[PartLine] = field(default_factory=list)
    indicators: list[IndicatorLine] = field(default_factory=list)


@dataclass(frozen=True)
class PartPage:
    """`outcomes/strategy/part_detail.html`; `edit_url` is for who may change the framework."""

    strategy: Strategy
    level: str
    number: str
    title: str
    is_titled: bool
    subtitle: str
    state: str
    is_overdue: bool
    facts: list[Fact]
    below: list[PartList]
    edit_url: str
    panels: list[PanelView]
    history: list[ChangeInWords]
    can_export: bool


def part_page(strategy: Strategy, kind: Kind, row: Part, user: User) -> PartPage:
    """Everything about one part: its fields, what is under it, who changed what."""
    level, number = strategy.level_name(kind.key), _number(row)
    can_edit = user.access.may(Action.EDIT_FRAMEWORK)
    return PartPage(
        strategy=strategy,
        level=level,
        number=number,
        title=text_of(row, "title") or f"{level} {number}",
        is_titled=bool(text_of(row, "title")),
        subtitle=text_of(row, "subtitle") if isinstance(row, Outcome | Output) else "",
        state=row.state_words(working_date()) if isinstance(row, Deliverable) else "",
        is_overdue=isinstance(row, Deliverable) and row.overdue(working_date()),
        facts=facts(kind.form_for(strategy, row)),
        below=_below(row),
        edit_url=reverse("outcomes:part-edit", args=[strategy.slug, kind.key, row.pk])
        if can_edit
        else "",
        panels=panels_for(kind.key, row, user, working_date()),
        history=change_list(row) if user.access.to(Action.VIEW_HISTORY).everywhere else [],
        can_export=user.access.files().may(Action.VIEW_FRAMEWORK),
    )


def _number(row: Part) -> str:
    return row.number if isinstance(row, Outcome | Output) else ""


def _below(row: Part) -> list[PartList]:
    """The lists of what stands under a part."""
    if isinstance(row, Outcome):
        found = indicator_states(Indicator.objects.filter(outcome=row), working_date())
        outputs = row.outputs.select_related("outcome__strategy")
        return [
            _list(row.strategy.level_name("output"), outputs),
            PartList(
                row.strategy.level_name("indicator"),
                indicators=[indicator_line(each) for each in found.values()],
            ),
        ]
    if isinstance(row, Output):
        rows = row.deliverables.filter(part_of__isnull=True)
        name = row.outcome.strategy.level_name("deliverable")
        return [_list(name, rows.select_related("output__outcome__strategy"))]
    if isinstance(row, Deliverable):
        return [_list(_("Parts"), row.parts.select_related("output__outcome__strategy"))]
    return []


def _list(title: str, rows: Iterable[Output | Deliverable]) -> PartList:
    return PartList(title, [_line(row) for row in rows])


def _line(row: Output | Deliverable) -> PartLine:
    line = PartLine(_number(row), text_of(row, "title"), row.get_absolute_url())
    if isinstance(row, Output):
        return line
    at = working_date()
    return replace(line, state=row.state_words(at), is_overdue=row.overdue(at))
