"""Numbers against another year or day: the same question, asked twice."""

from datetime import date
from decimal import Decimal

import pytest

from core.numbers.registry import NumberContext, NumberError, NumberValue, number_value
from core.numbers.syntax import parse_token
from tests.factories import CUT_OFF

pytestmark = pytest.mark.django_db
CONTEXT = NumberContext(strategy="it-2018-21", year=2021, at=CUT_OFF)


def number(token: str, context: NumberContext = CONTEXT) -> NumberValue:
    return number_value(parse_token(token), context)


@pytest.mark.parametrize("key", ["projects.total", "projects.total unit=TMS", "projects.completed"])
def test_against_a_year_is_that_year_s_number(key: str) -> None:
    value = number(f"{key} against=2020")
    assert value.value == number(key).value
    assert value.before == number(f"{key} year=2020").value
    assert value.amount.before == value.before != value.value


def test_against_a_day_is_that_day_s_number() -> None:
    value = number("risks.register against=2021-01-31")
    day = NumberContext(strategy="it-2018-21", year=2021, at=date(2021, 1, 31))
    assert value.before == number("risks.register", day).value
    late = number("projects.completed against=2021-06-30")
    assert late.before is not None and late.before < (late.value or Decimal(0))


def test_several_years_can_be_compared_with() -> None:
    value = number("projects.total year=2020-21 against=2018-19")
    assert value.before == number("projects.total year=2018-19").value


@pytest.mark.parametrize(
    ("token", "message"),
    [
        ("projects.total against=soon", "neither a year nor a day"),
        ("projects.total against=2021-13-01", "neither a year nor a day"),
        ("risks.register against=2020", "takes no year: compare it with a day"),
    ],
)
def test_what_cannot_be_compared_with_is_refused(token: str, message: str) -> None:
    with pytest.raises(NumberError, match=message):
        number(token)
