"""Who sees a row and may not change it reads why, who may, and how to go back."""

import pytest
from django.test import Client

from core.access import Action, Role
from core.models import RoleAssignment, User
from core.rights.refusing import NAMED
from portfolio.models import Project
from risks.models import Issue, Risk
from risks.models.querysets import RiskReach
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_unit, make_user

pytestmark = pytest.mark.django_db
ROW_ACTIONS = (Action.VIEW_RISKS, Action.EDIT_RISK, Action.HANDLE_ISSUE)


def refused(client: Client, url: str) -> str:
    """The words of the page."""
    answer = client.get(url)
    assert answer.status_code == 403
    return " ".join(answer.content.decode().split())


def edit(project: Project) -> str:
    return f"{project.get_absolute_url()}edit/"


def limited(role: Role, **scope: object) -> User:
    user = make_user()
    RoleAssignment.objects.create(user=user, role=role, **scope)
    return user


def test_a_reader_reads_who_may_and_goes_back() -> None:
    manager = make_user(Role.PROJECT_MANAGER, full_name="Mira Manager")
    other = make_user(Role.PROJECT_MANAGER, full_name="Otto Other")
    project = make_project(manager=manager)
    words = refused(client_of(make_user(Role.AUDITOR)), edit(project))
    assert "You see this, but you may not change it" in words and project.code in words
    assert "Your roles let you see this, but not change it." in words
    assert "Project manager: Mira Manager" in words and other.full_name not in words
    assert f'href="{project.get_absolute_url()}"' in words


def test_a_chief_of_another_unit_reads_which_unit_is_theirs() -> None:
    mine, theirs = make_unit(code="MINE"), make_unit(code="THEIRS")
    project = make_project(lead_unit=theirs)
    chief = limited(Role.MANAGER, unit=mine)
    RoleAssignment.objects.create(user=chief, role=Role.AUDITOR)
    able = limited(Role.MANAGER, unit=theirs)
    words = refused(client_of(chief), edit(project))
    assert "Your roles let you change what belongs to MINE. This does not." in words
    assert f"Manager: {able.full_name}" in words and chief.full_name not in words


def test_a_manager_of_other_projects_reads_that_it_is_not_theirs() -> None:
    unit = make_unit()
    project = make_project(lead_unit=unit)
    user = limited(Role.PROJECT_MANAGER, unit=unit)
    words = refused(client_of(user), edit(project))
    assert "Your roles let you change what is yours. This is somebody else&#x27;s." in words


def test_who_does_not_see_it_is_told_nothing() -> None:
    outside = limited(Role.PROJECT_MANAGER, unit=make_unit())
    assert client_of(outside).get(edit(make_project())).status_code == 404
    assert client_of(make_user()).get(edit(make_project())).status_code == 404


def test_what_nobody_may_says_so_and_long_lists_end() -> None:
    project = make_project()
    RoleAssignment.objects.filter(role=Role.PMO).delete()
    auditor = client_of(make_user(Role.AUDITOR))
    assert "Nobody holds a role that may" in refused(auditor, edit(project))
    for _each in range(NAMED + 2):
        make_user(Role.PMO)
    assert "and 2 more" in refused(auditor, edit(project))


def test_a_sent_form_is_refused_as_well_and_changes_nothing() -> None:
    project = make_project(name="Old name")
    answer = client_of(make_user(Role.AUDITOR)).post(edit(project), {"name": "New", "version": "0"})
    assert answer.status_code == 403
    project.refresh_from_db()
    assert project.name == "Old name"


def test_the_page_asks_the_same_however_many_hold_a_role(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    project = make_project()
    for _each in range(30):
        make_user(Role.PMO)
    client = client_of(make_user(Role.AUDITOR))
    client.get(edit(project))
    with django_assert_max_num_queries(12):
        client.get(edit(project))


@pytest.mark.parametrize("action", ROW_ACTIONS)
def test_the_gate_of_one_risk_is_that_of_the_list(action: Action) -> None:
    risks = list(Risk.objects.select_related("project"))
    issues = list(Issue.objects.select_related("project", "risk__project"))
    assert len(risks) > 10 and issues
    for user in User.objects.all():
        reach = RiskReach.of(user, action)  # type: ignore[arg-type]
        reached = set(Risk.objects.within(reach).values_list("pk", flat=True))
        assert {each.pk for each in risks if reach.covers(each)} == reached
        reached = set(Issue.objects.within(reach).values_list("pk", flat=True))
        assert {each.pk for each in issues if reach.covers_issue(each)} == reached
