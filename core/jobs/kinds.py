"""Kinds of jobs, as apps register them, and what a running job can do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from core.files.store import FileStoreError
from core.jobs import watchdog
from core.models import Job
from core.models.job import JobState
from core.registry import Registry

# The database or the file store went away, or two transactions collided: these pass.
PASSING = (OperationalError, InterfaceError, FileStoreError)


class LeaseLost(Exception):
    """Another worker has the job now; whatever this one did is rolled back."""


class JobError(Exception):
    """A failure a person can act on: the message says where, what and how to mend it."""


class Progress:
    """How a running job tells how far it is; every call renews the lease."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def plan(self, steps: int) -> None:
        """Announce how many steps there will be."""
        self._update(total_steps=steps, done_steps=0)

    def step(self, message: str) -> None:
        """One step is done; `message` says what comes now, in the job's language."""
        self._update(done_steps=F("done_steps") + 1, message=message[:300])

    def say(self, message: str) -> None:
        """Say what is being done without counting a step."""
        self._update(message=message[:300])

    def _update(self, **changes: Any) -> None:
        held = Job.objects.filter(pk=self.job.pk, lease=self.job.lease)
        if not held.update(lease_until=lease_end(), **changes):
            raise LeaseLost(str(self.job))
        watchdog.renew()

    @contextmanager
    def completing(self) -> Iterator[dict[str, Any]]:
        """Write the result: everything inside and the job's end are one transaction.

        Yields the dictionary that becomes `Job.result`. Raises `LeaseLost` before anything is
        written when another worker has taken the job over.
        """
        with transaction.atomic():
            held = Job.objects.select_for_update().filter(pk=self.job.pk, lease=self.job.lease)
            if not held.exists():
                raise LeaseLost(str(self.job))
            result: dict[str, Any] = {}
            yield result
            held.update(
                state=JobState.DONE,
                result=result,
                lease=None,
                lease_until=None,
                finished_at=Now(),
                done_steps=F("total_steps"),
                message="",
                error="",
            )


@dataclass(frozen=True)
class JobKind:
    """A kind of job. `retry_on` names the errors that pass by themselves; nothing else is retried."""

    key: str
    label: str | Promise
    run: Callable[[Job, Progress], None]
    retry_on: tuple[type[Exception], ...] = ()


def work_named(name: str) -> Callable[[Job, Progress], None]:
    """A job's work by its full name: its modules are loaded where it runs, and by no other process."""

    def run(job: Job, progress: Progress) -> None:
        import_string(name)(job, progress)

    return run


job_kinds: Registry[JobKind] = Registry("kind of job")


def lease_end() -> Any:
    """Until when a lease holds that is taken or renewed now, by the database's clock."""
    return Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)
