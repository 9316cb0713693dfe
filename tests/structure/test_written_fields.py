"""What people write has limits, wherever it is written: in every column, every form and every file."""

import inspect
from collections.abc import Iterator
from datetime import date
from importlib import import_module

import pytest
from django import forms
from django.apps import apps
from django.contrib.auth.forms import UsernameField
from django.core.exceptions import ValidationError
from django.db.models import DateField, Model, TextField

from core.codes import CODE_IN_ADDRESS, PRINTED
from core.imports.fields import Day, Mistake, Text
from core.imports.nodes import Scalar
from core.imports.numeric_fields import year
from core.imports.problems import Location
from core.written_fields import DayField, LongTextField, YearField
from core.years import FIRST_YEAR, LAST_YEAR, known_day

OURS = {"core", "outcomes", "portfolio", "risks", "reports"}
# Columns that no person writes, and where they come from.
BY_THE_PROGRAM = {
    *(("Job", "error"), ("StartSetting", "value")),
    *(("SecondFactor", "secret"), ("SecondFactor", "public_key")),
}
HIDDEN = [
    "\x00",
    "\x07",
    "\n",
    "\t",
    "\u00a0",
    "\u00ad",
    "\u200b",
    "\u200f",
    "\u202e",
    "\u2066",
    "\ufeff",
]
HIDDEN += ["\u2028", "\ue000", "\U000e0041", "\U0001d173", "\u3164", "\ud800"]


def models() -> Iterator[type[Model]]:
    for model in apps.get_models():
        if model._meta.app_label in OURS and not model.__name__.endswith("Event"):
            yield model


def every_form() -> set[type[forms.BaseForm]]:
    """Every form of the program, found by its class once the pages are loaded."""
    import_module("config.urls")
    found: set[type[forms.BaseForm]] = set()
    waiting = [forms.BaseForm]
    while waiting:
        for one in waiting.pop().__subclasses__():
            if one not in found:
                found.add(one)
                waiting.append(one)
    return {one for one in found if one.__module__.split(".")[0] in OURS}


def test_every_text_has_a_length_and_every_year_and_day_a_span() -> None:
    for model in models():
        for one in model._meta.local_concrete_fields:
            named = (model.__name__, one.name)
            if isinstance(one, TextField) and named not in BY_THE_PROGRAM:
                assert isinstance(one, LongTextField) and one.max_length, named
            if type(one).__name__ != "DateTimeField" and isinstance(one, DateField):
                assert isinstance(one, DayField), named
            if one.name in {"year", "biennium_start"}:
                assert isinstance(one, YearField), named


def test_every_field_of_every_form_has_them_too() -> None:
    assert len(every_form()) > 30
    for form in every_form():
        for name, field in form.base_fields.items():  # type: ignore[attr-defined]
            hidden = isinstance(field.widget, forms.HiddenInput | forms.PasswordInput)
            text = getattr(field, "base_field", field)  # of a list, what stands in it
            if isinstance(text, forms.JSONField):
                assert name == "outline", (form, name)  # an OutlineField takes its place
            elif isinstance(text, UsernameField):
                continue  # as long as its column, which Django asks when the form is made
            elif isinstance(text, forms.CharField) and not hidden:
                assert text.max_length, (form, name)
            if isinstance(field, forms.DateField):
                assert known_day in field.validators, (form, name)


def test_files_have_the_same_limits() -> None:
    for number in ("0", "1", "1949", "2151", "20222", "99999999999"):
        with pytest.raises(Mistake):
            year().value(Scalar(Location("file"), number))
    for day in ("0001-01-01", "1949-12-31", "2151-01-01", "9999-12-31"):
        with pytest.raises(Mistake):
            Day().value(Scalar(Location("file"), day))
    assert year().value(Scalar(Location("file"), str(FIRST_YEAR))) == FIRST_YEAR
    assert Day().value(Scalar(Location("file"), f"{LAST_YEAR}-12-31")) == date(LAST_YEAR, 12, 31)
    with pytest.raises(Mistake):
        Text(10).value(Scalar(Location("file"), "a" * 11))
    assert inspect.signature(Text).parameters["longest"].default is inspect.Parameter.empty


@pytest.mark.parametrize("sign", HIDDEN, ids=ascii)
def test_a_sign_that_cannot_be_seen_is_in_no_code(sign: str) -> None:
    for code in (f"P{sign}1", f"{sign}P", f"P{sign}"):
        with pytest.raises(ValidationError):
            CODE_IN_ADDRESS(code)
        with pytest.raises(ValidationError):
            PRINTED(code)


def test_codes_of_every_script_are_printed_and_none_breaks_out() -> None:
    for code in ("P-25", "Ж-1", "項目 3", "É.1", "مشروع", "R&D (2)", "a'b"):
        CODE_IN_ADDRESS(code)
    for code in ('Q"; filename="x.exe', "a/b", "..", "new", "a\\b", "a;b", "a?b", "a#b", ""):
        with pytest.raises(ValidationError):
            CODE_IN_ADDRESS(code)
