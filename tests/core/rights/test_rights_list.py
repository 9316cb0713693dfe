"""The list "Who can do what": by person, by action, with who gave it; and its file."""

import csv
import io
from datetime import date, datetime

import pghistory
import pytest
from django.test import Client
from django.utils import timezone

from core.access import Access, Action, Held, Limit, Role
from core.imports.problems import FileCheck
from core.models import Installation, RoleAssignment, User
from core.people.imports import people_import
from core.people.services import absence_begin, role_assign, role_end
from core.rights.assignments import giving, in_force
from core.rights.extents import given, shapes
from core.rights.people_file import people_file_text
from core.rights.table import DOCUMENT, rights_text
from core.rights.wording import ACTIONS
from tests.access.test_three_people import client_of
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2022, 1, 17)


@pytest.fixture(autouse=True)
def _working_date() -> None:
    Installation.objects.update(fixed_date=TODAY)


def lines(client: Client, query: str = "") -> dict[str, dict[str, str]]:
    """The lines of the file, by person; who is named twice has the last."""
    content = client.get(f"/rights/?export=csv&{query}").content.decode("utf-8-sig")
    return {line["Person"]: line for line in csv.DictReader(io.StringIO(content))}


def test_a_line_tells_since_when_given_by_whom_until_when_and_the_last_sign_in() -> None:
    administrator, auditor = make_user(Role.ADMINISTRATOR), make_user(Role.AUDITOR)
    unit = make_unit()
    subject = make_user(last_login=timezone.make_aware(datetime(2022, 1, 3, 9, 30)))
    with pghistory.context(user=administrator.pk):
        role_assign(
            by=administrator, user=subject, role=Role.MANAGER, unit=unit,
            starts_on=date(2022, 1, 2), ends_on=date(2022, 12, 31),
        )  # fmt: skip
    line = lines(client_of(auditor))[subject.full_name]
    assert line["Role"] == "Manager"
    assert line["Where"] == f"{unit.code} and its parts"
    assert line["Since"] == "2022-01-02"
    assert line["Until"] == "2022-12-31"
    assert line["Given by"] == administrator.full_name
    assert line["Last sign-in"].startswith("2022-01-03")
    assert str(ACTIONS[Action.EDIT_PROJECT]) in line["Lets them"]
    page = client_of(administrator).get("/rights/").content.decode()
    assert administrator.full_name in page and "Who can do what" in page


def test_what_a_file_or_a_command_gave_says_so_and_counts_from_that_day() -> None:
    subject, auditor = make_user(Role.PMO), make_user(Role.AUDITOR)
    line = lines(client_of(auditor))[subject.full_name]
    assert line["Given by"] == "a file or a command"
    assert line["Since"] == timezone.localdate().isoformat()


def test_a_lent_role_names_its_lender_and_goes_with_the_lenders_own() -> None:
    administrator, lender, stand_in = (
        make_user(Role.ADMINISTRATOR),
        make_user(Role.PMO),
        make_user(),
    )
    absence_begin(
        by=lender, lender=lender, stand_in=stand_in, starts_on=TODAY,
        ends_on=date(2022, 2, 1), roles=lender.assignments.all(),
    )  # fmt: skip
    client = client_of(administrator)
    assert lines(client)[stand_in.full_name]["Lent by"] == lender.full_name
    assert stand_in.full_name in lines(client, "lent=lent")
    assert stand_in.full_name not in lines(client, "lent=own")
    lender.assignments.update(ends_on=date(2022, 1, 16))
    assert stand_in.full_name not in lines(client)
    assert {lender.full_name, stand_in.full_name} <= lines(client, "when=all").keys()


def test_an_action_finds_everybody_who_may_and_how_far() -> None:
    auditor, pmo, unit = make_user(Role.AUDITOR), make_user(Role.PMO), make_unit()
    manager, chief = make_user(Role.PROJECT_MANAGER), make_user()
    RoleAssignment.objects.create(user=chief, role=Role.MANAGER, unit=unit)
    found = lines(client_of(auditor), "action=edit_project")
    assert found[pmo.full_name]["Where"] == "the whole organization"
    assert found[manager.full_name]["Where"] == "own rows"
    assert found[chief.full_name]["Where"] == f"{unit.code} and its parts"
    assert auditor.full_name not in found
    page = client_of(auditor).get("/rights/?action=edit_project").content.decode()
    assert str(ACTIONS[Action.EDIT_PROJECT]) in page


