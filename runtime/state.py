"""var/runtime.json: who runs on this data, where its servers are; and the lock that guards it."""

import contextlib
import fcntl
import json
import os
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from runtime.paths import Paths, user_name
from runtime.processes import Identity, identity
from runtime.trouble import Trouble


@dataclass
class State:
    """The runner (`manage.py up`, or one command with servers of its own) and its parts."""

    command: str
    runner: Identity
    sockets: str
    started_at: str
    address: str = ""
    ready: bool = False
    environment: dict[str, str] = field(default_factory=dict)
    parts: dict[str, Identity] = field(default_factory=dict)

    @classmethod
    def of_this_process(cls, command: str, sockets: Path) -> "State":
        """The state of a run that begins now, without parts."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(command, identity(os.getpid()), str(sockets), now)

    @property
    def is_up(self) -> bool:
        """Whether it is `manage.py up`, whose servers others may use."""
        return self.command == "up"


def read(where: Paths) -> State | None:
    """What runtime.json says; None when there is none. It may speak of a run long dead."""
    try:
        content = json.loads(where.state.read_text(encoding="utf-8"))
        content["runner"] = Identity(**content["runner"])
        content["parts"] = {name: Identity(**who) for name, who in content["parts"].items()}
        return State(**content)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def read_alive(where: Paths) -> State | None:
    """What runtime.json says if its runner still runs: that very process, not only its number."""
    state = read(where)
    return state if state and state.runner.alive else None


def write(where: Paths, state: State) -> None:
    """Replace runtime.json in one step. Only the holder of the lock may."""
    new = where.state.with_suffix(".json.new")
    new.touch(mode=0o600)
    new.write_text(json.dumps(asdict(state), indent=2) + "\n", encoding="utf-8")
    new.replace(where.state)


def forget(where: Paths) -> None:
    """Remove runtime.json. Only the holder of the lock may."""
    where.state.unlink(missing_ok=True)


class Lock:
    """The right to run servers on a data folder. The kernel frees it when its holder dies."""

    def __init__(self, where: Paths) -> None:
        try:
            self._descriptor = os.open(where.lock, os.O_RDWR | os.O_CREAT, 0o600)
        except PermissionError as error:
            raise Trouble(
                f"{where.lock} belongs to another user than {user_name()}: Outturn was probably "
                "started by root here. Start it as that user again, or give the data away: "
                f"sudo chown -R {user_name()} {where.data}"
            ) from error

    def take(self) -> bool:
        """Whether the lock is now ours; never waits."""
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def release(self) -> None:
        """Give the lock back."""
        os.close(self._descriptor)
