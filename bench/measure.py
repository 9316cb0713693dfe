"""Timing and the table of results."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One measure: seconds, the seconds it may take, and what it was compared with."""

    what: str
    seconds: float
    limit: float
    beside: str = ""

    @property
    def ratio(self) -> float:
        """Part of the limit that was used; more than 1 is too slow."""
        return self.seconds / self.limit


def median(act: Callable[[], object], times: int = 7) -> float:
    """Seconds that `act` takes, as the median of several runs after one that warms up."""
    act()
    taken = []
    gc.collect()
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def once(act: Callable[[], object]) -> float:
    """Seconds that `act` takes the first time."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def table(results: list[Result]) -> str:
    """The results as a table in Markdown."""
    lines = ["| measure | took | limit | ratio | beside |", "|---|--:|--:|--:|---|"]
    for each in results:
        mark = "" if each.ratio <= 1 else " **over**"
        lines.append(
            f"| {each.what} | {_ms(each.seconds)} | {_ms(each.limit)} | {each.ratio:.2f}{mark} "
            f"| {each.beside} |"
        )
    return "\n".join(lines)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2f} ms"
