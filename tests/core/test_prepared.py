"""Prepared queries: the text is made once, and the rows are those of the plain queryset."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.translation import get_language

from core.access import Action, Grant, Role
from core.history.past import known_at
from core.prepared import PreparedQuery, prepared
from portfolio.models import Project, StageChange
from portfolio.models.querysets import ProjectQuerySet
from portfolio.projects.by_code import stage_of
from tests.factories import make_project, make_unit, make_user

pytestmark = pytest.mark.django_db
DAY = date(2021, 6, 1)


@prepared
def by_code(*, code: str) -> "QuerySet[Project, Project]":
    return Project.objects.filter(code=code).select_related("strategy", "output", "manager")


@prepared
def reached(grant: Grant, *, at: date, ids: list[int]) -> ProjectQuerySet:
    rows = Project.objects.within(grant).filter(pk__in=ids).with_stage(at)
    return rows.prefetch_related("stages").order_by("-code")


@prepared
def stage_names(*, project: int) -> "QuerySet[StageChange, str]":
    return (
        StageChange.objects.filter(project=project).order_by("on").values_list("stage", flat=True)
    )


@prepared
def latest(*, least: date) -> "QuerySet[StageChange, tuple[int, date]]":
    rows = StageChange.objects.filter(on__gte=Coalesce(least, "on")).order_by("project")
    return rows.values_list("project").annotate(latest=Max("on"))


def test_values_are_bound_and_the_text_is_made_once() -> None:
    built = []

    @prepared
    def rows(*, code: str) -> "QuerySet[Project, Project]":
        built.append(code)
        return by_code.plain(code=code)

    first, second = make_project(manager=make_user(Role.PROJECT_MANAGER)), make_project()
    with CaptureQueriesContext(connection) as captured:
        found = [rows(code=each.code) for each in (first, second, first)]
    assert found == [[first], [second], [first]]
    assert len(captured) == 3 and len(built) == 1
    with CaptureQueriesContext(connection) as captured:
        assert found[0][0].strategy == first.strategy
        assert found[0][0].manager == first.manager
    assert not captured


@pytest.mark.parametrize(
    ("ask", "args", "values"),
    [
        (by_code, (), {"code": "P-45"}),
        (by_code, (), {"code": "%s' OR 1=1 --"}),
        (reached, (Grant(everywhere=True),), {"at": DAY, "ids": [1, 2, 3]}),
        (reached, (Grant(everywhere=True),), {"at": DAY, "ids": []}),
        (reached, (Grant(people=frozenset({3, 4})),), {"at": DAY, "ids": list(range(150))}),
        (reached, (Grant(),), {"at": DAY, "ids": list(range(150))}),
        (stage_names, (), {"project": 10}),
        (latest, (), {"least": DAY}),
    ],
)
def test_rows_are_those_of_the_plain_queryset(
    ask: PreparedQuery[..., Any], args: tuple[Any, ...], values: dict[str, Any]
) -> None:
    assert ask(*args, **values) == list(ask.plain(*args, **values))


def test_what_is_annotated_and_read_beside_comes_along() -> None:
    project = make_project(stages={date(2020, 1, 1): "proposed", date(2022, 1, 1): "in_progress"})
    (found,) = reached(Grant(everywhere=True), at=DAY, ids=[project.pk])
    assert stage_of(found) == "proposed"
    with CaptureQueriesContext(connection) as captured:
        assert len(found.stages.all()) == 2
    assert not captured
    (later,) = reached(Grant(everywhere=True), at=date(2022, 2, 1), ids=[project.pk])
    assert stage_of(later) == "in_progress"


def test_whose_reach_differs_gets_a_text_of_their_own() -> None:
    unit = make_unit()
    ours, theirs = make_project(lead_unit=unit), make_project()
    ids = [ours.pk, theirs.pk]
    of_unit = Grant(unit_ids=frozenset({unit.pk}))
    assert reached(of_unit, at=DAY, ids=ids) == [ours]
    assert reached(Grant(everywhere=True), at=DAY, ids=ids) == [theirs, ours]
    assert reached(Grant(), at=DAY, ids=ids) == []
    assert reached(of_unit, at=DAY, ids=ids) == [ours]


def test_language_and_time_zone_belong_to_the_text() -> None:
    spoken = []

    @prepared
    def rows(*, pk: int) -> "QuerySet[Project, Project]":
        spoken.append((get_language(), timezone.get_current_timezone_name()))
        return Project.objects.filter(pk=pk)

    for language in ("en", "de", "en"):
        with translation.override(language), timezone.override("Europe/Zurich"):
            rows(pk=1)
    with translation.override("de"), timezone.override("Asia/Tokyo"):
        rows(pk=1)
    assert spoken == [("en", "Europe/Zurich"), ("de", "Europe/Zurich"), ("de", "Asia/Tokyo")]


def test_the_past_is_read_with_the_same_text() -> None:
    project = make_project()
    with known_at(datetime(2000, 1, 1, tzinfo=UTC)):
        assert by_code(code=project.code) == []
    assert by_code(code=project.code) == [project]
    with known_at(datetime(2000, 1, 1, tzinfo=UTC)):
        assert by_code(code=project.code) == []


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: by_code(code=None),  # type: ignore[arg-type]
        lambda: by_code(),  # type: ignore[call-arg]
        lambda: by_code(code="P-45", at=DAY),  # type: ignore[call-arg]
    ],
)
def test_values_that_cannot_be_bound_are_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        wrong()


def test_each_thread_asks_over_its_own_connection() -> None:
    backends = set()

    @prepared
    def pid(*, pk: int) -> "QuerySet[Project, Project]":
        return Project.objects.filter(pk=pk)

    def ask() -> None:
        pid(pk=1)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backends.add(cursor.fetchone()[0])
        connection.close()

    ask_here = [Thread(target=ask) for _ in range(2)]
    for thread in ask_here:
        thread.start()
        thread.join()
    assert len(backends) == 2


def test_one_project_and_all_projects_have_the_same_row_gate() -> None:
    """`Project.is_reached_by` and its kin say of a row what the querysets say of all."""
    unit = make_unit()
    people = [
        make_user(Role.PMO),
        make_user(Role.MANAGER),
        make_user(Role.PROJECT_MANAGER),
        make_user(Role.FOCAL_POINT, unit=unit),
        make_user(Role.BUSINESS_OWNER),
        make_user(Role.AUDITOR),
        make_user(),
    ]
    projects = [
        make_project(lead_unit=unit),
        *(make_project(manager=person) for person in people),
        *(make_project(business_owner=person) for person in people),
    ]
    gates: list[tuple[Callable[..., Any], Callable[..., bool]]] = [
        (ProjectQuerySet.visible_to, lambda p, u: p.is_reached_by(u, Action.VIEW_PORTFOLIO)),
        (ProjectQuerySet.editable_by, lambda p, u: p.is_reached_by(u, Action.EDIT_PROJECT)),
        (ProjectQuerySet.updatable_by, lambda p, u: p.is_reached_by(u, Action.ENTER_STATUS)),
        (ProjectQuerySet.acceptable_by, lambda p, u: p.is_reached_by(u, Action.ACCEPT_STATUS)),
        (ProjectQuerySet.remarkable_by, lambda p, u: p.is_reached_by(u, Action.WRITE_REMARK)),
        (ProjectQuerySet.decidable_by, Project.is_decided_by),
        (ProjectQuerySet.signable_by, Project.is_signed_by),
    ]
    rows = Project.objects.filter(pk__in=[project.pk for project in projects])
    for person in people:
        for of_all, of_one in gates:
            assert {each.pk for each in of_all(rows, person)} == {
                each.pk for each in projects if of_one(each, person)
            }
