"""The numbers of the portfolio: who counts, as of when, and what is said when nothing is there."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from core.languages.rounding import Rounding, round_to, share
from core.numbers.registry import NumberContext, NumberError, NumberValue, number_value
from core.numbers.syntax import parse_token
from core.registry import UnknownKey
from outcomes.models import Strategy
from portfolio.models import Project
from tests.factories import (
    CUT_OFF,
    make_outcome,
    make_output,
    make_project,
    make_quantity,
    make_round,
    make_strategy,
    make_update,
)

pytestmark = pytest.mark.django_db
DEMONSTRATION = NumberContext(strategy="it-2018-21", year=2021, at=CUT_OFF)


def number(strategy: Strategy, token: str, at: date = CUT_OFF, year: int = 2021) -> NumberValue:
    """A number of a test's own strategy."""
    context = NumberContext(strategy=strategy.slug, year=year, at=at)
    return number_value(parse_token(token), context)


def codes(value: NumberValue) -> set[str]:
    """The projects behind a number."""
    assert value.rows is not None
    return set(value.rows.values_list("code", flat=True))


@pytest.fixture
def strategy() -> Strategy:
    return make_strategy()


# --- The published facts ------------------------------------------------------------------------


def test_the_work_plan_of_2021_has_119_projects_72_of_them_new_or_major() -> None:
    total = number_value(parse_token("projects.total"), DEMONSTRATION)
    major = number_value(parse_token("projects.new_or_major"), DEMONSTRATION)
    assert (total.value, major.value, major.of) == (119, 72, 119)
    assert major.illustrative
    assert not total.illustrative


def test_72_of_119_is_61_to_the_nearest_and_60_cut_off() -> None:
    exact = share(Decimal(72), Decimal(119))
    assert exact is not None
    assert str(exact).startswith("60.504201680672")
    assert round_to(exact, Rounding.NEAREST) == 61
    assert round_to(exact, Rounding.CUT) == 60


@pytest.mark.parametrize("key", ["projects.by_place", "projects.by_category"])
def test_a_breakdown_adds_up_to_the_total(key: str) -> None:
    value = number_value(parse_token(key), DEMONSTRATION)
    assert value.value == sum(part.value for part in value.parts) == 119


def test_new_or_major_is_the_first_two_bars_of_the_categories() -> None:
    parts = {
        part.key: part.value
        for part in number_value(parse_token("projects.by_category"), DEMONSTRATION).parts
    }
    assert parts["new_service"] + parts["major_improvement"] == 72


def test_2637_participants_come_with_their_source() -> None:
    token = parse_token("projects.quantity project=P-47 quantity=participants")
    value = number_value(token, DEMONSTRATION)
    assert (value.value, value.unit) == (2637, "participants")
    assert "GB.344/PFA/INF/2" in value.source


# --- Who counts ---------------------------------------------------------------------------------


def test_a_cancelled_project_still_counts(strategy: Strategy) -> None:
    make_project(strategy=strategy, stages={date(2021, 5, 1): "cancelled"})
    assert number(strategy, "projects.total").value == 1


def test_a_project_counts_from_the_day_it_joined(strategy: Strategy) -> None:
    make_project(strategy=strategy, joined_on=date(2021, 6, 15))
    assert number(strategy, "projects.total", at=date(2021, 6, 14)).value == 0
    assert number(strategy, "projects.total", at=date(2021, 6, 15)).value == 1


def test_joining_after_the_cut_off_does_not_count(strategy: Strategy) -> None:
    make_project(strategy=strategy, joined_on=date(2022, 1, 5))
    assert number(strategy, "projects.total").value == 0


def test_leaving_in_the_year_counts_leaving_before_it_does_not(strategy: Strategy) -> None:
    stayed = make_project(strategy=strategy, left_on=date(2021, 1, 1))
    make_project(strategy=strategy, joined_on=date(2020, 6, 1), left_on=date(2020, 12, 31))
    assert codes(number(strategy, "projects.total")) == {stayed.code}


def test_projects_of_other_years_and_other_strategies_do_not_count(strategy: Strategy) -> None:
    make_project(strategy=strategy, year=2020, joined_on=date(2020, 1, 1))
    make_project(strategy=strategy, year=None)
    make_project()
    assert number(strategy, "projects.total").value == 0
    assert number(strategy, "projects.total year=2020").value == 1


