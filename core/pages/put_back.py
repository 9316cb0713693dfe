"""*Put back this value*: a form that opens with what a field held before a change of its history.

Nothing is written by the link: whoever may change the row looks at the form, and saves it.
"""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest

from core.history.events import Change, FieldChange, value_before

EVENT, FIELD = "put_back", "field"


def put_back_query(change: Change, each: FieldChange) -> str:
    """What asks a form for the old value; empty for texts by language, which are several fields."""
    if each.field.name == "i18n" or not change.event:
        return ""
    return urlencode({EVENT: change.event, FIELD: each.field.name})


def put_back(request: HttpRequest, form: forms.BaseForm) -> None:
    """Fill in what the address asks for, where the form has that field; else leave it as it is."""
    event, name = request.GET.get(EVENT, ""), request.GET.get(FIELD, "")
    if not (isinstance(form, forms.BaseModelForm) and form.instance.pk and name in form.fields):
        return
    if not (event.isdecimal() and len(event) < 19):
        return
    try:
        form.initial[name] = value_before(form.instance, int(event), name)
    except (LookupError, FieldDoesNotExist):
        return
    form.fields[name].widget.attrs["autofocus"] = True
