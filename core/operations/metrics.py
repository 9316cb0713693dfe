"""The metrics of the ground floor: jobs, database, backups, signs of life."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Count, Max, Min, Sum
from django.utils import timezone

from core.models import Backup, Heartbeat, Job
from core.models.job import JobState
from core.requests.metrics import MetricSpec, metrics

Values = Iterator[tuple[tuple[str, ...], float]]


def _jobs() -> Values:
    counted = Job.objects.order_by().values_list("kind", "state").annotate(number=Count("pk"))
    for kind, state, number in counted:
        yield (kind, state), number


def _oldest_waiting() -> Values:
    """A job that waits for its next attempt is not late."""
    ready = Job.objects.filter(state=JobState.QUEUED).exclude(run_after__gt=timezone.now())
    oldest = ready.aggregate(oldest=Min("created_at"))["oldest"]
    yield (), (timezone.now() - oldest).total_seconds() if oldest else 0


def _longest_running() -> Values:
    oldest = Job.objects.filter(state=JobState.RUNNING).aggregate(o=Min("started_at"))["o"]
    yield (), (timezone.now() - oldest).total_seconds() if oldest else 0


def _lost_leases() -> Values:
    yield (), Job.objects.aggregate(lost=Sum("lost_leases"))["lost"] or 0


def _connections() -> Values:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() GROUP BY 1"
        )
        for state, number in cursor.fetchall():
            yield (state,), number


def _size() -> Values:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        yield (), cursor.fetchone()[0]


def _backup() -> Values:
    made_at = Backup.objects.aggregate(latest=Max("made_at"))["latest"]
    if made_at:
        yield (), made_at.timestamp()


def _signs_of_life() -> Values:
    for beat in Heartbeat.objects.all():
        yield (beat.part,), (timezone.now() - beat.seen_at).total_seconds()


ALL = (
    MetricSpec("outturn_jobs", "Jobs by kind and state.", _jobs, ("kind", "state")),
    MetricSpec(
        "outturn_job_queue_oldest_seconds", "How long the oldest job waits.", _oldest_waiting
    ),
    MetricSpec(
        "outturn_job_running_longest_seconds", "How long the oldest job runs.", _longest_running
    ),
    MetricSpec("outturn_job_leases_lost", "How often a job lost its worker, ever.", _lost_leases),
    MetricSpec(
        "outturn_database_connections", "Connections to the database.", _connections, ("state",)
    ),
    MetricSpec("outturn_database_bytes", "The size of the database.", _size),
    MetricSpec(
        "outturn_backup_timestamp_seconds", "When the last backup was made (Unix time).", _backup
    ),
    MetricSpec(
        "outturn_seen_seconds_ago", "When a part last showed that it lives.", _signs_of_life,
        ("part",),
    ),
)  # fmt: skip


def register() -> None:
    """Declare them."""
    for measure in ALL:
        metrics.register(measure)
