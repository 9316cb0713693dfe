"""What the form pages of people and units have in common: one save, and both versions if stale."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.history.versions import StaleRow, version_of
from core.pages.forms import conflict, version_given
from core.people import services


def save_page(
    request: HttpRequest,
    form: forms.ModelForm[Any],
    *,
    page: dict[str, Any],
    draft_key: str,
    saved: str,
) -> HttpResponse:
    """The form; after a good save, the page of the row with the message `saved`."""
    context: dict[str, Any] = {"page": page, "form": form, "draft_key": draft_key}
    version = version_of(form.instance)
    if request.method == "POST":
        version = version_given(request)
        if form.is_valid():
            try:
                services.row_save(row=form.save(commit=False), version=version)
            except StaleRow as stale:
                context["conflict"] = conflict(stale, form)
                version = version_of(stale.current)
            else:
                messages.success(request, saved)
                return redirect(form.instance)
    context["version"] = version
    status = 409 if "conflict" in context else 422 if form.errors else 200
    return render(request, "core/pages/form.html", context, status=status)
