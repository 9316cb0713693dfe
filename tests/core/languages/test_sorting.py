"""Codes and names stand in the order of people: numbers as numbers, accents and capitals aside."""

import random

import pytest
from django.db import connection
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from core.access import Role
from core.languages.sorting import sort_key
from core.models import User
from portfolio.models import Project
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_strategy, make_user

pytestmark = pytest.mark.django_db
CODES = ["T-1", "T-2", "T-09", "T-10", "T-100"]
NAMES = [
    "Ärzteportal für Feldbüros",
    "eclair bar booking",
    "Éclairage des salles",
    "Österreich rollout",
    "Ostrava pilot",
    "Zebra printers",
]


def in_sql(text: str, language: str = "") -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.core_sort_key(%s, %s)", [text, language])
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize("texts", [CODES, NAMES])
def test_the_order_of_people(texts: list[str]) -> None:
    mixed = texts.copy()
    random.Random(3).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == texts


@pytest.mark.parametrize(
    ("language", "order"),
    [("es", ["Nunez", "nz", "ñandú", "o"]), ("", ["ñandú", "Nunez", "nz", "o"])],
)
def test_spanish_has_a_letter_more(language: str, order: list[str]) -> None:
    assert sorted(order, key=lambda text: sort_key(text, language)) == order


@settings(max_examples=150)
@given(
    st.text(
        st.characters(blacklist_categories=["Cs", "Cn"], blacklist_characters="\0"), max_size=20
    )
)
def test_the_database_and_python_agree(text: str) -> None:
    for language in ("", "es"):
        assert in_sql(text, language) == sort_key(text, language)


@pytest.mark.parametrize(
    "text", [*CODES, *NAMES, "Straße 10", "Łódź", "ÑANDÚ 3", "„Zitat“", "Ω 2", "Ё"]
)
def test_they_agree_on_what_people_write(text: str) -> None:
    assert in_sql(text, "es") == sort_key(text, "es")


def test_lists_files_and_pickers_have_it() -> None:
    strategy = make_strategy()
    codes = CODES[::-1]
    for code, name in zip(codes, NAMES, strict=False):
        make_project(strategy=strategy, code=code, name=name)
    client = client_of(make_user(Role.PMO))
    asked = f"strategy={strategy.slug}"
    assert [
        row.code for row in client.get(f"/projects/?{asked}").context["table"].page.object_list.data
    ] == CODES
    assert list(Project.objects.filter(strategy=strategy).values_list("code", flat=True)) == CODES
    down = client.get(f"/projects/?{asked}&sort=-code").context["table"].page.object_list.data
    assert [row.code for row in down] == codes
    named = client.get(f"/projects/?{asked}&sort=name").context["table"].page.object_list.data
    assert [row.name for row in named] == NAMES[:5]
    file = client.get(f"/projects/?{asked}&export=csv&columns=name").content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in file.splitlines()[1:]] == CODES


def test_names_are_ordered_as_they_are_shown() -> None:
    strategy = make_strategy()
    for name, german in (("Alpha", "Zeta"), ("Beta", "Äther"), ("Gamma", "")):
        make_project(strategy=strategy, name=name, name_de=german or None)
    client = client_of(make_user(Role.PMO, language="de"))
    rows = client.get(f"/projects/?strategy={strategy.slug}&sort=name").context["table"]
    assert [row.name for row in rows.page.object_list.data] == ["Beta", "Gamma", "Alpha"]


def test_people_are_found_in_the_order_of_the_language() -> None:
    made = [make_user(full_name=name).pk for name in ("Núñez", "Nuza", "Nunez", "Nun z")]
    people = User.objects.filter(pk__in=made).values_list("full_name", flat=True)
    with override("en"):
        assert list(people.all()) == ["Nun z", "Núñez", "Nunez", "Nuza"]
    with override("es"):
        assert list(people.all()) == ["Nun z", "Nunez", "Núñez", "Nuza"]
