"""A job: a long piece of work as a row, written together with its cause."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Queued → running → done or failed; a lost lease leads back to queued."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Job(models.Model):
    """Work that Celery is only woken for: the row is what counts.

    A worker claims a row by a conditional UPDATE and holds it with a lease that it renews; when
    the lease runs out, the reaper hands the row on. `key` makes a second click join the first:
    only one unfinished job exists per kind and key.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="jobs",
    )
    language = models.CharField(max_length=5, default="en")
    time_zone = models.CharField(max_length=60, default="Europe/Zurich")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    run_after = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lost_leases = models.PositiveIntegerField(default=0)
    # Of the form that asked for it: sent twice, it is one job, even when the first has ended by then.
    submission = models.UUIDField(null=True, blank=True)
    # Of the request that asked for it: its log lines and the job's tell one story.
    request_id = models.CharField(max_length=64, blank=True)
    done_steps = models.PositiveIntegerField(default=0)
    total_steps = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    error = models.TextField(blank=True)
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ("-created_at", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("kind", "key"),
                condition=Q(state__in=["queued", "running"]),
                name="one_unfinished_job_per_key",
            ),
            models.UniqueConstraint(
                fields=("requested_by", "submission"),
                condition=~Q(state="failed"),
                name="one_job_per_submission",
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease__isnull=False, lease_until__isnull=False)
                | (~Q(state="running") & Q(lease__isnull=True)),
                name="running_jobs_hold_a_lease",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=("state", "lease_until"),
                condition=Q(state__in=["queued", "running"]),
                name="job_unfinished",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.state})"

    @property
    def is_finished(self) -> bool:
        """True when nothing more will happen to it."""
        return self.state in {JobState.DONE, JobState.FAILED}

    @property
    def percent(self) -> int:
        """Progress from 0 to 100; a running job never claims to be complete."""
        if self.state == JobState.DONE:
            return 100
        return min(99, self.done_steps * 100 // self.total_steps) if self.total_steps else 0
