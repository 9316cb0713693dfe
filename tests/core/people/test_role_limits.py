"""Limits of roles where they are given: form, administration, file, model and database agree."""

from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from core.access import Held, Role
from core.models import RoleAssignment, Unit, User
from core.models.people import NOT_FOR_A_UNIT, NOT_FOR_AN_EDITION
from core.people import services
from tests.factories import make_unit, make_user
from tests.loaders.running import run

pytestmark = pytest.mark.django_db
LIMITS = [(True, ""), (False, "de"), (True, "de")]
GIVEN = list(product(Role, LIMITS))


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def means_something(role: Role, unit: bool, language: str) -> bool:
    return Held(role, 1 if unit else None, language).limit_means_something


@pytest.mark.parametrize(("role", "limit"), GIVEN)
def test_a_limit_that_means_nothing_is_refused_wherever_a_role_is_given(
    role: Role, limit: tuple[bool, str]
) -> None:
    in_unit, language = limit
    unit, subject, by = make_unit(), make_user(), make_user(Role.ADMINISTRATOR)
    client = client_of(by)
    sent = {"role": role.value, "unit": str(unit.pk) if in_unit else "", "language": language}
    fits = means_something(role, in_unit, language)
    by_form = client.post(f"{subject.get_absolute_url()}roles/", sent)
    assert by_form.status_code == (302 if fits else 422)
    other = make_user()
    by_admin = client.post("/admin/core/roleassignment/add/", {**sent, "user": str(other.pk)})
    assert by_admin.status_code == (302 if fits else 200)
    if not fits:
        for page in (by_form.content.decode(), by_admin.content.decode()):
            assert any(str(each) in page for each in (NOT_FOR_A_UNIT, NOT_FOR_AN_EDITION))
    held = RoleAssignment.objects.filter(user__in=(subject, other))
    assert held.count() == (2 if fits else 0)


@pytest.mark.parametrize(("role", "limit"), GIVEN)
def test_the_database_and_the_service_refuse_it_too(role: Role, limit: tuple[bool, str]) -> None:
    in_unit, language = limit
    given: dict[str, Any] = {"role": role, "unit": make_unit() if in_unit else None}
    given["language"] = language
    if means_something(role, in_unit, language):
        RoleAssignment.objects.create(user=make_user(), **given)
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleAssignment.objects.create(user=make_user(), **given)
    with pytest.raises(ValidationError) as refused:
        services.role_assign(by=make_user(Role.ADMINISTRATOR), user=make_user(), **given)
    assert set(refused.value.message_dict) <= {"unit", "language"}


def test_a_file_says_in_which_line_a_limit_means_nothing(tmp_path: Path) -> None:
    path = tmp_path / "people.yaml"
    path.write_text(
        "users:\n"
        "  - username: somebody\n"
        "    full_name: Some Body\n"
        "    roles:\n"
        "      - {role: administrator, unit: AMS}\n"
        "      - {role: translator, unit: AMS, edition: de}\n"
        "      - {role: pmo, edition: de}\n"
        "      - {role: focal_point, unit: AMS}\n",
        encoding="utf-8",
    )
    ended = run("load_people", path)
    assert ended.code == 1
    told = [line.removeprefix("people.yaml, ") for line in ended.mistakes]
    assert [line.partition(":")[0] for line in told] == ["line 5", "line 6", "line 7"]
    assert str(NOT_FOR_A_UNIT) in told[0] and str(NOT_FOR_A_UNIT) in told[1]
    assert str(NOT_FOR_AN_EDITION) in told[2]
    assert not User.objects.filter(username="somebody").exists()


def test_the_form_says_for_which_roles_a_limit_is() -> None:
    subject = make_user()
    url = f"{subject.get_absolute_url()}roles/"
    page = client_of(make_user(Role.ADMINISTRATOR)).get(url).content.decode()
    assert 'data-only-for="pmo project_manager focal_point manager auditor"' in page
    assert 'data-only-for="translator"' in page
    assert "core/people/role_limits" in page
    assert "For this role: Translator." in page


# --- What was given before ----------------------------------------------------------------------


@pytest.fixture
def unchecked() -> None:
    """The table as it was before limits were checked; the test's transaction brings them back."""
    with connection.cursor() as cursor:
        for name in ("a_unit", "an_edition"):
            cursor.execute(
                f"ALTER TABLE core_roleassignment DROP CONSTRAINT role_can_be_limited_to_{name}"
            )


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize(
    ("role", "in_unit", "language", "becomes"),
    [
        (Role.ADMINISTRATOR, True, "", None),
        (Role.ADMINISTRATOR, False, "de", None),
        (Role.REPORT_EDITOR, True, "", None),
        (Role.PMO, False, "de", None),
        (Role.TRANSLATOR, True, "", None),
        # One limit stays.
        (Role.TRANSLATOR, True, "de", (False, "de")),
        (Role.MANAGER, True, "fr", (True, "")),
        # The role gives the same without it.
        (Role.BUSINESS_OWNER, True, "", (False, "")),
        (Role.CLEARER, True, "de", (False, "")),
        # It meant something.
        (Role.FOCAL_POINT, True, "", (True, "")),
        (Role.TRANSLATOR, False, "es", (False, "es")),
        (Role.PMO, False, "", (False, "")),
    ],
)
def test_a_role_held_before_is_never_widened(
    role: Role, in_unit: bool, language: str, becomes: tuple[bool, str] | None
) -> None:
    unit = Unit.objects.get(code="AMS") if in_unit else None
    held = RoleAssignment.objects.create(user=make_user(), role=role, unit=unit, language=language)
    if becomes != (in_unit, language):
        assert not User.objects.get(pk=held.user_id).access.roles, "nothing until it is mended"
    import_module("core.migrations.0005_role_limits").mend_limits(apps, None)
    found = RoleAssignment.objects.filter(pk=held.pk).first()
    assert (found and (found.unit_id is not None, found.language)) == becomes


@pytest.mark.usefixtures("unchecked")
def test_of_two_that_would_become_one_the_other_stays() -> None:
    person = make_user(Role.BUSINESS_OWNER)
    unit = Unit.objects.get(code="AMS")
    RoleAssignment.objects.create(user=person, role=Role.BUSINESS_OWNER, unit=unit)
    import_module("core.migrations.0005_role_limits").mend_limits(apps, None)
    assert RoleAssignment.objects.get(user=person).unit is None
