"""Parts of quantities that do not add up: told on the page, never in the way of saving."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


class Counted(Protocol):
    """What the check needs of a `Quantity`."""

    @property
    def pk(self) -> int:
        """Its id."""

    @property
    def part_of_id(self) -> int | None:
        """The id of the whole it is a part of."""

    @property
    def value(self) -> Decimal | None:
        """How much; None is "no data"."""


@dataclass(frozen=True)
class PartsGap:
    """A whole and the sum of its parts, which differ."""

    whole: Decimal
    parts: Decimal

    @property
    def difference(self) -> Decimal:
        """How much the parts are above (or, negative, below) the whole."""
        return self.parts - self.whole


def parts_gaps(quantities: Iterable[Counted]) -> dict[int, PartsGap]:
    """Wholes, by id, whose parts do not add up.

    Nothing is said where the whole or any of its parts has no value: an unknown part may be what
    is missing.
    """
    rows = list(quantities)
    gaps = {}
    for row in rows:
        parts = [part.value for part in rows if part.part_of_id == row.pk]
        known = [value for value in parts if value is not None]
        if not parts or row.value is None or len(known) != len(parts):
            continue
        total = sum(known, Decimal(0))
        if total != row.value:
            gaps[row.pk] = PartsGap(whole=row.value, parts=total)
    return gaps
