"""Every form that adds something, filled with what it takes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from core.models import User
from core.time import working_date
from reports.pictures.forms import PictureField
from tests.access.people import COLUMNS, user
from tests.access.test_every_address import LINES, Line
from tests.access.test_three_people import client_of
from tests.reports.pictures.files import png
from tests.reports.word_templates.docx_templates import letter_template

# What adds something although its address does not end in "create".
ALSO = {"risks:risk-accept", "portfolio:sign-off-withdraw"}
CREATING = [
    line
    for line in LINES
    if line.method == "GET"
    and (line.name.endswith("-create") or line.name in ALSO)
    and line.row != "missing"
    and "200" in line.expected.values()
    and "?" not in line.address
]

FIRST, LAST = object(), object()  # of what can be chosen

# What a field must hold where its kind does not tell; by its name.
VALUES: dict[str, Any] = {
    "code": "Q-77",
    "number": "9.9",
    "slug": "twice-once",
    "username": "twice.once",
    "email": "twice@example.org",
    "key": "twice-once",
    "biennium_start": "2020",
    "year": "1987",
    "part_of": "",
}
OF_ADDRESS: dict[str, dict[str, Any]] = {
    "reports:report-create": {"year": "2020", "slug": "twice-2020"},
    "outcomes:strategy-create": {"starts_on": "2030-01-01", "ends_on": "2033-12-31"},
    "portfolio:project-create": {"output": FIRST, "work_plan": "none"},
    "portfolio:status-create": {"submit": "draft"},
    "people:role-create": {"role": "auditor", "unit": "", "language": ""},
    "people:absence-create": {"starts_on": "2022-03-01", "ends_on": "2022-03-09"},
    "risks:issue-create": {"project": FIRST},
    "indicators:target-create": {"span": LAST},
    "indicators:measurement-create": {
        "numerator": "3",
        "denominator": "4",
        "evidence_text": "Counted.",
    },
    "portfolio:row-create milestones": {"forecast_on": "2022-03-01"},
    "portfolio:row-create remarks": {"year": "2019"},
}

# One file for all forms: made anew it would hold another time of day, and be another file.
LETTER, PICTURE = letter_template(), png(40, 40)


def who_may(line: Line) -> User:
    """The first who is shown the form, the PMO before others."""
    able = [who for who, sign in line.expected.items() if sign == "200"]
    return user(COLUMNS["pmo" if "pmo" in able else able[0]])


def typed(page: Any, line: Line) -> dict[str, Any]:
    """What a browser sends of the form of `page` when what it asks for has been filled in."""
    document: Any = html.document_fromstring(page.content)
    (found,) = document.find_class("form")
    sent: dict[str, Any] = {}
    for name, value in found.form_values():
        # The first line break of a text area is the markup's.
        sent.setdefault(name, []).append(value.removeprefix("\n"))
    form: forms.BaseForm = page.context["form"]
    kind = line.row.partition("-")[2]
    wanted = OF_ADDRESS.get(f"{line.name} {kind}", OF_ADDRESS.get(line.name, {}))
    for name, field in form.fields.items():
        if name in wanted:
            sent[name] = _chosen(field, wanted[name])
        elif name in VALUES and not any(sent.get(name, ())):
            sent[name] = VALUES[name]
        elif field.required and not any(sent.get(name, ())):
            sent[name] = _value_of(field)
    return sent | {name: value for name, value in wanted.items() if name not in form.fields}


def _value_of(field: forms.Field) -> Any:
    if isinstance(field, PictureField):
        return SimpleUploadedFile("twice.png", PICTURE)
    if isinstance(field, forms.FileField):
        return SimpleUploadedFile("twice.docx", LETTER)
    if isinstance(field, forms.DateField):
        return working_date().isoformat()
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [str(field.queryset.values_list("pk", flat=True)[0])]  # type: ignore[union-attr]
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.values_list("pk", flat=True)[0])  # type: ignore[union-attr]
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return next(str(key) for key, _label in choices if key)
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return "3"
    return "Twice is once"


def _chosen(field: Any, wanted: Any) -> Any:
    if wanted not in (FIRST, LAST):
        return wanted
    keys = [str(getattr(key, "value", key)) for key, _label in field.choices]
    return [key for key in keys if key][0 if wanted is FIRST else -1]


def once_more(sent: Mapping[str, Any]) -> dict[str, Any]:
    """The same values for a second request: files are read anew."""
    for value in sent.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    return dict(sent)


def opened(line: Line) -> tuple[Client, dict[str, Any]]:
    """A browser of somebody who may, and what it sends from the form it has opened."""
    client = client_of(who_may(line))
    page = client.get(line.url)
    assert page.status_code == 200
    return client, typed(page, line)
