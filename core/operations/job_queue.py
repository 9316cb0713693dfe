"""Jobs as an administrator sees them: what waits, what runs, what failed, what was slow."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import DurationField, ExpressionWrapper, F, QuerySet
from django.utils import timezone

from core.jobs.kinds import job_kinds
from core.models import Job
from core.models.job import JobState

MOST = 50
FAILED_WITHIN, SLOW_WITHIN = timedelta(days=1), timedelta(days=7)
SLOWEST = 10


@dataclass(frozen=True)
class JobRow:
    """A line of a table of jobs: for how many seconds it runs, has waited, and may still be silent."""

    job: Job
    kind: str
    seconds: float | None
    waits: float | None
    lease: float | None


def unfinished() -> list[JobRow]:
    """What waits and what runs, the oldest first."""
    wanted = Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING])
    return _rows(wanted.order_by("id")[:MOST])


def failed() -> list[JobRow]:
    """Those of the last day, newest first."""
    since = timezone.now() - FAILED_WITHIN
    wanted = Job.objects.filter(state=JobState.FAILED, finished_at__gt=since)
    return _rows(wanted.order_by("-finished_at", "-id")[:MOST])


def slowest() -> list[JobRow]:
    """The slowest of the last week."""
    since = timezone.now() - SLOW_WITHIN
    ran = ExpressionWrapper(F("finished_at") - F("started_at"), output_field=DurationField())
    wanted = Job.objects.filter(
        state=JobState.DONE, finished_at__gt=since, started_at__isnull=False
    ).annotate(ran=ran)
    return _rows(wanted.order_by("-ran", "-id")[:SLOWEST])


def _rows(jobs: "QuerySet[Job]") -> list[JobRow]:
    return [_row(job) for job in jobs.select_related("requested_by")]


def _row(job: Job) -> JobRow:
    now = timezone.now()
    kind = str(job_kinds[job.kind].label) if job.kind in job_kinds else job.kind
    end = job.finished_at or now
    return JobRow(
        job=job,
        kind=kind,
        seconds=(end - job.started_at).total_seconds() if job.started_at else None,
        waits=(now - job.created_at).total_seconds() if job.state == JobState.QUEUED else None,
        lease=(job.lease_until - now).total_seconds() if job.lease_until else None,
    )
