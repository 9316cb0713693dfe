"""Timing and the table of results."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One measure: seconds, the seconds it may take, and what stands beside it.

    `own` is the processor time of this process alone, which neighbours on the machine do not
    lengthen and Postgres has no part in; `bare` the time of the same queries without any page.
    """

    what: str
    seconds: float
    limit: float
    beside: str = ""
    own: float | None = None
    bare: float | None = None
    queries: int | None = None

    @property
    def ratio(self) -> float:
        """Part of the limit that was used; more than 1 is too slow."""
        return self.seconds / self.limit


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, and of this process's processor time."""

    clock: float
    own: float


def timed(act: Callable[[], object]) -> Taken:
    """What one run takes."""
    clock, own = time.perf_counter(), time.process_time()
    act()
    return Taken(time.perf_counter() - clock, time.process_time() - own)


def medians(*acts: Callable[[], object], times: int = 7) -> list[Taken]:
    """What each act takes, as the median of several runs after one that warms up.

    The acts take turns, so that a busy moment of the machine meets them all.
    """
    for act in acts:
        act()
    gc.collect()
    runs = [[timed(act) for act in acts] for _ in range(times)]
    return [
        Taken(
            statistics.median(each.clock for each in of_one),
            statistics.median(each.own for each in of_one),
        )
        for of_one in zip(*runs, strict=True)
    ]


def median(act: Callable[[], object], times: int = 7) -> float:
    """Seconds that `act` takes by the clock, as the median of several runs."""
    return medians(act, times=times)[0].clock


def once(act: Callable[[], object]) -> float:
    """Seconds that `act` takes the first time."""
    return timed(act).clock


def table(results: list[Result]) -> str:
    """The results as a table in Markdown."""
    lines = [
        "| measure | took | own | bare SQL | queries | limit | ratio | beside |",
        "|---|--:|--:|--:|--:|--:|--:|---|",
    ]
    for each in results:
        mark = "" if each.ratio <= 1 else " **over**"
        queries = "" if each.queries is None else str(each.queries)
        cells = (
            *(each.what, _ms(each.seconds), _ms(each.own), _ms(each.bare), queries),
            *(_ms(each.limit), f"{each.ratio:.2f}{mark}", each.beside),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _ms(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds * 1000:,.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2f} ms"
