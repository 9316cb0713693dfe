"""/metrics: who may read it, and that its numbers are those of the database."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from core.models import Backup, Heartbeat, Job
from core.models.job import JobState
from core.requests import metrics
from reports.models import Draft

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-some-length"


def read(**headers: str) -> dict[str, dict[tuple[str, ...], float]]:
    """Every sample by name and label values."""
    answer = Client().get("/metrics", headers=headers)
    assert answer.status_code == 200
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for family in text_string_to_metric_families(answer.content.decode()):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sorted(sample.labels.values()))] = sample.value
    return found


def test_a_program_on_this_machine_may_read_and_nobody_behind_a_proxy() -> None:
    assert Client().get("/metrics").status_code == 200
    for sent in ({"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}):
        assert Client().get("/metrics", headers=sent).status_code == 404
    assert Client(REMOTE_ADDR="192.0.2.7").get("/metrics").status_code == 404


def test_behind_a_proxy_this_machine_is_no_right(settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = 1
    assert Client().get("/metrics").status_code == 404


def test_with_a_token_only_the_token_counts(settings: LazySettings) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert Client().get("/metrics").status_code == 404
    for wrong in ("Bearer wrong", TOKEN, f"Basic {TOKEN}", "Bearer ä"):
        assert Client().get("/metrics", headers={"Authorization": wrong}).status_code == 404
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert (
        elsewhere.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    )


def test_requests_are_counted_by_route_and_status() -> None:
    name, labels = "outturn_http_request_seconds_count", ("200", "GET", "core:sign-in")
    before = read()[name].get(labels, 0)
    for _ in range(3):
        Client().get("/sign-in/?next=/secret/")
    after = read()
    assert after[name][labels] == before + 3
    assert not [key for key in after[name] if "secret" in str(key)]


def test_addresses_that_do_not_exist_make_no_new_series() -> None:
    for path in ("/nothing/1/", "/nothing/2/"):
        Client().get(path)
    counted = read()["outturn_http_request_seconds_count"]
    assert [key for key in counted if "404" in key and "unknown" in key] == [
        ("404", "GET", "unknown")
    ]


def test_jobs_drafts_backups_and_signs_of_life_are_those_of_the_database() -> None:
    now = timezone.now()
    Job.objects.create(
        kind="tests.slow", key="1", state=JobState.DONE, lost_leases=2,
        started_at=now - timedelta(seconds=42), finished_at=now - timedelta(seconds=2),
    )  # fmt: skip
    waiting = Job.objects.create(kind="tests.slow", key="2")
    Job.objects.filter(pk=waiting.pk).update(created_at=now - timedelta(seconds=90))
    later = Job.objects.create(kind="tests.slow", key="3", run_after=now + timedelta(hours=1))
    Job.objects.filter(pk=later.pk).update(created_at=now - timedelta(days=1))
    Heartbeat.objects.create(part="worker@one", seen_at=now - timedelta(seconds=30))
    Backup.objects.create(made_at=now, path="/b.zip", size=1, rows=1, files=0, seconds=1)
    found = read()
    assert found["outturn_jobs"]["queued", "tests.slow"] == 2
    assert found["outturn_job_seconds_count"]["done", "tests.slow"] == 1
    assert found["outturn_job_seconds_sum"]["done", "tests.slow"] == pytest.approx(40)
    buckets = found["outturn_job_seconds_bucket"]
    assert buckets["30.0", "done", "tests.slow"] == 0
    assert buckets["60.0", "done", "tests.slow"] == buckets["+Inf", "done", "tests.slow"] == 1
    assert found["outturn_job_leases_lost"][()] == 2
    assert found["outturn_job_queue_oldest_seconds"][()] == pytest.approx(90, abs=20)
    assert found["outturn_seen_seconds_ago"]["worker@one",] == pytest.approx(30, abs=20)
    assert found["outturn_backup_timestamp_seconds"][()] == pytest.approx(now.timestamp())
    assert found["outturn_drafts"][()] == Draft.objects.count()
    assert sum(found["outturn_database_connections"].values()) >= 1
    assert found["outturn_database_bytes"][()] > 1e6


def test_without_the_database_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def away() -> None:
        raise OperationalError("away")

    monkeypatch.setattr(metrics, "_job_seconds", away)
    monkeypatch.setattr("core.requests.metrics.connection.close", lambda: None)
    found = metrics.exposition().decode()
    assert "outturn_database_up 0.0" in found
    assert "outturn_build_info" in found
    assert "outturn_jobs" not in found
