"""The status page and its one button."""

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
from core.checks import findings
from core.gate import requires
from core.models import Backup
from core.pages import NavigationEntry
from core.status import queue
from core.status.parts import ATTENTION, DOWN, parts

NAVIGATION = NavigationEntry(
    key="status",
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
def status(request: HttpRequest) -> HttpResponse:
    """Parts, settings, jobs, backups: everything looked at now."""
    found = parts()
    context = {
        "parts": found,
        "down": sum(part.state == DOWN for part in found),
        "attention": sum(part.state == ATTENTION for part in found),
        "findings": [{"check": one, "serious": one.is_serious()} for one in findings()],
        "unfinished": queue.unfinished(),
        "failed": queue.failed(),
        "slowest": queue.slowest(),
        "backups": Backup.objects.all()[:5],
        "now": timezone.now(),
        "versions": {
            "Outturn": settings.VERSION,
            "Python": platform.python_version(),
            "Django": django.get_version(),
        },
    }
    return render(request, "core/status.html", context)


@requires(Action.VIEW_STATUS)
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a failed job begin anew."""
    try:
        if not queue.job_retry(pk):
            raise Http404
    except queue.AlreadyAsked:
        messages.error(request, _("The same work has been asked for again and waits already."))
    else:
        logger.info("Job %s begins anew", pk)
        messages.success(request, _("Job %s waits for a worker again.") % pk)
    return redirect("core:status")
