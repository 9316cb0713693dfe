"""What a draft keeps of its live numbers, so that it can be compared with today's data.

The stored form is `{"<signature>": {"value", "of", "rows", "illustrative"}}`, with `before` where a
number is compared; a draft's fingerprint is made of it, so its keys stay as they are.
"""

from collections.abc import Mapping

import msgspec


class RecordedAmount(msgspec.Struct, frozen=True):
    """Exact value and whole as decimal strings, and what the value was; empty where there is none."""

    value: str = ""
    of: str = ""
    before: str = ""

    @property
    def exact(self) -> str:
        """Value, whole and what it was in one string; empty where nothing was recorded."""
        whole = f"{self.value}/{self.of}" if self.of else self.value
        return f"{self.before}>{whole}" if self.before else whole


class RecordedNumber(RecordedAmount, frozen=True, kw_only=True):
    """An amount with the ids of the rows behind it; `illustrative` rests on an invented split."""

    rows: tuple[int, ...] = ()
    illustrative: bool = False


def numbers_to_json(numbers: Mapping[str, RecordedNumber]) -> dict[str, object]:
    """Numbers by signature as plain values, ready for a JSON column."""
    plain: dict[str, dict[str, object]] = msgspec.to_builtins(numbers)
    return {
        signature: {name: value for name, value in one.items() if name != "before" or value}
        for signature, one in plain.items()
    }


def numbers_from_json(plain: object) -> dict[str, RecordedNumber]:
    """Numbers by signature, back from plain values; what an old draft did not keep is empty."""
    return msgspec.convert(plain, dict[str, RecordedNumber])