def test_only_projects_and_pilots_are_completed(strategy: Strategy) -> None:
    done = {date(2021, 5, 1): "completed"}
    made = {
        kind: make_project(strategy=strategy, kind=kind, stages=done)
        for kind in ("project", "pilot", "service", "training", "partnership", "funding")
    }
    value = number(strategy, "projects.completed")
    assert codes(value) == {made["project"].code, made["pilot"].code}
    assert (value.value, value.of) == (2, 6)


def test_completed_is_asked_as_of_the_day(strategy: Strategy) -> None:
    stages = {date(2021, 3, 1): "completed", date(2021, 9, 1): "in_progress"}
    make_project(strategy=strategy, stages=stages)
    assert number(strategy, "projects.completed", at=date(2021, 2, 28)).value == 0
    assert number(strategy, "projects.completed", at=date(2021, 8, 31)).value == 1
    assert number(strategy, "projects.completed", at=date(2021, 9, 1)).value == 0


def test_late_means_unfinished_after_the_forecast_else_the_plan(strategy: Strategy) -> None:
    begun = {date(2021, 1, 1): "in_progress"}
    planned = make_project(strategy=strategy, stages=begun, baseline_finish=date(2021, 12, 30))
    make_project(
        strategy=strategy,
        stages=begun,
        baseline_finish=date(2021, 6, 1),
        forecast_finish=date(2022, 6, 1),
    )
    make_project(strategy=strategy, stages=begun, baseline_finish=CUT_OFF)
    make_project(strategy=strategy, stages=begun)
    for end in ("completed", "cancelled"):
        make_project(
            strategy=strategy, stages={date(2021, 7, 1): end}, baseline_finish=date(2021, 6, 1)
        )
    assert codes(number(strategy, "projects.late")) == {planned.code}


def test_silent_forgives_the_owners_word_but_not_one_on_their_behalf(strategy: Strategy) -> None:
    from tests.factories import make_user

    begun = {date(2021, 1, 1): "in_progress"}
    round_ = make_round(strategy)
    spoke, confirmed, proxied, silent = (
        make_project(strategy=strategy, stages=begun) for _ in range(4)
    )
    make_project(strategy=strategy, stages={date(2021, 1, 1): "completed"})
    make_update(spoke, round=round_)
    make_update(confirmed, round=round_, kind="confirmation", overall="")
    make_update(proxied, round=round_, kind="confirmation", overall="", on_behalf_of=make_user())
    found = Project.objects.filter(strategy=strategy).silent(CUT_OFF)
    assert {project.code for project in found} == {proxied.code, silent.code}
    later = Project.objects.filter(strategy=strategy).silent(date(2022, 3, 1))
    assert later.count() == 4


def test_the_latest_update_is_that_of_the_day_and_no_draft(strategy: Strategy) -> None:
    project = make_project(strategy=strategy)
    november = make_round(strategy, period=date(2021, 11, 1), opens_on=date(2021, 11, 30))
    december = make_round(strategy)
    make_update(project, round=november, overall="r", reason="Late", reported_on=date(2021, 12, 5))
    make_update(project, round=december, state="draft", overall="g")
    found = Project.objects.with_latest_update(CUT_OFF).get(pk=project.pk)
    assert (found.rag, found.reported_on) == ("r", date(2021, 12, 5))  # type: ignore[attr-defined]
    before = Project.objects.with_latest_update(date(2021, 12, 4)).get(pk=project.pk)
    assert before.rag == ""  # type: ignore[attr-defined]


def test_outcomes_and_outputs_count_while_they_are_in_force() -> None:
    strategy = make_strategy()
    ended = make_outcome(strategy=strategy, number="2", in_force_until=date(2020, 12, 31))
    make_output(outcome=ended, number="2.1", in_force_from=date(2021, 1, 1))
    assert number(strategy, "strategy.outcomes").value == 1
    assert number(strategy, "strategy.outcomes", at=date(2020, 12, 31)).value == 2
    assert number(strategy, "strategy.outputs", at=date(2020, 12, 31)).value == 1
    assert number(strategy, "strategy.outputs").value == 2


def test_a_year_outside_the_strategy_has_no_number(strategy: Strategy) -> None:
    assert number(strategy, "strategy.year").value == 4
    assert number(strategy, "strategy.year", year=2022).value is None


