"""The status page: what is down is said, failed jobs begin anew, and only administrators see it."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from core.jobs import services
from core.jobs.tasks import run_job
from core.models import Backup, Heartbeat, Job
from core.models.job import JobState
from core.operations import health
from tests.access.people import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(user("admin"))
    return client


def states(client: Client) -> dict[str, tuple[str, str]]:
    """Each part's state and words."""
    answer = client.get("/status/")
    assert answer.status_code == 200
    return {part.name: (part.state, part.says) for part in answer.context["parts"]}


def alive(part: str, ago: timedelta = timedelta(0)) -> None:
    Heartbeat.objects.update_or_create(
        part=part, defaults={"seen_at": timezone.now() - ago, "version": "0.1.0"}
    )


def job(**changes: Any) -> Job:
    now = timezone.now()
    values = {"kind": "tests.gone", "key": "x", "state": JobState.FAILED, "attempts": 3,
              "started_at": now, "finished_at": now, "error": "The disk is full."}  # fmt: skip
    return Job.objects.create(**{**values, **changes})


def test_what_works_is_well(admin: Client) -> None:
    for part in ("worker", "worker@one", "beat@one"):
        alive(part)
    found = states(admin)
    for name in ("Database", "Broker", "Migrations", "File store", "Worker on one", "Beat on one"):
        assert found[name][0] == health.WELL, found[name]
    assert "PostgreSQL" in found["Database"][1]


def test_a_worker_that_has_fallen_silent_is_down(admin: Client) -> None:
    alive("worker", timedelta(minutes=5))
    alive("worker@one", timedelta(minutes=5))
    alive("beat@one")
    found = states(admin)
    assert found["Tick through beat, broker and worker"] == (health.DOWN, "5 minutes ago")
    assert found["Worker on one"] == (health.ATTENTION, "5 minutes ago")
    assert found["Worker"] == (health.DOWN, "none is alive")
    assert "Beat" not in found


def test_a_broker_that_is_away_is_down(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    away = run_job.app.connection("redis://127.0.0.1:9/0")
    monkeypatch.setattr(run_job.app, "connection_for_write", lambda: away)
    state, says = states(admin)["Broker"]
    assert state == health.DOWN
    assert "jobs wait in the database" in says


def test_a_store_that_takes_no_file_is_down(admin: Client, settings: LazySettings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "core.files.store.FolderStore",
            "OPTIONS": {"location": "/proc/none"},
        },
    }
    assert states(admin)["File store"][0] == health.DOWN


def test_an_old_backup_and_none_need_attention(admin: Client) -> None:
    assert states(admin)["Backup"][0] == health.ATTENTION
    made = Backup.objects.create(
        made_at=timezone.now(), path="/b.zip", size=10, rows=1, files=0, seconds=1
    )
    assert states(admin)["Backup"][0] == health.WELL
    Backup.objects.filter(pk=made.pk).update(made_at=timezone.now() - timedelta(days=3))
    state, says = states(admin)["Backup"]
    assert (state, says.split(",")[0]) == (health.ATTENTION, "3 days ago")


def test_settings_that_do_not_fit_are_shown(admin: Client, settings: LazySettings) -> None:
    settings.METRICS_TOKEN = "short"
    assert "METRICS_TOKEN can be guessed" in admin.get("/status/").content.decode()


def test_jobs_that_wait_run_failed_and_were_slow_are_listed(admin: Client) -> None:
    now = timezone.now()
    waits = job(key="waits", state=JobState.QUEUED, started_at=None, finished_at=None)
    slow = job(key="slow", state=JobState.DONE, started_at=now - timedelta(minutes=9))
    failed = job(key="failed")
    job(key="long ago", finished_at=now - timedelta(days=2))
    context = admin.get("/status/").context
    assert waits.pk in [row.job.pk for row in context["unfinished"]]
    assert [row.job.pk for row in context["failed"]] == [failed.pk]
    assert context["slowest"][0].job.pk == slow.pk
    assert context["slowest"][0].seconds == pytest.approx(540, abs=5)


def test_a_failed_job_begins_anew(
    admin: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    woken: list[int] = []
    monkeypatch.setattr("core.jobs.services.wake", woken.append)
    failed = job()
    with django_capture_on_commit_callbacks(execute=True):
        answer = admin.post(f"/status/jobs/{failed.pk}/retry/", follow=True)
    assert f"Job {failed.pk} waits for a worker again." in answer.content.decode()
    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.error) == (JobState.QUEUED, 0, "")
    assert woken == [failed.pk]
    assert admin.post(f"/status/jobs/{failed.pk}/retry/").status_code == 404


def test_the_same_work_is_never_asked_for_twice(admin: Client) -> None:
    failed = job()
    job(state=JobState.QUEUED, started_at=None, finished_at=None, error="")
    with pytest.raises(services.AlreadyAsked):
        services.job_retry(failed.pk)
    answer = admin.post(f"/status/jobs/{failed.pk}/retry/", follow=True)
    assert "waits already" in answer.content.decode()
    failed.refresh_from_db()
    assert failed.state == JobState.FAILED


def test_only_administrators_have_it_in_their_navigation(admin: Client) -> None:
    assert 'href="/status/"' in admin.get("/people/").content.decode()
    other = Client()
    other.force_login(user("pmo"))
    assert 'href="/status/"' not in other.get("/people/").content.decode()
