"""Celery's side of jobs: a task takes an id and calls one service."""

from celery import shared_task
from celery.signals import worker_ready

from core.history.data_changes import data_changes_fold
from core.jobs import heartbeats, services, watchdog


@shared_task(name="core.run_job")
def run_job(job_id: int) -> bool:
    """Run one job if nobody else has it."""
    with watchdog.armed():
        return services.job_run(job_id)


@shared_task(name="core.reap_jobs")
def reap_jobs() -> int:
    """Every few seconds, by beat: hand on what lost its lease, wake what waits."""
    heartbeats.beat("worker")
    heartbeats.forget_the_gone()
    return services.jobs_reap()


@shared_task(name="core.fold_data_changes")
def fold_data_changes() -> int:
    """Every hour, by beat: keep the table of notes short."""
    return data_changes_fold()


@worker_ready.connect
def worker_started(**_: object) -> None:
    """A worker that comes up looks at once for work that waited for it."""
    reap_jobs.delay()
