"""A real `manage.py up` on data of its own, and a real Chromium in front of it."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.core.figure_site import Watched, chromium

ROOT = Path(__file__).resolve().parents[2]
OURS = ("DATABASE_", "REDIS_", "OUTTURN_", "PORT")
REPORT = "/reports/progress-2021/"
Answer = TypeVar("Answer")


def wait_for(what: Callable[[], Answer], seconds: float = 60) -> Answer:
    """The first true answer of `what`."""
    deadline = time.monotonic() + seconds
    while not (answer := what()):
        assert time.monotonic() < deadline, f"did not come true within {seconds} s"
        time.sleep(0.05)
    return answer


@dataclass
class Up:
    """A running `manage.py up` with the demonstration."""

    data: Path
    process: "subprocess.Popen[bytes]"

    @classmethod
    def start(cls) -> "Up":
        """Start it on a new folder and a free port; wait until the first draft is made."""
        folder = Path(mkdtemp(prefix="outturn-test-", dir="/tmp"))
        folder.chmod(0o711)
        data = folder / "data"
        data.mkdir(mode=0o711)
        return cls.on(data)

    @classmethod
    def on(cls, data: Path) -> "Up":
        """The same on a folder that is there already."""
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", "0"],
            cwd=ROOT,
            env=environment(data),
            stdout=(data.parent / "said").open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        up = cls(data, process)
        try:
            wait_for(lambda: process.poll() is not None or up.get("/readyz") == 200, 90)
            wait_for(lambda: up.job().startswith("done"))
        except BaseException:
            up.end()
            raise
        return up

    @property
    def state(self) -> dict[str, Any]:
        """runtime.json; empty before it is written."""
        with suppress(OSError, ValueError):
            found: dict[str, Any] = json.loads((self.data / "runtime.json").read_text())
            return found
        return {}

    @property
    def address(self) -> str:
        """Where it answers, without the last slash."""
        return str(self.state.get("address") or "").rstrip("/")

    @property
    def said(self) -> str:
        """Everything it has printed."""
        return (self.data.parent / "said").read_text()

    def pid(self, part: str) -> int:
        """The process of a part."""
        number: int = self.state["parts"][part]["pid"]
        return number

    def get(self, path: str) -> int:
        """The status of a page; 0 while nothing answers."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except (OSError, ValueError):
            return 0

    def sql(self, query: str) -> list[tuple[Any, ...]]:
        """Ask its database, as its owner."""
        import dj_database_url
        import psycopg

        parts = dj_database_url.parse(self.state["environment"]["DATABASE_OWNER_URL"])
        with psycopg.connect(
            host=parts["HOST"], user=parts["USER"], dbname=parts["NAME"], autocommit=True
        ) as connection:
            cursor = connection.execute(query)  # type: ignore[call-overload]
            return list(cursor.fetchall()) if cursor.description else []

    def job(self) -> str:
        """State and error of the latest job."""
        with suppress(Exception):
            (row,) = self.sql("SELECT state, error FROM core_job ORDER BY id DESC LIMIT 1")
            return " ".join(row)
        return ""

    def stop(self) -> None:
        """Stop it in order."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(8)
        finally:
            self.process.kill()

    def end(self) -> None:
        """The same; after the tests nothing of it is left."""
        try:
            self.stop()
        finally:
            rmtree(self.data.parent, ignore_errors=True)


def environment(data: Path) -> dict[str, str]:
    """Ours without the servers of the test run."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {
        **clean,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "OUTTURN_DATA_DIR": str(data),
        # A killed worker is noticed within seconds here; the defaults are 20 and 10.
        "OUTTURN_JOB_LEASE_SECONDS": "4",
        "OUTTURN_JOB_REAP_SECONDS": "2",
    }


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    """Outturn, running; one for a file of tests."""
    running = Up.start()
    try:
        yield running
    finally:
        running.end()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; where there is none the tests are skipped, or fail if a browser is required."""
    with chromium() as one:
        yield one


@pytest.fixture
def context(browser: Browser, up: Up) -> Iterator[BrowserContext]:
    """A person's browser at the running site."""
    made = browser.new_context(
        base_url=up.address, viewport={"width": 1280, "height": 900}, accept_downloads=True
    )
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def watched(context: BrowserContext) -> Watched:
    """A page that notes every complaint of the console."""
    return Watched(context.new_page())


def sign_in(page: Page, username: str) -> None:
    """One click in the list of people."""
    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.click(f"button[value='{username}']")
    page.wait_for_selector("main")
