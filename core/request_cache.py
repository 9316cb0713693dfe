"""Answers that hold for one request: worked out once, forgotten when the page is sent.

So nothing goes stale and nobody gets another's; outside requests everything is asked anew.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_known: ContextVar[dict[Any, Any] | None] = ContextVar("known", default=None)
_reads_only: ContextVar[bool] = ContextVar("reads_only", default=False)


def once_a_request(ask: Callable[[], Answer]) -> Callable[[], Answer]:
    """Decorates a question that has one answer for everybody in a request."""

    @wraps(ask)
    def asked() -> Answer:
        known = _known.get()
        if known is None:
            return ask()
        if ask not in known:
            known[ask] = ask()
        found: Answer = known[ask]
        return found

    return asked


def once_while_reading(ask: Callable[[], Answer]) -> Callable[[], Answer]:
    """Decorates a question whose answer a request may change by what it writes itself."""
    remembered = once_a_request(ask)

    @wraps(ask)
    def asked() -> Answer:
        return remembered() if _reads_only.get() else ask()

    return asked


@contextmanager
def reading() -> Iterator[None]:
    """Inside nothing is written: a job asks as little as a page that only reads, and a page as before."""
    if _reads_only.get():
        yield
        return
    with one_request(reads_only=True):
        yield


@contextmanager
def one_request(*, reads_only: bool = False) -> Iterator[None]:
    """Inside, the same questions have the same answers: a page does not turn over at midnight."""
    known, reading = _known.set({}), _reads_only.set(reads_only)
    try:
        yield
    finally:
        _known.reset(known)
        _reads_only.reset(reading)
