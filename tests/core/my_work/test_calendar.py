"""The calendar of a person: its private address, what stands in it, and that programs can read it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from core.access import Role
from core.models import CalendarFeed, RoleAssignment, User
from core.my_work.calendar import calendar_of, feed_renew
from core.my_work.mails import in_language_of
from core.my_work.subscriptions import subscription_set
from core.time import working_date
from portfolio.models import Commitment, Milestone
from tests.access.people import user
from tests.factories import make_project, make_unit, make_user

pytestmark = pytest.mark.django_db


def events(person: User) -> dict[str, Any]:
    """What the library reads back, by its title."""
    person = User.objects.get(pk=person.pk)
    calendar = Calendar.from_ical(calendar_of(person, working_date()))
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def soon() -> date:
    return working_date() + timedelta(days=20)


def test_a_day_is_a_whole_day_with_a_name_of_its_own_that_stays() -> None:
    manager = make_user(Role.PROJECT_MANAGER)
    project = make_project(manager=manager)
    title = "Komma, Semikolon; \\ und eine Zeile,\ndie länger ist als fünfundsiebzig Bytes: größer"
    milestone = Milestone.objects.create(project=project, title=title, forecast_on=soon())
    body = calendar_of(manager, working_date())
    assert b"\r\n" in body and b"\n" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert b"BEGIN:VCALENDAR" in body and b"VERSION:2.0" in body
    (event,) = events(manager).values()
    assert str(event["summary"]) == f"{project.code} {title}"
    assert event["dtstart"].dt == soon() and type(event["dtstart"].dt) is date
    assert event["dtend"].dt == soon() + timedelta(days=1)
    assert str(event["url"]).endswith(f"{project.get_absolute_url()}#milestones")
    name = str(event["uid"])
    Milestone.objects.filter(pk=milestone.pk).update(title="New", forecast_on=soon() + timedelta(1))
    moved = events(manager)[f"{project.code} New"]
    assert str(moved["uid"]) == name
    assert calendar_of(manager, working_date()) == calendar_of(manager, working_date())


def test_it_holds_rounds_milestones_and_promises_of_ones_projects_and_of_what_is_followed() -> None:
    unit = make_unit()
    manager = make_user(Role.PROJECT_MANAGER, unit=unit)
    RoleAssignment.objects.filter(user=manager).update(unit=unit)
    own, other = make_project(manager=manager), make_project(lead_unit=unit)
    hidden = make_project()
    for project in (own, other, hidden):
        Milestone.objects.create(project=project, title="Live", baseline_on=soon())
        Commitment.objects.create(
            project=project, key="a", what="Promised", year=2021, due_until=soon()
        )
    expected = {f"{own.code} Live", f"{own.code} promise: Promised"}
    assert set(events(manager)) == expected
    subscription_set(user=manager, subject="project", key=str(other.pk), mode="follow")
    followed = {f"{other.code} Live", f"{other.code} promise: Promised"}
    assert set(events(manager)) == expected | followed
    subscription_set(user=manager, subject="project", key=str(own.pk), mode="mute")
    assert set(events(manager)) == followed
    rounds = [str(e["uid"]) for e in events(user("pmo")).values() if "round-" in str(e["uid"])]
    assert any("opens" in uid for uid in rounds) and any("due" in uid for uid in rounds)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_it_speaks_the_language_of_its_person(language: str) -> None:
    person = user("pmo")
    User.objects.filter(pk=person.pk).update(language=language)
    person.refresh_from_db()
    with in_language_of(person):
        (word,) = {"en": ["promise"], "de": ["Zusage"], "fr": ["engagement"], "es": ["compromiso"]}[
            language
        ]
        names = " ".join(events(person))
    assert word.lower() in names.lower()


def test_the_address_is_shown_once_kept_as_a_hash_replaced_and_revoked() -> None:
    client, stranger = Client(), Client()
    client.force_login(user("pm-ams"))
    page = client.post("/my-work/calendar/").content.decode()
    address = page.partition('value="http://testserver')[2].partition('"')[0]
    token = address.removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) > 40
    assert not CalendarFeed.objects.filter(token_hash__contains=token).exists()
    assert token not in client.get("/my-work/settings/").content.decode()
    answer = stranger.get(address)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    client.post("/my-work/calendar/")
    assert stranger.get(address).status_code == 404
    second = reverse("work:calendar", args=[feed_renew(user=user("pm-ams"))])
    assert stranger.get(second).status_code == 200
    client.post("/my-work/calendar/revoke/")
    assert stranger.get(second).status_code == 404
    assert stranger.get("/calendar/nothing.ics").status_code == 404


def test_who_has_left_has_no_calendar_and_who_lost_a_role_reads_nothing_of_it() -> None:
    manager = make_user(Role.PROJECT_MANAGER)
    project = make_project(manager=manager)
    Milestone.objects.create(project=project, title="Live", baseline_on=soon())
    address, client = reverse("work:calendar", args=[feed_renew(user=manager)]), Client()
    assert b"Live" in client.get(address).content
    RoleAssignment.objects.filter(user=manager).delete()
    answer = client.get(address)
    assert answer.status_code == 200 and b"Live" not in answer.content
    User.objects.filter(pk=manager.pk).update(is_active=False)
    assert client.get(address).status_code == 404
