"""What was asked, answered, brought and removed around a row, for the history on its page."""

from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.history.events import Change, changes_in
from core.history.tracking import event_model_of
from core.models import Answer, Document, DocumentVersion, Question
from core.prepared import prepared
from core.subjects import on_page_of

# Each with the path to what holds the keys of the row.
_AROUND: tuple[tuple[type[models.Model], str], ...] = (
    (Question, ""),
    (Answer, "question__"),
    (Document, ""),
    (DocumentVersion, "document__"),
)


def subject_changes(kind: str, row: int) -> list[tuple[str, Change]]:
    """Each change with the name of what was changed: one query, and one for each model that has any."""
    return [
        (_named(change.row), change)
        for number in sorted(set(_with_events(kind, row=row)))
        for change in changes_in(_AROUND[number][0], _events(kind, number, row=row))
    ]


@prepared
def _with_events(kind: str, *, row: int) -> "models.QuerySet[Any, int]":
    """The numbers of those models that have events."""
    each = [
        _of_row(kind, number, row)
        .order_by()
        .annotate(which=models.Value(number))
        .values_list("which", flat=True)[:1]
        for number in range(len(_AROUND))
    ]
    return each[0].union(*each[1:], all=True)


@prepared
def _events(kind: str, number: int, *, row: int) -> "models.QuerySet[Any, Any]":
    return _of_row(kind, number, row).order_by("pgh_obj_id", "-pgh_id")


def _of_row(kind: str, number: int, row: Any) -> "models.QuerySet[Any, Any]":
    model, path = _AROUND[number]
    return event_model_of(model)._default_manager.filter(on_page_of(kind, row, path))


def _named(row: models.Model | None) -> str:
    """ "Question: When does it go live?"; of a version its document is not asked for."""
    assert row is not None
    if isinstance(row, DocumentVersion):
        return _("Document: %(name)s, version %(number)s") % {
            "name": row.file_name,
            "number": row.number,
        }
    return f"{capfirst(row._meta.verbose_name)}: {row}"
