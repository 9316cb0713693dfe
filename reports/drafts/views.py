"""Pages of a report's drafts: the report at work, its jobs, files and numbers."""

import logging
from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.access import Action
from core.files.download import download
from core.files.store import stored_file
from core.languages.translated import text_of
from core.models import Job
from core.pages.export import workbook, workbook_asked
from core.pages.submissions import key_given, new_key
from core.pages.view_access import current_user, requires, take_along
from reports.drafts import level, services
from reports.drafts.gate_page import PLACE
from reports.drafts.job_view import job_view
from reports.drafts.jobs import KIND
from reports.drafts.marked import marked_file
from reports.drafts.number_page import number_view
from reports.drafts.report_page import report_page
from reports.facts.page import NOT_IN_FILES, rows_of
from reports.facts.views import visible_report
from reports.models import Export, Report
from reports.writers import WRITERS
from reports.writers.html.options import Options

logger = logging.getLogger(__name__)


@requires(Action.VIEW_REPORT)
@require_GET
def report_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The report at work: the latest draft of one edition, and what has moved since."""
    takes_file = workbook_asked(request)
    report, user = visible_report(request, slug), current_user(request)
    if takes_file:
        return workbook(report.slug, rows_of(report, user), user, without=NOT_IN_FILES)
    page = report_page(report, user, request.GET.get("language", ""))
    context = {**vars(page), "submission": new_key()}
    return render(request, "reports/drafts/report_detail.html", context)


@requires(Action.REGENERATE_REPORT)
@require_POST
def report_regenerate(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a new draft of all editions; shows how far it is."""
    rows = Report.objects.regenerable_by(current_user(request))
    report = get_object_or_404(rows, slug=slug)
    job = services.report_regenerate_request(
        report=report, user=current_user(request), submission=key_given(request)
    )
    if request.htmx:  # type: ignore[attr-defined]
        return render(
            request,
            "core/jobs/_job.html",
            {"job": job_view(report, job, current_user(request)), "region": "report"},
        )
    return redirect("reports:report-detail", slug=report.slug)


@requires(Action.TRANSLATE)
@require_POST
def translation_level(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Take a translation off the list of those that are behind: it still says what the original says.

    `target` names any text, `paragraph` one of the text by its key. For whoever writes that
    edition; leads back to the page where it was said, or answers the script of an editor.
    """
    report = visible_report(request, slug)
    if not current_user(request).access.translations.covers(language):
        raise Http404
    get_object_or_404(report.editions.all(), language=language)
    asked_by, seen = request.POST.get("from"), request.POST.get("original", "")
    target = request.POST.get("target") or f"para/{request.POST.get('paragraph', '')}"
    try:
        level.words_level(report=report, language=language, target=target, seen=seen)
    except level.OriginalMoved:
        if asked_by == "editor":
            return HttpResponse(status=409)
        messages.error(request, _("The original has changed again. Look at it once more."))
    else:
        if asked_by == "editor":
            return HttpResponse(status=204)
        messages.success(request, _("Noted: this translation is still right."))
    if asked_by == "workshop":
        return redirect(f"{reverse('reports:workshop', args=[report.slug])}?language={language}")
    if asked_by == "editions":
        return redirect("reports:edition-side-by-side", slug=report.slug, language=language)
    address = reverse("reports:report-detail", args=[report.slug])
    return redirect(f"{address}?language={language}")


@requires(Action.VIEW_REPORT)
@require_GET
def report_job(request: HttpRequest, slug: str, job_id: int) -> HttpResponse:
    """How far a new draft is."""
    report = visible_report(request, slug)
    job = get_object_or_404(Job, pk=job_id, kind=KIND, key=report.slug)
    context = {"job": job_view(report, job, current_user(request)), "region": "report"}
    return render(request, "core/jobs/_job.html", context)


@requires(Action.EXPORT)
@require_GET
def export_download(
    request: HttpRequest, slug: str, number: int, language: str, format_: str
) -> HttpResponseBase:
    """A file of a draft, as it was rendered then."""
    take_along(request)
    report = visible_report(request, slug)
    if not current_user(request).access.editions.covers(language):
        raise Http404
    export = get_object_or_404(
        Export,
        edition__draft__report=report,
        edition__draft__number=number,
        edition__language=language,
        format=format_,
    )
    if format_ not in WRITERS:
        raise Http404
    if marked := marked_file(report, export):
        return download(BytesIO(marked.content), marked.name, WRITERS[format_].content_type)
    try:
        content = stored_file(str(export.file.name), sha256=export.sha256)
    except FileNotFoundError:
        logger.error("The file of export %s is missing: %s", export.pk, export.file.name)
        raise Http404 from None
    return download(content, export.name, WRITERS[format_].content_type)


@requires(Action.VIEW_REPORT)
@require_GET
def number_detail(request: HttpRequest, slug: str, language: str, uid: str) -> HttpResponse:
    """Where a live number of the latest draft comes from: a panel for htmx, else a page."""
    report = visible_report(request, slug)
    place = request.GET.get(PLACE, "")[:200]
    number = number_view(report, language, uid, current_user(request), place)
    if number is None:
        raise Http404
    page = "workshop" if place else "report-detail"
    back = reverse(f"reports:{page}", args=[report.slug]) + f"?language={language}"
    context = {
        "number": number,
        "report_url": f"{back}{Options().target(place)}" if place else back,
        "report_title": text_of(report, "title"),
        "uses_base": "" if request.htmx else back,  # type: ignore[attr-defined]
    }
    fragment = request.htmx  # type: ignore[attr-defined]
    template = "reports/drafts/_number.html" if fragment else "reports/drafts/number_detail.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
