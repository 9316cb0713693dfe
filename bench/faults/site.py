"""`manage.py up` on a copy of one demonstration, and the handles a drill needs."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg

from bench.machines.servers import ROOT
from bench.person import Person
from runtime import processes
from runtime.processes import wait_until

PATIENCE = 180.0
OURS = ("DATABASE_", "REDIS_", "OUTTURN_", "PORT")
# Dead and silent workers are noticed within seconds here; the defaults are 20, 10 and 20.
QUICK = {
    "OUTTURN_JOB_LEASE_SECONDS": "6",
    "OUTTURN_JOB_REAP_SECONDS": "3",
    "OUTTURN_HANG_SECONDS": "3",
    "OUTTURN_LOG_LEVEL": "CRITICAL",
}


class Up:
    """A running `manage.py up` on a data folder: with `options`, and `extra` in its environment."""

    def __init__(self, data: Path, *options: str, **extra: str) -> None:
        self.data, self.options, self.extra = data, options, extra
        self.said = data.parent / f"{data.name}.said"
        self.process: subprocess.Popen[bytes] | None = None

    @cached_property
    def environment(self) -> dict[str, str]:
        """Ours, without the way to other servers."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return {
            **clean,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "OUTTURN_DATA_DIR": str(self.data),
            **QUICK,
            **self.extra,
        }

    def begin(self) -> "subprocess.Popen[bytes]":
        """Start it without waiting."""
        with self.said.open("ab") as said:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up", "--port", "0", *self.options],
                cwd=ROOT,
                env=self.environment,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self.process

    def start(self) -> "Up":
        """Start it, and wait until a worker works."""
        process = self.begin()
        over = wait_until(lambda: self.ready or process.poll() is not None, PATIENCE, 0.4)
        assert over and process.poll() is None, (
            f"up did not start:\n{self.said.read_text()[-3000:]}"
        )
        return self

    @property
    def ready(self) -> bool:
        """Web, database and worker work."""
        return (
            self.state.get("runner", {}).get("pid") == self.pid_of_up and self.ask("/readyz") == 200
        )

    @property
    def pid_of_up(self) -> int:
        """The process of `up` itself."""
        return self.process.pid if self.process else 0

    @property
    def state(self) -> dict[str, Any]:
        """runtime.json."""
        with suppress(OSError, ValueError):
            found: dict[str, Any] = json.loads((self.data / "runtime.json").read_text())
            return found
        return {}

    @property
    def address(self) -> str:
        """Where it answers."""
        return str(self.state.get("address", "")).rstrip("/")

    def ask(self, path: str) -> int:
        """The status of a page; 0 while nothing answers."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except (OSError, ValueError):
            return 0

    def pid(self, part: str) -> int:
        """The process of a part; of `up` itself too."""
        return self.pid_of_up if part == "up" else int(self.state["parts"][part]["pid"])

    def kill(self, part: str) -> None:
        """kill -9 of a part; of web and worker with their children, as the kernel's killer may."""
        if part in {"up", "postgres"}:
            os.kill(self.pid(part), signal.SIGKILL)
        else:
            processes.kill_group(self.pid(part))
        if part == "up" and self.process:
            self.process.wait()

    def recover(self) -> None:
        """Start `up` again where it is gone, and wait until everything works."""
        if self.process is None or self.process.poll() is not None:
            self.start()
        else:
            back = wait_until(lambda: self.ready, PATIENCE, 0.4)
            assert back, f"it did not recover:\n{self.said.read_text()[-3000:]}"

    def person(self, username: str, timeout: float = 60) -> Person:
        """Somebody, signed in by one click."""
        found = Person(self.address, timeout=timeout)
        answer = found.sign_in(username)
        assert answer.status == 302, f"{username} could not sign in: {answer.status}"
        return found

    def connect(self) -> "psycopg.Connection[Any]":
        """A session of the tables' owner."""
        parts = dj_database_url.parse(self.state["environment"]["DATABASE_OWNER_URL"])
        return psycopg.connect(
            host=parts["HOST"], user=parts["USER"], dbname=parts["NAME"], autocommit=True
        )

    def sql(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask the database."""
        with self.connect() as line:
            cursor = line.execute(query, values or None)  # type: ignore[call-overload]
            return list(cursor.fetchall()) if cursor.description else []

    def manage(self, *words: str) -> "subprocess.Popen[str]":
        """`manage.py …` beside it."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def end(self) -> None:
        """Stop it in order."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(15)
            self.process.kill()
            self.process.wait()


class Demonstrations:
    """One demonstration with its first draft, made once and copied for each drill.

    Several processes may share the `folder`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix="outturn-faults-", dir="/tmp"))
        self.folder.chmod(0o711)
        self.original = self.folder / "original"
        self.copies = 0

    def make(self) -> None:
        """Start, wait for the draft, stop; who comes second waits for it."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.original.exists():
                return
            making = self.folder / "making"
            making.mkdir(mode=0o711)
            first = Up(making).start()
            try:
                done = "SELECT 1 FROM core_job HAVING count(*) FILTER (WHERE state <> 'done') = 0"
                assert wait_until(lambda: bool(first.sql(done)), PATIENCE, 0.2), (
                    first.said.read_text()
                )
            finally:
                first.end()
            making.rename(self.original)

    def copy(self, to: Path | None = None) -> Path:
        """A data folder of one's own, owners and all."""
        self.copies += 1
        data = to or self.folder / f"copy-{os.getpid()}-{self.copies}"
        data.mkdir(mode=0o711, exist_ok=True)
        subprocess.run(["cp", "-a", f"{self.original}/.", str(data)], check=True)
        return data

    @contextmanager
    def running(self, **extra: str) -> Iterator[Up]:
        """A running copy, gone afterwards."""
        data = self.copy()
        up = Up(data, **extra)
        try:
            yield up.start()
        finally:
            up.end()
            shutil.rmtree(data, ignore_errors=True)

    def discard(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.folder, ignore_errors=True)
