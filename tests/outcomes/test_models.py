"""What the database refuses, whoever asks."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from core.models import User
from outcomes.models import Deliverable, Indicator, Output, Target
from tests.outcomes.rows import indicator, make_indicator, make_measurement

pytestmark = pytest.mark.django_db


def refused(constraint: str) -> Any:
    """The database refuses by that constraint, and nothing else is lost."""
    return pytest.raises(DatabaseError, match=constraint)


def test_two_actuals_for_one_period_are_refused_with_a_clear_message() -> None:
    of = make_indicator()
    make_measurement(of)
    with refused("one_measurement_a_period"), transaction.atomic():
        make_measurement(of)


def test_the_message_about_a_second_actual_says_what_to_do() -> None:
    first = make_measurement(make_indicator())
    first.pk = None
    with pytest.raises(ValidationError, match="correct that one"):
        first.validate_constraints()


def test_nobody_verifies_their_own() -> None:
    pmo = User.objects.get(username="pmo")
    with refused("nobody_verifies_their_own"), transaction.atomic():
        make_measurement(
            make_indicator(), entered_by=pmo, verified_by=pmo, verified_on=date(2022, 1, 11)
        )


@pytest.mark.parametrize(
    ("value", "numerator", "denominator"),
    [("60", 72, 119), ("72", 119, 0), ("0.6", 72, None), ("6050", 72, 119)],
)
def test_a_value_that_is_not_its_ratio_is_refused(
    value: str, numerator: int, denominator: int | None
) -> None:
    with refused("value_is_its_ratio|numerator_has_a_denominator"), transaction.atomic():
        make_measurement(
            make_indicator(), value=Decimal(value), numerator=numerator, denominator=denominator
        )


def test_a_value_may_be_its_ratio_or_that_as_a_per_cent() -> None:
    of = make_indicator()
    make_measurement(of, value=Decimal("60.504202"), numerator=72, denominator=119)
    make_measurement(
        of,
        period_start=date(2020, 1, 1),
        period_end=date(2020, 12, 31),
        value=Decimal("61"),
        numerator=72,
        denominator=119,
    )


def test_a_changed_target_needs_a_reason_even_by_update() -> None:
    of = make_indicator()
    with refused("changed_target_has_a_reason"), transaction.atomic():
        Target.objects.filter(indicator=of).update(value=12)
    Target.objects.filter(indicator=of).update(value=12, reason="Agreed in the committee.")


def test_a_baseline_may_be_established_without_a_reason_and_not_changed_without() -> None:
    of = make_indicator()
    rows = Indicator.objects.filter(pk=of.pk)
    rows.update(baseline_value=100)
    with refused("changed_baseline_has_a_reason"), transaction.atomic():
        rows.update(baseline_value=90)
    rows.update(baseline_value=90, baseline_reason="Counted twice before.")


def test_a_verified_value_stays_unless_its_verification_goes() -> None:
    pmo = User.objects.get(username="pmo")
    row = make_measurement(make_indicator(), verified_by=pmo, verified_on=date(2022, 1, 11))
    rows = type(row).objects.filter(pk=row.pk)
    with refused("verified_value_stays"), transaction.atomic():
        rows.update(value=9)
    rows.update(value=9, verified_by=None, verified_on=None)


def test_levels_do_not_add_up_and_points_do_not_compound() -> None:
    for basis, accumulation in (("level", "added"), ("points", "compounded")):
        with refused("indicator_accumulates_changes"), transaction.atomic():
            Indicator.objects.filter(pk=indicator().pk).update(
                basis=basis, accumulation=accumulation
            )


def test_a_deliverable_stands_once_under_its_output() -> None:
    output = Output.objects.get(number="1.1")
    with refused("deliverable_once"), transaction.atomic():
        Deliverable.objects.create(output=output, position=20, title="solid state storage")
