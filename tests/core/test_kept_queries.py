"""Texts of queries that are kept: their rows are those of now, and of whoever asks."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.models import QuerySet

from core.access import Access, Role
from core.history.past import known_at
from core.kept import forget_kept
from core.kept_queries import kept_count, kept_queryset, kept_rows
from core.models import RoleAssignment, Unit, User
from core.models.people import count_for, rows_for
from portfolio.models import Project, StageChange
from tests.factories import make_project, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What one test kept, another must not find."""
    forget_kept()
    yield
    forget_kept()


class Built:
    """Builds a query on units whose names a person's row holds, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> "QuerySet[Unit, str]":
        self.times += 1
        first = User.objects.order_by("pk").values_list("pk", flat=True)[0]
        return Unit.objects.filter(people__pk__gte=first).values_list("name", flat=True).distinct()


def test_rows_are_those_of_now_and_the_query_is_built_once() -> None:
    build = Built()
    before = kept_rows("units", build)
    assert sorted(before) == sorted(build())
    Unit.objects.filter(name=before[0]).update(name="Another")
    assert "Another" in kept_rows("units", build)
    assert build.times == 2  # the second time by this test


def test_it_is_built_anew_when_what_it_was_built_of_is_written() -> None:
    build = Built()
    kept_rows("units", build)
    User.objects.update(full_name="Somebody")
    kept_rows("units", build)
    assert build.times == 2


QUERIES: dict[str, Any] = {
    "all": Project.objects.all,
    "one": lambda: Project.objects.filter(code="P-45"),
    "none": Project.objects.none,
    "nothing can be found": lambda: Project.objects.filter(pk__in=[]),
    "joined, several times each": lambda: Project.objects.filter(stages__isnull=False),
    "distinct": lambda: Project.objects.filter(stages__isnull=False).distinct(),
    "a part": lambda: Project.objects.order_by("pk")[2:7],
    "values": lambda: StageChange.objects.values_list("stage").distinct(),
    "with a value worked out": lambda: Project.objects.all().with_due(),
}


@pytest.mark.parametrize("name", QUERIES)
def test_it_finds_and_counts_what_the_queryset_does(name: str) -> None:
    build = QUERIES[name]
    for _ in range(2):
        rows = kept_rows("projects", lambda: build(), name)
        assert len(rows) == len(list(build()))
        assert sorted(map(str, rows)) == sorted(map(str, build()))
        assert kept_count("projects", lambda: build(), name) == build().count()


def test_each_who_asks_reads_a_queryset_of_their_own() -> None:
    before = len(kept_queryset("projects", Project.objects.all))
    make_project()
    assert len(kept_queryset("projects", Project.objects.all)) == before + 1


def test_in_the_past_rows_are_those_of_then() -> None:
    now = kept_count("projects", Project.objects.all)
    assert now
    with known_at(datetime(2000, 1, 1, tzinfo=UTC)):
        assert kept_count("projects", Project.objects.all) == 0
        assert kept_rows("projects", Project.objects.all) == []
    assert kept_count("projects", Project.objects.all) == now


def seen_by(user: User) -> list[str]:
    user = User.objects.get(pk=user.pk)
    rows = rows_for(user, "codes", lambda: Project.objects.visible_to(user).values_list("code"))
    count = count_for(user, "projects seen", lambda: Project.objects.visible_to(user))
    assert count == len(rows) == Project.objects.visible_to(user).count()
    return sorted(code for (code,) in rows)


def test_rows_behind_a_gate_are_each_persons_own_and_follow_their_roles() -> None:
    here, there = make_unit(), make_unit()
    mine = make_project(lead_unit=here)
    theirs = make_project(lead_unit=there)
    users = [make_user() for _ in range(3)]
    for user, unit in zip(users, (here, there), strict=False):
        RoleAssignment.objects.create(user=user, role=Role.FOCAL_POINT, unit=unit)
    assert [seen_by(user) for user in users] == [[mine.code], [theirs.code], []]
    RoleAssignment.objects.filter(user=users[0]).update(unit=there)
    RoleAssignment.objects.filter(user=users[1]).delete()
    assert [seen_by(user) for user in users] == [[theirs.code], [], []]
    Unit.objects.filter(pk=here.pk).update(parent=there)
    assert seen_by(users[0]) == sorted([mine.code, theirs.code])
    Project.objects.filter(pk=mine.pk).update(manager=users[2])
    RoleAssignment.objects.create(user=users[2], role=Role.PROJECT_MANAGER)
    assert seen_by(users[2]) == [mine.code]


def test_writing_about_people_builds_nothing_anew_while_the_reach_is_the_same() -> None:
    user, times = make_user(Role.PMO), []

    def count() -> int:
        found = User.objects.get(pk=user.pk)

        def build() -> "QuerySet[Project]":
            times.append(1)
            return Project.objects.visible_to(found)

        return count_for(found, "projects", build)

    before = count()
    User.objects.filter(pk=user.pk).update(full_name="Renamed Person")
    assert count() == before
    assert len(times) == 1
    RoleAssignment.objects.filter(user=user).delete()
    assert count() == 0
    assert len(times) == 2


def test_another_access_in_the_place_of_ones_own_finds_other_rows() -> None:
    """As for files, or to say which role would be needed."""
    user = make_user(Role.PMO)

    def count() -> int:
        return count_for(user, "projects", lambda: Project.objects.visible_to(user))

    assert count() == Project.objects.count()
    user.access = Access()
    assert count() == 0
