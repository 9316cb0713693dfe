"""A request as it arrives: bytes of a connection, until one request of them is whole."""

import time
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO

HEAD_END = b"\r\n\r\n"
# More than all headers of a browser; a line of the address is limited by the server itself.
MOST_HEAD = 64 * 1024
# Seconds for the head of a request, and for its body: so many, and what a slow line takes for the rest.
HEAD_SECONDS, BODY_SECONDS, SLOWEST_LINE = 10.0, 15.0, 32 * 1024
IN_MEMORY = 256 * 1024

REQUEST_TIMEOUT, LENGTH_REQUIRED, HEAD_TOO_LARGE = 408, 411, 431


class Received:
    """What a thread reads in place of the socket: what has come, then the end. It never waits."""

    def __init__(self, content: IO[bytes]) -> None:
        content.seek(0)
        self._content = content

    def recv(self, size: int) -> bytes:
        """The next bytes, as of a socket."""
        return self._content.read(size)

    def close(self) -> None:
        """Free the memory or the file."""
        self._content.close()


@dataclass
class Arriving:
    """What has come over a connection and belongs to a request that is not whole yet.

    `length` is None until its head has come, then that of head and body together. A body of more
    than `most_body` bytes is not waited for: the program refuses it by what its head says.
    """

    deadline: float
    most_body: int
    head: bytearray = field(default_factory=bytearray)
    length: int | None = None
    refused: int = 0  # the status with which it is refused
    wants_a_word: bool = False  # before it goes on: 100 Continue
    must_close: bool = False
    rest: bytes = b""  # of the request after it
    size: int = 0
    _content: IO[bytes] | None = None

    @property
    def has_begun(self) -> bool:
        """Whether anything of it has come."""
        return bool(self.head) or self.length is not None

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is missing."""
        return self.length is not None and self.size >= self.length

    def add(self, data: bytes) -> None:
        """Take what has come."""
        if self.length is not None:
            self._take(data)
            return
        if not self.head:
            self.deadline = time.monotonic() + HEAD_SECONDS
        # The end may lie across two pieces.
        begin = max(len(self.head) - len(HEAD_END), 0)
        self.head += data
        end = self.head.find(HEAD_END, begin)
        # However it is cut into pieces on its way.
        if (len(self.head) if end < 0 else end) > MOST_HEAD:
            self.refused = HEAD_TOO_LARGE
        elif end >= 0:
            self._read_head(end + len(HEAD_END))

    def _read_head(self, end: int) -> None:
        """Learn how long the request is. Whether it is a good one is for the server to say."""
        values: dict[bytes, bytes] = {}
        for line in bytes(self.head[:end]).split(b"\r\n")[1:]:
            name, _colon, value = line.partition(b":")
            values[name.strip().lower()] = value.strip()
        if b"transfer-encoding" in values:
            # Nobody can tell how much there will be; Django would take it for nothing.
            self.refused = LENGTH_REQUIRED
            return
        given = values.get(b"content-length", b"0")
        body = int(given) if given.isdigit() and len(given) < 16 else 0
        if body > self.most_body or not given.isdigit():
            body, self.must_close = 0, True
        self.length = end + body
        self.deadline = time.monotonic() + BODY_SECONDS + body / SLOWEST_LINE
        self.wants_a_word = values.get(b"expect", b"").lower() == b"100-continue" and body > 0
        self._content = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  (closed by who reads it)
        self._take(bytes(self.head))
        self.head.clear()

    def _take(self, data: bytes) -> None:
        assert self.length is not None
        assert self._content is not None
        own = data[: self.length - self.size]
        self._content.write(own)
        self.size += len(own)
        self.rest += data[len(own) :]

    def received(self) -> Received:
        """The whole request, for the thread that reads it."""
        assert self._content is not None
        return Received(self._content)

    def forget(self) -> None:
        """Free what has come of it."""
        if self._content is not None:
            self._content.close()
