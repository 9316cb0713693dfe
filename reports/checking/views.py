"""Pages of a report's findings: the list, mending one, letting one stand, taking that back.

They show words that no draft has yet, so they are for those who write in an edition.
"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.access import Action
from core.pages.view_access import current_user, requires
from core.rights.refusing import row_to_change
from reports.checking import services
from reports.checking.page import Asked, findings_page, may_write
from reports.checking.services import FindingGone
from reports.facts.views import visible_report
from reports.models import Report
from reports.writing.services import ParagraphGone, TextMoved, TextRefused


@requires(Action.TRANSLATE)
@require_GET
def report_findings(request: HttpRequest, slug: str) -> HttpResponse:
    """What the checker finds in a report, narrowed as asked."""
    report = visible_report(request, slug)
    page = findings_page(report, current_user(request), request.GET)
    return render(request, "reports/checking/findings.html", {"page": page})


@requires(Action.TRANSLATE)
@require_GET
def report_findings_count(request: HttpRequest, slug: str) -> HttpResponse:
    """How many findings are open: a few words that the report's page fetches when it stands."""
    count = len(services.findings_of(visible_report(request, slug)))
    return render(request, "reports/checking/_count.html", {"count": count})


@requires(Action.TRANSLATE)
@require_POST
def finding_mend(request: HttpRequest, slug: str, fingerprint: str) -> HttpResponse:
    """Put the repair of a finding into its paragraph."""
    report = _writable(request, slug, fingerprint)
    try:
        services.finding_mend(report=report, fingerprint=fingerprint)
    except (TextMoved, ParagraphGone, FindingGone):
        messages.error(request, _("The text has changed meanwhile; it has been checked anew."))
    except TextRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Mended. The next draft will say so."))
    return _back(request, report)


@requires(Action.TRANSLATE)
@require_POST
def finding_waive(request: HttpRequest, slug: str, fingerprint: str) -> HttpResponse:
    """Let a finding stand, with a reason."""
    report = _writable(request, slug, fingerprint)
    reason = request.POST.get("reason", "")
    try:
        services.finding_waive(
            report=report, fingerprint=fingerprint, reason=reason, user=current_user(request)
        )
    except ValidationError as error:
        messages.error(request, " ".join([*error.messages, *_kept(reason)]))
    else:
        messages.success(request, _("Waived: it is not told again until the text changes."))
    return _back(request, report)


def _kept(reason: str) -> list[str]:
    """What was typed, so that it is not lost; nothing where nothing was."""
    return [_("Your words: “%(words)s”") % {"words": reason}] if reason.strip() else []


@requires(Action.TRANSLATE)
@require_POST
def waiver_take_back(request: HttpRequest, slug: str, fingerprint: str) -> HttpResponse:
    """Tell a waived finding again."""
    report = _writable(request, slug, fingerprint)
    services.waiver_take_back(report=report, fingerprint=fingerprint)
    messages.success(request, _("Taken back: the finding is open again."))
    return _back(request, report)


def _writable(request: HttpRequest, slug: str, fingerprint: str) -> Report:
    """The report, if the person may write in the edition of this finding; 404 where there is none."""
    user, report = current_user(request), visible_report(request, slug)
    found = services.checked(report)
    languages = [one.language for one in found.findings if one.fingerprint == fingerprint]
    if not languages:
        raise Http404
    drafting = Report.objects.in_drafting()
    return row_to_change(
        lambda rows: get_object_or_404(rows.select_related("strategy"), slug=slug),
        among=drafting if may_write(user, report, languages[0]) else drafting.none(),
        seen=Report.objects.visible_to(user).in_drafting(),
        user=user,
        action=Action.EDIT_PAPER,
        reaches=lambda _row, other: other.access.may(Action.EDIT_PAPER),
    )


def _back(request: HttpRequest, report: Report) -> HttpResponse:
    """The list as it was narrowed."""
    languages = report.editions.values_list("language", flat=True)
    asked = Asked.of(request.GET, languages)
    address = reverse("reports:report-findings", args=[report.slug])
    return redirect(f"{address}?{asked.query}" if asked.query else address)
