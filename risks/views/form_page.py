"""What every form page of the risks does: save, refuse with reasons, or show both of two saves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.history.versions import StaleRow, version_of
from core.pages.forms import conflict, version_given


class Refused(Exception):
    """What is asked for cannot be done as things stand; the message says why.

    `version` is that of what the person sees beside the message.
    """

    def __init__(self, message: str, version: int) -> None:
        super().__init__(message)
        self.version = version


@dataclass(frozen=True)
class FormPage:
    """A form and where it leads. `save` gets the row and the version its form was opened on."""

    title: str
    back_label: str
    back_url: str
    draft_key: str
    saved: str
    save: Callable[[Any, int], Any]
    subtitle: str = ""
    submit_label: str = ""  # what the button says that does more than save

    def respond(
        self, request: HttpRequest, form: BaseModelForm[Any], version: int = 0
    ) -> HttpResponse:
        """The page, or after saving the way back; 422 with mistakes, 409 on a stale save."""
        clash = None
        if request.method == "POST":
            version = version_given(request)
            if form.is_valid():
                row = form.save(commit=False)
                try:
                    self.save(row, version)
                except StaleRow as stale:
                    clash, version = conflict(stale, form), version_of(stale.current)
                except Refused as refused:
                    form.add_error(None, str(refused))
                    version = refused.version
                else:
                    messages.success(request, self.saved)
                    return redirect(row if hasattr(row, "get_absolute_url") else self.back_url)
        context = {
            "page": {
                "title": self.title,
                "subtitle": self.subtitle,
                "back_label": self.back_label,
                "back_url": self.back_url,
                "submit_label": self.submit_label,
            },
            "form": form,
            "version": version,
            "conflict": clash,
            "draft_key": self.draft_key,
        }
        status = 409 if clash else 422 if form.errors else 200
        return render(request, "core/pages/form.html", context, status=status)
