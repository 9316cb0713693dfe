"""Projects as they stood: what the record tells of rows that one transaction after another changed."""

from datetime import date, timedelta

import pytest
from django.db import connection

from core.access import Role
from core.models import RoleAssignment
from core.time import working_date
from portfolio.models import Project
from tests.access.test_three_people import client_of
from tests.factories import (
    make_project,
    make_round,
    make_strategy,
    make_unit,
    make_update,
    make_user,
)
from tests.portfolio.projects.test_past import lines

pytestmark = pytest.mark.usefixtures("committed")


def test_who_may_see_a_row_is_asked_of_today() -> None:
    """A project that was of another unit is seen by whom it belongs to today, and by nobody else."""
    strategy = make_strategy()
    before, after = make_unit(), make_unit()
    project = make_project(
        strategy=strategy, lead_unit=before, manager=None, name="Of another unit"
    )
    hidden = make_project(strategy=strategy, lead_unit=after, manager=None, name="Gone from here")
    Project.objects.filter(pk=project.pk).update(lead_unit=after)
    Project.objects.filter(pk=hidden.pk).update(lead_unit=before)
    person = make_user()
    RoleAssignment.objects.create(user=person, role=Role.MANAGER, unit=after)
    client = client_of(person)
    day = (working_date() - timedelta(days=30)).isoformat()
    assert [each["Name"] for each in lines(client, at=day)] == ["Of another unit"]
    assert [each["Unit"] for each in lines(client, at=day)] == [before.code]
    assert client.get(hidden.get_absolute_url(), {"at": day}).status_code == 404


def test_as_we_knew_it_at_a_moment() -> None:
    """A project is renamed and given an update: both are unknown at the moment before."""
    strategy = make_strategy()
    project = make_project(
        strategy=strategy, name="Before", stages={date(2021, 1, 1): "in_progress"}
    )
    pmo = make_user(Role.PMO)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment = cursor.fetchone()[0].isoformat()
    Project.objects.filter(pk=project.pk).update(name="After")
    make_update(project, round=make_round(strategy), reason="Said later")
    client = client_of(pmo)
    page = client.get(project.get_absolute_url(), {"known_at": moment})
    assert page.context["page"].head.name == "Before"
    assert page.context["page"].updates == []
    assert client.get(project.get_absolute_url()).context["page"].head.name == "After"
    (row,) = lines(client, strategy=strategy.slug, known_at=moment)
    assert row["Name"] == "Before"


def test_codes_that_changed_hands_lie_side_by_side() -> None:
    """One took the code that another had: both are shown with their first one, though it is the same."""
    strategy = make_strategy()
    first = make_project(strategy=strategy, code="A-1")
    Project.objects.filter(pk=first.pk).update(code="A-2")
    make_project(strategy=strategy, code="A-1")
    day = (working_date() - timedelta(days=30)).isoformat()
    found = lines(client_of(make_user(Role.PMO)), strategy=strategy.slug, at=day)
    assert [each["Code"] for each in found] == ["A-1", "A-1"]
