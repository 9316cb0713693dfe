"""What must be true after every drill, read from tables and files."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.faults.site import PATIENCE, Up
from runtime.processes import wait_until

DRAFTS = "reports.regenerate"
Ask = Callable[..., list[tuple[Any, ...]]]


def broken(up: Up) -> list[str]:
    """What is not as it must be, in words; empty when all is well. Waits for open jobs first."""
    open_jobs = "SELECT count(*) FROM core_job WHERE state IN ('queued', 'running')"
    if not wait_until(lambda: up.sql(open_jobs) == [(0,)], PATIENCE, 0.2):
        return [f"a job does not end: {up.sql('SELECT id, state, message FROM core_job')}"]
    return [*_jobs(up.sql), *_drafts(up.sql), *_files(up.sql, up.data / "files"), *_history(up.sql)]


def _jobs(ask: Ask) -> list[str]:
    """Each ended true: done with its draft, or failed with words."""
    found = []
    for number, kind, state, error, result in ask(
        "SELECT id, kind, state, error, result FROM core_job"
    ):
        if state == "failed" and len(error) < 20:
            found.append(f"job {number} failed without words: {error!r}")
        if (
            state == "done"
            and kind == DRAFTS
            and not ask("SELECT 1 FROM reports_draft WHERE job_id = %s", number)
        ):
            found.append(f"job {number} is done without a draft: {result}")
    return found


def _drafts(ask: Ask) -> list[str]:
    """Numbers without a gap, and every draft with every edition in every format."""
    found = []
    numbers = [row[0] for row in ask("SELECT number FROM reports_draft ORDER BY number")]
    if numbers != list(range(1, len(numbers) + 1)):
        found.append(f"drafts are numbered {numbers}")
    shapes = ask(
        "SELECT d.number, count(DISTINCT e.id), count(x.id) FROM reports_draft d "
        "LEFT JOIN reports_draftedition e ON e.draft_id = d.id "
        "LEFT JOIN reports_export x ON x.edition_id = e.id GROUP BY 1 ORDER BY 1"
    )
    if len({shape[1:] for shape in shapes}) > 1 or any(shape[2] == 0 for shape in shapes):
        found.append(f"drafts differ in editions and files: {shapes}")
    return found


def _files(ask: Ask, folder: Path) -> list[str]:
    """Every row has its file with its hash; no file under a final name is half of one."""
    found = []
    for name, sha256, size in ask("SELECT file, sha256, size FROM reports_export"):
        path = folder / name
        if not path.is_file():
            found.append(f"{name} is missing")
        elif path.stat().st_size != size or _hash(path) != sha256:
            found.append(f"{name} is not what was written")
    for path in (folder / "exports").rglob("*"):
        if path.is_file() and _hash(path) != path.parent.name:
            found.append(f"{path.name} is half a file")
    for (name,) in ask("SELECT evidence FROM outcomes_measurement WHERE evidence <> ''"):
        if not (folder / name).is_file():
            found.append(f"evidence {name} is missing")
    return found


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _history(ask: Ask) -> list[str]:
    """Every tracked row stands as its latest event says, and no event speaks of a row that is not."""
    found = []
    tables = [row[0] for row in ask(
        "SELECT table_name FROM information_schema.columns WHERE column_name = 'pgh_obj_id' "
        "AND table_schema = 'public'"
    )]  # fmt: skip
    for events in tables:
        table = events.removesuffix("event")
        columns = ", ".join(f'"{row[0]}"' for row in ask(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s "
            "AND table_schema = 'public' INTERSECT SELECT column_name "
            "FROM information_schema.columns WHERE table_name = %s AND table_schema = 'public'",
            table, events,
        ))  # fmt: skip
        if not columns:
            continue
        latest = (
            f"SELECT {columns} FROM (SELECT DISTINCT ON (pgh_obj_id) * FROM {events} "
            "ORDER BY pgh_obj_id, pgh_id DESC) l WHERE pgh_label <> 'delete'"
        )
        ((differing,),) = ask(
            f"SELECT count(*) FROM ((SELECT {columns} FROM {table} EXCEPT ALL {latest}) "
            f"UNION ALL ({latest} EXCEPT ALL SELECT {columns} FROM {table})) x"
        )
        if differing:
            found.append(f"{table}: {differing} rows differ from their history")
    return found