# --- Nothing there, and mistakes ----------------------------------------------------------------


def test_an_empty_portfolio_counts_nothing_of_nothing_and_has_no_share(strategy: Strategy) -> None:
    value = number(strategy, "projects.new_or_major")
    assert (value.value, value.of) == (0, 0)
    assert share(0, 0) is None


def test_an_empty_quantity_is_no_datum_and_never_0(strategy: Strategy) -> None:
    project = make_project(strategy=strategy)
    make_quantity(project, key="people", value=None, qualifier="hundreds of")
    value = number(strategy, f"projects.quantity project={project.code} quantity=people")
    assert value.value is None
    assert value.qualifier == "hundreds of"


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("projects.quantity project=P-1 quantity=none", "no quantity “none” for 2021"),
        ("projects.quantity project=P-1", "needs quantity"),
        ("projects.total colour=red", "does not know colour"),
        ("projects.total year=21", "year=21 is not a year"),
        ("projects.total year=0000", "year=0000 is not a year"),
        ("projects.total year=²⁰²¹", "is not a year"),
    ],
)
def test_a_wrong_parameter_is_named(strategy: Strategy, token: str, words: str) -> None:
    with pytest.raises(NumberError, match=words):
        number(strategy, token)


def test_an_unknown_key_says_what_is_known(strategy: Strategy) -> None:
    with pytest.raises(UnknownKey, match=r"projects\.total"):
        number(strategy, "projects.totl")


def test_an_unknown_strategy_is_named() -> None:
    with pytest.raises(NumberError, match="no-such"):
        number_value(
            parse_token("strategy.year"),
            NumberContext(strategy="no-such", year=2021, at=CUT_OFF),
        )


# --- Constraints --------------------------------------------------------------------------------


def test_a_project_stands_under_exactly_one_output_or_driver(strategy: Strategy) -> None:
    from django.core.exceptions import ValidationError
    from django.db import IntegrityError

    project = make_project(strategy=strategy)
    project.output = None
    with pytest.raises(ValidationError, match="exactly one output or one cross-cutting driver"):
        project.full_clean()
    with pytest.raises(IntegrityError, match="project_placed_once"), transaction.atomic():
        project.save()


def test_amber_without_a_reason_and_ones_own_acceptance_are_refused(strategy: Strategy) -> None:
    from django.core.exceptions import ValidationError

    from tests.factories import make_user

    project, author = make_project(strategy=strategy), make_user()
    update = make_update(project, author=author)
    update.overall = "a"
    with pytest.raises(ValidationError, match="Say why"):
        update.full_clean()
    update.overall, update.state, update.accepted_by = "g", "accepted", author
    with pytest.raises(ValidationError, match="Nobody accepts their own"):
        update.full_clean()


def test_a_confirmation_copies_no_text(strategy: Strategy) -> None:
    from django.db import IntegrityError

    project = make_project(strategy=strategy)
    with pytest.raises(IntegrityError, match="confirmation_copies_nothing"), transaction.atomic():
        make_update(project, kind="confirmation", overall="", achieved="As before")


def test_a_place_that_has_ended_still_shows_its_projects(strategy: Strategy) -> None:
    ended = make_outcome(strategy=strategy, number="7", in_force_until=date(2021, 6, 30))
    make_project(strategy=strategy, code="P-70", output=make_output(outcome=ended))
    found = number(strategy, "projects.by_place")
    assert {part.key: part.value for part in found.parts}["outcome-7"] == 1
    assert found.value == number(strategy, "projects.total").value


def test_numbers_of_two_strategies_in_one_run_are_their_own(strategy: Strategy) -> None:
    make_project(strategy=strategy, code="P-71")
    other = make_strategy(slug="other")
    memo: dict[object, object] = {}
    for slug, joined in ((strategy.slug, 1), (other.slug, 0)):
        context = NumberContext(strategy=slug, year=2021, at=CUT_OFF, memo=memo)
        assert number_value(parse_token("work_plan.new"), context).value == joined


def test_rows_alone_come_without_counting_them(strategy: Strategy) -> None:
    make_project(strategy=strategy, code="P-72")
    context = NumberContext(strategy=strategy.slug, year=2021, at=CUT_OFF, rows_only=True)
    found = number_value(parse_token("projects.total"), context)
    assert found.value is None
    assert codes(found) == {"P-72"}
