"""Pages of what is required of a report, of calling it final and of opening it again."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import Action
from core.languages.translated import text_of
from core.pages.forms import FormPage, SaveRefused, posted
from core.pages.view_access import current_user, requires
from reports.facts.views import report_to_change, visible_report
from reports.final.forms import FinalForm
from reports.final.page import closing_words, requirements_view
from reports.final.services import NotDrafted, ReasonNeeded, report_close, report_reopen
from reports.models import Report


@requires(Action.VIEW_REPORT)
@require_GET
def requirements(request: HttpRequest, slug: str) -> HttpResponse:
    """What is required of a report: what is kept, what is open, and where it is mended."""
    view = requirements_view(visible_report(request, slug), current_user(request))
    return render(request, "reports/final/requirements.html", {"view": view})


@requires(Action.VIEW_REPORT)
@require_GET
def requirements_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The same in short, fetched by pages of the report once they stand: it takes a composition."""
    view = requirements_view(visible_report(request, slug), current_user(request))
    return render(request, "reports/final/_card.html", {"view": view})


@requires(Action.VIEW_REPORT)
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Call a report final; with a reason where something required is open."""
    user = current_user(request)
    report = report_to_change(user, Action.CREATE_REPORT, slug)
    view = requirements_view(report, user)
    page = FormPage(
        title=_("Call the report final"),
        subtitle=text_of(report, "title"),
        back_label=_("What is required"),
        back_url=view.page_url,
        draft_key=f"report-close-{report.pk}",
        saved=_("The report is final. Nothing of it is changed any more."),
        save=lambda row, version: _saved(report_close, row, version),
        submit_label=_("Call it final"),
        template="reports/final/close_form.html",
        extra=lambda: {"view": view, "words": closing_words(view)},
    )
    return page.respond(request, FinalForm(posted(request), instance=report))


@requires(Action.VIEW_REPORT)
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a report again that was final, with a reason."""
    user = current_user(request)
    report = report_to_change(user, Action.CREATE_REPORT, slug, is_locked=True)
    page = FormPage(
        title=_("Open the report again"),
        subtitle=text_of(report, "title"),
        back_label=_("Reports"),
        back_url=report.get_absolute_url(),
        draft_key=f"report-reopen-{report.pk}",
        saved=_("The report is written again; its next draft follows the data."),
        save=lambda row, version: _saved(report_reopen, row, version),
        submit_label=_("Open it again"),
    )
    return page.respond(request, FinalForm(posted(request), instance=report))


def _saved(save: Callable[..., None], row: Report, version: int) -> None:
    try:
        save(report=row, version=version)
    except ReasonNeeded as refused:
        raise SaveRefused(str(refused), field="final_reason") from refused
    except NotDrafted as refused:
        raise SaveRefused(str(refused)) from refused
