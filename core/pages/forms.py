"""What every form page does: read what was sent, and show both when two people edit one row."""

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from core.forms.row_form import RowForm
from core.history.events import changes_of
from core.history.versions import StaleRow
from core.pages.changes import author_of, shown


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing at all; None when it is only to be shown."""
    return request.POST if request.method == "POST" else None


def version_given(request: HttpRequest) -> int:
    """What the form says it was opened on; 0 when that is missing or no number."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 19 else 0


def conflict(stale: StaleRow, form: forms.BaseModelForm[Any]) -> dict[str, Any]:
    """For `core/pages/_conflict.html`: who saved meanwhile, when, and where the two differ."""
    latest = changes_of(stale.current, limit=1)
    held = form.value_of if isinstance(form, RowForm) else _held
    theirs = type(form)._meta.model.objects.get(pk=stale.current.pk)
    return {
        "by": author_of(latest[0]) if latest else "",
        "at": latest[0].at if latest else None,
        "fields": [
            {
                "label": str(form.fields[name].label or name),
                "theirs": shown(theirs, name, held),
                "yours": shown(form.instance, name, held),
            }
            for name in form.fields
            if held(theirs, name) != held(form.instance, name)
        ],
    }


def _held(row: Any, name: str) -> Any:
    return getattr(row, name, None)
