"""The file for a translator: taken along, sent back, looked at, taken."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from core.access import Action
from core.files.names import as_attachment, file_name
from core.jobs.kinds import JobError
from core.languages import profile
from core.languages.translated import text_of
from core.models import WaitingSheet
from core.pages.sheet_loading import SheetPreview
from core.pages.sheet_uploads import SheetUpload
from core.pages.view_access import current_user, requires, take_along
from reports.drafts.services import report_paper
from reports.editions.views import report_to_translate
from reports.editions.xliff.bring_back import Preview, TextDifference, preview, take
from reports.editions.xliff.forms import XliffForm
from reports.editions.xliff.write import xliff
from reports.models import Report

CONTENT_TYPE = "application/xliff+xml"


@requires(Action.EXPORT)
@require_GET
def xliff_file(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """An edition as a file for a translator's program."""
    take_along(request)
    report = report_to_translate(request, slug, language)
    if not current_user(request).access.files().editions.covers(language):
        raise Http404
    try:
        content = xliff(report, report_paper(report), language)
    except (JobError, ValueError) as error:
        return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = as_attachment(file_name(f"{report.slug}-{language}", "xlf"))
    return response


@requires(Action.TRANSLATE)
def xliff_send(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Send a file back; it waits, checked, until its sender has seen what it would change."""
    report = report_to_translate(request, slug, language)
    return _pages(report, language).send(request)


@requires(Action.TRANSLATE)
def xliff_check(request: HttpRequest, slug: str, language: str, pk: int) -> HttpResponse:
    """What a file would change; taken when its sender says so."""
    report = report_to_translate(request, slug, language)

    def preview_of(sheet: WaitingSheet) -> Preview:
        try:
            paper = report_paper(report)
        except JobError as error:
            return SheetPreview(notices=[str(error)])
        return preview(report, paper, language, sheet.name, bytes(sheet.content))

    def taken(request: HttpRequest, chosen: Sequence[TextDifference]) -> bool:
        refused = take(report, language, chosen)
        names = {each.pk: each.label for each in chosen}
        for key, why in refused.items():
            messages.warning(request, f"{names[key]}: {why}")
        count = len(chosen) - len(refused)
        words = ngettext("%(count)d text was taken.", "%(count)d texts were taken.", count)
        messages.success(request, words % {"count": count})
        return not refused

    return _pages(report, language).check(request, pk, preview_of, taken)


def _pages(report: Report, language: str) -> SheetUpload:
    names = (report.slug, language)
    upload = reverse("reports:edition-xliff-send", args=names)
    return SheetUpload(
        title=f"{text_of(report, 'title')}, {profile(language).name}",
        subject=f"xliff {report.slug} {language}",
        back_label=_("Side by side"),
        back_url=reverse("reports:edition-side-by-side", args=names),
        upload_url=upload,
        file_label=_("XLIFF file"),
        file_url=reverse("reports:edition-xliff", args=names),
        explanation=_(
            "Take the edition along for a translation program, and bring the file back here. You see "
            "every difference, paragraph by paragraph, before anything is taken."
        ),
        check_url=lambda sheet: f"{upload}{sheet.pk}/",
        more={"language": language, "original": report.original_language},
        form=XliffForm,
        send_template="reports/editions/xliff_send.html",
        check_template="reports/editions/xliff_check.html",
    )
