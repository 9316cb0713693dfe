"""What is no kill: full disks, clocks, doubles, a broker that is away, a worker that hangs."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.faults.drills import Drill, attempt, checked
from bench.faults.site import PATIENCE, Demonstrations, Up
from bench.faults.works import REPORT, Import, Regeneration, Save, held, install
from bench.machines.servers import Redis, answers
from runtime.processes import wait_until

NOT_RUN = "not run: "


def all_of(demonstrations: Demonstrations) -> Iterator[Drill]:
    """Every one, each on a copy of its own where it needs one."""
    with demonstrations.running() as up:
        install(up)
        yield attempt("SIGSTOP of the worker", "a regeneration", lambda: worker_stopped(up))
        yield attempt("SIGSTOP of beat", "a regeneration", lambda: beat_stopped(up))
        yield attempt("SIGSTOP of the broker", "a regeneration", lambda: broker_stopped(up))
        yield attempt("a job that never comes back", "a regeneration", lambda: job_hangs(up))
        yield attempt("kill -9 of all at once", "a save and a regeneration", lambda: all_killed(up))
    yield attempt("two `up` at once", "a first start", lambda: two_ups(demonstrations))
    yield attempt("broker away for a minute", "a regeneration", lambda: broker_away(demonstrations))
    for place, what in (("files", "disk of the files full"), ("", "disk of everything full")):
        yield attempt(
            what,
            "a save, an import, a regeneration",
            lambda place=place: full(demonstrations, place),  # type: ignore[misc]
        )


# --- Hanging ------------------------------------------------------------------------------------


def _stopped(up: Up, part: str) -> str:
    """Stop a part with its children in the middle of a draft; nobody but `up` may help."""
    work = Regeneration(up, 0)
    before = up.pid(part)
    with held(up):
        work.begin()
        os.killpg(before, signal.SIGSTOP)
    begun = time.monotonic()
    try:
        assert wait_until(lambda: up.pid(part) != before, PATIENCE, 0.2), f"{part} stays stopped"
        seconds = time.monotonic() - begun
        work.wait()
        seen = work.verdict()
    finally:
        with suppress(ProcessLookupError):
            os.killpg(before, signal.SIGKILL)
    up.recover()
    return checked(up, f"noticed and started again after {seconds:.0f} s; {seen}")


def worker_stopped(up: Up) -> str:
    """The worker and its children are alive and do nothing."""
    return _stopped(up, "worker")


def beat_stopped(up: Up) -> str:
    """No ticks, so no reaper."""
    return _stopped(up, "beat")


def broker_stopped(up: Up) -> str:
    """It takes connections and says nothing."""
    return _stopped(up, "valkey")


def job_hangs(up: Up) -> str:
    """Three workers' processes in turn go into it and do not come out."""
    work = Regeneration(up, 0)
    begun = time.monotonic()
    with held(up):
        work.begin()
        latest = "SELECT state, error, attempts FROM core_job ORDER BY id DESC LIMIT 1"
        assert wait_until(lambda: up.sql(latest)[0][0] == "failed", PATIENCE, 0.3), up.sql(latest)
        ((_, error, attempts),) = up.sql(latest)
        assert "Try again" in error, error
        seconds = time.monotonic() - begun
        page = up.person("editor").get(REPORT).text
        assert "The worker stopped" in page, "the page does not say so"
    again = Regeneration(up, 0)
    again._act()
    return checked(
        up,
        f"failed after {attempts} attempts and {seconds:.0f} s with words and a button; "
        f"tried again: {again.verdict()}",
    )


def all_killed(up: Up) -> str:
    """As when the power goes: `up` and all its parts, with a save and a draft under way."""
    draft, save = Regeneration(up, 0), Save(up, 2000)
    with held(up):
        draft.begin()
        save._thread.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        assert wait_until(lambda: up.sql(waiting) == [(2,)], PATIENCE, 0.05), "the save never came"
        pids = [int(each["pid"]) for each in up.state["parts"].values()]
        for pid in (up.pid_of_up, *pids):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert up.process
        up.process.wait()
    up.recover()
    save.wait()
    return checked(up, f"after a new start: {draft.verdict()}; {save.verdict()}")


