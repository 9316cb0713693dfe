"""A part that is alive and silent is ended; one that is only starting is not."""

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from runtime import pulse
from runtime.processes import identity
from runtime.pulse import Pulse
from runtime.state import State
from tests.waiting import PATIENCE


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        """Seconds since some time."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(pulse, "time", found)
    return found


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What /readyz answers."""
    found: dict[str, Any] = {"database": True, "worker": True}
    monkeypatch.setattr(pulse, "ask", lambda *_: (200, json.dumps(found).encode()))
    return found


@pytest.fixture
def worker() -> "Iterator[subprocess.Popen[bytes]]":
    """A process that does nothing."""
    process = subprocess.Popen(["sleep", "60"], process_group=0)
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def watching(worker: "subprocess.Popen[bytes]", ready: Any) -> Pulse:
    state = State.of_this_process("up", Path("/nowhere"))
    state.parts["worker"] = identity(worker.pid)
    return Pulse(None, state, None, patience=20)  # type: ignore[arg-type]


def look(watching: Pulse, clock: Clock, seconds: float) -> None:
    for _ in range(int(seconds / 2)):
        clock.now += 2
        watching.look()


def test_a_worker_that_has_fallen_silent_is_ended(
    watching: Pulse, clock: Clock, ready: dict[str, Any], worker: "subprocess.Popen[bytes]"
) -> None:
    look(watching, clock, 4)
    ready["worker"] = False
    look(watching, clock, 18)
    assert worker.poll() is None
    look(watching, clock, 6)
    assert worker.wait(PATIENCE) == -signal.SIGKILL


def test_a_worker_that_is_only_starting_is_given_time(
    watching: Pulse, clock: Clock, ready: dict[str, Any], worker: "subprocess.Popen[bytes]"
) -> None:
    ready["worker"] = False
    look(watching, clock, 100)
    assert worker.poll() is None
    look(watching, clock, 40)
    assert worker.wait(PATIENCE) == -signal.SIGKILL


def test_silence_is_counted_anew_after_a_sign(
    watching: Pulse, clock: Clock, ready: dict[str, Any], worker: "subprocess.Popen[bytes]"
) -> None:
    for _ in range(4):
        ready["worker"] = True
        look(watching, clock, 2)
        ready["worker"] = False
        look(watching, clock, 16)
    assert worker.poll() is None


def test_while_the_database_is_away_nobody_is_blamed(
    watching: Pulse, clock: Clock, ready: dict[str, Any], worker: "subprocess.Popen[bytes]"
) -> None:
    look(watching, clock, 4)
    ready.update(database=False, worker=False)
    look(watching, clock, 300)
    assert worker.poll() is None
