"""Timing and the table of results."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection


@dataclass(frozen=True)
class Result:
    """One measure: seconds, the seconds it may take, and what stands beside it.

    `python` and `postgres` are the processor time of this process and of the one that answers its
    queries: neighbours on the machine hardly lengthen them. `bare` is the time of the same queries
    without any page.
    """

    what: str
    seconds: float
    limit: float
    beside: str = ""
    python: float | None = None
    postgres: float | None = None
    bare: float | None = None
    queries: int | None = None

    @property
    def ratio(self) -> float:
        """Part of the limit that was used; more than 1 is too slow."""
        return self.seconds / self.limit


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, and of the processor for this process and for Postgres's."""

    clock: float
    python: float
    postgres: float


def timed(act: Callable[[], object]) -> Taken:
    """What one run takes."""
    clock, python, postgres = time.perf_counter(), time.process_time(), _of_postgres()
    act()
    return Taken(
        time.perf_counter() - clock, time.process_time() - python, _of_postgres() - postgres
    )


def _of_postgres() -> float:
    """Processor seconds of the server process behind our connection, as Linux counts them."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


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
            statistics.median(each.python for each in of_one),
            statistics.median(each.postgres for each in of_one),
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
        "| measure | took | Python | Postgres | bare SQL | queries | limit | ratio | beside |",
        "|---|--:|--:|--:|--:|--:|--:|--:|---|",
    ]
    for each in results:
        mark = "" if each.ratio <= 1 else " **over**"
        queries = "" if each.queries is None else str(each.queries)
        cells = (
            *(each.what, _ms(each.seconds), _ms(each.python), _ms(each.postgres)),
            *(_ms(each.bare), queries),
            *(_ms(each.limit), f"{each.ratio:.2f}{mark}", each.beside),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _ms(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds * 1000:,.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2f} ms"
