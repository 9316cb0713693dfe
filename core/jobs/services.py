"""Jobs: claim, run, fail, hand on. Celery only wakes what the database already knows."""

import logging
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import pghistory
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.jobs.kinds import JobError, LeaseLost, Progress, job_kinds, lease_end
from core.models import Job, User
from core.models.job import JobState
from core.requests import logs, outage
from core.zones import zone_of

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
NOBODY_CAME = timedelta(seconds=30)
FIRST_PAUSE = 5
LONGEST_PAUSE = FIRST_PAUSE * 2**MAX_ATTEMPTS


class AlreadyAsked(Exception):
    """The same work waits or runs already, asked for since."""


def job_enqueue(
    *,
    kind: str,
    key: str,
    params: Mapping[str, Any],
    user: User | None,
    language: str,
    submission: uuid.UUID | None = None,
) -> Job:
    """Write a job down, or join the unfinished one of the same kind and key; wake a worker.

    Of one `submission` (the key of the form that asks) there is one job, unless that has failed.
    Call it inside the transaction of its cause: both are saved or neither.
    """
    label = job_kinds[kind]  # an unknown kind is a programming error, found here and not later
    same = Q(kind=kind, key=key, state__in=[JobState.QUEUED, JobState.RUNNING])
    if submission is not None:
        begun = Q(requested_by=user, submission=submission) & ~Q(state=JobState.FAILED)
        if earlier := Job.objects.filter(begun).first():
            return earlier
        same |= begun
    while True:
        try:
            with transaction.atomic():
                job = Job.objects.create(
                    kind=label.key,
                    key=key,
                    params=dict(params),
                    requested_by=user,
                    submission=submission,
                    language=language,
                    request_id=""
                    if logs.request_id.get() == logs.NOTHING
                    else logs.request_id.get(),
                    time_zone=user.time_zone if user else settings.TIME_ZONE,
                )
        except IntegrityError:
            joined = Job.objects.filter(same).first()
            if joined is None:
                continue  # it ended between the two statements
            job = joined
        transaction.on_commit(partial(wake, job.pk))
        return job


def job_retry(job_id: int) -> bool:
    """Let a failed job begin anew; False when it is not failed any more. Raises `AlreadyAsked`.

    Safe for every kind: a job writes its result together with its own end, or nothing.
    """
    try:
        with transaction.atomic():
            changed = Job.objects.filter(pk=job_id, state=JobState.FAILED).update(
                state=JobState.QUEUED,
                attempts=0,
                run_after=None,
                started_at=None,
                finished_at=None,
                message="",
                error="",
            )
            if changed:
                transaction.on_commit(partial(wake, job_id))
    except IntegrityError:
        raise AlreadyAsked from None
    return bool(changed)


def wake(job_id: int) -> None:
    """Tell a worker. When the broker is away the row waits for the reaper."""
    from core.jobs.tasks import run_job

    try:
        run_job.apply_async((job_id,), expires=settings.JOB_REAP_SECONDS * 6)
    except Exception as error:
        # Whatever a broker client raises, the job is safe in its row.
        logger.warning("Job %s waits for the broker: %s", job_id, error)


def job_run(job_id: int) -> bool:
    """Claim and run one job to its end; False when somebody else has it or it is finished."""
    job = _claim(job_id)
    if job is None:
        return False
    kind = job_kinds[job.kind]
    with _told(job), translation.override(job.language), timezone.override(zone_of(job.time_zone)):
        try:
            with pghistory.context(job=job.kind):
                kind.run(job, Progress(job))
        except LeaseLost:
            logger.warning("Job %s was handed to another worker", job.pk)
        except kind.retry_on as error:
            _retry_or_fail(job, outage.outage(error) or str(error))
        except JobError as error:
            _fail(job, str(error))
        except Exception:
            logger.exception("Job %s failed", job.pk)
            _fail(
                job,
                _(
                    "Something went wrong in the program itself. Nothing was changed. Try again; "
                    "if it fails again, give your administrator the job number %(number)s."
                )
                % {"number": job.pk},
            )
    return True


@contextmanager
def _told(job: Job) -> Iterator[None]:
    """Every log line inside names the job and the request that asked for it; so does its end."""
    request = logs.request_id.set(job.request_id or logs.NOTHING)
    number, user = logs.job_id.set(job.pk), logs.user_id.set(job.requested_by_id)
    begun = time.monotonic()
    try:
        yield
        state = Job.objects.filter(pk=job.pk).values_list("state", flat=True).first()
        seconds = time.monotonic() - begun
        logger.info(
            "%s, attempt %s: %s after %.1f s", job.kind, job.attempts, state, seconds,
            extra={"fields": {"kind": job.kind, "state": state, "seconds": round(seconds, 3)}},
        )  # fmt: skip
    finally:
        logs.request_id.reset(request)
        logs.job_id.reset(number)
        logs.user_id.reset(user)


