"""The page of the program's health and its one button."""

import logging
import platform

import django
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core.access import Action
from core.jobs.services import AlreadyAsked, job_retry
from core.models import Backup
from core.operations import job_queue
from core.operations.checks import findings
from core.operations.health import ATTENTION, DOWN, program_parts
from core.pages.navigation import NavigationEntry
from core.pages.view_access import requires

NAVIGATION = NavigationEntry(
    key="status",
    group="settings",
    label=gettext_lazy("Status"),
    url_name="core:status",
    action=Action.VIEW_STATUS,
    position=95,
    covers=("status",),
)
logger = logging.getLogger(__name__)


@never_cache
@requires(Action.VIEW_STATUS)
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Parts, settings, jobs, backups: everything looked at now."""
    found = program_parts()
    context = {
        "parts": found,
        "down": sum(part.state == DOWN for part in found),
        "attention": sum(part.state == ATTENTION for part in found),
        "findings": [{"check": one, "serious": one.is_serious()} for one in findings()],
        "unfinished": job_queue.unfinished(),
        "failed": job_queue.failed(),
        "slowest": job_queue.slowest(),
        "backups": Backup.objects.all()[:5],
        "now": timezone.now(),
        "versions": {
            "Outturn": settings.VERSION,
            "Python": platform.python_version(),
            "Django": django.get_version(),
        },
    }
    return render(request, "core/operations/health.html", context)


@requires(Action.VIEW_STATUS)
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a failed job begin anew."""
    try:
        if not job_retry(pk):
            raise Http404
    except AlreadyAsked:
        messages.error(request, _("The same work has been asked for again and waits already."))
    else:
        logger.info("Job %s begins anew", pk)
        messages.success(request, _("Job %s waits for a worker again.") % pk)
    return redirect("core:status")
