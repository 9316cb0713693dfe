"""Signs of life of worker and beat, from the processes themselves.

They go straight into the database, so they say the truth while the broker is away; that ticks still
come through the broker is said by the row "worker" (`core.jobs.tasks.reap_jobs`). A thread of its own
writes them, with a connection of the moment: the pool's children, forked at any time, must find none.
"""

import logging
import socket
import threading
import time
from datetime import timedelta

from celery.signals import beat_init, worker_ready
from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from core.models import Heartbeat

EVERY = 10.0
# A process that is silent for so long is gone; after a day nobody asks for it any more.
ALIVE_WITHIN = timedelta(seconds=45)
FORGOTTEN_AFTER = timedelta(days=1)

logger = logging.getLogger(__name__)


def beat(part: str) -> None:
    """Say that `part` lives."""
    Heartbeat.objects.update_or_create(
        part=part, defaults={"seen_at": timezone.now(), "version": settings.VERSION}
    )


def forget_the_gone() -> None:
    """Remove processes that have not been seen for a day; machines come and go."""
    Heartbeat.objects.filter(seen_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()


def _go_on(part: str) -> None:
    while True:
        try:
            beat(part)
        except Error as error:
            logger.warning("No sign of life of %s: %s", part, error)
        finally:
            connection.close()
        time.sleep(EVERY)


def _begin(kind: str) -> None:
    part = f"{kind}@{socket.gethostname()}"[:200]
    threading.Thread(target=_go_on, args=(part,), name="sign of life", daemon=True).start()


@worker_ready.connect
def _worker_begins(**_: object) -> None:
    _begin("worker")


@beat_init.connect
def _beat_begins(**_: object) -> None:
    _begin("beat")
