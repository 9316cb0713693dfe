"""A role that has ended is over for everybody, at once, and no working date brings it back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.access import Action, Role
from core.models import Installation, RoleAssignment, User
from core.people import services
from core.time import rights_day, working_date
from tests.factories import make_project, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2022, 1, 17)
SETTINGS = "/admin/core/installation/1/change/"


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def access_of(person: User) -> frozenset[Role]:
    return User.objects.get(pk=person.pk).access.roles


def stand_on(day: date | None) -> None:
    """As an administrator does it, on the page of the settings."""
    sent = {"fixed_date": day.isoformat() if day else "", "is_demonstration": "on"}
    answer = client_of(make_user(Role.ADMINISTRATOR)).post(SETTINGS, sent)
    assert answer.status_code == 302, answer.content.decode()


def by_service(person: User) -> None:
    by = make_user(Role.ADMINISTRATOR)
    services.role_end(by=by, assignment=person.assignments.get(), on=rights_day())


def by_page(person: User) -> None:
    role = person.assignments.get()
    url = f"{person.get_absolute_url()}roles/{role.pk}/end/"
    assert client_of(make_user(Role.ADMINISTRATOR)).post(url).status_code == 302


def by_leaving(person: User) -> None:
    client = client_of(make_user(Role.ADMINISTRATOR))
    assert client.post(f"{person.get_absolute_url()}leave/").status_code == 302
    assert client.post(f"{person.get_absolute_url()}return/").status_code == 302


def by_its_last_day(person: User) -> None:
    person.assignments.update(ends_on=TODAY - timedelta(days=1))


@pytest.mark.parametrize("end", [by_service, by_page, by_leaving, by_its_last_day])
@pytest.mark.parametrize("back", [1, 7, 400])
def test_a_working_date_set_back_revives_nobody(end: Callable[[User], None], back: int) -> None:
    person = make_user(Role.PMO)
    assert access_of(person) == {Role.PMO}
    end(person)
    assert access_of(person) == frozenset()
    stand_on(TODAY - timedelta(days=back))
    assert working_date() == TODAY - timedelta(days=back)
    assert access_of(person) == frozenset()
    assert client_of(User.objects.get(pk=person.pk)).get("/projects/").status_code == 404
    assert not User.objects.holding(Role.PMO, at=working_date()).filter(pk=person.pk).exists()
    page = client_of(make_user(Role.ADMINISTRATOR)).get(person.get_absolute_url()).content.decode()
    assert "Earlier roles" in page or not person.assignments.exists()


def test_a_stand_in_whose_time_is_over_is_not_revived_and_none_begins_too_early() -> None:
    lender, over, coming = make_user(Role.PROJECT_MANAGER), make_user(), make_user()
    make_project(manager=lender)
    days = {over: -10, coming: 3}
    for stand_in, first in days.items():
        RoleAssignment.objects.create(
            user=stand_in, role=Role.PROJECT_MANAGER, lent_by=lender,
            starts_on=TODAY + timedelta(days=first), ends_on=TODAY + timedelta(days=first + 5),
        )  # fmt: skip
    stand_on(TODAY - timedelta(days=8))
    assert access_of(over) == access_of(coming) == frozenset()
    page = client_of(lender).get("/people/stand-ins/").content.decode()
    assert over.full_name not in page and coming.full_name in page
    stand_on(TODAY + timedelta(days=4))
    assert access_of(coming) == {Role.PROJECT_MANAGER}
    # Set back again: what has not begun on the working date gives nothing, though the day was reached.
    stand_on(TODAY)
    assert access_of(coming) == frozenset()


def test_a_role_ended_while_the_date_is_set_back_stays_ended_when_it_moves_on() -> None:
    person = make_user(Role.PMO)
    stand_on(TODAY - timedelta(days=30))
    by_page(person)
    assert access_of(person) == frozenset()
    for day in (TODAY - timedelta(days=29), TODAY, TODAY + timedelta(days=1), None):
        stand_on(day)
        assert access_of(person) == frozenset(), day


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "Pacific/Kiritimati", "Europe/Zurich"])
def test_a_last_day_ends_when_it_ends_where_the_organization_is(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also for somebody whose pages and reach were kept a minute before, wherever they sit."""
    Installation.objects.update(fixed_date=None)
    person = make_user(Role.PMO, time_zone=zone)
    last = timezone.localdate(timezone=timezone.get_default_timezone()) + timedelta(days=10)
    person.assignments.update(ends_on=last)
    midnight = datetime(
        last.year, last.month, last.day, tzinfo=timezone.get_default_timezone()
    ) + timedelta(days=1)
    client: Client | None = None
    for minutes, expected in ((-2, 200), (-1, 200), (0, 404)):
        moment = (midnight + timedelta(minutes=minutes)).astimezone(UTC)
        monkeypatch.setattr("core.time.timezone.now", lambda moment=moment: moment)
        client = client or client_of(person)
        assert client.get("/projects/").status_code == expected, minutes
    assert not User.objects.get(pk=person.pk).access.opens(Action.VIEW_PORTFOLIO)


def test_the_settings_take_no_day_to_come() -> None:
    client = client_of(make_user(Role.ADMINISTRATOR))
    for day in ("9999-12-31", "0001-01-01", (working_date() + timedelta(days=20_000)).isoformat()):
        answer = client.post(SETTINGS, {"fixed_date": day, "is_demonstration": "on"})
        assert answer.status_code == 200, day
    assert working_date() == TODAY
