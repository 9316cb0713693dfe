"""Every text that has languages can be seen and edited in all of them on its form."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.test import Client

import config.urls  # noqa: F401  (loads every form)
from core.access import Role
from core.history.versions import version_of
from core.languages.translated import set_texts
from portfolio.models import Milestone
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_user

# A heading is written in the text of the outline, in all its languages.
ELSEWHERE = {("Section", "heading")}
OTHERS = settings.MODELTRANS_AVAILABLE_LANGUAGES


def _texts(model: Any) -> tuple[str, ...]:
    """The fields of a model that have languages."""
    named = {field.name for field in model._meta.get_fields()}
    return model._meta.get_field("i18n").fields if "i18n" in named else ()


def _below(form: type) -> Iterator[Any]:
    one: type
    for one in form.__subclasses__():
        yield one
        yield from _below(one)


FORMS = {
    form: names
    for form in _below(forms.ModelForm)
    if form._meta.model and form.__module__.split(".")[0] not in {"django", "allauth"}
    and (names := [name for name in _texts(form._meta.model) if name in form.base_fields])
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_form_has_its_texts_in_every_language(form: Any) -> None:
    wanted = {f"{name}_{code}" for name in FORMS[form] for code in OTHERS}
    assert wanted <= set(form.base_fields)


def test_every_text_stands_in_a_form() -> None:
    missing = {
        (model.__name__, name)
        for model in apps.get_models()
        for name in ([] if hasattr(model, "pgh_tracked_model") else _texts(model))
    } - {(form._meta.model.__name__, name) for form, names in FORMS.items() for name in names}
    assert missing == ELSEWHERE


def _editing() -> tuple[Client, Milestone, str, dict[str, object]]:
    """A milestone in French, and what its form sends unchanged."""
    project = make_project()
    row = Milestone.objects.create(
        project=project, title="Live", title_fr="En service", forecast_on=date(2022, 3, 1)
    )
    url = f"{project.get_absolute_url()}milestones/{row.pk}/"
    sent = {
        "title": "Live",
        "title_fr": "En service",
        "kind": row.kind,
        "forecast_on": "2022-03-01",
    }
    return client_of(make_user(Role.PMO)), row, url, {**sent, "version": version_of(row)}


@pytest.mark.django_db
def test_other_languages_are_folded_away_until_one_has_a_mistake() -> None:
    client, _row, url, sent = _editing()
    page = client.get(url).content.decode()
    assert "<details >" in page and "· French" in page and "<details open>" not in page
    refused = client.post(url, {**sent, "title_fr": "x" * 400})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "<details open>" in page and 'href="#id_title_fr">Milestone (French)</a>' in page


@pytest.mark.django_db
def test_two_people_who_translate_see_both_texts() -> None:
    client, row, url, sent = _editing()
    set_texts(row, "title", {"en": "Live", "fr": "Mis en service"})
    row.save()
    answer = client.post(url, {**sent, "title_fr": "Disponible", "title_es": ""})
    assert answer.status_code == 409
    assert answer.context["conflict"]["fields"] == [
        {"label": "Milestone (French)", "theirs": "Mis en service", "yours": "Disponible"}
    ]


@pytest.mark.django_db
def test_a_translation_taken_away_leaves_nothing_behind() -> None:
    client, row, url, sent = _editing()
    assert client.post(url, {**sent, "title_fr": "", "title_de": "Läuft"}).status_code == 302
    row.refresh_from_db()
    assert row.i18n == {"title_de": "Läuft"}
