"""The live numbers of a draft: each computed once, whatever its uses and languages."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from core.numbers.registry import (
    NumberContext,
    NumberError,
    NumberValue,
    number_value,
    prepare_numbers,
)
from core.numbers.syntax import Token, token_signature
from core.registry import UnknownKey


@dataclass(frozen=True)
class NumberProblem:
    """A token that names nothing: where it stands and what to do."""

    signature: str
    message: str


@dataclass
class ComputedNumbers:
    """Computes by signature and remembers. Everything is read in one transaction by its caller."""

    context: NumberContext
    values: dict[str, NumberValue] = field(default_factory=dict)
    problems: dict[str, NumberProblem] = field(default_factory=dict)

    def value(self, token: Token) -> NumberValue:
        """The number behind a token; "no data" when it cannot be computed, and a problem noted."""
        signature = token_signature(token)
        if signature not in self.values:
            try:
                self.values[signature] = number_value(token, self.context)
            except (NumberError, UnknownKey) as error:
                self.problems[signature] = NumberProblem(signature, str(error))
                self.values[signature] = NumberValue(value=None)
        return self.values[signature]

    def compute(self, tokens: Iterable[Token]) -> None:
        """Compute all of them."""
        tokens = list(tokens)
        prepare_numbers(tokens, self.context)
        for token in tokens:
            self.value(token)

    def amounts(self) -> dict[str, dict[str, Any]]:
        """Exact value and whole of each number, as text."""
        return {
            signature: {"value": _text(value.value), "of": _text(value.of)}
            for signature, value in sorted(self.values.items())
        }

    def record(self) -> dict[str, dict[str, Any]]:
        """What a draft keeps of each number: its amount, and the ids of the rows behind it."""
        return {
            signature: {
                **amount,
                "rows": _ids(self.values[signature]),
                "illustrative": self.values[signature].illustrative,
            }
            for signature, amount in self.amounts().items()
        }


def _ids(value: NumberValue) -> list[int]:
    """The ids of the rows behind a number; a single row was read already."""
    if value.row_ids is not None:
        return list(value.row_ids)
    return sorted(value.rows.values_list("pk", flat=True)) if value.rows is not None else []


def _text(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")
