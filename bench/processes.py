"""What the program takes as processes: memory after load, and seconds until a command is ready."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path

from bench.faults.site import PATIENCE, Up
from bench.limits import BEAT_MEMORY, COMMAND, MEMORY, SMALL
from bench.machines.servers import ROOT
from bench.measure import Measure, in_turns
from bench.person import Person
from bench.verdict import Ratio, Result
from runtime.processes import wait_until

KIND = "processes"
PEOPLE = ("pmo", "cio", "pm-tms", "editor")
ADDRESSES = (
    *("/projects/", "/updates/?per_page=100", "/dashboard/?strategy=it-2018-21&year=2021"),
    *("/strategy/it-2018-21/", "/projects/it-2018-21/P-45/", "/search/?q=project", "/risks/"),
    *("/reports/progress-2021/", "/projects/?export=xlsx", "/updates/?export=csv"),
)
ROUNDS = 5
BARE = "import django"


def measures() -> Iterator[Measure]:
    """Memory in multiples of a Python with bare Django, commands in times such a Python starts."""
    for name, parts, most in (
        ("memory of web and worker", ("web", "worker"), MEMORY),
        ("memory of beat", ("beat",), BEAT_MEMORY),
    ):
        yield Measure(name, SMALL, partial(_memory, name, parts, most))
    yield Measure("a shell command is ready", SMALL, _command)


def _memory(name: str, parts: tuple[str, ...], most: float) -> Result:
    bare, taken = _after_load()
    whole = sum(taken[part] for part in parts)
    each = ", ".join(f"{part} {taken[part] / 2**20:.0f} MB" for part in parts)
    return Result(
        name,
        KIND,
        (Ratio(whole, bare, most, "bare Django"),),
        f"{each}; bare Django {bare / 2**20:.0f} MB",
    )


@cache
def _after_load() -> tuple[int, dict[str, int]]:
    """Bytes of a Python with bare Django, and of each part of a program that people have used."""
    folder = Path(tempfile.mkdtemp(prefix="outturn-bench-"))
    folder.chmod(0o711)
    up = Up(folder / "data")
    up.data.mkdir(mode=0o711)
    try:
        up.start()
        _use(up)
        return _bare_django(), {part: _bytes(up.pid(part)) for part in ("web", "worker", "beat")}
    finally:
        up.end()
        shutil.rmtree(folder, ignore_errors=True)


def _use(up: Up) -> None:
    """Everybody reads and exports, and the worker makes its first draft and two more."""
    people = [up.person(name) for name in PEOPLE]
    with ThreadPoolExecutor(len(people)) as at_once:
        list(at_once.map(_read, people))
    for _ in range(2):
        people[-1].press("/reports/progress-2021/", "/reports/progress-2021/regenerate/")
        assert wait_until(lambda: _jobs_are_done(up), PATIENCE, 0.2), up.said.read_text()


def _jobs_are_done(up: Up) -> bool:
    return not up.sql("SELECT 1 FROM core_job WHERE state <> 'done'")


def _read(person: Person) -> None:
    person.hang_up()  # the server closes a connection that has been silent for some seconds
    for address in ADDRESSES * ROUNDS:
        answer = person.get(address)
        assert answer.status in {200, 404}, f"{address}: {answer.status}"
    person.hang_up()


def _bare_django() -> int:
    waiting = subprocess.Popen(
        [sys.executable, "-c", f"{BARE}; print(flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    with waiting:
        assert waiting.stdout
        waiting.stdout.readline()
        taken = _bytes(waiting.pid)
        waiting.communicate(b"\n")
    return taken


def _bytes(leader: int) -> int:
    """Memory of a process and its children, without that of files; what they share counts once.

    Files are program code, which whatever else runs on the machine may share or not. Each child
    counts as the largest of them: chance decides which of them has worked.
    """
    children = [
        _own_bytes(int(each.name))
        for each in Path("/proc").iterdir()
        if each.name.isdigit() and int(each.name) != leader and _group(int(each.name)) == leader
    ]
    return _own_bytes(leader) + len(children) * max(children, default=0)


def _group(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:  # it has ended since it was listed
        return 0


def _own_bytes(pid: int) -> int:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    line = next(line for line in rollup.splitlines() if line.startswith("Pss_Anon:"))
    return int(line.split()[1]) * 1024


def _command() -> Result:
    """`manage.py shell`, with the servers running, against a Python that imports Django."""
    ready, bare = in_turns(
        partial(_run, "manage.py", "shell", "--command", "pass"), partial(_run, "-c", BARE)
    )
    return Result(
        "a shell command is ready",
        KIND,
        (Ratio(ready.work, bare.work, COMMAND, f'python -c "{BARE}"'),),
        f"{ready}; bare {bare}",
    )


def _run(*words: str) -> None:
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
