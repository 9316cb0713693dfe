"""Live numbers of the indicators, and that each count equals its list."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from core.figures.registry import figures
from core.models import User
from core.numbers.registry import NumberContext, NumberValue, number_value
from core.numbers.syntax import parse_token
from outcomes.choices import State
from outcomes.indicators.state import IndicatorState, indicator_state, indicator_states
from outcomes.models import Indicator, Measurement
from tests.lists import result_count
from tests.outcomes.rows import SLUG, indicator, make_indicator, make_measurement, strategy

pytestmark = pytest.mark.django_db
AT = date(2021, 12, 31)
KEYS = ("measured", "on_track", "met", "partly", "off", "no_baseline", "no_data")


def number(key: str, at: date = AT) -> NumberValue:
    """A live number of the demonstration."""
    return number_value(parse_token(key), NumberContext(SLUG, at.year, at))


def test_every_indicator_is_in_exactly_one_state() -> None:
    parts = {part.key: part.value for part in number("indicators.by_state").parts}
    assert parts == {"met": 4, "partly": 1, "off": 1, "no_baseline": 2, "no_data": 1}
    for state in State:
        found = number(f"indicators.{state}")
        assert (found.value, found.of) == (parts[state], 9)
    assert number("indicators.on_track").value == 5
    assert number("outcomes.indicators").value == 9


@pytest.mark.parametrize("key", KEYS)
def test_a_number_equals_its_list(key: str, client: Client) -> None:
    client.force_login(User.objects.get(username="pmo"))
    address = reverse("indicators:indicator-list")
    query = {"strategy": SLUG, "at": AT.isoformat(), "number": f"indicators.{key}"}
    listed = result_count(client, address, query)
    assert listed == number(f"indicators.{key}").value


def test_the_figure_is_drawn_from_the_number_and_its_bars_lead_to_their_rows(
    client: Client,
) -> None:
    client.force_login(User.objects.get(username="pmo"))
    drawn = figures["indicators-by-state"].compute(NumberContext(SLUG, 2021, AT), {})
    assert drawn.total == 9 and drawn.note
    for point in drawn.points:
        listed = result_count(client, f"{reverse('indicators:indicator-list')}?{point.rows}")
        assert listed == point.value, point.category


def test_before_the_strategy_had_measured_anything_nothing_is_met() -> None:
    parts = {p.key: p.value for p in number("indicators.by_state", date(2018, 3, 1)).parts}
    assert parts["met"] == parts["partly"] == parts["off"] == 0
    assert number("indicators.measured", date(2018, 3, 1)).value == 0


def state_of(of: Indicator, at: date = AT) -> IndicatorState:
    return indicator_states(Indicator.objects.filter(pk=of.pk), at)[of.pk]


def test_one_indicator_on_its_page_stands_as_it_does_among_all() -> None:
    for at in (AT, date(2020, 7, 1)):
        for pk, among in indicator_states(Indicator.objects.all(), at).items():
            alone = indicator_state(Indicator.objects.with_values().get(pk=pk), at)
            assert (alone.state, alone.per_cent) == (among.state, among.per_cent)
            for mine, its in zip(alone.lines, among.lines, strict=True):
                assert (mine.span, mine.expected, mine.actual) == (
                    *(its.span, its.expected),
                    its.actual,
                )
                assert [row.pk for row in mine.readings] == [row.pk for row in its.readings]


def test_a_value_entered_late_counts_for_its_period() -> None:
    of = make_indicator()
    make_measurement(of, measured_on=date(2022, 6, 1), value=Decimal(10))
    assert state_of(of).state == State.MET
    assert state_of(of, date(2021, 12, 30)).state == State.NO_DATA


def test_an_old_success_does_not_hide_a_silent_last_period() -> None:
    of = indicator("2.2")
    Measurement.objects.filter(indicator=of, period_start=date(2021, 1, 1)).delete()
    assert state_of(of).state == State.NO_DATA


def test_a_late_edit_of_an_earlier_period_moves_what_it_belongs_to() -> None:
    of = indicator("1.2")
    rows = Measurement.objects.filter(indicator=of, period_start=date(2021, 1, 1))
    before = state_of(of).judged
    rows.update(verified_by=None, verified_on=None, value=50, numerator=24, denominator=48)
    of.refresh_from_db()
    after = state_of(of).judged
    assert before and after and before.actual and after.actual and after.actual < before.actual


def test_a_computed_indicator_is_its_live_number() -> None:
    of = make_indicator(number_key="projects.completed", measure="per_cent")
    found = state_of(of).judged
    live = number("projects.completed")
    assert found and live.value is not None and live.of
    assert found.actual is not None
    assert round(found.actual, 6) == round(live.value * 100 / live.of, 6)


def test_a_computed_indicator_with_an_unknown_number_says_so_and_is_no_zero() -> None:
    of = make_indicator(number_key="projects.nothing")
    found = state_of(of)
    assert found.state == State.NO_DATA and "projects.nothing" in found.trouble


def test_the_strategy_in_force_is_the_current_one() -> None:
    from outcomes.models import Strategy

    assert Strategy.objects.current(date(2022, 1, 17)) == strategy()
    assert Strategy.objects.current(date(2001, 1, 1)) == strategy()
