"""What acts take: processor time of Python and Postgres, in turns with others. Linux only."""

import gc
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from bench.verdict import Result

Act = Callable[[], object]
ATTEMPTS = 3


@dataclass(frozen=True)
class Measure:
    """A measure that can be asked for by name, with so many projects."""

    name: str
    projects: int
    run: Callable[[], Result]

    def result(self) -> Result:
        """What `run` says; it is over only when that was so `ATTEMPTS` times in a row."""
        result = self.run()
        for _ in range(ATTEMPTS - 1):
            if result.over:
                result = min(result, self.run(), key=lambda each: each.hardest.part)
        return result


@dataclass(frozen=True)
class Taken:
    """Seconds: by the clock, and of the processor for Python and for the Postgres behind it.

    What children of this process take counts as Python's, once they have ended.
    """

    clock: float
    python: float
    postgres: float

    @property
    def work(self) -> float:
        """What verdicts are made of: neighbours on the machine lengthen the clock's time alone."""
        return self.python + self.postgres

    def __str__(self) -> str:
        parts = f"Python {ms(self.python)}, Postgres {ms(self.postgres)}"
        return f"{ms(self.clock)} by the clock; {parts}"


def in_turns(*acts: Act, times: int = 7) -> list[Taken]:
    """What each act takes, in the run of least work of several after one that warms up.

    The acts take turns, so that a slow moment of the machine meets them all; neighbours, and
    Python's garbage collector, only ever add to what an act is.
    """
    for act in acts:
        act()
    gc.collect()
    runs = [[timed(act) for act in acts] for _ in range(times)]
    return [min(of_one, key=lambda run: run.work) for of_one in zip(*runs, strict=True)]


def timed(act: Act) -> Taken:
    """What an act takes, once."""
    clock, python, postgres = time.perf_counter(), _of_python(), _of_postgres()
    act()
    return Taken(time.perf_counter() - clock, _of_python() - python, _of_postgres() - postgres)


def _of_python() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _of_postgres() -> float:
    """Processor seconds of the server process behind our connection, as Linux counts them."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def ms(seconds: float) -> str:
    """Milliseconds for people."""
    return f"{seconds * 1000:,.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2f} ms"