def job_silence(job: Job) -> str:
    """What to say while nobody works on it: its worker is gone, or none has come."""
    now = timezone.now()
    if job.state == JobState.RUNNING and job.lease_until and job.lease_until < now:
        return _("Its worker no longer answers; another one takes over.")
    waiting_since = job.run_after or job.created_at
    if job.state == JobState.QUEUED and now - waiting_since > NOBODY_CAME:
        return _("No worker has answered yet. It stays in line, and nothing is lost.")
    return ""


def jobs_reap() -> int:
    """Hand on jobs whose worker is gone, wake those that wait. Returns how many were woken."""
    with transaction.atomic():
        _forget_a_time_that_never_came()
        for job in _free(state=JobState.RUNNING, lease_until__lt=Now()):
            _hand_on(job)
    waiting = list(_ready().order_by("id").values_list("id", flat=True)[:100])
    for job_id in waiting:
        wake(job_id)
    return len(waiting)


def _free(**conditions: Any) -> Any:
    """Jobs that nobody is writing just now, locked. One that is locked ends, or is seen next time.

    To wait for it would make every worker's reaper hang with a machine that froze in the middle.
    """
    return Job.objects.select_for_update(skip_locked=True, of=("self",)).filter(**conditions)


def _hand_on(job: Job) -> None:
    logger.warning("Job %s had lost its worker", job.pk)
    Job.objects.filter(pk=job.pk).update(lost_leases=F("lost_leases") + 1)
    if job.attempts < MAX_ATTEMPTS:
        Job.objects.filter(pk=job.pk).update(
            state=JobState.QUEUED, lease=None, lease_until=None, done_steps=0
        )
        return
    with translation.override(job.language):
        _fail(
            job,
            _(
                "The worker stopped %(times)s times while doing this. Nothing was changed. Try "
                "again; if it fails again, give your administrator the job number %(number)s."
            )
            % {"times": MAX_ATTEMPTS, "number": job.pk},
        )


def _forget_a_time_that_never_came() -> None:
    """After the clock was set back: no lease and no pause reaches further than the longest."""
    lease = Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS + 1)
    for job in _free(state=JobState.RUNNING, lease_until__gt=lease):
        Job.objects.filter(pk=job.pk).update(lease_until=lease_end())
    pause = Now() + timedelta(seconds=LONGEST_PAUSE + 1)
    for job in _free(state=JobState.QUEUED, run_after__gt=pause):
        Job.objects.filter(pk=job.pk).update(run_after=Now())


def _ready() -> Any:
    # The database's clock is the one that all machines share.
    return Job.objects.filter(Q(run_after__isnull=True) | Q(run_after__lte=Now())).filter(
        state=JobState.QUEUED
    )


def _claim(job_id: int) -> Job | None:
    """Take the job by a conditional UPDATE: of two workers only one changes the row."""
    lease = uuid.uuid4()
    taken = (
        _ready()
        .filter(pk=job_id)
        .update(
            state=JobState.RUNNING,
            lease=lease,
            lease_until=lease_end(),
            attempts=F("attempts") + 1,
            started_at=Now(),
            done_steps=0,
            error="",
        )
    )
    return Job.objects.get(pk=job_id) if taken else None


def _retry_or_fail(job: Job, error: str) -> None:
    """Put the job back for later with a growing pause, or give up after the last attempt."""
    _forget_a_dead_connection()
    if job.attempts >= MAX_ATTEMPTS:
        _fail(job, error)
        return
    Job.objects.filter(pk=job.pk, lease=job.lease).update(
        state=JobState.QUEUED,
        lease=None,
        lease_until=None,
        run_after=Now() + timedelta(seconds=FIRST_PAUSE * 2**job.attempts),
        message=error[:300],
    )


def _forget_a_dead_connection() -> None:
    """What went away may be back; the old connection to it is not. Inside a transaction it stays."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def _fail(job: Job, error: str) -> None:
    Job.objects.filter(pk=job.pk, lease=job.lease).update(
        state=JobState.FAILED,
        lease=None,
        lease_until=None,
        finished_at=Now(),
        error=error,
    )
