"""Per request: an id for the log, and the language and time zone of the person who asks."""

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

import pghistory.middleware
from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control

from core.models import User
from core.request_cache import one_request
from core.requests import logs, metrics
from core.requests.addresses import given_id
from core.zones import zone_of

Handler = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = "outturn_language"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
READING = {"GET", "HEAD"}
# Asked for every few seconds by machines, or many to a page.
QUIET = {"static", "core:healthz", "core:readyz", "core:metrics"}
access = logging.getLogger("outturn.access")


class RequestIdMiddleware:
    """Gives each request an id, which the answer and every log line carry, and tells its end.

    The line of the end names the route and not the address: an address may hold what people search
    for, or a secret.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        logs.request_id.set(given_id(request) or uuid.uuid4().hex[:12])
        logs.user_id.set(None)
        queries, begun = Counter(), time.monotonic()
        with connection.execute_wrapper(queries.wrap):
            response = self.get_response(request)
        response["X-Request-ID"] = logs.request_id.get()
        _tell(request, response, time.monotonic() - begun, queries.count)
        return response


class Counter:
    """Counts the queries of a request."""

    def __init__(self) -> None:
        self.count = 0

    def wrap(self, run: Callable[..., Any], *arguments: Any) -> Any:
        """Stands around each query (`connection.execute_wrapper`)."""
        self.count += 1
        return run(*arguments)


def _tell(request: HttpRequest, response: HttpResponse, seconds: float, queries: int) -> None:
    match = getattr(request, "resolver_match", None)
    static = request.path.startswith(settings.STATIC_URL)
    route = match.view_name if match else "static" if static else "unknown"
    method = request.method if request.method in METHODS else "other"
    metrics.request_seen(method, route, response.status_code, seconds)
    milliseconds = round(seconds * 1000)
    access.log(
        logging.DEBUG if route in QUIET else logging.INFO,
        "%s %s %s %s ms %s queries", method, route, response.status_code, milliseconds, queries,
        extra={"fields": {"method": method, "route": route, "status": response.status_code,
                          "ms": milliseconds, "queries": queries}},
    )  # fmt: skip


class SessionMiddleware(DjangoSessionMiddleware):
    """Django's, which takes a database that went away for a session that somebody ended."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """An outage stays an outage (503); only an ended session is a bad request (400)."""
        try:
            return super().process_response(request, response)
        except SessionInterrupted as interrupted:
            cause = getattr(interrupted.__context__, "__context__", None)
            if isinstance(cause, OperationalError | InterfaceError):
                raise cause from interrupted
            raise


class HistoryMiddleware(pghistory.middleware.HistoryMiddleware):
    """Writes into each recorded change who made it, where, and for whom they stood in."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        """What the events of this request carry. Reading pages write none, so they ask for less."""
        context: dict[str, Any] = super().get_context(request)
        if request.method not in READING and isinstance(request.user, User):
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
        logs.user_id.set(request.user.pk if isinstance(request.user, User) else None)
        zone = request.user.time_zone if isinstance(request.user, User) else settings.TIME_ZONE
        with (
            one_request(reads_only=request.method in READING),
            translation.override(language),
            timezone.override(zone_of(zone)),
        ):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            if request.user.is_authenticated:
                # No cache keeps what one person was shown, for others at the same machine to find.
                patch_cache_control(response, private=True, no_store=True)
            return response


def interface_language(request: HttpRequest) -> str:
    """One of the languages the interface speaks."""
    chosen = (
        request.user.language
        if isinstance(request.user, User)
        else request.COOKIES.get(LANGUAGE_COOKIE) or translation.get_language_from_request(request)
    )
    return chosen if chosen in settings.INTERFACE_LANGUAGES else settings.LANGUAGE_CODE
