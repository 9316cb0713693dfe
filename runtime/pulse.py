"""Notices parts that hang: alive for the kernel, and doing nothing.

A dead process is seen by the supervisor at once. One that was stopped, or waits for ever, is seen by
what it no longer does: beat's ticks pass through the broker and a worker into the database, and
/readyz tells how long ago the last one arrived. Killing the silent part is enough; the supervisor
starts it again.
"""

import json
import socket
import threading
import time
from dataclasses import dataclass, field

from runtime import environment as env
from runtime import processes
from runtime.listener import ask
from runtime.output import say
from runtime.state import State
from runtime.valkey import Valkey

ASK_EVERY = 2.0
# /readyz has waited for six ticks before it says so; this much longer, and it will not come.
PATIENCE = 20
# Who has only just started imports the program first, on a busy machine for a while.
PATIENCE_WITH_A_START = 120


@dataclass
class Pulse:
    """Asks the web server now and then whether a worker is at work."""

    listener: socket.socket
    state: State
    valkey: Valkey | None
    patience: float = field(
        default_factory=lambda: float(env.number("OUTTURN_HANG_SECONDS", PATIENCE))
    )
    _silent_since: dict[str, float] = field(default_factory=dict)
    _seen_well: dict[str, int] = field(default_factory=dict)

    def watch(self) -> None:
        """Begin to watch, beside everything else, until this process ends."""
        threading.Thread(target=self._go_on, name="pulse", daemon=True).start()

    def _go_on(self) -> None:
        while True:
            time.sleep(ASK_EVERY)
            self.look()

    def look(self) -> None:
        """One look: end what has been silent for longer than we are patient."""
        if self.valkey and self._silent("valkey", not self.valkey.ready):
            self._end("valkey")
        elif self._silent("worker", self._no_worker()):
            # Either may be the one that hangs, and a new one of each costs a second.
            self._end("worker", "beat")

    def _no_worker(self) -> bool:
        """Whether the database answers and knows of no worker at work."""
        answer = ask(self.listener, "/readyz")
        try:
            found = json.loads(answer[1]) if answer else {}
        except ValueError:
            return False
        return found.get("database") is True and found.get("worker") is False

    def _silent(self, part: str, now_silent: bool) -> bool:
        """Whether `part`, this very process of it, has now been silent for too long."""
        pid = self.state.parts[part].pid if part in self.state.parts else 0
        if not now_silent:
            self._silent_since.pop(part, None)
            self._seen_well[part] = pid
            return False
        since = self._silent_since.setdefault(part, time.monotonic())
        started_well = self._seen_well.get(part) == pid
        patience = self.patience if started_well else PATIENCE_WITH_A_START
        if time.monotonic() - since < patience:
            return False
        del self._silent_since[part]
        return True

    def _end(self, *names: str) -> None:
        for name in names:
            if name in self.state.parts and self.state.parts[name].alive:
                say(f"{name} no longer answers; ending it")
                processes.kill_group(self.state.parts[name].pid)
