"""What has been taken out of an outline and could be put back, read from its history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.history.events import Change, changes_of
from reports.models import ReportTemplate
from reports.models.outline import OutlineSection
from reports.outline.entries import Entry, Outline, entries
from reports.outline.steps import goes_along, mark, standing

MOST_CHANGES = 50


@dataclass(frozen=True)
class TakenOut:
    """An entry that stood in the outline before a change and stands there no more; `along` counts what
    would come back with it."""

    change: Change
    entry: Entry
    before: Outline
    along: int


def taken_out(template: ReportTemplate) -> list[TakenOut]:
    """What the latest changes have taken out, the last first; each once."""
    if template._state.adding:
        return []
    there = standing(template.outline)
    found: dict[str, TakenOut] = {}
    for change in changes_of(template, MOST_CHANGES):
        for each in change.fields:
            if each.field.name != "outline":
                continue
            before, after = each.old or [], each.new or []
            for entry in _gone(before, after):
                if entry.id not in there and mark(entry) not in there:
                    along = [one for one in goes_along(before, entry.id) if one.id not in there]
                    found.setdefault(entry.id, TakenOut(change, entry, before, len(along)))
    return list(found.values())


def _gone(before: Sequence[OutlineSection], after: Sequence[OutlineSection]) -> Iterator[Entry]:
    """The entries that one change has taken out; not those that went along with another, nor those that
    have only another key or another place now."""
    old, new = entries(before), entries(after)
    ids = {one.id for one in old}
    stays = {one.id for one in new}
    fresh = [one for one in new if one.id not in ids]
    places = {(one.kind.holder, one.above, one.place) for one in fresh}
    marks = {mark(one) for one in fresh}
    gone = {
        one.id
        for one in old
        if one.id not in stays
        and (one.kind.holder, one.above, one.place) not in places
        and mark(one) not in marks
    }
    return (one for one in old if one.id in gone and one.parent not in gone)
