"""Owner, colleague, outsider: what one may, the next may not, and nobody learns more than that."""

from datetime import date
from typing import Any, NamedTuple

import pytest
from django.test import Client

from core.access import Role
from core.models import RoleAssignment, User
from portfolio.models import Project, StatusUpdate
from tests.access.people import user
from tests.factories import (
    make_project,
    make_report,
    make_round,
    make_strategy,
    make_update,
    make_user,
)

pytestmark = pytest.mark.django_db
EDIT, STATUS, DETAIL = "edit/", "status/", ""


class People(NamedTuple):
    """The owner's project, its owner, a colleague of the same role, and somebody without a role."""

    project: Project
    owner: User
    colleague: User
    outsider: User


@pytest.fixture
def people() -> People:
    owner = make_user(Role.PROJECT_MANAGER)
    strategy = make_strategy()
    make_round(strategy)
    project = make_project(
        strategy=strategy, manager=owner, stages={date(2021, 1, 1): "in_progress"}
    )
    return People(project, owner, make_user(Role.PROJECT_MANAGER), make_user())


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def facts(project: Project, **changes: str) -> dict[str, str]:
    """What the edit form sends."""
    from core.history.versions import version_of

    return {
        "code": project.code,
        "name": project.name,
        "kind": project.kind,
        "stage": "in_progress",
        "output": str(project.output_id),
        "lead_unit": str(project.lead_unit_id),
        "manager": str(project.manager_id),
        "version": str(version_of(project)),
        **changes,
    }


def test_owner_edits_their_project(people: People) -> None:
    url = people.project.get_absolute_url() + EDIT
    response = client_of(people.owner).post(url, facts(people.project, name="New name"))
    assert response.status_code == 302
    people.project.refresh_from_db()
    assert people.project.name == "New name"


@pytest.mark.parametrize("page", [DETAIL, EDIT, STATUS])
def test_colleague_and_outsider_get_404_for_somebody_elses_project(
    people: People, page: str
) -> None:
    url = people.project.get_absolute_url() + page
    for person in (people.colleague, people.outsider):
        assert client_of(person).get(url).status_code == 404
        assert client_of(person).post(url, facts(people.project, name="Stolen")).status_code in {
            404,
            405 if page == DETAIL and person == people.colleague else 404,
        }
    people.project.refresh_from_db()
    assert people.project.name != "Stolen"


def test_list_and_export_hold_only_what_a_person_may_see(people: People) -> None:
    for query in ("?q=T-", "?export=csv"):
        mine = client_of(people.owner).get("/projects/" + query).content.decode()
        theirs = client_of(people.colleague).get("/projects/" + query).content.decode()
        assert people.project.name in mine
        assert people.project.name not in theirs
    assert client_of(people.outsider).get("/projects/?export=csv").status_code == 404


def test_owner_enters_a_status_and_speaks_for_nobody_else(people: People) -> None:
    url = people.project.get_absolute_url() + STATUS
    sent = {"overall": "g", "achieved": "Done", "version": "0", "submit": "submit"}
    _stand_on(date(2022, 1, 17))
    assert client_of(people.owner).post(url, sent).status_code == 302
    update = StatusUpdate.objects.get(project=people.project)
    assert (update.author, update.on_behalf_of, update.state) == (people.owner, None, "submitted")


def test_pmo_enters_a_status_on_the_managers_behalf(people: People) -> None:
    url = people.project.get_absolute_url() + STATUS
    _stand_on(date(2022, 1, 17))
    before = make_round(
        people.project.strategy,
        period=date(2021, 11, 1),
        opens_on=date(2021, 11, 30),
        closes_on=date(2021, 12, 21),
    )
    make_update(people.project, round=before)
    sent = {"version": "0", "submit": "confirm"}
    assert client_of(user("pmo")).post(url, sent).status_code == 302
    update = StatusUpdate.objects.get(project=people.project, kind="confirmation")
    assert update.on_behalf_of == people.owner
    assert update.achieved == update.overall == ""


def test_editor_regenerates_a_report_reader_and_outsider_cannot() -> None:
    from core.models import Job

    report = make_report()
    url = report.get_absolute_url() + "regenerate/"
    reader, outsider = make_user(Role.AUDITOR), make_user()
    for person in (reader, outsider):
        assert client_of(person).post(url).status_code == 404
    assert not Job.objects.filter(key=report.slug).exists()
    assert client_of(make_user(Role.REPORT_EDITOR)).post(url).status_code == 302
    assert Job.objects.filter(key=report.slug).count() == 1


def test_a_role_ends_with_its_last_day(people: People) -> None:
    _stand_on(date(2022, 1, 17))
    RoleAssignment.objects.filter(user=people.owner).update(ends_on=date(2022, 1, 17))
    url = people.project.get_absolute_url()
    assert client_of(people.owner).get(url).status_code == 200
    RoleAssignment.objects.filter(user=people.owner).update(ends_on=date(2022, 1, 16))
    assert client_of(people.owner).get(url).status_code == 404


def test_somebody_who_has_left_is_signed_out(people: People) -> None:
    client = client_of(people.owner)
    User.objects.filter(pk=people.owner.pk).update(is_active=False)
    response = client.get(people.project.get_absolute_url())
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_a_project_manager_cannot_move_a_project_into_a_unit_out_of_reach(people: People) -> None:
    from tests.factories import make_unit

    url = people.project.get_absolute_url() + EDIT
    sent = facts(people.project, lead_unit=str(make_unit().pk))
    assert client_of(people.owner).post(url, sent).status_code == 422


def test_one_click_sign_in_needs_embedded_servers_demonstration_and_loopback(settings) -> None:  # type: ignore[no-untyped-def]
    from core.models import Installation

    def click(**extra: Any) -> int:
        return Client().post("/sign-in/as/", {"username": "pmo"}, **extra).status_code

    settings.EMBEDDED = True
    assert click() == 302
    assert click(REMOTE_ADDR="192.0.2.1") == 404
    for name in ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via", "X-Real-IP"):
        assert click(headers={name: "127.0.0.1"}) == 404, name
        page = Client().get("/sign-in/", headers={name: "127.0.0.1"}).content.decode()
        assert 'name="username" value="pmo"' not in page
    settings.TRUSTED_PROXIES = 1
    assert click() == 404
    settings.TRUSTED_PROXIES = 0
    settings.EMBEDDED = False
    assert click() == 404
    settings.EMBEDDED = True
    Installation.objects.update(is_demonstration=False)
    assert click() == 404


def test_sign_in_never_leads_to_another_site() -> None:
    for target in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        response = Client().post("/language/", {"language": "de", "next": target})
        assert response["Location"] == "/"


def _stand_on(day: date) -> None:
    from core.models import Installation

    Installation.objects.update(fixed_date=day)
