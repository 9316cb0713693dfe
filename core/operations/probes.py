"""Addresses that machines ask: alive, ready, metrics."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from core.models import Heartbeat
from core.requests import metrics

TICKS_MISSED = 6  # so many of beat's ticks without a sign of life, and no worker is there


@never_cache
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_GET
def metrics_page(request: HttpRequest) -> HttpResponse:
    """For Prometheus: with the token, or from this machine; to everybody else it does not exist."""
    if not metrics.may_read(request):
        raise Http404
    return HttpResponse(metrics.exposition(), content_type=CONTENT_TYPE_PLAIN_0_0_4)


@never_cache
@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """Database there, migrations done, a worker seen of late; 503 and which is missing."""
    checks = {"database": False, "migrations": False, "worker": False}
    try:
        executor = MigrationExecutor(connection)
        checks["database"] = True
        checks["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        seen = Heartbeat.objects.filter(part="worker").first()
        within = timedelta(seconds=TICKS_MISSED * settings.JOB_REAP_SECONDS)
        # Both ways: after the clock was set back, a sign from the future is no sign.
        checks["worker"] = bool(seen and abs(timezone.now() - seen.seen_at) < within)
    except DatabaseError:
        pass
    ready = all(checks.values())
    response = JsonResponse(
        {"status": "ok" if ready else "not ready", **checks}, status=200 if ready else 503
    )
    # An answer, not an error of the program: Django would log each 503 as one.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
