"""The filters in force on a list, in words, each with an address that takes it off."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.numbers.registry import numbers
from core.numbers.syntax import TokenError, parse_token
from core.pages.filters import ListFilterSet
from core.registry import UnknownKey


def active_filters(request: HttpRequest, filterset: ListFilterSet) -> list[dict[str, str]]:
    """The label of each filter, what was chosen, and the address without it."""
    found = []
    for name, field in filterset.form.fields.items():
        values = request.GET.getlist(name)
        if not any(values):
            continue
        choices = filterset.choices_of(name)
        shown = [
            str(choices.get(value) or _worded(name, field, value)) for value in values if value
        ]
        said = ", ".join(shown)
        if name in filterset.form.errors:
            # It narrows nothing, and must not look as if it did.
            said = _("%(value)s (not understood)") % {"value": said}
        found.append(chip(request, name, str(field.label or name), said))
    return found


def chip(request: HttpRequest, name: str, label: str, value: str) -> dict[str, str]:
    """What the address says under `name`, in words, with the address that says it no more."""
    rest = request.GET.copy()
    rest.pop(name)
    rest.pop("page", None)
    return {"name": name, "label": label, "value": value, "remove_url": f"?{rest.urlencode()}"}


def _worded(name: str, field: Any, value: str) -> str:
    """What an address says, as a person reads it; what cannot be read stays as it is."""
    try:
        if name == "number":
            return str(numbers[parse_token(value).key].label)
        if isinstance(field, forms.DateField):
            return date_format(date.fromisoformat(value), "DATE_FORMAT")
    except (TokenError, UnknownKey, ValueError):
        return value
    return _("yes") if isinstance(field, forms.NullBooleanField | forms.BooleanField) else value
