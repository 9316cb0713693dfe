"""Real processes on data folders of their own, and none of them left behind."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

import pytest

from tests.waiting import PATIENCE, wait_for

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("DATABASE_", "REDIS_", "OUTTURN_", "PORT")


@dataclass
class Site:
    """manage.py on one data folder, with the small site's settings."""

    data: Path
    children: list["subprocess.Popen[str]"] = field(default_factory=list)
    # What a child does on Ctrl-C until it says otherwise. A shell that has put this run into the
    # background would have all of them ignore it.
    ctrl_c: signal.Handlers = signal.SIG_DFL

    @property
    def environment(self) -> dict[str, str]:
        """Ours without the servers of the test run."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return {
            **clean,
            "DJANGO_SETTINGS_MODULE": "tests.runtime.small_site.settings",
            "OUTTURN_DATA_DIR": str(self.data),
        }

    def begin(self, *arguments: str, **extra: str) -> "subprocess.Popen[str]":
        """Start `manage.py …`, as a terminal would: in a process group of its own."""
        child = subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={**self.environment, **extra},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=partial(signal.signal, signal.SIGINT, self.ctrl_c),
        )
        self.children.append(child)
        return child

    def manage(self, *arguments: str, **extra: str) -> tuple[int, str]:
        """Exit code and output of `manage.py …`."""
        child = self.begin(*arguments, **extra)
        said, _ = child.communicate(timeout=PATIENCE)
        return child.returncode, said

    def up(self) -> "subprocess.Popen[str]":
        """A running `up` whose page answers and whose worker works."""
        child = self.begin("up", "--port", "0")
        # Read on, or a full pipe stops it.
        said = self.data / "said"
        subprocess.Popen(["cat"], stdin=child.stdout, stdout=said.open("w"))
        wait_for(lambda: child.poll() is not None or "ready after" in said.read_text())
        assert child.poll() is None, said.read_text()
        wait_for(lambda: "beat" in self.state()["parts"])
        return child

    @property
    def said(self) -> str:
        """What `up` has printed."""
        return (self.data / "said").read_text()

    def state(self) -> dict[str, Any]:
        """runtime.json."""
        content: dict[str, Any] = json.loads((self.data / "runtime.json").read_text())
        return content

    def pid(self, part: str) -> int:
        """The process of a part."""
        number: int = self.state()["parts"][part]["pid"]
        return number

    def get(self, path: str) -> str:
        """A page's text; empty while the server or the page is not well."""
        address = self.state()["address"] + path
        with suppress(OSError), urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            text: str = answer.read().decode()
            return text
        return ""

    def processes(self) -> list[str]:
        """Every process that works on this data folder."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                command = (entry / "cmdline").read_bytes()
                known = command + (entry / "environ").read_bytes()
                if str(self.data).encode() in known:
                    found.append(f"{entry.name} {command.replace(bytes(1), b' ').decode()}")
        return found

    def end(self) -> None:
        """Stop what still runs."""
        for child in self.children:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
                with suppress(subprocess.TimeoutExpired):
                    child.wait(PATIENCE)
                child.kill()


def new_site(name: str = "") -> Site:
    """A site on a new data folder that every user may pass through, root's servant included."""
    folder = Path(mkdtemp(prefix="outturn-test-", dir="/tmp"))
    folder.chmod(0o711)
    data = folder / (name or "data")
    data.mkdir(mode=0o711)
    return Site(data)


@pytest.fixture
def site() -> Iterator[Site]:
    """A site of one's own."""
    yield from _lend("")


@pytest.fixture(scope="module")
def settled() -> Iterator[Site]:
    """A site with its tables, and nothing running."""
    made = new_site()
    try:
        assert made.manage("migrate", "--verbosity=0") == (0, "")
        yield made
    finally:
        made.end()
        rmtree(made.data.parent, ignore_errors=True)


@pytest.fixture
def deep_site() -> Iterator[Site]:
    """A site whose path is too long for a socket."""
    yield from _lend("d" * 110)


@pytest.fixture(scope="module")
def running() -> Iterator[Site]:
    """A site with `up` running."""
    made = new_site()
    try:
        made.up()
        yield made
    finally:
        made.end()
        rmtree(made.data.parent, ignore_errors=True)


def _lend(name: str) -> Iterator[Site]:
    made = new_site(name)
    try:
        yield made
    finally:
        made.end()
        rmtree(made.data.parent, ignore_errors=True)
