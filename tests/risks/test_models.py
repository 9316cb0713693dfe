"""What the database itself refuses, and the words it is refused with."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from core.access import Role
from risks.models import Acceptance, Assessment, Issue, Risk, RiskPolicy
from tests.factories import make_strategy, make_user
from tests.risks.rows import make_assessment, make_issue, make_mitigation, make_risk

pytestmark = pytest.mark.django_db


def refused(row: models.Model, name: str) -> str:
    """The row breaks the constraint in the database; its message for people."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.save()
    constraint = next(c for c in row._meta.constraints if c.name == name)
    with pytest.raises(ValidationError) as words:
        constraint.validate(type(row), row)
    return str(words.value.messages[0])


@pytest.mark.parametrize("level", [0, 6])
@pytest.mark.parametrize("side", ["likelihood", "impact"])
def test_the_scale_ends_at_1_and_5(level: int, side: str) -> None:
    assessment = make_assessment(make_risk())
    setattr(assessment, f"residual_{side}", level)
    assert "1 to 5" in refused(assessment, "residual_from_1_to_5")
    assessment.refresh_from_db()
    setattr(assessment, f"inherent_{side}", level)
    assert "1 to 5" in refused(assessment, "inherent_from_1_to_5")


def test_a_target_needs_both_sides() -> None:
    assessment = make_assessment(make_risk())
    assessment.target_likelihood = 3
    assert "likelihood and impact" in refused(assessment, "target_whole_and_from_1_to_5")


def test_residual_above_inherent_is_allowed_and_told() -> None:
    assessment = make_assessment(make_risk(), (5, 5), inherent_likelihood=1, inherent_impact=1)
    assert assessment.is_residual_above_inherent


def test_one_assessment_a_day() -> None:
    risk = make_risk()
    make_assessment(risk)
    again = Assessment(
        risk=risk, on=date(2021, 12, 31), inherent_likelihood=1, inherent_impact=1,
        residual_likelihood=1, residual_impact=1,
    )  # fmt: skip
    assert "that day already" in refused(again, "one_assessment_a_day")


def test_one_code_names_one_risk() -> None:
    risk = make_risk()
    again = Risk(
        strategy=risk.strategy, code=risk.code, event="x", identified_on=risk.identified_on
    )
    assert "already" in refused(again, "risk_code_once")


def test_a_risk_is_not_closed_before_it_is_known() -> None:
    risk = make_risk()
    risk.closed_on = date(2020, 12, 31)
    refused(risk, "risk_closed_after_identified")


def test_a_measure_stands_there_once() -> None:
    mitigation = make_mitigation(make_risk())
    mitigation.pk = None
    mitigation._state.adding = True
    refused(mitigation, "mitigation_once")


def test_an_issue_is_about_a_risk_or_a_project() -> None:
    strategy = make_strategy()
    issue = Issue(strategy=strategy, code="I-1", title="x", raised_on=date(2021, 1, 1))
    assert "risk or the project" in refused(issue, "issue_of_risk_or_project")


@pytest.mark.parametrize("field", ["escalated_on", "closed_on"])
def test_an_issue_is_raised_first(field: str) -> None:
    issue = make_issue()
    setattr(issue, field, date(2021, 11, 30))
    refused(issue, f"issue_{field.removesuffix('_on')}_after_raised")


def test_nobody_accepts_their_own_risk_not_even_past_the_service() -> None:
    owner = make_user(Role.MANAGER)
    own = Acceptance(
        risk=make_risk(owner=owner), accepted_by=owner, risk_owner=owner,
        on=date(2021, 1, 1), until=date(2021, 2, 1), score=12, reason="x",
    )  # fmt: skip
    assert "own risk" in refused(own, "nobody_accepts_their_own_risk")


@pytest.mark.parametrize("limits", [(0, 9, 16), (9, 9, 16), (4, 16, 9), (4, 9, 25)])
def test_bands_rise(limits: tuple[int, int, int]) -> None:
    low, medium, high = limits
    policy = RiskPolicy(
        strategy=make_strategy(), low_until=low, medium_until=medium, high_until=high
    )
    refused(policy, "risk_bands_in_order")


def test_a_tolerance_is_a_score() -> None:
    refused(RiskPolicy(strategy=make_strategy(), tolerance=26), "risk_tolerance_is_a_score")


def test_the_clock_of_an_issue_counts_days_until_it_is_closed() -> None:
    issue = make_issue(escalated_on=date(2021, 12, 10))
    assert issue.days_escalated(date(2021, 12, 9)) is None
    assert issue.days_escalated(date(2021, 12, 10)) == 0
    assert issue.days_escalated(date(2022, 1, 9)) == 30
    issue.closed_on = date(2021, 12, 20)
    assert issue.days_escalated(date(2022, 1, 9)) == 10


def test_an_acceptance_covers_its_days_and_no_more_than_its_score() -> None:
    acceptance = Acceptance(on=date(2021, 1, 1), until=date(2021, 6, 30), score=12)
    assert acceptance.covers(12, date(2021, 6, 30))
    assert not acceptance.covers(15, date(2021, 6, 30))
    assert not acceptance.covers(12, date(2021, 7, 1))
    assert not acceptance.covers(None, date(2021, 3, 1))
