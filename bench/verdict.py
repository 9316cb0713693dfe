"""What a measure says: multiples of something measured beside it, never seconds.

Nothing here asks a clock or a database, so a machine twice as slow comes to the same verdict
(`tests/structure/test_verdicts.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

HEADER = "| measure | part of limit | takes | for information |\n|---|--:|---|---|"


@dataclass(frozen=True)
class Ratio:
    """`taken` as a multiple of `unit`, both in one dimension; more than `most` is too much."""

    taken: float
    unit: float
    most: float
    of: str

    @property
    def multiple(self) -> float:
        """How often the unit goes into it."""
        return self.taken / self.unit

    @property
    def part(self) -> float:
        """Part of the limit that is used; 1 is all of it."""
        return self.multiple / self.most

    def __str__(self) -> str:
        return f"{_figure(self.multiple)} of {_figure(self.most)} {self.of}"


@dataclass(frozen=True)
class Result:
    """One measure: its multiples with their limits; `beside` is for information only."""

    what: str
    kind: str
    ratios: tuple[Ratio, ...]
    beside: str = ""

    @property
    def hardest(self) -> Ratio:
        """The multiple that is nearest to its limit, or furthest above."""
        return max(self.ratios, key=lambda ratio: ratio.part)

    @property
    def over(self) -> bool:
        """Whether a limit is passed."""
        return self.hardest.part > 1

    def __str__(self) -> str:
        """A row below `HEADER`."""
        mark = " **over**" if self.over else ""
        takes = "; ".join(str(ratio) for ratio in self.ratios)
        return f"| {self.what} | {self.hardest.part:.2f}{mark} | {takes} | {self.beside} |"


def summary(results: Iterable[Result]) -> str:
    """A line on the whole, and one for each kind: its measure that is nearest to a limit."""
    every = list(results)
    over = sum(each.over for each in every)
    lines = [f"{len(every)} measured, {over or 'none'} over a limit. Nearest to it, of each kind:"]
    for kind in dict.fromkeys(each.kind for each in every):
        of_kind = [each for each in every if each.kind == kind]
        worst = max(of_kind, key=lambda each: each.hardest.part)
        lines.append(
            f"{kind:<12} {len(of_kind):>3} {worst.hardest.part:>5.2f}"
            f"{' over' if worst.over else '     '}  {worst.what}: {worst.hardest}"
        )
    return "\n".join(lines)


def _figure(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.1f}"
