"""A number of a report as the data are now, computed once for each state of the database."""

from dataclasses import dataclass

from core.history.past import known_at
from core.numbers.registry import NumberValue, number_value
from core.numbers.syntax import parse_token
from reports.kept_data import kept_of_data
from reports.models import Report


@dataclass(frozen=True)
class NumberNow:
    """What a number is now, and the ids of all rows behind it, whoever may see them."""

    value: NumberValue
    ids: frozenset[int]


def number_now(report: Report, signature: str) -> NumberNow:
    """What `signature` names; raises `NumberError` and `UnknownKey` as `number_value` does."""

    def compute() -> NumberNow:
        with known_at(report.known_at):
            value = number_value(parse_token(signature), report.number_context)
            ids = value.rows.values_list("pk", flat=True) if value.rows is not None else ()
            return NumberNow(value, frozenset(ids))

    return kept_of_data("reports.value", compute, report.pk, signature)
