"""Processes: who they are beyond a number, how children start, and how they end."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Identity:
    """A process that cannot be mistaken for another one that got the same number later."""

    pid: int
    born: str

    @property
    def alive(self) -> bool:
        """Whether this very process still runs; a zombie does not."""
        return birth(self.pid) == self.born


def identity(pid: int) -> Identity:
    """Who `pid` is now; `born` is empty, and `alive` false, when it has already ended."""
    return Identity(pid, birth(pid) or "-")


def birth(pid: int) -> str | None:
    """When `pid` was started, as an opaque word unique on this machine; None when it is dead."""
    if pid <= 0:
        return None
    if not Path("/proc/self/stat").exists():
        return _birth_from_ps(pid)
    try:
        # The name in the second field may hold spaces and brackets: split after the last one.
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return None
    return None if fields[0] in "ZX" else f"{_boot()}/{fields[19]}"


@cache
def _boot() -> str:
    """Start times count from the boot, so the same number may come again after the next one."""
    with contextlib.suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return "-"


def _birth_from_ps(pid: int) -> str | None:
    """The same without /proc (macOS)."""
    words = _ps(pid, "stat=,lstart=").split(maxsplit=1)
    return None if len(words) < 2 or words[0].startswith("Z") else words[1].strip()


def _ps(pid: int, columns: str) -> str:
    command = ["ps", "-o", columns, "-p", str(pid)]
    environment = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False
    ).stdout


def command_line(pid: int) -> str:
    """What `pid` was started with, words separated by spaces; empty when it cannot be read."""
    if not Path("/proc/self/cmdline").exists():
        return _ps(pid, "command=").strip()
    with contextlib.suppress(OSError):
        content = Path(f"/proc/{pid}/cmdline").read_bytes()
        return content.replace(b"\0", b" ").decode(errors="replace").strip()
    return ""


@dataclass(frozen=True)
class Servant:
    """The user the servers run as when Outturn itself is started by root."""

    name: str
    uid: int
    gid: int


@cache
def _libc() -> Any:
    return ctypes.CDLL(None)


def _end_with_parent(parent: int, with_signal: int) -> None:
    """Runs in the child, between fork and exec."""
    _libc().prctl(PR_SET_PDEATHSIG, with_signal, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def start(
    command: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path,
    servant: Servant | None = None,
    death_signal: int = signal.SIGTERM,
    stdin: int | IO[bytes] = subprocess.DEVNULL,
    output: int | IO[bytes] = subprocess.PIPE,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a child in a process group of its own, so that a terminal's Ctrl-C is ours alone.

    On Linux the kernel sends `death_signal` to the child when we die, however we die. Elsewhere a
    child may stay; the next start finds it in runtime.json.
    """
    other_user: dict[str, Any] = {}
    if servant:
        other_user = {"user": servant.uid, "group": servant.gid, "extra_groups": []}
    before_exec: Callable[[], None] | None = None
    if sys.platform == "linux":
        _libc()  # loaded here: between fork and exec is no place for it
        before_exec = partial(_end_with_parent, os.getpid(), death_signal)
    return subprocess.Popen(
        list(command),
        env=dict(env),
        cwd=cwd,
        stdin=stdin,
        stdout=output,
        stderr=subprocess.STDOUT,
        pass_fds=tuple(pass_fds),
        process_group=0,
        preexec_fn=before_exec,
        **other_user,
    )


def wait_until(condition: Callable[[], bool], seconds: float, pause: float = 0.01) -> bool:
    """Whether `condition` came true within `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


def end(process: subprocess.Popen[bytes], steps: Sequence[tuple[int, float]]) -> None:
    """Ask a child of ours to stop: each step is a signal and the seconds to wait after it.

    What is left of its group afterwards is killed.
    """
    for number, seconds in steps:
        if process.poll() is not None:
            break
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    kill_group(process.pid)
    process.wait()


def end_stranger(who: Identity, steps: Sequence[tuple[int, float]]) -> None:
    """The same for a process that an earlier run of ours has left behind."""
    for number, seconds in steps:
        if not who.alive:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(who.pid, number)
        wait_until(lambda: not who.alive, seconds)
    if who.alive:
        kill_group(who.pid)
        wait_until(lambda: not who.alive, 2)


def kill_group(leader: int) -> None:
    """Kill every member of the process group of `leader`; nothing happens if there is none."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
