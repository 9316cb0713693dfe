"""What a project's page keeps (its history, the card of its risks) is never stale, and nobody else's."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.access import Role
from core.kept import forget_kept
from core.models import User
from portfolio.models import Milestone, Project, StatusRound
from risks.models import Risk, RiskPolicy
from tests.factories import make_project, make_round, make_unit, make_update, make_user
from tests.risks.rows import make_assessment, make_issue, make_risk

pytestmark = pytest.mark.django_db


def page_of(project: Project, user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get(project.get_absolute_url()).content.decode()


def make_milestone(project: Project, title: str) -> Milestone:
    return Milestone.objects.create(project=project, title=title, baseline_on=date(2021, 5, 1))


def test_what_is_kept_is_not_asked_for_again() -> None:
    project, pmo = make_project(), make_user(Role.PMO)
    forget_kept()
    client = Client()
    client.force_login(pmo)  # itself a write to the table of people
    client.get(project.get_absolute_url())
    with CaptureQueriesContext(connection) as captured:
        client.get(project.get_absolute_url())
    asked = " ".join(each["sql"] for each in captured)
    assert "portfolio_projectevent" not in asked and "risks_risk" not in asked
    assert "portfolio_milestone" in asked


def test_every_change_stands_in_the_history_at_once() -> None:
    project, pmo = make_project(), make_user(Role.PMO)
    row = make_milestone(project, "Service live")
    assert "Milestone: Service live" in page_of(project, pmo)
    Milestone.objects.filter(pk=row.pk).update(title="Service live at last")
    assert "Milestone: Service live at last" in page_of(project, pmo)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE portfolio_project SET size = 'large' WHERE id = %s", [project.pk])
    assert "<ins>Large</ins>" in page_of(project, pmo)
    row.delete()
    assert page_of(project, pmo).count("tag-warn") == page_of(project, pmo).count("tag-warn") >= 1


def test_a_round_that_moves_is_named_anew() -> None:
    project, pmo = make_project(), make_user(Role.PMO)
    round_ = make_round(project.strategy, period=date(2021, 3, 1))
    make_update(project, round=round_)
    assert "2021-03" in page_of(project, pmo)
    StatusRound.objects.filter(pk=round_.pk).update(period=date(2021, 4, 1))
    page = page_of(project, pmo)
    assert "2021-04" in page and "2021-03" not in page


def test_the_card_of_risks_follows_risks_limits_and_issues() -> None:
    project, pmo = make_project(), make_user(Role.PMO)
    assert "No risks and no issues." in page_of(project, pmo)
    risk = make_risk(strategy=project.strategy, project=project, event="Nobody answers")
    assert "Nobody answers" in page_of(project, pmo)
    make_assessment(risk, residual=(2, 3))
    assert 'class="rag band band-medium"' in page_of(project, pmo)
    RiskPolicy.objects.create(
        strategy=project.strategy, low_until=6, medium_until=9, high_until=16, tolerance=9
    )
    assert 'class="rag band band-low"' in page_of(project, pmo)
    issue = make_issue(strategy=project.strategy, project=project, title="The lift stands")
    assert "The lift stands" in page_of(project, pmo)
    issue.delete()
    Risk.objects.filter(pk=risk.pk).update(event="Everybody answers")
    page = page_of(project, pmo)
    assert "Everybody answers" in page and "The lift stands" not in page


def test_the_card_of_risks_is_kept_by_whose_reach_it_is() -> None:
    unit = make_unit()
    project = make_project(lead_unit=unit)
    make_risk(strategy=project.strategy, project=project, event="Seen by the unit")
    theirs = make_user(Role.FOCAL_POINT, unit=unit)
    theirs.assignments.update(unit=unit)
    auditor, owner = make_user(Role.AUDITOR), make_user(Role.BUSINESS_OWNER)
    for _ in range(2):
        assert "Seen by the unit" in page_of(project, theirs)
        assert "Raise an issue" in page_of(project, theirs)
        assert "Seen by the unit" in page_of(project, auditor)
        assert "Raise an issue" not in page_of(project, auditor)
        assert "Seen by the unit" not in page_of(project, owner)
