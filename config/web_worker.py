"""The web server's worker: a thread takes a request once all of it has arrived.

Gunicorn's own gives a connection to a thread at once, and the thread waits for the client: as many slow
clients as there are threads stop the program for everybody. Here the loop that accepts connections
also reads them, with deadlines, so that silent or slow clients cost a socket and no thread
(docs/decisions/037-slow-clients-cost-no-thread.md). What a proxy in front does for a site, this does
for an installation without one.
"""

import errno
import selectors
import socket
import time
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn import http
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from config.arriving import HEAD_SECONDS, REQUEST_TIMEOUT, Arriving, Received
from core.requests.limits import MOST_MEGABYTES

# Connections of a process whose request is not whole: beyond them the one that has waited longest goes.
MOST_ARRIVING = 400
# Bytes that a process keeps of them.
MOST_HELD = 512 * 1024 * 1024
# A thread that writes to somebody who does not read gives up after so many seconds.
WRITE_SECONDS = 20.0
# So long a closed connection is listened to, so that its last answer is not cut off by a reset.
LINGER_SECONDS, LINGER_BYTES = 2.0, 64 * 1024
PIECE = 64 * 1024
WORDS = {408: "Request Timeout", 411: "Length Required", 431: "Request Header Fields Too Large"}
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
PASSING = {errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK}


class ClientSocket(socket.socket):
    """A client's connection, on which no thread waits for ever."""

    def setblocking(self, flag: bool, /) -> None:
        """To block means: for `WRITE_SECONDS`."""
        self.settimeout(WRITE_SECONDS if flag else 0)

    def sendall(self, *arguments: Any) -> None:
        """Whoever does not read is as good as gone."""
        try:
            super().sendall(*arguments)
        except TimeoutError as slow:
            raise BrokenPipeError(errno.EPIPE, "the client does not read") from slow

    def sendfile(self, *arguments: Any, **named: Any) -> int:
        """The same for a file."""
        try:
            return super().sendfile(*arguments, **named)
        except TimeoutError as slow:
            raise BrokenPipeError(errno.EPIPE, "the client does not read") from slow


class Connection(TConn):
    """A connection and the request that arrives over it, or has just arrived."""

    arriving: Arriving
    received: Received | None = None
    lingering: int = 0


class PatientWorker(ThreadWorker):
    """Reads requests in its loop, hands whole ones to threads, and lets nobody keep it waiting."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arriving: dict[Connection, None] = {}  # the longest first
        self.closing: dict[Connection, float] = {}

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        """TLS is for a proxy: a handshake would make a thread wait."""
        super().check_config(cfg, log)
        if cfg.is_ssl:
            raise RuntimeError(
                "This worker speaks no TLS: put a proxy in front, as in deploy/nginx."
            )

    # --- Connections come -----------------------------------------------------------------------

    def accept(self, listener: socket.socket) -> None:
        """A new connection waits in the loop, not in a thread."""
        try:
            accepted, address = listener.accept()
        except OSError as error:
            if error.errno in PASSING:
                return
            raise
        conn = Connection(
            self.cfg, ClientSocket(fileno=accepted.detach()), address, listener.getsockname()
        )
        conn.initialized = True
        self.nr_conns += 1
        self._await(conn, HEAD_SECONDS)
        if len(self.arriving) > MOST_ARRIVING:
            self._drop(next(iter(self.arriving)))

    def _await(self, conn: Connection, seconds: float, begun: bytes = b"") -> None:
        """Let a request arrive that begins within `seconds`; `begun` of it is here."""
        conn.sock.setblocking(False)
        conn.arriving = Arriving(time.monotonic() + seconds, MOST_MEGABYTES * 1024 * 1024)
        self.arriving[conn] = None
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._receive, conn))
        if begun:
            self._add(conn, begun)

    def _receive(self, conn: Connection, client: socket.socket) -> None:
        try:
            data = client.recv(PIECE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if data:
            self._add(conn, data)
        else:
            self._drop(conn)

    def _add(self, conn: Connection, data: bytes) -> None:
        arriving = conn.arriving
        arriving.add(data)
        if arriving.refused:
            self._refuse(conn, arriving.refused)
        elif arriving.is_whole:
            self._leave(conn)
            conn.received = arriving.received()
            conn.parser = http.get_parser(self.cfg, conn.received, conn.client)
            self.enqueue_req(conn)
        elif arriving.wants_a_word:
            arriving.wants_a_word = False
            with suppress(OSError):
                conn.sock.send(CONTINUE)
        if arriving.length and sum(each.arriving.size for each in self.arriving) > MOST_HELD:
            self._drop(max(self.arriving, key=lambda each: each.arriving.size))

    # --- They are answered, and stay or go ------------------------------------------------------

    def finish_request(self, conn: Connection, fs: "Future[Any]") -> None:
        """A thread is through with a request: the connection waits for the next, or is closed."""
        stays = not fs.cancelled() and fs.exception() is None and bool(fs.result())
        has_more = bool(conn.received and conn.received.recv(1)) or bool(
            conn.parser.unreader.buf.getvalue()
        )
        if conn.received:
            conn.received.close()
        # What the server has left of a request it took for shorter is no request.
        if not stays or has_more or conn.arriving.must_close:
            self._close(conn)
            return
        seconds = self.cfg.keepalive if self.alive else STOP_KEEPALIVE_LINGER
        self._await(conn, seconds, conn.arriving.rest)

    def _refuse(self, conn: Connection, status: int) -> None:
        """Say why, in as many bytes as any socket takes at once, and close."""
        self._leave(conn)
        conn.arriving.forget()
        head = (
            f"HTTP/1.1 {status} {WORDS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        )
        with suppress(OSError):
            conn.sock.send(head.encode())
        self._close(conn)

    def _leave(self, conn: Connection) -> None:
        del self.arriving[conn]
        self.poller.unregister(conn.sock)

    def _drop(self, conn: Connection) -> None:
        self._leave(conn)
        conn.arriving.forget()
        self._gone(conn)

    def _close(self, conn: Connection) -> None:
        """Say that nothing more comes, and wait in the loop until the client has heard it."""
        conn.sock.setblocking(False)
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._gone(conn)
            return
        self.closing[conn] = time.monotonic() + LINGER_SECONDS
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._linger, conn))

    def _linger(self, conn: Connection, client: socket.socket) -> None:
        try:
            heard = len(client.recv(PIECE))
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            heard = 0
        conn.lingering += heard
        if not heard or conn.lingering > LINGER_BYTES:
            self._end(conn)

    def _end(self, conn: Connection) -> None:
        del self.closing[conn]
        self.poller.unregister(conn.sock)
        self._gone(conn)

    def _gone(self, conn: Connection) -> None:
        self.nr_conns -= 1
        conn.close()

    # --- Deadlines ------------------------------------------------------------------------------

    def murder_pending(self) -> None:
        """Every second: who has not said what they wanted to say in time, is let go."""
        now = time.monotonic()
        for conn in [each for each in self.arriving if each.arriving.deadline < now]:
            if conn.arriving.has_begun:
                self._refuse(conn, REQUEST_TIMEOUT)
            else:
                self._drop(conn)
        for conn in [each for each, until in self.closing.items() if until < now]:
            self._end(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """At the end nobody is waited for who has not begun to ask."""
        for conn in self.arriving:
            if not conn.arriving.has_begun:
                conn.arriving.deadline = min(conn.arriving.deadline, deadline)
