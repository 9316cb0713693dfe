"""Backup, destroy, restore on another data folder: with the real program at work."""

import http.cookiejar
import os
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

import dj_database_url
import psycopg
import pytest

from bench.faults.site import Demonstrations, Up
from bench.machines.servers import ROOT
from core.operations.backup.archive import opened
from tests.browser.conftest import LEASES
from tests.waiting import PATIENCE

# They change by themselves while the program runs, tell of the backup itself, or of this start's settings
# and place; who is signed in is in no backup.
RESTLESS = {
    *("core_heartbeat", "core_backup", "core_personsession", "core_datachange"),
    *("core_startsetting", "core_startsettingevent"),
}


def manage(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """`manage.py …` on a data folder, to its end."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=Up(data).environment, text=True, capture_output=True, timeout=PATIENCE, check=False,
    )  # fmt: skip


class Saver(threading.Thread):
    """Somebody who signs in and saves without a pause: each save is a row and an event."""

    def __init__(self, address: str, username: str) -> None:
        super().__init__()
        self.address, self.username = address, username
        self.stop, self.saved = threading.Event(), 0
        self.cookies = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def run(self) -> None:
        self.browser.open(f"{self.address}/sign-in/").read()
        self.post("/sign-in/as/", username=self.username)
        while not self.stop.is_set():
            self.post("/language/", language="de" if self.saved % 2 else "fr", next="/healthz")
            self.saved += 1

    def post(self, path: str, **fields: str) -> None:
        token = next(str(each.value) for each in self.cookies if each.name == "csrftoken")
        sent = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        self.browser.open(f"{self.address}{path}", sent, timeout=PATIENCE).read()


def sums(up: Up) -> dict[str, Any]:
    """A checksum of every table that stands still."""
    tables = [
        name
        for (name,) in up.sql(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r'"
        )
        if name not in RESTLESS
    ]
    return {
        table: up.sql(
            f"SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) FROM {table} t"
        )[0]
        for table in tables
    }


def files(data: Path) -> dict[str, bytes]:
    """Every stored file."""
    folder = data / "files"
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A folder that the servers of root's servant reach too."""
    folder = Path(mkdtemp(prefix="outturn-test-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    rmtree(folder, ignore_errors=True)


@pytest.fixture
def place() -> Iterator[Path]:
    """Such a folder for one test."""
    with reachable_folder() as folder:
        yield folder


def restored(place: Path, name: str, backup: Path) -> Path:
    """A new data folder with what is in `backup`."""
    data = place / name
    data.mkdir(mode=0o711)
    done = manage(data, "restore", str(backup))
    assert done.returncode == 0, done.stderr
    return data


def test_backup_destroy_restore_elsewhere_and_go_on(
    place: Path, demonstrations: Demonstrations
) -> None:
    busy, quiet = place / "busy.zip", place / "quiet.zip"
    with demonstrations.running(**LEASES) as up:
        savers = [Saver(up.address, name) for name in ("pmo", "cio", "editor")]
        for saver in savers:
            saver.start()
        made = manage(up.data, "backup", str(busy))
        for saver in savers:
            saver.stop.set()
            saver.join(PATIENCE)
        assert made.returncode == 0, made.stderr
        assert min(saver.saved for saver in savers) > 3
        refused = manage(up.data, "restore", "--force", str(busy))
        assert (refused.returncode, "Stop it first" in refused.stderr) == (2, True)
        assert manage(up.data, "backup", str(quiet)).returncode == 0
        before, stored = sums(up), files(up.data)
    assert len(stored) >= 2
    assert not up.data.exists()

    again = Up(restored(place, "quiet", quiet), **LEASES).start()
    try:
        assert sums(again) == before
        assert files(again.data) == stored
        assert again.ask("/sign-in/") == 200
        _refuses_to_rewrite_history(again)
        again.sql("INSERT INTO core_unit (code, name, i18n) VALUES ('NEXT', 'Next', '{}')")
    finally:
        again.end()

    # What was saved while the backup was made is in it with its event, or not in it at all.
    moving = Up(restored(place, "busy", busy), **LEASES).start()
    try:
        wrong = moving.sql(
            "SELECT u.username, u.language, e.language FROM core_user u, LATERAL (SELECT language"
            " FROM core_userevent WHERE pgh_obj_id = u.id ORDER BY pgh_id DESC LIMIT 1) e"
            " WHERE u.language <> e.language"
        )
        assert wrong == []
    finally:
        moving.end()


def _refuses_to_rewrite_history(up: Up) -> None:
    parts = dj_database_url.parse(up.state["environment"]["DATABASE_URL"])
    for statement in ("DELETE FROM core_unitevent", "UPDATE reports_draft SET number = 7"):
        with (
            psycopg.connect(host=parts["HOST"], user=parts["USER"], dbname=parts["NAME"]) as one,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            one.execute(statement)


def test_a_killed_restore_leaves_the_data_as_they_were(
    place: Path, demonstrations: Demonstrations
) -> None:
    data = demonstrations.copy(place / "data")
    backup = place / "backup.zip"
    assert manage(data, "backup", str(backup)).returncode == 0
    child = subprocess.Popen(
        [sys.executable, "manage.py", "restore", "--force", str(backup)],
        cwd=ROOT, env=Up(data).environment, text=True, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert child.stderr
    for line in child.stderr:
        if "rows" in line:  # the old tables are gone, the new ones full, nothing is committed
            break
    os.kill(child.pid, 9)
    child.wait()
    child.stderr.close()
    second = place / "second.zip"
    done = manage(data, "backup", str(second))
    assert done.returncode == 0, done.stderr
    with opened(backup) as one, opened(second) as two:
        differing = {
            name for name, part in one.manifest.tables.items() if part != two.manifest.tables[name]
        }
        assert differing == {"core_backup"}
        assert one.manifest.files == two.manifest.files
