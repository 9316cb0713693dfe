"""What a person does with an outline by hand: add, change, move, remove, put back.

Each step takes an outline and gives another one, with the id of the entry it was about; the one it was
given stays as it is. What cannot be done raises `StepRefused` with the reason and the way out. Whether
the words of an entry are right is not asked here (`reports.outline.entry_check`).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from reports.models.outline import OutlineSection
from reports.outline.entries import (
    Entry,
    Kind,
    Outline,
    copy_of,
    depth,
    entries,
    entry_of,
    id_at,
    list_at,
    section_at,
    without_empty_lists,
)
from reports.outline.schema import MOST_LEVELS, stands_below

# What only a section at the top level can be.
TOP_ALONE = ("appendix", "landscape", "decision")


class Way(StrEnum):
    """Where an entry can be moved to: before or behind its neighbour, below it, out of its section."""

    UP = "up"
    DOWN = "down"
    IN = "in"
    OUT = "out"


class Where(StrEnum):
    """Where a new entry stands, seen from another one."""

    BEFORE = "before"
    AFTER = "after"
    BELOW = "below"


class StepRefused(ValueError):
    """The step is not possible; the message says why, and what is."""


@dataclass(frozen=True)
class Step:
    """An outline after a step, and the entry that the step was about ("" where it is gone)."""

    outline: Outline
    id: str


# --- Add and change -------------------------------------------------------------------------------


def added(
    outline: Sequence[OutlineSection],
    kind: Kind,
    item: Any,
    *,
    at: str = "",
    where: Where = Where.AFTER,
) -> Step:
    """Put a new entry before, after or below the one called `at`; without one, at the end."""
    new = copy_of(outline)
    above, place = _place_for(new, kind, item, at, where)
    if kind.is_section:
        _refuse_too_deep(item, len(above) + 1)
    list_at(new, above, kind.holder).insert(place, item)
    return Step(new, id_at(new, kind, above, place))


def _place_for(
    outline: Outline, kind: Kind, item: Any, at: str, where: Where
) -> tuple[tuple[int, ...], int]:
    if not at:
        if not kind.is_section:
            raise StepRefused(
                _("A paragraph or a table stands under a heading: add a heading first.")
            )
        return (), len(outline)
    beside = entry_of(outline, at)
    if where is Where.BELOW:
        if not beside.kind.is_section:
            raise StepRefused(_("Only under a heading something can stand."))
        if not kind.is_section and beside.kind is Kind.GENERATED:
            raise StepRefused(_no_room_in_generated())
        if kind.is_section and not stands_below(item.get("each", ""), beside.item.get("each", "")):
            raise StepRefused(_no_room_below_generated())
        return beside.path, len(list_at(outline, beside.path, kind.holder))
    if beside.kind.holder != kind.holder:
        raise StepRefused(
            _(
                "Paragraphs stand beside paragraphs, tables beside tables and headings beside headings."
            )
        )
    return beside.above, beside.place + (where is Where.AFTER)


def _no_room_in_generated() -> str:
    return _(
        "A generated part is filled from the data: paragraphs and tables stand under a heading of their "
        "own."
    )


def _no_room_below_generated() -> str:
    return _(
        "Below a generated part only the outputs of each outcome can stand: anything else would stand "
        "there once for every outcome, output or driver with the same words."
    )


def changed(outline: Sequence[OutlineSection], id: str, item: Any) -> Step:
    """Put `item` in the place of an entry; what stands in and below a section stays."""
    new = copy_of(outline)
    entry = entry_of(new, id)
    held = list_at(new, entry.above, entry.kind.holder)
    if entry.kind.is_section:
        kept = {name: entry.item[name] for name in _held_by(item) if name in entry.item}
        held[entry.place] = {**item, **kept}
    else:
        held[entry.place] = item
    return Step(new, id_at(new, entry.kind, entry.above, entry.place))


def _held_by(item: Mapping[str, Any]) -> tuple[str, ...]:
    return ("sections",) if item.get("each") else ("paragraphs", "tables", "sections")


# --- Remove and put back --------------------------------------------------------------------------


def removed(outline: Sequence[OutlineSection], id: str) -> Step:
    """Take an entry out, with all that stands under it."""
    new = copy_of(outline)
    entry = entry_of(new, id)
    del list_at(new, entry.above, entry.kind.holder)[entry.place]
    return Step(without_empty_lists(new), "")


def goes_along(outline: Sequence[OutlineSection], id: str) -> list[Entry]:
    """What stands in an entry and below it."""
    every = entries(outline)
    entry = entry_of(outline, id)
    if not entry.kind.is_section:
        return []
    path = entry.path
    return [one for one in every if one.above[: len(path)] == path]


def put_back(outline: Sequence[OutlineSection], old: Sequence[OutlineSection], id: str) -> Step:
    """Take an entry back from an `old` outline, with what stood under it and stands nowhere now.

    It stands behind what it stood behind, as far as that is there; where its section is gone too, at
    the end of the outline, which a paragraph or a table cannot.
    """
    was = entry_of(old, id)
    new = copy_of(outline)
    there = standing(new)
    if was.id in there or mark(was) in there:
        raise StepRefused(_("It stands in the outline already."))
    item = _left_of(was, old, there)
    above = _section_above(new, was, there)
    siblings = [
        one for one in entries(old) if one.above == was.above and one.kind.holder == was.kind.holder
    ]
    place = 0
    for one in siblings:
        if one.place < was.place and one.id in there:
            now = entry_of(new, one.id)
            if now.above == above:
                place = now.place + 1
    if was.kind.is_section:
        if above:
            item = {name: value for name, value in item.items() if name not in TOP_ALONE}
        _refuse_too_deep(item, len(above) + 1)
        if not above and was.above:
            place = len(new)
    list_at(new, above, was.kind.holder).insert(place, item)
    return Step(without_empty_lists(new), id_at(new, was.kind, above, place))


def standing(outline: Sequence[OutlineSection]) -> set[str]:
    """What tells whether an entry stands in an outline: its id or its mark is among these."""
    every = entries(outline)
    return {one.id for one in every} | {mark(one) for one in every if one.kind is Kind.GENERATED}


def mark(entry: Entry) -> str:
    """A generated part by its words, since its id changes when it moves; of others the id."""
    if entry.kind is not Kind.GENERATED:
        return entry.id
    own = {name: value for name, value in entry.item.items() if name != "sections"}
    return json.dumps(own, sort_keys=True)


def _section_above(outline: Outline, was: Entry, there: set[str]) -> tuple[int, ...]:
    if was.parent and was.parent in there:
        return entry_of(outline, was.parent).path
    if was.parent and not was.kind.is_section:
        raise StepRefused(_("The heading that it stood under is gone: put that back first."))
    return ()


def _left_of(was: Entry, old: Sequence[OutlineSection], there: set[str]) -> Any:
    """The old entry without what stands somewhere else now."""
    if not was.kind.is_section:
        return copy_of([was.item])[0]
    alone = copy_of(old)
    elsewhere = [one for one in goes_along(alone, was.id) if one.id in there or mark(one) in there]
    for one in reversed(elsewhere):
        held = list_at(alone, one.above, one.kind.holder)
        del held[one.place]
    return without_empty_lists([section_at(alone, was.path)])[0]


# --- Move -----------------------------------------------------------------------------------------


def moved(outline: Sequence[OutlineSection], id: str, way: Way) -> Step:
    """Move an entry one step."""
    new = copy_of(outline)
    entry = entry_of(new, id)
    target = _target(new, entry, way)
    if isinstance(target, str):
        raise StepRefused(target)
    above, place = target
    item = list_at(new, entry.above, entry.kind.holder).pop(entry.place)
    list_at(new, above, entry.kind.holder).insert(place, item)
    found = id_at(new, entry.kind, above, place)
    return Step(without_empty_lists(new), found)


def ways(outline: Sequence[OutlineSection], entry: Entry) -> list[Way]:
    """The ways in which an entry can be moved."""
    new = list(outline)
    return [way for way in Way if not isinstance(_target(new, entry, way), str)]


def _target(outline: Outline, entry: Entry, way: Way) -> tuple[tuple[int, ...], int] | str:
    """Where the entry stands after the move, by the indexes that hold once it is taken out; else why it
    cannot be moved so."""
    if entry.kind.is_section:
        return _section_target(outline, entry, way)
    return _part_target(outline, entry, way)


def _section_target(outline: Outline, entry: Entry, way: Way) -> tuple[tuple[int, ...], int] | str:
    held = list_at(outline, entry.above, "sections") if entry.above else outline
    match way:
        case Way.UP:
            if entry.place == 0:
                return _("It is the first here already; move it out to bring it further up.")
            return entry.above, entry.place - 1
        case Way.DOWN:
            if entry.place == len(held) - 1:
                return _("It is the last here already; move it out to bring it further down.")
            return entry.above, entry.place + 1
        case Way.IN:
            if entry.place == 0:
                return _("It can stand below the heading before it, and there is none here.")
            if any(entry.item.get(name) for name in TOP_ALONE):
                return _("An appendix and the draft decision stand at the top level.")
            if entry.level + depth(entry.item) > MOST_LEVELS:
                return too_deep()
            into = (*entry.above, entry.place - 1)
            if not stands_below(entry.item.get("each", ""), held[entry.place - 1].get("each", "")):
                return _no_room_below_generated()
            return into, len(section_at(outline, into).get("sections", []))
        case Way.OUT:
            if not entry.above:
                return _("It stands at the top level already.")
            return entry.above[:-1], entry.above[-1] + 1
    raise ValueError(way)


def _part_target(outline: Outline, entry: Entry, way: Way) -> tuple[tuple[int, ...], int] | str:
    """A paragraph or table: beyond the first and the last of its section it goes on in the next."""
    if way not in (Way.UP, Way.DOWN):
        return _("A paragraph or a table moves up and down, from one heading to the next.")
    step = -1 if way is Way.UP else 1
    held = section_at(outline, entry.above).get(entry.kind.holder, [])
    if 0 <= entry.place + step < len(held):  # type: ignore[arg-type]
        return entry.above, entry.place + step
    headings = [one.path for one in entries(outline) if one.kind is Kind.HEADING]
    at = headings.index(entry.above) + step
    if not 0 <= at < len(headings):
        return (
            _("There is no heading above that it could stand under.")
            if way is Way.UP
            else _("There is no heading below that it could stand under.")
        )
    other: Any = section_at(outline, headings[at])
    return headings[at], len(other.get(entry.kind.holder, [])) if way is Way.UP else 0


def _refuse_too_deep(item: Mapping[str, Any], level: int) -> None:
    if level + depth(item) - 1 > MOST_LEVELS:
        raise StepRefused(too_deep())


def too_deep() -> str:
    """What is said of a fifth level."""
    return _("A paper has headings of four levels; this would be one more.")
