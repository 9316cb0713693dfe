"""Pages that belong to no subject: home and the style guide."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from core.access import Action
from core.pages.navigation import entries_for
from core.pages.view_access import access_of, current_user


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Where a person begins, or a friendly word to those who may see no page.

    Whoever begins projects starts with what waits for them; everybody else, also who verifies what
    others measured, with the first page of the navigation; who reads no more than reports, with these.
    """
    access = access_of(request)
    entries = entries_for(access)
    if access.opens(Action.CREATE_PROJECT) and not access.opens(Action.VERIFY_MEASUREMENT):
        return redirect("work:list")
    if entries:
        reads_all = access.may(Action.VIEW_FRAMEWORK)
        first = next((one for one in entries if reads_all or one.group != "overview"), entries[0])
        return redirect(first.url_name)
    return render(request, "core/pages/home.html", {"person": current_user(request)})


@login_required
@require_GET
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component with sample content."""
    return render(request, "core/pages/style_guide.html")
