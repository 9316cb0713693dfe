"""What waits for a person: kinds, order, stand-ins, muting, and a count that equals the page."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.access import Role
from core.kept import forget_kept
from core.models import RoleAssignment, Subscription, User
from core.my_work.gathering import all_items, my_work, work_count
from core.my_work.kinds import Weight, WorkItem, work_kinds
from core.my_work.subscriptions import UnknownSubject, subscription_lines, subscription_set
from core.time import working_date
from portfolio.models import Commitment, Project
from tests.access.people import user
from tests.factories import (
    make_project,
    make_round,
    make_strategy,
    make_unit,
    make_update,
    make_user,
)

pytestmark = pytest.mark.django_db


def today() -> date:
    return working_date()


def make_running(manager: User, **changes: Any) -> Project:
    """A project that has begun, in a strategy whose round is open."""
    strategy = changes.pop("strategy", None) or make_strategy(ends_on=date(2030, 12, 31))
    if not strategy.rounds.exists():
        opens = today() - timedelta(days=5)
        make_round(
            strategy,
            period=today().replace(day=1),
            opens_on=opens,
            closes_on=opens + timedelta(days=21),
        )
    stages = {date(2021, 1, 1): "in_progress"}
    return make_project(manager=manager, strategy=strategy, stages=stages, **changes)


def lines(person: User) -> list[tuple[str, WorkItem]]:
    person = User.objects.get(pk=person.pk)  # what a request would ask anew
    return [(group.kind.key, item) for group in my_work(person, today()) for item in group.items]


def keys(person: User) -> list[str]:
    return [kind for kind, _item in lines(person)]


def test_what_is_late_or_due_soon_comes_first_then_what_is_more_consequential() -> None:
    at = date(2022, 1, 10)

    def item(title: str, weight: int, due: date | None = None) -> WorkItem:
        return WorkItem(title, "", "", weight, due)

    items = [
        item("routine, far", Weight.ROUTINE, date(2022, 3, 1)),
        item("sent back", Weight.SENT_BACK),
        item("reported, late", Weight.REPORTED, date(2022, 1, 9)),
        item("reported, tomorrow", Weight.REPORTED, date(2022, 1, 11)),
        item("routine, late", Weight.ROUTINE, date(2022, 1, 1)),
        item("sent back, tomorrow", Weight.SENT_BACK, date(2022, 1, 11)),
    ]
    found = [each.title for each in sorted(items, key=lambda each: each.order(at))]
    assert found == [
        *("reported, late", "sent back, tomorrow", "reported, tomorrow", "sent back"),
        *("routine, late", "routine, far"),
    ]


def test_a_manager_owes_updates_of_their_own_projects_and_is_told_of_those_sent_back() -> None:
    manager, other, pmo = make_user(Role.PROJECT_MANAGER), make_user(), make_user(Role.PMO)
    mine = make_running(manager)
    make_running(other, strategy=mine.strategy)
    back = make_running(manager, strategy=mine.strategy)
    make_update(
        back,
        round=back.strategy.rounds.get(),
        state="returned",
        returned_by=pmo,
        return_remark="Say why",
    )
    (_, first), (_, second) = lines(manager)
    assert first.title.startswith(back.code) and "Say why" in first.todo
    assert second.title.startswith(mine.code)
    status = reverse("portfolio:status-create", args=[mine.strategy.slug, mine.code])
    assert second.url == status and second.due == mine.strategy.rounds.get().closes_on
    # The PMO could give the status of all of them; they wait for their managers.
    assert "updates" not in keys(pmo)
    assert keys(other) == []


def test_a_stand_in_sees_the_work_of_whom_they_stand_in_for_and_for_whom() -> None:
    away, stand_in = make_user(Role.PROJECT_MANAGER), make_user(Role.FOCAL_POINT)
    make_running(away)
    assert keys(stand_in) == []
    lent = {"starts_on": today(), "ends_on": today(), "lent_by": away}
    RoleAssignment.objects.create(user=stand_in, role=Role.PROJECT_MANAGER, **lent)
    ((kind, item),) = lines(stand_in)
    assert kind == "updates" and item.lender == away.full_name


def test_an_update_waits_for_whoever_may_accept_it_and_for_nobody_with_a_hand_in_it() -> None:
    manager, pmo = make_user(Role.PROJECT_MANAGER), make_user(Role.PMO)
    project = make_running(manager)
    update = make_update(project, round=project.strategy.rounds.get(), author=manager)
    found = [item for kind, item in lines(pmo) if item.title.startswith(f"{project.code} ")]
    assert [item.url for item in found] == [update.get_absolute_url()]
    Project.objects.filter(pk=project.pk).update(business_owner=pmo)
    assert project.code not in " ".join(item.title for _kind, item in lines(pmo))


def test_completions_promises_and_proposals_wait() -> None:
    manager, owner = make_user(Role.PROJECT_MANAGER), make_user(Role.BUSINESS_OWNER)
    done = make_project(
        manager=manager, business_owner=owner, stages={date(2021, 5, 1): "completed"}
    )
    promise = Commitment.objects.create(
        project=done, key="a", what="Go live", year=2021, due_from=today(), due_until=today()
    )
    Commitment.objects.create(
        project=done, key="b", what="Later", year=2021, due_until=today() + timedelta(days=90)
    )
    ((kind, item),) = lines(owner)
    assert kind == "sign-offs" and item.url == done.get_absolute_url()
    ((kind, item),) = lines(manager)
    assert kind == "promises" and item.due == today()
    assert item.url == reverse("portfolio:promise-answer", args=[promise.pk])
    proposed = make_project(stages={date(2021, 5, 1): "proposed"})
    assert any(
        kind == "approvals" and item.title.startswith(f"{proposed.code} ")
        for kind, item in lines(make_user(Role.PMO))
    )


@pytest.mark.parametrize("username", ["pmo", "pm-ams", "focal", "owner", "cio", "chief-tms"])
def test_every_item_leads_to_a_page_that_the_person_may_open(username: str) -> None:
    person, client = user(username), Client()
    client.force_login(person)
    seen = set[str]()
    for group in my_work(person, today()):
        for item in group.items[:3]:
            assert client.get(item.url.partition("#")[0]).status_code == 200, item
            assert item.title and item.todo
            seen.add(group.kind.key)
    assert seen or username in {"focal", "chief-tms"}


@pytest.mark.parametrize("username", ["pmo", "pm-ams", "cio", "owner"])
def test_the_count_of_the_navigation_is_that_of_the_page(username: str) -> None:
    person, client = user(username), Client()
    client.force_login(person)
    page = client.get("/my-work/")
    count = len(all_items(my_work(person, today()), today()))
    assert page.context["count"] == count == work_count(person)
    assert page.content.decode().count('class="work-item"') == count


def test_the_count_leaves_out_what_is_muted_as_the_page_does() -> None:
    person = user("pmo")
    (first, *others) = [item for kind, item in lines(person) if kind == "to-accept"]
    unit = next(name for name in first.about if name.startswith("unit:")).removeprefix("unit:")
    assert 0 < sum(f"unit:{unit}" in each.about for each in others) < len(others)
    for subject, key in (("unit", unit), ("kind", "to-accept")):
        subscription_set(user=person, subject=subject, key=key, mode="mute")
        asking = user("pmo")  # what a request would ask anew
        assert work_count(asking) == len(lines(asking))


def test_every_kind_that_counts_without_words_is_about_the_same() -> None:
    counted = [kind for kind in work_kinds if kind.abouts is not None]
    assert counted
    for kind in counted:
        for username in ("pmo", "cio", "pm-ams", "auditor"):
            person = user(username)
            abouts = map(sorted, kind.abouts(person, today()) if kind.abouts else ())
            items = [sorted(item.about) for item in kind.items(person, today())]
            assert sorted(abouts) == sorted(items)


def test_a_count_that_nobody_has_moved_costs_no_query_but_that_of_the_versions() -> None:
    person = user("pm-ams")
    work_count(person)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        work_count(user("pm-ams"))
    said = [each["sql"] for each in asked if "core_datachange" not in each["sql"]]
    assert len(said) == 1  # the person


@pytest.mark.parametrize("kind", list(work_kinds), ids=lambda kind: kind.key)
def test_a_kind_asks_no_more_for_more_rows(kind: Any) -> None:
    people = [user(name) for name in ("pmo", "pm-ams", "owner", "cio", "chief-tms")]

    def asked() -> list[int]:
        found = []
        for person in people:
            forget_kept()
            fresh = User.objects.get(pk=person.pk)
            with CaptureQueriesContext(connection) as queries:
                list(kind.items(fresh, today()))
            found.append(len([q for q in queries if "core_datachange" not in q["sql"]]))
        return found

    before = asked()
    for person in people:
        for _n in range(3):
            project = make_running(person, business_owner=person)
            make_update(project, round=project.strategy.rounds.get())
    assert asked() == before


def test_muted_projects_units_and_kinds_wait_no_more_and_come_back() -> None:
    manager, whole = make_user(Role.PROJECT_MANAGER), make_unit()
    part = make_unit(parent=whole)
    first, second = make_running(manager), make_running(manager, lead_unit=part)
    assert len(lines(manager)) == 2
    for subject, key, left in (
        ("project", str(first.pk), [second.code]),
        ("unit", str(whole.pk), [first.code]),
        ("kind", "updates", []),
    ):
        subscription_set(user=manager, subject=subject, key=key, mode="mute")
        assert [item.title.split()[0] for _kind, item in lines(manager)] == left
        assert [line.mode for line in subscription_lines(manager)] == ["mute"]
        subscription_set(user=manager, subject=subject, key=key, mode="")
        assert len(lines(manager)) == 2


def test_only_what_one_sees_can_be_followed_and_a_kind_only_be_muted() -> None:
    manager = make_user(Role.PROJECT_MANAGER, unit=make_unit())
    hidden, own = make_project(), make_project(manager=manager)
    for subject, key, mode in (
        ("project", str(hidden.pk), "follow"),
        ("project", "x", "follow"),
        ("project", "9" * 30, "follow"),
        ("kind", "updates", "follow"),
        ("kind", "unknown", "mute"),
        ("elsewhere", "1", "mute"),
        ("project", str(own.pk), "loud"),
    ):
        with pytest.raises(UnknownSubject):
            subscription_set(user=manager, subject=subject, key=key, mode=mode)
    assert not Subscription.objects.filter(user=manager).exists()
    subscription_set(user=manager, subject="project", key=str(own.pk), mode="follow")
    subscription_set(user=manager, subject="project", key=str(own.pk), mode="mute")
    assert Subscription.objects.get(user=manager).mode == "mute"
    # What one sees no more is named no more.
    Project.objects.filter(pk=own.pk).update(manager=None)
    assert subscription_lines(User.objects.get(pk=manager.pk)) == []


def test_the_buttons_of_a_project_and_a_unit_follow_and_mute() -> None:
    client = Client()
    client.force_login(user("pm-ams"))
    project = Project.objects.get(code="P-18")
    page = client.get(project.get_absolute_url()).content.decode()
    assert 'value="follow"' in page and 'value="mute"' in page
    sent = {"subject": "project", "key": project.pk, "mode": "follow"}
    answer = client.post("/my-work/subscriptions/", sent)
    assert answer["Location"] == project.get_absolute_url()
    page = client.get(project.get_absolute_url()).content.decode()
    assert "Follow no more" in page and 'value="follow"' not in page
    assert project.name in client.get("/my-work/settings/").content.decode()
    unit = project.lead_unit
    sent = {"subject": "unit", "key": unit.pk, "mode": "mute"}
    assert client.post("/my-work/subscriptions/", sent)["Location"] == unit.get_absolute_url()
    assert "Mute no more" in client.get(unit.get_absolute_url()).content.decode()
    assert (
        client.post("/my-work/subscriptions/", {"subject": "kind", "key": "x"}).status_code == 404
    )


@pytest.mark.parametrize(
    ("username", "first"),
    [
        ("pm-ams", "/my-work/"),
        ("focal", "/my-work/"),
        ("pmo", "/dashboard/"),
        ("cio", "/dashboard/"),
    ],
)
def test_whoever_gives_word_of_projects_begins_with_their_work(username: str, first: str) -> None:
    client = Client()
    client.force_login(user(username))
    assert client.get("/")["Location"] == first
