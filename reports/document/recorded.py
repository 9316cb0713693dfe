"""What a draft keeps of its live numbers, so that it can be compared with today's data.

The stored form is `{"<signature>": {"value", "of", "rows", "illustrative"}}`; a draft's fingerprint
is made of it, so its keys stay as they are.
"""

from collections.abc import Mapping

import msgspec


class RecordedAmount(msgspec.Struct, frozen=True):
    """Exact value and whole as decimal strings; empty where there is none."""

    value: str = ""
    of: str = ""

    @property
    def exact(self) -> str:
        """Value and whole in one string; empty where nothing was recorded."""
        return f"{self.value}/{self.of}" if self.of else self.value


class RecordedNumber(RecordedAmount, frozen=True):
    """An amount with the ids of the rows behind it; `illustrative` rests on an invented split."""

    rows: tuple[int, ...] = ()
    illustrative: bool = False


def numbers_to_json(numbers: Mapping[str, RecordedNumber]) -> dict[str, object]:
    """Numbers by signature as plain values, ready for a JSON column."""
    plain: dict[str, object] = msgspec.to_builtins(numbers)
    return plain


def numbers_from_json(plain: object) -> dict[str, RecordedNumber]:
    """Numbers by signature, back from plain values; what an old draft did not keep is empty."""
    return msgspec.convert(plain, dict[str, RecordedNumber])
