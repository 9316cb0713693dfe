"""What is done at a report's gate: numbers let in, held, released, set by hand and confirmed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from core.access import Action
from core.languages.typed import number_meant
from core.lengths import SENTENCES
from core.pages.view_access import current_user, requires
from core.pages.withheld import refuse_withheld
from reports.drafts.gate_page import PLACE, waiting_list
from reports.drafts.services import report_regenerate_request
from reports.facts.views import report_to_change, visible_report
from reports.gate import services
from reports.gate.separation import CONFIRMATION
from reports.models import NumberOverride, Report
from reports.writers.html.options import Options
from reports.writing.texts import written_languages


@requires(Action.VIEW_REPORT)
@require_GET
def numbers_waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits, old and new, for the list of reports, which asks for each report by itself."""
    context = {"waiting": waiting_list(visible_report(request, slug))}
    return render(request, "reports/drafts/_waiting.html", context)


@requires(Action.ACCEPT_NUMBERS)
@require_POST
def numbers_accept(request: HttpRequest, slug: str) -> HttpResponse:
    """Let one number in, or all that wait and are not held; the next draft prints them."""
    user = current_user(request)
    report = report_to_change(user, Action.ACCEPT_NUMBERS, slug)
    try:
        count = services.numbers_accept(
            report=report,
            user=user,
            seen=request.POST.get("seen", ""),
            signature=request.POST.get("number", ""),
        )
    except services.GateMoved:
        messages.error(request, moved_again())
        return _back(request, report)
    report_regenerate_request(report=report, user=user, lets_in=False)
    message = ngettext("%(count)s number accepted. A new draft is being made.",
                       "%(count)s numbers accepted. A new draft is being made.", count)  # fmt: skip
    messages.success(request, message % {"count": count})
    return _back(request, report)


@requires(Action.ACCEPT_NUMBERS)
@require_POST
def number_hold(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what a number was accepted as, with a reason, until it is released."""
    user = current_user(request)
    report = report_to_change(user, Action.ACCEPT_NUMBERS, slug)
    reason = _reason(request)
    if not reason:
        return _back(request, report)
    try:
        services.number_hold(
            report=report, user=user, signature=request.POST.get("number", ""), reason=reason
        )
    except services.GateMoved:
        messages.error(request, moved_again())
    else:
        messages.success(request, _("Held. Drafts print what was accepted until it is released."))
    return _back(request, report)


@requires(Action.ACCEPT_NUMBERS)
@require_POST
def number_release(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a held number wait as the others do."""
    report = report_to_change(current_user(request), Action.ACCEPT_NUMBERS, slug)
    services.number_release(report=report, signature=request.POST.get("number", ""))
    messages.success(request, _("Released. It waits to be accepted."))
    return _back(request, report)


@requires(Action.OVERRIDE_NUMBER)
@require_POST
def number_override(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose another amount than the data give; somebody else confirms it."""
    user = current_user(request)
    report = report_to_change(user, Action.OVERRIDE_NUMBER, slug)
    reason = _reason(request)
    amount = number_meant(request.POST.get("amount", ""), user.language)
    if amount is None:
        messages.error(request, _("The amount is no number."))
    if not reason or amount is None:
        return _back(request, report)
    try:
        services.override_ask(
            report=report,
            user=user,
            signature=request.POST.get("number", ""),
            value=format(amount, "f"),
            reason=reason,
        )
    except services.GateMoved:
        messages.error(request, moved_again())
    else:
        messages.success(request, _("Proposed. It is printed once somebody else has confirmed it."))
    return _back(request, report)


@requires(Action.OVERRIDE_NUMBER)
@require_POST
def override_confirm(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Confirm what somebody else has set by hand; the next draft prints it."""
    user = current_user(request)
    report = report_to_change(user, Action.OVERRIDE_NUMBER, slug)
    override = get_object_or_404(
        NumberOverride.objects.select_related("report"), pk=pk, report=report
    )
    if override.confirmed_by_id is None:
        refuse_withheld(CONFIRMATION, override, user)
    try:
        services.override_confirm(override=override, user=user)
    except services.GateMoved:
        messages.error(request, moved_again())
        return _back(request, report)
    report_regenerate_request(report=report, user=user, lets_in=False)
    messages.success(request, _("Confirmed. A new draft is being made."))
    return _back(request, report)


@requires(Action.OVERRIDE_NUMBER)
@require_POST
def override_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Go back to what the data say."""
    report = report_to_change(current_user(request), Action.OVERRIDE_NUMBER, slug)
    override = get_object_or_404(NumberOverride, pk=pk, report=report)
    services.override_end(override=override)
    messages.success(request, _("The number follows its data again, from the next draft on."))
    return _back(request, report)


def moved_again() -> str:
    """What is said when the data have moved on since the page was shown."""
    return _("The data have moved again. Look at the numbers once more.")


def _reason(request: HttpRequest) -> str:
    """The reason given; without one the person is told that it is needed."""
    reason = request.POST.get("reason", "").strip()[:SENTENCES]
    if not reason:
        messages.error(request, _("Say why: the reason stands beside the number."))
    return reason


def _back(request: HttpRequest, report: Report) -> HttpResponse:
    language = request.POST.get("language", "")
    place = request.POST.get(PLACE, "")
    page = "workshop" if place else "report-detail"
    address = reverse(f"reports:{page}", args=[report.slug])
    if language in written_languages(report):
        address = f"{address}?language={language}"
    return redirect(f"{address}{Options().target(place)}" if place else address)