def test_the_list_of_an_action_is_what_the_gate_itself_says() -> None:
    unit = make_unit()
    for shape in shapes():
        RoleAssignment.objects.create(
            user=make_user(),
            role=shape.role,
            unit=unit if shape.limit is Limit.UNIT else None,
            language="fr" if shape.limit is Limit.EDITION else "",
        )
    rows = in_force(RoleAssignment.objects.all(), TODAY)
    for action in Action:
        listed = set(giving(rows, action).values_list("user", flat=True))
        users = User.objects.filter(assignments__in=rows).distinct()
        assert listed == {user.pk for user in users if user.access.opens(action)}, action


def test_what_a_role_gives_is_what_the_rules_give() -> None:
    for shape in shapes():
        held = Held(
            shape.role,
            7 if shape.limit is Limit.UNIT else None,
            "de" if shape.limit is Limit.EDITION else "",
        )
        access = Access.of(user_id=3, held=[held], unit_parents={7: None})
        assert held.limit_means_something
        assert set(given(shape)) == {action for action in Action if access.opens(action)}


def test_filters_narrow_by_time_unit_limit_and_name() -> None:
    client, unit = client_of(make_user(Role.AUDITOR)), make_unit()
    coming, past, here = make_user(), make_user(), make_user(unit=unit)
    RoleAssignment.objects.create(user=coming, role=Role.PMO, starts_on=date(2022, 3, 1))
    RoleAssignment.objects.create(user=past, role=Role.PMO, ends_on=date(2022, 1, 1))
    RoleAssignment.objects.create(user=here, role=Role.MANAGER, unit=unit)
    assert lines(client, "when=coming").keys() == {coming.full_name}
    assert lines(client, "when=past").keys() == {past.full_name}
    assert lines(client, f"unit={unit.code}").keys() == {here.full_name}
    assert lines(client, f"where={unit.code}").keys() == {here.full_name}
    assert lines(client, f"q={here.full_name}").keys() == {here.full_name}


@pytest.mark.parametrize(
    "role", [each for each in Role if each not in {"administrator", "auditor"}]
)
def test_only_administrators_and_auditors_of_the_whole_see_rights(role: Role) -> None:
    for address in ("", "?export=csv", "changes/", "reviews/", "file/", "reviews/new/"):
        assert client_of(make_user(role)).get(f"/rights/{address}").status_code == 404


def test_an_auditor_of_a_unit_does_not_see_the_rights_of_the_whole() -> None:
    limited = make_user()
    RoleAssignment.objects.create(user=limited, role=Role.AUDITOR, unit=make_unit())
    for address in ("", "?export=csv", "changes/", "reviews/", "file/", "reviews/new/"):
        assert client_of(limited).get(f"/rights/{address}").status_code == 404


# --- The file -----------------------------------------------------------------------------------


def test_the_file_of_people_loads_again_and_changes_nothing() -> None:
    administrator, top = make_user(Role.ADMINISTRATOR), make_unit(code="ZZ", name_de="Oben")
    part = make_unit(code="AA", parent=top)
    lender, stand_in = (
        make_user(Role.PMO, unit=part, email="a@example.org"),
        make_user(language="fr"),
    )
    absence_begin(
        by=lender, lender=lender, stand_in=stand_in, starts_on=TODAY,
        ends_on=date(2022, 2, 1), roles=lender.assignments.all(),
    )  # fmt: skip
    ended = make_user(Role.TRANSLATOR)
    role_end(by=administrator, assignment=ended.assignments.get(), on=TODAY)
    answer = client_of(administrator).get("/rights/file/")
    assert "people-2022-01-17.yaml" in answer["Content-Disposition"]
    difference = people_import(answer.content, FileCheck("people.yaml"))
    assert not (difference.added or difference.changed or difference.gone)


def test_the_file_of_people_brings_roles_back() -> None:
    lender, stand_in = make_user(Role.PMO, unit=make_unit()), make_user()
    RoleAssignment.objects.create(
        user=stand_in, role=Role.PMO, lent_by=lender, starts_on=TODAY, ends_on=TODAY
    )
    content = people_file_text()
    RoleAssignment.objects.all().delete()
    people_import(content.encode(), FileCheck("people.yaml"))
    assert people_file_text() == content


# --- The docs -----------------------------------------------------------------------------------


def test_every_action_has_words() -> None:
    assert set(ACTIONS) == set(Action)


def test_the_rights_table_of_the_docs_is_up_to_date() -> None:
    said = DOCUMENT.read_text(encoding="utf-8")
    assert said == rights_text(), "run: manage.py rights_table"
