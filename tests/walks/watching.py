"""What no answer may do, whatever was asked: break, mail, dawdle, or save a part of what it refuses."""

import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client

from bench.measure import timed
from core.history.data_changes import table_versions
from core.operations.error_mail import NOT_OURS
from tests.access.people import COLUMNS, user

MOST_SECONDS = 3.0  # of the processor, for Python and Postgres together
SHOWN = 300
# Refused before any middleware that writes headers, by a page that says nothing of the request.
BARE_ANSWERS = frozenset({400, 413, 500, 503})
# Of `tests.walks.values.HTML`, as it must not come back.
UNESCAPED = re.compile(
    rb"<script>alert|<img src=x onerror|<svg/onload|</textarea><b>|href=[\"']?\s*javascript:",
    re.IGNORECASE,
)
# Says that it is not ready, with a 503, where no worker runs.
NOT_READY = "/readyz"


@dataclass(frozen=True)
class Request:
    """One request of a walk. `person` is a user name, or empty for nobody."""

    person: str
    method: str
    path: str
    body: bytes = b""
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        body = (
            f" {self.content_type} {self.body[:SHOWN]!r}" if self.body or self.content_type else ""
        )
        given = f" {dict(self.headers)!r}" if self.headers else ""
        return f"{self.person or 'nobody'}: {self.method} {self.path[:SHOWN]}{given}{body}"


@dataclass
class Seen:
    """What a walk has seen: how many of which answer, the longest work, and what is wrong."""

    answers: dict[str, int] = field(default_factory=dict)
    slowest: float = 0.0
    slowest_at: str = ""
    wrong: list[str] = field(default_factory=list)

    def count(self, answer: object) -> None:
        """One more of that answer."""
        self.answers[str(answer)] = self.answers.get(str(answer), 0) + 1

    def took(self, seconds: float, what: str) -> None:
        """Note the work of a step; more than `MOST_SECONDS` is wrong."""
        if seconds > self.slowest:
            self.slowest, self.slowest_at = seconds, what
        if seconds > MOST_SECONDS:
            self.wrong.append(f"{seconds:.1f} s: {what}")

    def __str__(self) -> str:
        counted = ", ".join(f"{answer} × {n}" for answer, n in sorted(self.answers.items()))
        steps = sum(self.answers.values())
        slowest = f"longest work {self.slowest:.2f} s ({self.slowest_at[:100]})"
        return f"{steps:,} steps: {counted}; {slowest}; {len(self.wrong)} wrong"


class _Errors(logging.Handler):
    """What the program's handler would mail to administrators: every record with a traceback."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and not record.name.startswith(NOT_OURS):
            trace = traceback.extract_tb(record.exc_info[2])
            ours = [
                f"{one.filename}:{one.lineno}"
                for one in trace
                if "site-packages" not in one.filename
            ]
            at = (
                f"{ours[-1] if ours else ''} {trace[-1].filename}:{trace[-1].lineno}"
                if trace
                else ""
            )
            self.found.append(f"{record.name}: {at} {record.exc_info[1]!r:.300}")


@contextmanager
def errors_logged() -> Iterator[list[str]]:
    """What is logged as an error, or worse, meanwhile."""
    handler, root = _Errors(), logging.getLogger()
    # Whoever does not pass its records on is listened to as well.
    deaf = [
        one
        for name in logging.root.manager.loggerDict
        if not (one := logging.getLogger(name)).propagate
    ]
    for one in (root, *deaf):
        one.addHandler(handler)
    try:
        yield handler.found
    finally:
        for one in (root, *deaf):
            one.removeHandler(handler)


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _odd_page(response: HttpResponseBase, body: bytes, request: Request) -> Iterator[str]:
    """What a page must not hold, and the headers that it must."""
    if b"Traceback (most recent call last)" in body:
        yield "a traceback"
    if response.status_code in BARE_ANSWERS or not response.get("Content-Type", "").startswith(
        "text/html"
    ):
        return
    if found := UNESCAPED.search(body):
        around = body[max(0, found.start() - 60) : found.end() + 20]
        yield f"what somebody wrote is markup of the page: {around!r}"
    policy = response.get("Content-Security-Policy", "")
    if "script-src 'self';" not in f"{policy};" or "unsafe" in policy:
        yield f"the policy {policy!r}"
    if (
        response.get("X-Content-Type-Options") != "nosniff"
        or response.get("X-Frame-Options") != "DENY"
    ):
        yield "a header is missing"
    person = getattr(response.wsgi_request, "user", None)  # type: ignore[attr-defined]
    if person and person.is_authenticated and "no-store" not in response.get("Cache-Control", ""):
        yield "caches may keep it"


class Watch:
    """Sends requests, each on the same database, and notes what no answer may do."""

    def __init__(self) -> None:
        self.seen = Seen()
        self._sessions = {name: _signed_in(name) for name in set(COLUMNS.values()) if name}

    def ask(self, request: Request) -> HttpResponseBase:
        """Send it; what it wrote is gone afterwards."""
        with undone():
            return self.send(request)

    def send(self, request: Request) -> HttpResponseBase:
        """Send it and look at the answer; what it wrote stays."""
        client = self._client(request.person)
        before = table_versions()
        answers: list[HttpResponseBase] = []
        body: list[bytes] = []

        def act() -> None:
            response: Any = client.generic(
                request.method,
                request.path,
                request.body,
                request.content_type or "application/octet-stream",
                headers=dict(request.headers),
            )
            answers.append(response)
            body.append(response.getvalue() if response.streaming else response.content)

        with errors_logged() as errors:
            try:
                taken = timed(act)
            except Exception as error:  # outside of all that turns errors into answers
                self.seen.count("no answer")
                self.seen.wrong.append(f"no answer, {where(error)}: {request}")
                return HttpResponse(status=500)
        [response] = answers
        self.seen.count(response.status_code)
        self.seen.took(taken.work, str(request))
        if response.status_code >= 500 and request.path.partition("?")[0] != NOT_READY:
            self.seen.wrong.append(f"{response.status_code}: {request}")
        self.seen.wrong += [
            f"logged {error}: {request}" for error in errors if response.status_code < 500
        ]
        self.seen.wrong += [error for error in errors if response.status_code >= 500]
        self.seen.wrong += [f"{each}: {request}" for each in _odd_page(response, body[0], request)]
        if response.status_code >= 400 and before != (after := table_versions()):
            tables = sorted(name for name in after if after[name] != before.get(name))
            self.seen.wrong.append(f"{response.status_code}, but {tables} are written: {request}")
        return response

    def _client(self, person: str) -> Client:
        """Each request is a browser of its own, signed in."""
        client = Client(raise_request_exception=False)
        if person:
            client.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[person]
        return client


def _signed_in(person: str) -> str:
    client = Client()
    client.force_login(user(person))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def content_of(response: HttpResponseBase) -> bytes:
    """The page that was answered; empty for a file."""
    found: bytes = b"" if response.streaming else response.content  # type: ignore[attr-defined]
    return found


def where(error: BaseException) -> str:
    """The last line of ours that an error went through."""
    lines = []
    trace = error.__traceback__
    while trace:
        lines.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    ours = [line for line in lines if "site-packages" not in line and "/tests/" not in line]
    return f"{ours[-1] if ours else ''} {lines[-1]} {error!r:.200}"
