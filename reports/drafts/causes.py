"""Why a number moved: the rows that came or went since a draft, and what somebody changed about them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.languages.translated import text_of
from core.models import User
from core.numbers.registry import NumberValue
from core.pages.changes import change_list
from reports.document.recorded import RecordedNumber
from reports.drafts.number_now import NumberNow
from reports.drafts.stored import StoredEdition

ROWS_SHOWN = 8
# What the address of a row needs, of whatever kind it is.
ROW_PATHS = ("strategy", "project__strategy")


@dataclass(frozen=True)
class RowLink:
    """A row behind the number; `code` is empty where its kind has none."""

    code: str
    name: str
    url: str


@dataclass(frozen=True)
class FieldChange:
    """What somebody changed about a row, in words."""

    field: str
    old: str
    new: str
    who: str
    at: datetime


@dataclass(frozen=True)
class MovedRow:
    """A row that `joined` the number since the draft, or left it."""

    row: RowLink
    joined: bool
    changes: list[FieldChange]


def causes(
    now: NumberNow, edition: StoredEdition, signature: str, user: User, *, most: int = ROWS_SHOWN
) -> Sequence[MovedRow]:
    """The rows that came or went since the draft, as far as `user` may see them."""
    recorded = edition.numbers.get(signature, RecordedNumber())
    moved = now.ids ^ set(recorded.rows)
    visible = visible_rows(now.value, user)
    if visible is None or not moved:
        return ()
    return [
        MovedRow(row_link(row), row.pk in now.ids, list(_changes_since(row, edition.made_at)))
        for row in visible.filter(pk__in=moved)[:most]
    ]


def _changes_since(row: Any, made_at: datetime) -> Iterator[FieldChange]:
    for change in change_list(row, limit=5):
        if change.at > made_at:
            for what in change.what:
                yield FieldChange(what.field, what.old, what.new, change.who, change.at)


def visible_rows(value: NumberValue, user: User) -> Any:
    """All rows of the number's kind that this person may see; None if they have no pages.

    A kind whose rows can be shown has a row gate (`visible_to`) and a page (`get_absolute_url`).
    """
    model: Any = value.rows.model if value.rows is not None else None
    manager: Any = getattr(model, "objects", None)
    if not (hasattr(model, "get_absolute_url") and hasattr(manager, "visible_to")):
        return None
    relations = {field.name for field in model._meta.fields if field.many_to_one}
    paths = [path for path in ROW_PATHS if path.partition("__")[0] in relations]
    return manager.visible_to(user).select_related(*paths)


def row_link(row: Any) -> RowLink:
    """A row's code, name and page."""
    return RowLink(getattr(row, "code", ""), _name(row), row.get_absolute_url())


def _name(row: Any) -> str:
    """The row's own `row_title`, else its translated name or title, else all it says of itself."""
    if hasattr(row, "row_title"):
        return str(row.row_title)
    named = {field.name for field in row._meta.fields} & {"name", "title"}
    return text_of(row, min(named)) if named else str(row)
