"""Pages of a report's editions: side by side, reconciled, and files for translators."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from core.access import Action
from core.pages.export import workbook_asked
from core.pages.spreadsheets import XLSX, attachment, to_bytes
from core.pages.view_access import current_user, requires
from reports.editions.reconcile import reconciled, sheet_rows
from reports.editions.side_by_side import Show, may_translate, side_by_side
from reports.facts.views import visible_report
from reports.models import Report


@requires(Action.TRANSLATE)
@require_GET
def edition_side_by_side(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """An edition beside its original, for whoever writes it."""
    report = report_to_translate(request, slug, language)
    asked = request.GET.get("show", "")
    show = Show(asked) if asked in set(Show) else Show.ALL
    page = side_by_side(report, current_user(request), language, show)
    return render(request, "reports/editions/side_by_side.html", {"page": page})


def report_to_translate(request: HttpRequest, slug: str, language: str) -> Report:
    """The report whose edition somebody writes; the original is no translation."""
    report = visible_report(request, slug)
    is_edition = language != report.original_language and report.editions.filter(language=language)
    if not (is_edition and may_translate(current_user(request), language)):
        raise Http404
    return report


@requires(Action.TRANSLATE)
@require_GET
def editions_reconcile(request: HttpRequest, slug: str) -> HttpResponse:
    """What all editions state, text by text; as a workbook of those whose files the person may take."""
    takes_file = workbook_asked(request)
    report, user = visible_report(request, slug), current_user(request)
    only_differing = request.GET.get("show", "") == "differs"
    page = reconciled(report, user, only_differing=only_differing)
    if takes_file:
        covers = user.access.files().editions.covers
        codes = [code for code, _name in page.languages if covers(code)]
        content = to_bytes(sheet_rows(page, codes), XLSX, gettext("Reconciled"))
        return attachment(content, f"{report.slug}-editions", XLSX)
    can_export = user.access.files().may(Action.VIEW_REPORT)
    context = {"page": page, "can_export": can_export}
    return render(request, "reports/editions/reconcile.html", context)
