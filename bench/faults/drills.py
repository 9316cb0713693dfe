"""kill -9 of every part in the middle of every kind of work."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.faults import invariants
from bench.faults.site import Up
from bench.faults.works import WORKS, Export, Import, Work, held, install

PARTS = ("web", "worker", "beat", "postgres", "valkey", "up")


@dataclass(frozen=True)
class Drill:
    """One line of the table."""

    fault: str
    middle: str
    seen: str
    held: bool


def attempt(fault: str, middle: str, act: Callable[[], str]) -> Drill:
    """Do it; what must not be true makes the line a failed one."""
    try:
        return Drill(fault, middle, act(), True)
    except AssertionError as error:
        return Drill(fault, middle, str(error) or "an assertion without words", False)


def checked(up: Up, seen: str) -> str:
    """The same words, if everything that must be true is."""
    wrong = invariants.broken(up)
    assert not wrong, f"{seen}; but {'; '.join(wrong[:4])}"
    return seen


def kills(
    up: Up, parts: tuple[str, ...] = PARTS, works: tuple[type[Work], ...] = WORKS
) -> Iterator[Drill]:
    """Every part of `parts` in the middle of all `works`."""
    install(up)
    number = 0
    for part in parts:
        for kind in works:
            number += 1

            def act(part: str = part, kind: type[Work] = kind, number: int = number) -> str:
                return killed(up, part, kind(up, number))

            yield attempt(f"kill -9 of {part}", kind.name, act)
            up.recover()
    if Import in works:
        yield attempt("kill -9 of the command itself", Import.name, lambda: _command_killed(up))


def killed(up: Up, part: str, work: Work) -> str:
    """Kill `part` while `work` is held in its middle; then let go and see."""
    if isinstance(work, Export):
        work.sign_in()
    with held(up, readers=work.readers):
        work.begin()
        up.kill(part)
    up.recover()
    work.wait()
    return checked(up, work.verdict())


def _command_killed(up: Up) -> str:
    work = Import(up, 1000)
    with held(up):
        work.begin()
        work.process.kill()
    work.wait()
    return checked(up, work.verdict())
