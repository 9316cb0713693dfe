"""Pages of the file of a long list: how far it is, the file itself, and asking once more."""

from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from core.access import Action
from core.files.download import download
from core.files.store import stored_file
from core.jobs.page import JobView
from core.jobs.services import AlreadyAsked, job_retry
from core.models import Job
from core.models.job import JobState
from core.pages.long_files import KEPT_FOR, KIND, may_take
from core.pages.spreadsheets import CONTENT_TYPES
from core.pages.view_access import current_user, requires

REGION = "long-file"  # the part of the page that changes when the job ends


def _own(request: HttpRequest, pk: int) -> Job:
    """The file a person has asked for; other people's do not exist for them."""
    user = current_user(request)
    job: Job = get_object_or_404(Job, pk=pk, kind=KIND, requested_by=user)
    if not may_take(user, job):
        raise Http404
    return job


def _is_kept(job: Job) -> bool:
    """Ready, and its day is not over: the file goes a little later than the link to it."""
    return (
        "stored" in job.result
        and job.finished_at is not None
        and timezone.now() < job.finished_at + KEPT_FOR
    )


@requires(Action.SEARCH)
@require_GET
def long_file(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the file is; when it is ready, the link to it."""
    job = _own(request, pk)
    kept = _is_kept(job)
    context = {
        "job": _view(job) if job.state != JobState.DONE else None,
        "region": REGION,
        "list_url": f"{job.params['path']}?{job.params['query']}",
        "ready": _ready(job) if kept else "",
        "file_url": reverse("core:long-file-download", args=[pk]),
    }
    return render(request, "core/pages/long_file.html", context)


@requires(Action.SEARCH)
@require_GET
def long_file_job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the job is, for the page that shows it."""
    return _fragment(request, _own(request, pk))


@requires(Action.SEARCH)
@require_POST
def long_file_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a failed job begin anew; where the same file is being made already, that one is shown."""
    job = _own(request, pk)
    with suppress(AlreadyAsked):
        job_retry(job.pk)
    job.refresh_from_db()
    if request.htmx:  # type: ignore[attr-defined]
        return _fragment(request, job)
    return redirect("core:long-file", pk=job.pk)


def _fragment(request: HttpRequest, job: Job) -> HttpResponse:
    return render(request, "core/jobs/_job.html", {"job": _view(job), "region": REGION})


def _view(job: Job) -> JobView:
    return JobView.of(
        job,
        url=reverse("core:long-file-job", args=[job.pk]),
        retry_url=reverse("core:long-file-retry", args=[job.pk]),
        finished_url=reverse("core:long-file", args=[job.pk]),
        finished_message=_("The file is ready."),
    )


def _ready(job: Job) -> str:
    """What the file holds and until when it is kept."""
    assert job.finished_at is not None
    until = timezone.localtime(job.finished_at + KEPT_FOR)
    rows = job.result["rows"]
    words = ngettext(
        "%(name)s holds %(rows)s row. It is kept until %(until)s.",
        "%(name)s holds %(rows)s rows. It is kept until %(until)s.",
        rows,
    )
    told = {"name": job.result["name"], "rows": rows}
    return words % {**told, "until": date_format(until, "SHORT_DATETIME_FORMAT")}


@requires(Action.SEARCH)
@require_GET
def long_file_download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, to whoever asked for it."""
    job = _own(request, pk)
    if not _is_kept(job):
        raise Http404
    try:
        file = stored_file(job.result["stored"])
    except FileNotFoundError:
        raise Http404 from None
    return download(file, job.result["name"], CONTENT_TYPES[job.params["format"]])
