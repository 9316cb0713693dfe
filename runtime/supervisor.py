"""Keeps the parts running: starts them again when they die, and ends them in order."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Protocol

from runtime import processes, state
from runtime.output import follow, say
from runtime.paths import BASE_DIR, Paths, open_log
from runtime.processes import identity
from runtime.state import State

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
# A part that ran this long has recovered: its next death is a first one again.
WELL_AFTER = 60.0
WATCH_EVERY = 0.1


class StopRequested(BaseException):
    """Ctrl-C or SIGTERM came while something was being waited for."""


class SupervisedPart(Protocol):
    """Something that runs as a child process."""

    process: subprocess.Popen[bytes] | None

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def stop_steps(self) -> Sequence[tuple[int, float]]:
        """Signals, and the seconds to wait after each."""

    def start(self) -> subprocess.Popen[bytes]:
        """Start it, or start it again."""

    def stop(self) -> None:
        """End it, with all its processes."""


@dataclass
class Program:
    """A part of ours in Python: web, worker, beat."""

    name: str
    where: Paths
    command: Sequence[str]
    env: Mapping[str, str]
    stop_steps: Sequence[tuple[int, float]]
    pass_fds: Sequence[int] = ()
    stdin: int = subprocess.DEVNULL
    process: subprocess.Popen[bytes] | None = None
    _log: Path | None = None

    def start(self) -> subprocess.Popen[bytes]:
        """Start it; its output goes to the terminal and its log."""
        self._log = self._log or open_log(self.where, self.name)
        self.process = processes.start(
            [sys.executable, *self.command],
            env=self.env,
            cwd=BASE_DIR,
            stdin=self.stdin,
            pass_fds=self.pass_fds,
        )
        assert self.process.stdout
        follow(self.name, self.process.stdout, self._log)
        return self.process

    def stop(self) -> None:
        """End it, with all its processes."""
        if self.process:
            processes.end(self.process, self.stop_steps)
            self.process = None


@dataclass
class _Watch:
    part: SupervisedPart
    started: float
    failures: int = 0
    again_at: float | None = None


@dataclass
class Supervisor:
    """The parts of one `manage.py up`, in the order in which they started."""

    where: Paths
    state: State
    stopping: bool = False
    _watches: dict[str, _Watch] = field(default_factory=dict)

    def listen_to_signals(self) -> None:
        """Ctrl-C, SIGTERM and a closed terminal ask us to stop; asking twice changes nothing."""

        def ask(_number: int, _frame: FrameType | None) -> None:
            self.stopping = True

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, ask)

    def add(self, part: SupervisedPart) -> None:
        """Start a part and keep it running from now on."""
        part.start()
        self.adopt(part)

    def adopt(self, part: SupervisedPart) -> None:
        """Keep a part running that has been started already."""
        self._watches[part.name] = _Watch(part, time.monotonic())
        self._record(part)

    def _record(self, part: SupervisedPart) -> None:
        if part.process:
            self.state.parts[part.name] = identity(part.process.pid)
        self.save()

    def save(self) -> None:
        """Bring runtime.json up to date."""
        state.write(self.where, self.state)

    def pause(self, seconds: float = WATCH_EVERY) -> None:
        """Wait a moment; raises StopRequested when somebody has asked us to stop."""
        if self.stopping:
            raise StopRequested
        time.sleep(seconds)

    def run(self) -> None:
        """Watch over the parts until somebody asks us to stop."""
        with contextlib.suppress(StopRequested):
            while True:
                self.pause()
                self.watch()

    def watch(self) -> None:
        """One look at every part."""
        for watch in self._watches.values():
            if watch.again_at is None:
                self._notice_death(watch)
            elif time.monotonic() >= watch.again_at:
                watch.again_at, watch.started = None, time.monotonic()
                watch.part.start()
                self._record(watch.part)

    def _notice_death(self, watch: _Watch) -> None:
        process = watch.part.process
        if process is None or process.poll() is None:
            return
        # Children of the dead one must not work on beside the next one.
        processes.kill_group(process.pid)
        now = time.monotonic()
        watch.failures = 1 if now - watch.started > WELL_AFTER else watch.failures + 1
        wait = min(FIRST_PAUSE * 2 ** (watch.failures - 1), LONGEST_PAUSE)
        watch.again_at = now + wait
        say(f"{watch.part.name} {ending(process.returncode)}; starting it again in {wait:g} s")

    def stop(self) -> None:
        """End the parts: first who asks, last who is asked."""
        self.stopping = True
        for names in (("web", "beat"), ("worker",), ("valkey",), ("postgres",)):
            group = [self._watches[name].part for name in names if name in self._watches]
            with ThreadPoolExecutor(max_workers=2) as side_by_side:
                list(side_by_side.map(lambda part: part.stop(), group))


def ending(code: int) -> str:
    """How a process ended, in words."""
    if code >= 0:
        return f"ended with exit code {code}"
    with contextlib.suppress(ValueError):
        return f"was ended by {signal.Signals(-code).name}"
    return f"was ended by signal {-code}"


def child_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """The environment of a Python part: ours, `extra`, and lines that come out as they are said."""
    return {**os.environ, "PYTHONUNBUFFERED": "1", **extra}
