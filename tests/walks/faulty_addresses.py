"""Addresses that do what no answer may do, for the tests of the watch."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler500
from config.urls import urlpatterns as ours
from core.models import Unit

__all__ = ["handler500", "urlpatterns"]


def breaks(request: HttpRequest) -> HttpResponse:
    """Ends in an error."""
    raise LookupError("as it should")


def writes(request: HttpRequest) -> HttpResponse:
    """Refuses, but has written."""
    Unit.objects.create(code="HALF", name="Half")
    return HttpResponse(status=422)


def mails(request: HttpRequest) -> HttpResponse:
    """Answers well, but tells administrators of an error."""
    try:
        breaks(request)
    except LookupError:
        logging.getLogger("core.nowhere").exception("told")
    return HttpResponse("well")


def shows(request: HttpRequest) -> HttpResponse:
    """Shows what only logs may hold."""
    return HttpResponse("Traceback (most recent call last):")


def repeats(request: HttpRequest) -> HttpResponse:
    """Says what it was told, as markup."""
    return HttpResponse(request.GET["q"])


def works(request: HttpRequest) -> HttpResponse:
    """Works for longer than nothing."""
    return HttpResponse(str(sum(range(1_000_000))))


faulty: list[Any] = [breaks, writes, mails, shows, repeats, works]
urlpatterns = [*(path(f"{view.__name__}/", view) for view in faulty), *ours]
