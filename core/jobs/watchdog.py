"""A job that neither goes on nor gives up must not hold its process for ever.

The kernel's alarm clock ends the process when the job has not renewed its lease for longer than the
lease and the reaper's pause together; by then another worker has been given the job. It works where
Python does not get a turn any more: in a loop inside a library, or after the process was stopped.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

_armed = False


def patience() -> int:
    """Seconds without a sign of life after which a job's process is ended."""
    return int(settings.JOB_LEASE_SECONDS + settings.JOB_REAP_SECONDS)


@contextmanager
def armed() -> Iterator[None]:
    """For a worker's process of its own: end it when the block goes silent. Nowhere else."""
    global _armed
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _armed = True
    renew()
    try:
        yield
    finally:
        _armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def renew() -> None:
    """A sign of life: the clock starts again."""
    if _armed:
        signal.setitimer(signal.ITIMER_REAL, patience())
