"""The web server and people who take their time: nobody keeps the others waiting."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.waiting import PATIENCE, wait_for

ROOT = Path(__file__).resolve().parents[2]
# The server as it is, on a program of a few lines: what it was sent, or as much as is asked for.
PROGRAM = """
def application(environ, start_response):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    if environ["PATH_INFO"] == "/large":
        body = b"x" * 50_000_000
    if environ["PATH_INFO"] == "/refused":
        body = b"too large"
    words = f"{environ['wsgi.url_scheme']} {len(body)} ".encode()
    start_response("200 OK", [("Content-Length", str(len(words) + len(body)))])
    return [words + body]
"""
SETTINGS = """
import sys
sys.path.insert(0, {root!r})
from config.gunicorn import *
on_starting = lambda server: None
post_worker_init = lambda worker: None
post_fork = lambda server, worker: None
child_exit = lambda server, worker: None
on_exit = lambda server: None
"""


class Server:
    """A web server of two processes with four threads each."""

    def __init__(self, folder: Path, **environment: str) -> None:
        (folder / "small.py").write_text(PROGRAM)
        (folder / "settings.py").write_text(SETTINGS.format(root=str(ROOT)))
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        variables = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "settings.py", "small:application"],
            cwd=folder,
            env={
                **variables,
                **environment,
                "OUTTURN_WEB_BIND": f"127.0.0.1:{self.port}",
                "OUTTURN_WEB_GRACE": "1",
                "PYTHONPATH": str(ROOT),
            },
        )
        wait_for(lambda: self.process.poll() is not None or self.ask(b"GET / HTTP/1.0\r\n\r\n"))
        assert self.process.poll() is None

    def connect(self) -> socket.socket:
        """A client."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def ask(self, *pieces: bytes, pause: float = 0) -> bytes:
        """All that comes back for these pieces."""
        with suppress(ConnectionRefusedError), self.connect() as client:
            for piece in pieces:
                client.sendall(piece)
                time.sleep(pause)
            return everything(client)
        return b""

    def seconds(self) -> float:
        """How long an ordinary request takes."""
        begun = time.monotonic()
        assert self.ask(b"GET / HTTP/1.0\r\n\r\n").endswith(b"http 0 ")
        return time.monotonic() - begun


def everything(client: socket.socket) -> bytes:
    """What comes until the server closes."""
    found = b""
    with suppress(ConnectionResetError):
        while piece := client.recv(65536):
            found += piece
    return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("server"))
    yield made
    made.process.terminate()
    made.process.wait(PATIENCE)


HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"
SLOW = {
    "says nothing": b"",
    "has said half a line": b"GET / HT",
    "never ends its headers": HEAD + b"X-Slow: 1\r\n",
    "never ends its body": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc",
    "stays after its answer": HEAD + b"\r\n",
    "does not close": b"GET / HTTP/1.0\r\n\r\n",
}


@pytest.mark.parametrize("begun", SLOW.values(), ids=SLOW)
def test_two_hundred_slow_clients_keep_nobody_waiting(server: Server, begun: bytes) -> None:
    with ExitStack() as stack:
        clients = [stack.enter_context(server.connect()) for _ in range(200)]
        for client in clients:
            client.sendall(begun)
        assert max(server.seconds() for _ in range(5)) < 2
        # A sign now and then changes nothing.
        for client in clients:
            with suppress(OSError):
                client.sendall(b"x" if begun.startswith((b"GET / HT", b"POST")) else b"")
        assert max(server.seconds() for _ in range(5)) < 2


def test_clients_that_do_not_read_hold_no_more_than_threads_and_not_for_ever(
    server: Server,
) -> None:
    with ExitStack() as stack:
        # All may come to one of the two processes: a thread of it is left.
        for _ in range(3):
            client = stack.enter_context(server.connect())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.sendall(b"GET /large HTTP/1.0\r\n\r\n")
        assert server.seconds() < 2


def test_what_is_not_said_in_time_is_answered_408(server: Server) -> None:
    begun = time.monotonic()
    answer = server.ask(b"GET / HTTP/1.1\r\nHost: x\r\n")
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert 8 < time.monotonic() - begun < 20


def test_too_long_a_head_and_a_body_of_no_length_are_refused(server: Server) -> None:
    long = HEAD + b"".join(b"X-%d: %s\r\n" % (n, b"a" * 1000) for n in range(70))
    assert server.ask(long, b"\r\n").startswith(b"HTTP/1.1 431 ")
    chunked = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    assert server.ask(chunked).startswith(b"HTTP/1.1 411 ")


@pytest.mark.parametrize(
    "lengths",
    [
        b"Content-Length: 3\r\nContent-Length: 5\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length : 3\r\n",
    ],
)
def test_two_readings_of_one_length_are_a_bad_request(server: Server, lengths: bytes) -> None:
    answer = server.ask(
        b"POST / HTTP/1.1\r\nHost: x\r\n" + lengths + b"\r\nabcGET /large HTTP/1.1\r\n\r\n"
    )
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1


def test_a_body_in_pieces_arrives_whole(server: Server) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 700000\r\n\r\n"
    pieces = [head[:10], head[10:-2], head[-2:] + b"a" * 100, b"b" * 699_000, b"c" * 900]
    answer = server.ask(*pieces, pause=0.05)
    assert answer.endswith(b"a" * 100 + b"b" * 699_000 + b"c" * 900)
    assert b"http 700000 " in answer


def test_who_asks_before_sending_gets_a_word(server: Server) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\n"
    with server.connect() as client:
        client.sendall(head + b"Content-Length: 3\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 100 ")
        client.sendall(b"abc")
        assert everything(client).endswith(b"http 3 abc")


def test_several_requests_over_one_connection_are_answered_in_turn(server: Server) -> None:
    one = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n"
    last = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1\r\n\r\n"
    answer = server.ask(one + b"a" + one[:20], one[20:] + b"b" + last + b"c", pause=0.1)
    assert [answer.count(b"http 1 " + letter) for letter in (b"a", b"b", b"c")] == [1, 1, 1]


def test_a_body_that_nothing_takes_is_not_waited_for(server: Server) -> None:
    head = b"POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n"
    begun = time.monotonic()
    assert b"too large" in server.ask(head + b"a" * 1000)
    assert time.monotonic() - begun < 5


def test_nothing_forwarded_is_believed_without_a_proxy(tmp_path: Path, server: Server) -> None:
    told = b"GET / HTTP/1.0\r\nX-Forwarded-Proto: https\r\n\r\n"
    assert server.ask(told).endswith(b"http 0 ")
    behind = Server(tmp_path, OUTTURN_TRUSTED_PROXIES="1")
    try:
        assert behind.ask(told).endswith(b"https 0 ")
    finally:
        behind.process.terminate()
        behind.process.wait(PATIENCE)
