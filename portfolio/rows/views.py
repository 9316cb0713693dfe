"""What lists and form pages of projects' rows share: save, or show why not, or both versions."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Model, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import Action
from core.history.versions import StaleRow, version_of
from core.pages.forms import conflict, version_given
from core.pages.lists import ListPage
from portfolio.rows.forms import PortfolioForm
from portfolio.rows.services import row_save


class RowListPage(ListPage):
    """What these lists share: the way to the others, and who sees them."""

    action = Action.VIEW_PORTFOLIO
    template_name = "portfolio/rows/list.html"


def form_page(
    request: HttpRequest,
    form: PortfolioForm,
    page: Mapping[str, Any],
    *,
    draft_key: str,
    saved: str,
    save: Callable[..., None] = row_save,
) -> HttpResponse:
    """Show `form`, or save its row and go back to `page["back_url"]`.

    A row that somebody else has saved meanwhile is shown in both versions (409); a refused form
    with its errors (422).
    """
    row = form.instance
    context: dict[str, Any] = {"page": page, "form": form, "draft_key": draft_key}
    context["version"] = version_given(request) if request.method == "POST" else version_of(row)
    if request.method == "POST" and form.is_valid():
        try:
            save(row=form.save(commit=False), version=context["version"])
        except StaleRow as stale:
            context["conflict"] = conflict(stale, form)
            context["version"] = version_of(stale.current)
            return render(request, "portfolio/rows/form.html", context, status=409)
        messages.success(request, saved)
        return redirect(page["back_url"])
    return render(request, "portfolio/rows/form.html", context, status=422 if form.errors else 200)


def delete_page(
    request: HttpRequest,
    row: Model,
    page: Mapping[str, Any],
    *,
    remove: Callable[[], object] | None = None,
) -> HttpResponse:
    """Ask before deleting `row`; on POST delete it (or `remove` it) and go back. Its history stays."""
    if request.method == "POST":
        try:
            (remove or row.delete)()
        except ProtectedError as error:
            held = ", ".join(sorted({str(each) for each in error.protected_objects}))
            messages.error(
                request, _("Not removed: it is still needed by %(held)s.") % {"held": held}
            )
        else:
            messages.success(request, _("Removed. The history keeps what stood there."))
        return redirect(page["back_url"])
    return render(request, "portfolio/rows/delete.html", {"page": page, "row": row})