# --- Doubles and absences -----------------------------------------------------------------------


def two_ups(demonstrations: Demonstrations) -> str:
    """Started in the same moment on one data folder."""
    data = demonstrations.copy()
    both = [Up(data), Up(data)]
    both[1].said = data.parent / "second.said"
    try:
        for up in both:
            up.begin()
        assert wait_until(lambda: any(up.ready for up in both), PATIENCE, 0.1), "neither is ready"
        ended = [up for up in both if up.process and up.process.poll() is not None]
        assert len(ended) == 1, f"{len(ended)} of two ended"
        code = ended[0].process.returncode if ended[0].process else None
        said = ended[0].said.read_text().strip().splitlines()[-1]
        assert code == 2 and "already runs" in said, f"{code}: {said}"
        winner = next(up for up in both if up.ready)
        install(winner)
        return checked(winner, f"one runs, the other ended with 2: “{said.split(' on /')[0]} on …”")
    finally:
        for up in both:
            up.end()


def broker_away(demonstrations: Demonstrations) -> str:
    """A Redis of one's own, killed for a minute: clicks are quick, work waits and is done after."""
    folder = demonstrations.folder / "redis-away"
    folder.mkdir()
    redis = Redis(folder)
    (folder / "broker.conf").write_text("appendonly yes\n")
    redis.start(folder)
    with demonstrations.running(REDIS_URL=f"redis://127.0.0.1:{redis.port}/0") as up:
        install(up)
        save, draft = Save(up, 3000), Regeneration(up, 0)
        redis.kill()
        assert not answers(redis.port)
        begun = time.monotonic()
        draft._act()
        clicked = time.monotonic() - begun
        save._act()
        assert save.answer.status == 302, save.answer.status
        time.sleep(max(0.0, 60 - (time.monotonic() - begun)))
        page = up.person("editor").get(REPORT).text
        assert "nothing is lost" in page, "the page does not say that it waits"
        redis.start(folder)
        back = time.monotonic()
        seen = draft.verdict()
        taken = time.monotonic() - back
        up.recover()
        try:
            return checked(
                up,
                f"the click took {clicked:.1f} s, saves went on, the page said that it waits; "
                f"{taken:.0f} s after its return: {seen}",
            )
        finally:
            redis.end()


# --- Full disks ---------------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """A disk of a few megabytes at `folder`; an AssertionError where mounting is not permitted."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=711", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{NOT_RUN}a small disk cannot be mounted here"
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)


def _fill(folder: Path) -> Path:
    """Use up the disk to the last byte."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while True:
                    file.write(b"\0" * size)
    return filler


def full(demonstrations: Demonstrations, place: str) -> str:
    """The disk is full, work is tried, the disk gets room again."""
    data = demonstrations.folder / f"small-{place or 'data'}"
    if place:
        demonstrations.copy(data)
    size = _megabytes(demonstrations.original / place) + (4 if place else 60)
    kept = demonstrations.original / place
    with small_disk(data / place, size):
        subprocess.run(["cp", "-a", f"{kept}/.", str(data / place)], check=True)
        up = Up(data)
        try:
            up.start()
            install(up)
            return _while_full(up, data / place)
        finally:
            up.end()


def _megabytes(folder: Path) -> int:
    done = subprocess.run(["du", "-sm", str(folder)], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[0])


def _while_full(up: Up, disk: Path) -> str:
    save, load, draft = Save(up, 4000), Import(up, 4001), Regeneration(up, 0)
    filler = _fill(disk)
    acts: tuple[Callable[[], None], ...] = (save._act, load._act, draft._act)
    seen = []
    for act in acts:
        try:
            act()
        except AssertionError as error:  # signing in may be what does not work
            seen.append(str(error))
    time.sleep(5)
    filler.unlink()
    up.recover()
    words = [work.verdict() for work in (save, load) if work.answer is not None]
    if draft.answer is None or draft.answer.status != 302:
        draft._act()
    words.append(draft.verdict())
    return checked(up, "; ".join([*seen, *words]))
