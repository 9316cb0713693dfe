"""Pages that belong to no subject: home and the style guide."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from core.pages.shell import entries_for
from core.pages.view_access import access_of, current_user


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page a person may see, or a friendly word to those who may see none."""
    entries = entries_for(access_of(request))
    if entries:
        return redirect(entries[0].url_name)
    return render(request, "core/pages/home.html", {"person": current_user(request)})


@login_required
@require_GET
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component with sample content."""
    return render(request, "core/pages/style_guide.html")
