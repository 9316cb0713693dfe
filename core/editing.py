"""What every form page does: read what was sent, and show both when two people edit one row."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from core.history import Change, StaleRow, changes_of
from core.models import User


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing at all; None when it is only to be shown."""
    return request.POST if request.method == "POST" else None


def version_given(request: HttpRequest) -> int:
    """What the form says it was opened on; 0 when that is missing or no number."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 19 else 0


def conflict(stale: StaleRow, form: forms.BaseModelForm[Any]) -> dict[str, Any]:
    """For `core/_conflict.html`: who saved meanwhile, when, and where the two differ."""
    latest = changes_of(stale.current, limit=1)
    theirs = type(form)._meta.model.objects.get(pk=stale.current.pk)
    return {
        "by": _who(latest[0]) if latest else "",
        "at": latest[0].at if latest else None,
        "fields": [
            {
                "label": str(form.fields[name].label or name),
                "theirs": shown(theirs, name),
                "yours": shown(form.instance, name),
            }
            for name in form.fields
            if hasattr(theirs, name) and getattr(theirs, name) != getattr(form.instance, name)
        ],
    }


def _who(change: Change) -> str:
    return _signed(change, User.objects.in_bulk({change.user_id or 0, *change.acting_for}))


def shown(instance: Any, name: str) -> str:
    """A field's value as a person reads it: the label of a choice, the text of a relation."""
    display = getattr(instance, f"get_{name}_display", None)
    value = display() if display else getattr(instance, name)
    return "" if value is None else str(value)


def change_list(instance: Any, limit: int = 30) -> list[dict[str, Any]]:
    """The history of a row for pages: who, when, and each field's old and new value in words."""
    return worded([("", change) for change in changes_of(instance, limit)])


def worded(found: Sequence[tuple[str, Change]]) -> list[dict[str, Any]]:
    """Changes in words, each with the name of its row (empty: the page's own)."""
    changes = [change for _, change in found]
    people = User.objects.in_bulk(
        {pk for c in changes for pk in (c.user_id, *c.acting_for) if pk is not None}
    )
    related = _related(changes)
    return [
        {
            "of": of,
            "label": change.label,
            "at": change.at,
            "who": _signed(change, people),
            "what": [
                {
                    "field": str(each.field.verbose_name),
                    "old": _worded(each.field, each.old, related),
                    "new": _worded(each.field, each.new, related),
                }
                for each in change.fields
            ],
        }
        for of, change in found
    ]


def _signed(change: Change, people: Mapping[int, User]) -> str:
    """Who did it, and in whose place they stood then."""
    if change.user_id is None or change.user_id not in people:
        return ""
    lenders = ", ".join(str(people[pk]) for pk in change.acting_for if pk in people)
    person = str(people[change.user_id])
    if not lenders:
        return person
    return _("%(person)s, standing in for %(lenders)s") % {"person": person, "lenders": lenders}


def _related(changes: list[Change]) -> dict[Any, dict[Any, Any]]:
    """The rows that foreign keys pointed to, one query for each model."""
    wanted: dict[Any, set[Any]] = {}
    for change in changes:
        for each in change.fields:
            if each.field.is_relation:
                wanted.setdefault(each.field.related_model, set()).update({each.old, each.new})
    return {model: model.objects.in_bulk(ids - {None}) for model, ids in wanted.items()}


def _worded(field: Any, value: Any, related: dict[Any, dict[Any, Any]]) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.is_relation:
        return str(related[field.related_model].get(value, value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {text}" for key, text in sorted(value.items()) if text)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
