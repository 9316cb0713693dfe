"""Who may run servers on a data folder: one at a time, and what a dead one left is cleared away."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime import postgres, processes, state, valkey
from runtime.paths import Paths, discard_socket_folder
from runtime.state import State

PAUSE = 0.05
SAY_AFTER = 1.0

# Those who use the servers go before the servers.
STOP_STEPS = {
    "web": ((15, 2.0),),
    "beat": ((15, 2.0),),
    "worker": ((15, 3.0),),
    "valkey": valkey.STOP_STEPS,
    "postgres": postgres.STOP_STEPS_FOR_AN_ORPHAN,
}


def say(text: str) -> None:
    """A line of the runtime itself, where it cannot mix with a command's output."""
    print(f"outturn: {text}", file=sys.stderr, flush=True)


@contextmanager
def claimed(where: Paths, *, share: bool) -> Iterator[State | None]:
    """The right to run servers here, waited for, with the leavings of dead runs cleared away.

    Yields None when the right is ours for the block. Yields the state of a running `manage.py up`
    instead when there is one: at once, or with `share` as soon as its servers may be used.
    """
    lock = state.Lock(where)
    try:
        running = _wait(where, lock, share=share)
        if running:
            yield running
            return
        _clear_away(where)
        try:
            yield None
        finally:
            state.forget(where)
    finally:
        lock.release()


def _wait(where: Paths, lock: state.Lock, *, share: bool) -> State | None:
    begun, announced = time.monotonic(), False
    while not lock.take():
        holder = state.read_alive(where)
        if holder and holder.is_up and (holder.ready or not share):
            return holder
        if not announced and time.monotonic() - begun > SAY_AFTER:
            announced = True
            who = (
                f"manage.py {holder.command} (process {holder.runner.pid})"
                if holder
                else "a process"
            )
            say(f"waiting for {who}, which is using the data in {where.data}")
        time.sleep(PAUSE)
    return None


def _clear_away(where: Paths) -> None:
    """Finish what the run in a stale runtime.json left; processes are known by their birth."""
    left = state.read(where)
    if left is None:
        return
    alive = [name for name, who in left.parts.items() if who.alive]
    if alive:
        say(f"an earlier run (process {left.runner.pid}) was killed; ending its {_and(alive)}")
    for name, steps in STOP_STEPS.items():
        if name in alive:
            processes.end_stranger(left.parts[name], steps)
    discard_socket_folder(where, Path(left.sockets))
    state.forget(where)


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
