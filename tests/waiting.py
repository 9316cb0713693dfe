"""Waiting for something that another process does."""

import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")
# How long a machine busy with other work may take at most. A wait ends with what it waits for: this
# is only when a run that hangs says so.
PATIENCE = 180.0


def wait_for(what: Callable[[], Answer], seconds: float = PATIENCE) -> Answer:
    """The first true answer of `what`; fails after `seconds`, the last answer in its words."""
    deadline = time.monotonic() + seconds
    while not (answer := what()):
        assert time.monotonic() < deadline, f"still {answer!r} after {seconds:g} s"
        time.sleep(0.05)
    return answer
