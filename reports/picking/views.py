"""What the window for choosing a live number asks: its own page, numbers by words, what one says."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.access import Action
from core.languages import LANGUAGES
from core.pages.view_access import current_user, requires
from reports.facts.views import visible_report
from reports.models import Report
from reports.picking.page import number_said, numbers_found, source_asked


@requires(Action.VIEW_REPORT)
@require_GET
def number_window(request: HttpRequest, slug: str) -> HttpResponse:
    """The window itself, in the language of the interface; a script asks for it once."""
    visible_report(request, slug)
    return render(request, "reports/picking/_window.html")


@requires(Action.VIEW_REPORT)
@require_GET
def number_choices(request: HttpRequest, slug: str) -> JsonResponse:
    """The numbers that hold the words asked for, with what they are in this report now."""
    report = visible_report(request, slug)
    found, more = numbers_found(report, request.GET.get("q", "")[:200])
    return JsonResponse({"numbers": [asdict(one) for one in found], "more": more})


@requires(Action.VIEW_REPORT)
@require_GET
def number_said_now(request: HttpRequest, slug: str) -> JsonResponse:
    """What one number says in an edition, how else it could be printed, and what narrows it."""
    report = visible_report(request, slug)
    language = _language(request, report)
    said = number_said(report, current_user(request), language, source_asked(request.GET.dict()))
    if said is None:
        raise Http404
    return JsonResponse(said.as_json())


def _language(request: HttpRequest, report: Report) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else report.original_language
