"""What every form page of this app does: stale saves, messages, the context of the form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.files.store import FileStoreError
from core.history.versions import StaleRow, version_of
from core.pages.forms import conflict, version_given


def form_page(
    request: HttpRequest,
    *,
    form: ModelForm[Any],
    save: Callable[[Any, int], None],
    page: dict[str, Any],
    said: str,
    done_url: Callable[[Any], str],
    draft_key: str,
    template: str = "outcomes/form.html",
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show `form`, or save its row and go on; a save on top of somebody else's shows both.

    `save` gets the row and the version that the form was opened on.
    """
    context: dict[str, Any] = dict(extra or {})
    if request.method == "POST":
        version = version_given(request)
        if form.is_valid():
            try:
                save(form.save(commit=False), version)
            except StaleRow as stale:
                context["conflict"] = conflict(stale, form)
                version = version_of(stale.current)
            except FileStoreError as error:
                form.add_error(None, str(error))
                context["unavailable"] = True
            else:
                messages.success(request, said)
                return redirect(done_url(form.instance))
    else:
        version = version_of(form.instance)
    context |= {"page": page, "form": form, "version": version, "draft_key": draft_key}
    status = 409 if "conflict" in context else 422 if form.errors else 200
    status = 503 if "unavailable" in context else status
    return render(request, template, context, status=status)
