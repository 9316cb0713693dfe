"""Connections opened before a fork never mix answers."""

import socket
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from config import gunicorn
from tests.runtime.conftest import ROOT, Site
from tests.waiting import PATIENCE, wait_for

REQUESTS = 400


def test_the_web_server_does_not_load_the_application_before_the_fork() -> None:
    assert gunicorn.preload_app is False


def test_every_answer_carries_its_own_request_number(running: Site) -> None:
    """The application opens its connection while it is imported: before the fork, if preloaded."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py",
             "tests.runtime.small_site.early_wsgi:application"],
            cwd=ROOT,
            env={**running.environment, **running.state()["environment"],
                 "OUTTURN_WEB_BIND": f"fd://{listener.fileno()}",
                 "OUTTURN_WEB_PROCESSES": "4", "OUTTURN_WEB_GRACE": "1"},
            pass_fds=[listener.fileno()],
        )  # fmt: skip
        try:
            wait_for(lambda: ask(address, 0))
            with ThreadPoolExecutor(16) as pool:
                answers = list(pool.map(lambda number: ask(address, number), range(REQUESTS)))
        finally:
            server.terminate()
            server.wait(PATIENCE)
    numbers = [answer.split()[0] for answer in answers]
    assert numbers == [str(number) for number in range(REQUESTS)]
    assert len({answer.split()[1] for answer in answers}) > 1, "one process answered everything"


def ask(address: str, number: int) -> str:
    """The server's echo of `number`, and which process gave it."""
    with urllib.request.urlopen(f"{address}{number}", timeout=PATIENCE) as answer:
        text: str = answer.read().decode()
        return text
