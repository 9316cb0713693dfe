"""The live numbers of a paper: each computed once, whatever its uses and languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.numbers.registry import (
    NumberContext,
    NumberError,
    NumberValue,
    number_value,
    prepare_numbers,
)
from core.numbers.syntax import Token, token_signature
from core.registry import UnknownKey
from core.years import Years, years_meant
from reports.document.recorded import RecordedAmount, RecordedNumber


@dataclass(frozen=True)
class ComputedNumbers:
    """Values by signature; `problems` says why one could not be computed and is "no data".

    `years` has the numbers that are asked for a year of their own.
    """

    values: Mapping[str, NumberValue]
    problems: Mapping[str, str]
    years: Mapping[str, Years]

    def value(self, token: Token) -> NumberValue:
        """The number behind a token that was asked for."""
        return self.values[token_signature(token)]


def compute_numbers(tokens: Iterable[Token], context: NumberContext) -> ComputedNumbers:
    """Compute what `tokens` name; everything is read in one transaction by the caller."""
    wanted = {token_signature(token): token for token in tokens}
    prepare_numbers(wanted.values(), context)
    values: dict[str, NumberValue] = {}
    problems: dict[str, str] = {}
    for signature, token in wanted.items():
        value = value_or_problem(token, context)
        if isinstance(value, str):
            problems[signature], value = value, NumberValue(value=None)
        values[signature] = value
    named = {sign: years_meant(token.params.get("year", "")) for sign, token in wanted.items()}
    years = {sign: own for sign, own in named.items() if own is not None}
    return ComputedNumbers(values, problems, years)


def value_or_problem(token: Token, context: NumberContext) -> NumberValue | str:
    """What `token` names; in words, what keeps it from being computed."""
    try:
        return number_value(token, context)
    except (NumberError, UnknownKey) as error:
        return str(error)


def amounts(computed: ComputedNumbers) -> dict[str, RecordedAmount]:
    """Exact value and whole of each number, without the rows behind it."""
    return {
        signature: RecordedAmount(_text(value.value), _text(value.of), _text(value.before))
        for signature, value in sorted(computed.values.items())
    }


def recorded(computed: ComputedNumbers) -> dict[str, RecordedNumber]:
    """What a draft keeps of each number: its amount, and the ids of the rows behind it."""
    return {
        signature: RecordedNumber(
            *(_text(value.value), _text(value.of), _text(value.before)),
            rows=_ids(value),
            illustrative=value.illustrative,
        )
        for signature, value in sorted(computed.values.items())
    }


def _ids(value: NumberValue) -> tuple[int, ...]:
    """The ids of the rows behind a number; a single row was read already."""
    if value.row_ids is not None:
        return tuple(value.row_ids)
    if value.rows is None:
        return ()
    return tuple(sorted(value.rows.values_list("pk", flat=True)))


def _text(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")
