"""Live numbers and figures of own fields."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.figures.declared import Bar, DeclaredFigure
from core.figures.drawn import figure_of
from core.numbers.registry import NumberContext, NumberError, number_value
from core.numbers.syntax import parse_token
from outcomes.models import Strategy
from tests.factories import make_project, make_strategy
from tests.outcomes.terms.test_own_fields import field, pmo

pytestmark = pytest.mark.django_db
__all__ = ["pmo"]  # the fixture


def value_of(strategy: Strategy, token: str) -> Any:
    return number_value(parse_token(token), NumberContext(strategy.slug, 2021, date(2021, 12, 31)))


def test_numbers_add_up_count_and_break_down_what_own_fields_hold() -> None:
    strategy = make_strategy()
    field(strategy, "money", unit="USD")
    field(strategy, "choice")
    field(strategy, "yes_no")
    for own in (
        {"money": 0.1, "choice": "gold", "yes-no": True},
        {"money": 0.2, "choice": "gold", "yes-no": False},
        {"choice": "silver"},
        {},
    ):
        make_project(strategy=strategy, own=own)
    make_project(
        strategy=strategy, year=2020, joined_on=date(2020, 1, 1), own={"money": 5, "choice": "gold"}
    )
    total = value_of(strategy, "projects.own_total field=money")
    assert (total.value, str(total.unit), total.rows.count()) == (Decimal("0.3"), "USD", 2)
    assert value_of(strategy, "projects.own_count field=choice").value == 3
    gold = value_of(strategy, "projects.own_count field=choice value=gold")
    assert (gold.value, gold.of) == (2, 4)
    assert value_of(strategy, "projects.own_count field=yes-no value=no").value == 1
    parts = value_of(strategy, "projects.by_own field=choice").parts
    assert [(part.label, part.value) for part in parts] == [
        ("Gold", 2),
        ("Silver", 1),
        ("No data", 1),
    ]
    said = value_of(strategy, "projects.by_own field=yes-no").parts
    assert [(part.label, part.value) for part in said] == [("yes", 1), ("no", 1), ("No data", 2)]
    spans = value_of(strategy, "projects.own_total field=money year=2020-21")
    assert spans.value == Decimal("5.3")


def test_nothing_given_is_no_data() -> None:
    strategy = make_strategy()
    field(strategy, "number")
    make_project(strategy=strategy)
    assert value_of(strategy, "projects.own_total field=number").value is None


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("projects.own_total field=nothing", "no own field"),
        ("projects.own_total field=choice", "number, money"),
        ("projects.own_count field=choice value=bronze", "nothing that choice can hold"),
        ("projects.by_own field=number", "choice, yes_no"),
        ("projects.own_total", "field"),
    ],
)
def test_a_token_that_names_no_such_field_is_told(token: str, said: str) -> None:
    strategy = make_strategy()
    field(strategy, "choice")
    field(strategy, "number")
    with pytest.raises(NumberError, match=said):
        value_of(strategy, token)


def test_a_figure_of_an_own_field_leads_to_the_rows_of_each_bar(pmo: Client) -> None:
    strategy = make_strategy()
    field(strategy, "choice")
    for own in ({"choice": "gold"}, {"choice": "gold"}, {"choice": "silver"}, {}):
        make_project(strategy=strategy, own=own)
    page = reverse("portfolio:project-list")
    for key, count in (("gold", 2), ("silver", 1), ("none", 1)):
        address = f"{page}?strategy={strategy.slug}&own_choice={key}"
        assert pmo.get(address).context["result_count"] == count
    context = NumberContext(strategy.slug, 2021, date(2021, 12, 31))
    declared = DeclaredFigure(
        key="own", of=(Bar(number="projects.by_own field=choice"),), caption={"en": "By choice"}
    )
    for point in figure_of(declared, context, "en").points:
        rows = pmo.get(f"{page}?{point.rows}").context["result_count"]
        assert (point.value, point.label) == (rows, {"gold": "Gold", "silver": "Silver"}.get(
            point.category, "No data"))  # fmt: skip
