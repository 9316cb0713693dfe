"""The first administrator: made once, by whoever reads the log, and by nobody after that."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from core.access import Role
from core.models import RoleAssignment, Unit, User
from core.sign_in import first_person
from core.sign_in.first_person import NotTheFirst, first_path, first_person_create

GIVEN = {
    "full_name": "Ada Beginner",
    "username": "ada",
    "email": "",
    "language": "fr",
    "unit_code": "PMO",
    "unit_name": "Project office",
    "password1": "violet-harbour-29-stones",
    "password2": "violet-harbour-29-stones",
}


def nobody() -> None:
    """As `up --no-demo` leaves the house."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE core_user, core_unit CASCADE")


def said() -> str:
    out = io.StringIO()
    call_command("first_administrator", "--if-empty", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_address_from_the_log_makes_an_administrator_who_is_signed_in() -> None:
    nobody()
    path = said().split()[-1]
    client = Client()
    page = client.get(path)
    assert page.status_code == 200 and "never" not in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0") and "no-store" in page["Cache-Control"]
    assert client.post(path, GIVEN)["Location"] == "/"
    ada = User.objects.get()
    assert (ada.full_name, ada.language, str(ada.unit)) == (
        "Ada Beginner",
        "fr",
        str(Unit.objects.get()),
    )
    held = set(RoleAssignment.objects.values_list("role", "unit"))
    assert held == {(Role.ADMINISTRATOR, None), (Role.PMO, None)}
    assert client.get("/people/", follow=True).status_code == 200
    # Once, and never again: not with the same address, nor with another.
    assert Client().get(path).status_code == Client().post(path, GIVEN).status_code == 404
    assert said() == "" and first_path() == ""
    with pytest.raises(CommandError, match="There are people already"):
        call_command("first_administrator")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"password2": "another-harbour-29"}, "password2"),
        ({"password1": "ada", "password2": "ada"}, "password2"),
        ({"username": ""}, "username"),
        ({"unit_code": "P/M"}, "unit_code"),
        ({"unit_name": "  "}, "unit_name"),
        ({"full_name": "A\x07da"}, "full_name"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_made(changed: dict[str, str], field: str) -> None:
    nobody()
    answer = Client().post(first_path(), GIVEN | changed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not User.objects.exists() and not Unit.objects.exists()


@pytest.mark.django_db
def test_a_code_that_is_wrong_or_of_the_day_before_yesterday_opens_nothing(
    monkeypatch: Any,
) -> None:
    nobody()
    path = first_path()
    assert Client().get(path).status_code == 200
    assert Client().get(f"{path[:-2]}x/").status_code == 404
    assert Client().get("/first/first/").status_code == 404
    monkeypatch.setattr(first_person, "SECONDS", -1)
    assert Client().get(path).status_code == 404


@pytest.mark.django_db
def test_where_somebody_is_no_code_opens_it() -> None:
    code = first_person._signer().sign("first").removeprefix("first:")
    assert Client().get(f"/first/{code}/").status_code == 404
    with pytest.raises(NotTheFirst):
        first_person_create(user=User(username="eve"), unit=Unit(code="EVE"), password="x")
