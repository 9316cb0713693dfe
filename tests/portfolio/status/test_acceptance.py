"""Accepting a status update: who may, what is refused, and that it never changes afterwards."""

from datetime import date

import pytest
from django.test import Client

from core.access import Role
from core.history.versions import version_of
from core.models import RoleAssignment, User
from portfolio.models import Project, StatusUpdate
from portfolio.status.services import AlreadyAccepted, status_confirm
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_update, make_user

pytestmark = pytest.mark.django_db
BEGUN = {date(2021, 1, 1): "in_progress"}


@pytest.fixture
def pmo() -> User:
    return make_user(Role.PMO)


def submitted(**changes: object) -> StatusUpdate:
    """An update that waits for acceptance, given by the project's manager."""
    manager = make_user(Role.PROJECT_MANAGER)
    project = make_project(manager=manager, stages=BEGUN)
    return make_update(project, **{"author": manager, **changes})


def accept(person: User, update: StatusUpdate, version: int | None = None) -> list[str]:
    """What is said to a person who accepts an update; empty when it does not exist for them."""
    address = f"{update.project.get_absolute_url()}status/{update.pk}/accept/"
    seen = version_of(update) if version is None else version
    answer = client_of(person).post(address, {"version": str(seen)}, follow=True)
    update.refresh_from_db()
    if answer.status_code == 404:
        return []
    return [str(each) for each in answer.context["messages"]]


def test_the_pmo_accepts_on_the_page_and_the_history_says_so(pmo: User) -> None:
    update = submitted()
    client: Client = client_of(pmo)
    page = client.get(update.project.get_absolute_url())
    (shown,) = page.context["page"].updates
    assert f'action="{shown.accept_url}"' in page.content.decode()
    assert Project.objects.awaiting_acceptance(date.max).contains(update.project)
    answer = client.post(shown.accept_url, {"version": str(shown.version)}, follow=True)
    update.refresh_from_db()
    assert (update.state, update.accepted_by) == ("accepted", pmo)
    (said,) = answer.context["messages"]
    assert str(said) == "The update has been accepted. It does not change any more."
    assert shown.accept_url not in answer.content.decode()
    told = [(each.who, what) for each in answer.context["page"].history for what in each.what]
    changes = [(who, what.old, what.new) for who, what in told if what.old == "Submitted"]
    assert changes == [(str(pmo), "Submitted", "Accepted")]
    assert not Project.objects.awaiting_acceptance(date.max).contains(update.project)


def test_nobody_accepts_their_own_or_what_was_said_in_their_name(pmo: User) -> None:
    stand_in = make_user(Role.PMO)
    days = {"starts_on": date(2020, 1, 1), "ends_on": date(2030, 1, 1)}
    RoleAssignment.objects.create(user=stand_in, role=Role.PMO, lent_by=pmo, **days)
    for update in (submitted(author=pmo), submitted(on_behalf_of=pmo)):
        for person in (pmo, stand_in):
            page = client_of(person).get(update.project.get_absolute_url())
            assert not page.context["page"].updates[0].accept_url
            (said,) = accept(person, update)
            assert said.endswith("Somebody else must decide.")
            assert ("by you or in your name" if person == pmo else str(pmo)) in said
        assert update.state == "submitted"
    assert accept(make_user(Role.PMO), update)
    assert update.state == "accepted"


def test_for_whoever_may_not_accept_it_does_not_exist(pmo: User) -> None:
    update = submitted()
    for role in set(Role) - {Role.PMO}:
        assert accept(make_user(role), update) == [], role
    for person in (make_user(), update.project.manager):
        assert person is not None
        assert accept(person, update) == []
    assert update.state == "submitted"
    draft = submitted(state="draft")
    assert accept(pmo, draft) == []


def test_what_has_been_changed_since_is_looked_at_again(pmo: User) -> None:
    update = submitted()
    seen = version_of(update)
    StatusUpdate.objects.filter(pk=update.pk).update(achieved="Less than we said")
    said = ["It has been changed meanwhile. Look at it again before you accept it."]
    assert accept(pmo, update, seen) == said
    assert (update.state, update.accepted_by) == ("submitted", None)


def test_accepted_stays_accepted_by_the_first_and_takes_no_update(pmo: User) -> None:
    update = submitted()
    accept(pmo, update)
    colleague = make_user(Role.PMO)
    assert accept(colleague, update) == ["This update has been accepted already."]
    assert update.accepted_by == pmo
    with pytest.raises(AlreadyAccepted):
        status_confirm(
            project=update.project,
            round_=update.round,
            author=colleague,
            on=date(2022, 1, 17),
            version=version_of(update),
        )


def test_the_list_shows_what_waits_for_acceptance(pmo: User) -> None:
    way = 'href="/updates/?acceptable=on"'
    assert way in client_of(pmo).get("/projects/").content.decode()
    manager = make_user(Role.PROJECT_MANAGER)
    assert way not in client_of(manager).get("/projects/").content.decode()
    update = submitted()
    found = client_of(pmo).get("/projects/?attention=awaiting_acceptance&q=" + update.project.code)
    assert update.project.name in found.content.decode()
