"""Per request: an id for the log, and the language and time zone of the person who asks."""

import uuid
import zoneinfo
from collections.abc import Callable
from typing import Any

import pghistory.middleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from core.logs import request_id
from core.models import User
from core.once import one_request

Handler = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = "outturn_language"


class RequestIdMiddleware:
    """Gives each request an id; the answer and every log line carry it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(uuid.uuid4().hex[:12])
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            return response
        finally:
            request_id.reset(token)


class HistoryMiddleware(pghistory.middleware.HistoryMiddleware):
    """Writes into each recorded change who made it, where, and for whom they stood in."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        """What the events of this request carry. Reading pages write none, so they ask for less."""
        context: dict[str, Any] = super().get_context(request)
        if request.method not in {"GET", "HEAD"} and isinstance(request.user, User):
            lenders = sorted(request.user.access.lenders)
            if lenders:
                context["acting_for"] = lenders
        return context


class PersonMiddleware:
    """Sets the interface language (person, else cookie, else browser) and the time zone."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = interface_language(request)
        zone = request.user.time_zone if isinstance(request.user, User) else settings.TIME_ZONE
        with (
            one_request(),
            translation.override(language),
            timezone.override(zoneinfo.ZoneInfo(zone)),
        ):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


def interface_language(request: HttpRequest) -> str:
    """One of the languages the interface speaks."""
    chosen = (
        request.user.language
        if isinstance(request.user, User)
        else request.COOKIES.get(LANGUAGE_COOKIE) or translation.get_language_from_request(request)
    )
    return chosen if chosen in settings.INTERFACE_LANGUAGES else settings.LANGUAGE_CODE
