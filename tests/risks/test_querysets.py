"""Sentences about risks: as of a day, and for whom."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from core.access import Role
from core.models import RoleAssignment, User
from risks.filters import ATTENTION
from risks.models import Issue, Mitigation, Risk, RiskPolicy
from risks.risk_page import warnings
from tests.factories import make_project, make_strategy, make_unit, make_user
from tests.risks.rows import make_assessment, make_issue, make_mitigation, make_risk

pytestmark = pytest.mark.django_db
END = date(2021, 12, 31)


def has(rows: Any, row: Any) -> bool:
    return bool(rows.filter(pk=row.pk).exists())


def test_a_risk_is_open_from_the_day_it_is_known_until_it_is_closed() -> None:
    risk = make_risk(identified_on=date(2021, 3, 1), closed_on=date(2021, 6, 1))
    for day, expected in (
        (date(2021, 2, 28), False),
        (date(2021, 3, 1), True),
        (date(2021, 5, 31), True),
        (date(2021, 6, 1), False),
    ):
        assert has(Risk.objects.open(day), risk) is expected
        assert risk.is_open(day) is expected
    assert has(Risk.objects.closed(date(2021, 6, 1)), risk)


def test_the_latest_assessment_by_the_day_counts() -> None:
    risk = make_risk()
    make_assessment(risk, (4, 4), on=date(2021, 3, 31))
    make_assessment(risk, (2, 2), on=date(2021, 6, 30))
    scores = {
        day: Risk.objects.with_assessment(day).get(pk=risk.pk).residual_score
        for day in (date(2021, 3, 30), date(2021, 3, 31), date(2021, 6, 29), date(2021, 6, 30))
    }
    assert list(scores.values()) == [None, 16, 16, 4]


def test_tolerance_is_the_strategys_own_setting() -> None:
    risk = make_risk()
    make_assessment(risk, (3, 3))
    assert has(Risk.objects.within_tolerance(END), risk)
    RiskPolicy.objects.create(strategy=risk.strategy, tolerance=8)
    assert has(Risk.objects.above_tolerance(END), risk)
    assert not has(Risk.objects.within_tolerance(END), risk)


def test_a_risk_that_nobody_assessed_is_neither_above_nor_within() -> None:
    risk = make_risk()
    assert not has(Risk.objects.above_tolerance(END), risk)
    assert not has(Risk.objects.within_tolerance(END), risk)
    assert has(Risk.objects.outside_tolerance(END), risk)
    assert has(Risk.objects.in_band("none", END), risk)


def test_every_cell_and_every_band_hold_their_risks() -> None:
    strategy = make_strategy()
    risks = {
        (likelihood, impact): make_risk(strategy=strategy)
        for likelihood in range(1, 6)
        for impact in range(1, 6)
    }
    for cell, risk in risks.items():
        make_assessment(risk, cell)
    ours = Risk.objects.of_strategy(strategy.slug)
    for (likelihood, impact), risk in risks.items():
        assert list(ours.of_cell(likelihood, impact, END)) == [risk]
    sizes = {b: ours.in_band(b, END).count() for b in ("low", "medium", "high", "very_high")}
    assert sizes == {"low": 8, "medium": 7, "high": 7, "very_high": 3}
    assert ours.of_cell(5, 5, END, "inherent").count() == 25


def test_an_assessment_is_due_after_100_days_and_only_in_the_register() -> None:
    risk, listed = make_risk(), make_risk(register="framework")
    assert has(Risk.objects.needs_assessment(END), risk)
    assert not has(Risk.objects.needs_assessment(END), listed)
    make_assessment(risk, on=END - timedelta(days=100))
    assert not has(Risk.objects.needs_assessment(END), risk)
    assert has(Risk.objects.needs_assessment(END + timedelta(days=1)), risk)


def test_how_long_an_assessment_holds_is_a_setting(settings: LazySettings) -> None:
    assess_by, risk = END + timedelta(days=30), make_risk()
    make_assessment(risk, on=END)
    read = Risk.objects.with_assessment(assess_by + timedelta(days=1)).get(pk=risk.pk)
    assert warnings(read, assess_by + timedelta(days=1)) == []
    settings.ASSESS_WITHIN_DAYS = 30
    assert not has(Risk.objects.needs_assessment(assess_by), risk)
    assert has(Risk.objects.needs_assessment(assess_by + timedelta(days=1)), risk)
    assert "more than 30 days ago" in warnings(read, assess_by + timedelta(days=1))[0]
    assert "Not assessed for 30 days" in map(str, dict(ATTENTION).values())


def test_a_measure_is_overdue_until_the_day_it_is_done() -> None:
    mitigation = make_mitigation(make_risk(), due_on=date(2021, 6, 30), done_on=date(2021, 8, 1))
    assert not has(Mitigation.objects.overdue(date(2021, 6, 30)), mitigation)
    assert has(Mitigation.objects.overdue(date(2021, 7, 1)), mitigation)
    assert mitigation.is_overdue(date(2021, 7, 1))
    assert not has(Mitigation.objects.overdue(date(2021, 8, 1)), mitigation)
    assert not mitigation.is_overdue(date(2021, 8, 1))


def test_escalated_issues_are_open_ones_on_the_management_list() -> None:
    issue = make_issue(escalated_on=date(2021, 12, 6), closed_on=date(2021, 12, 20))
    assert not has(Issue.objects.escalated(date(2021, 12, 5)), issue)
    assert has(Issue.objects.escalated(date(2021, 12, 6)), issue)
    assert not has(Issue.objects.escalated(date(2021, 12, 20)), issue)


def person(role: Role, unit: Any = None) -> User:
    user = make_user()
    RoleAssignment.objects.create(user=user, role=role, unit=unit)
    return user


@pytest.mark.parametrize("role", [Role.PMO, Role.MANAGER, Role.REPORT_EDITOR, Role.AUDITOR])
def test_readers_of_the_whole_portfolio_see_every_risk(role: Role) -> None:
    risk = make_risk()
    assert has(Risk.objects.visible_to(person(role)), risk)


def test_an_owner_sees_and_assesses_their_own_and_no_other() -> None:
    owner = person(Role.FOCAL_POINT)
    own, other = make_risk(owner=owner), make_risk()
    for rows in (Risk.objects.visible_to(owner), Risk.objects.editable_by(owner)):
        assert has(rows, own)
        assert not has(rows, other)


def test_a_unit_reaches_its_risks_and_those_of_its_projects() -> None:
    unit = make_unit()
    part = make_unit(parent=unit)
    chief = person(Role.MANAGER, unit)
    placed = make_risk(unit=part)
    of_project = make_risk(project=make_project(lead_unit=unit))
    elsewhere = make_risk(unit=make_unit())
    for rows in (Risk.objects.visible_to(chief), Risk.objects.editable_by(chief)):
        assert has(rows, placed)
        assert has(rows, of_project)
        assert not has(rows, elsewhere)


def test_a_business_owner_reads_the_risks_of_their_project_and_does_not_score_them() -> None:
    owner = person(Role.BUSINESS_OWNER)
    risk = make_risk(project=make_project(business_owner=owner))
    assert has(Risk.objects.visible_to(owner), risk)
    assert not has(Risk.objects.editable_by(owner), risk)


def test_a_project_manager_scores_the_risks_of_their_project() -> None:
    manager = person(Role.PROJECT_MANAGER)
    risk = make_risk(project=make_project(manager=manager))
    assert has(Risk.objects.editable_by(manager), risk)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.REPORT_EDITOR])
def test_readers_write_nothing(role: Role) -> None:
    reader = person(role)
    risk, issue = make_risk(), make_issue()
    assert not has(Risk.objects.editable_by(reader), risk)
    assert not has(Issue.objects.editable_by(reader), issue)
    assert not has(Risk.objects.acceptable_by(reader), risk)


def test_only_managers_of_the_whole_accept_and_never_their_own() -> None:
    director, chief = person(Role.MANAGER), person(Role.MANAGER, make_unit())
    risk, own = make_risk(), make_risk(owner=director)
    assert has(Risk.objects.acceptable_by(director), risk)
    assert not has(Risk.objects.acceptable_by(director), own)
    assert not has(Risk.objects.acceptable_by(chief), risk)
    assert not has(Risk.objects.acceptable_by(person(Role.PMO)), risk)


def test_outsiders_see_neither_risks_nor_issues_nor_measures() -> None:
    outsider = make_user()
    mitigation = make_mitigation(make_risk(owner=outsider))
    assert not Risk.objects.visible_to(outsider).exists()
    assert not Issue.objects.visible_to(outsider).exists()
    assert not has(Mitigation.objects.visible_to(outsider), mitigation)


def test_an_issue_is_seen_through_its_risk_its_project_or_by_who_resolves_it() -> None:
    user = person(Role.PROJECT_MANAGER)
    by_risk = make_issue(risk=make_risk(owner=user))
    by_project = make_issue(project=make_project(manager=user))
    theirs, other = make_issue(owner=user), make_issue()
    seen = Issue.objects.visible_to(user)
    assert all(has(seen, issue) for issue in (by_risk, by_project, theirs))
    assert not has(seen, other)
