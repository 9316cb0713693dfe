"""The database's clock is set back by an hour while a draft is made and its worker dies.

libfaketime bends the wall clock of PostgreSQL, by which leases, pauses and the history are stamped;
durations go on as they are, as when an administrator corrects a machine's time. Python 3.11 cannot
sleep under that library, so beat's own clock is tried in tests/runtime/test_schedule.py instead.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

from bench.faults.drills import Drill, attempt
from bench.machines.checks import PROJECT, REPORT, latest_draft
from bench.machines.servers import missing
from bench.machines.site import Machines
from bench.person import form_with
from runtime.processes import wait_until

BACK = 3600
LIMIT = 90.0


def library() -> str:
    """The preloaded library; empty where it is not installed."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    return str(found[0]) if found else ""


def all_of() -> Iterator[Drill]:
    """One line for a draft, one for a save."""
    what = "database's clock set back an hour"
    if lacking := missing() or ("" if library() else "faketime is not installed"):
        yield Drill(what, "a regeneration, a save", f"not run: {lacking}", True)
        return
    clock = Path(mkdtemp(prefix="outturn-clock-", dir="/tmp"))
    clock.chmod(0o755)
    setting = clock / "now"
    setting.write_text("+0\n")
    bent = {
        "LD_PRELOAD": library(),
        "FAKETIME_TIMESTAMP_FILE": str(setting),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }
    with Machines(bucket=False, clock=bent) as site:
        yield attempt(what, "a regeneration", lambda: regeneration(site, setting))
        yield attempt(what, "a save", lambda: save(site))


def _now(site: Machines) -> float:
    return float(site.sql("SELECT extract(epoch FROM clock_timestamp())")[0][0])


def regeneration(site: Machines, setting: Path) -> str:
    """Both workers die with a job in hand, and then it is an hour earlier."""
    before = latest_draft(site)
    editor = site.person("editor")
    assert editor.press(REPORT, REPORT + "regenerate/").status == 302
    running = "SELECT 1 FROM core_job WHERE state = 'running'"
    assert wait_until(lambda: bool(site.sql(running)), 30, 0.02), "no worker took it"
    for worker in site.workers:
        worker.kill()
    setting.write_text(f"-{BACK}\n")
    assert wait_until(lambda: _now(site) < time.time() - BACK + 60, 10), "the clock did not move"
    begun = time.monotonic()
    for worker in site.workers:
        worker.start()
    assert wait_until(lambda: latest_draft(site) > before, LIMIT, 0.2), site.job()
    seconds = time.monotonic() - begun
    assert latest_draft(site) == before + 1, "two drafts of one click"
    ((state, attempts),) = site.sql("SELECT state, attempts FROM core_job ORDER BY id DESC LIMIT 1")
    assert state == "done", state
    return f"handed on and done {seconds:.0f} s after the step, at attempt {attempts}"


def save(site: Machines) -> str:
    """What was saved before the step is not taken for newer than what is saved after it."""
    path = f"{PROJECT}P-50/edit/"
    first, second = site.person("u01"), site.person("u02")
    stale = form_with("description", first.get(path).text)
    fresh = form_with("description", second.get(path).text)
    assert second.post(path, {**fresh, "description": "after the step"}).status == 302
    assert first.post(path, {**stale, "description": "stale"}).status == 409, "a lost update"
    ((stands,),) = site.sql("SELECT description FROM portfolio_project WHERE code = 'P-50'")
    assert stands == "after the step", stands
    return "saved; a save on top of it was refused as stale; what stands is the later one"
