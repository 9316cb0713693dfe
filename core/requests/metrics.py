"""What /metrics says: requests as this web server has answered them, and the rest from the database.

Several processes answer; each writes its counts into a folder of the web server (the
PROMETHEUS_MULTIPROC_DIR of prometheus-client, made by config/gunicorn.py) and whichever is asked
adds them up. Jobs, drafts, backups and signs of life stand in the database, so they are true on every
machine, after every restart.
"""

import hmac
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import django
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from core.registry import Registry
from core.requests.addresses import came_directly

REQUEST_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
JOB_BUCKETS = (0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)
_counts = CollectorRegistry()
_requests = Histogram(
    "outturn_http_request_seconds",
    "Requests by method, route and status: how many, and how long each took.",
    ("method", "route", "status"),
    buckets=REQUEST_BUCKETS,
    registry=_counts,
)


def request_seen(method: str, route: str, status: int, seconds: float) -> None:
    """Count a request that has been answered."""
    _requests.labels(method, route, str(status)).observe(seconds)


@dataclass(frozen=True)
class MetricSpec:
    """A value that an app reads from its own rows: `read` gives labels (in their order) and values."""

    key: str
    help: str
    read: Callable[[], Iterable[tuple[tuple[str, ...], float]]]
    labels: tuple[str, ...] = ()


metrics: Registry[MetricSpec] = Registry("measure")


def may_read(request: HttpRequest) -> bool:
    """With METRICS_TOKEN only whoever sends it; without, only a program on this machine."""
    if not settings.METRICS_TOKEN:
        return came_directly(request)
    sent = request.headers.get("Authorization", "").encode()
    return hmac.compare_digest(sent, f"Bearer {settings.METRICS_TOKEN}".encode())


def exposition() -> bytes:
    """Everything, in Prometheus's text form."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_Own())
    registry.register(_Database())
    return generate_latest(registry)


class _Own(Collector):
    """The counts of this one process, where there is no web server with several."""

    def collect(self) -> Iterable[Metric]:
        return _counts.collect()


class _Database(Collector):
    """What the database knows; without it, only that it is away."""

    def collect(self) -> Iterator[Metric]:
        labels = {
            "version": settings.VERSION,
            "python": platform.python_version(),
            "django": django.get_version(),
        }
        yield _gauge(
            "outturn_build_info",
            "The program's version.",
            {tuple(labels.values()): 1},
            tuple(labels),
        )
        try:
            found = [*(_metric(measure) for measure in metrics), _job_seconds()]
            up = 1
        except Error:
            connection.close()
            found, up = [], 0
        yield _gauge("outturn_database_up", "Whether the database answers.", {(): up})
        yield from found


def _metric(measure: MetricSpec) -> Metric:
    return _gauge(measure.key, measure.help, dict(measure.read()), measure.labels)


def _gauge(
    name: str, help_: str, values: Mapping[tuple[str, ...], float], labels: tuple[str, ...] = ()
) -> Metric:
    family = GaugeMetricFamily(name, help_, labels=labels)
    for label_values, value in values.items():
        family.add_metric(label_values, value)
    return family


def _job_seconds() -> Metric:
    """How long finished jobs took, by kind, counted by the database over all of them."""
    family = HistogramMetricFamily(
        "outturn_job_seconds", "Finished jobs: how long each ran.", labels=("kind", "state")
    )
    within = ", ".join(f"count(*) FILTER (WHERE seconds <= {bucket})" for bucket in JOB_BUCKETS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT kind, state, count(*), sum(seconds), {within} FROM ("  # noqa: S608
            " SELECT kind, state, extract(epoch FROM finished_at - started_at) AS seconds"
            " FROM core_job WHERE state IN ('done', 'failed') AND started_at IS NOT NULL"
            ") finished GROUP BY kind, state"
        )
        for kind, state, count, total, *counts in cursor.fetchall():
            buckets = [
                (str(float(bucket)), float(number))
                for bucket, number in zip(JOB_BUCKETS, counts, strict=True)
            ]
            family.add_metric(
                (kind, state), [*buckets, ("+Inf", float(count))], sum_value=float(total)
            )
    return family
