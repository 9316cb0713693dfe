"""The page of the dashboard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import Action
from core.pages.first_steps import first_step_page
from core.pages.view_access import requires
from reports.dashboard.page import kept_dashboard, kept_since
from reports.dashboard.scope import scope_of


@requires(Action.VIEW_PORTFOLIO)
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """A strategy and year as of a day; for htmx only the comparison with a month before."""
    scope = scope_of(request)
    if scope is None:
        return first_step_page(request, _("Dashboard"))
    if request.htmx and not request.htmx.boosted:  # type: ignore[attr-defined]
        response = render(request, "reports/dashboard/_since.html", {"since": kept_since(scope)})
    else:
        page = kept_dashboard(scope, with_changes="changes" in request.GET)
        response = render(request, "reports/dashboard/dashboard.html", vars(page))
    patch_vary_headers(response, ["HX-Request"])
    return response
