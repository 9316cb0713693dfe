"""The page of an outage: 503 and the truth, for what passes; 500 for mistakes of the program."""

import errno
from typing import Any

import psycopg
import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from core.files.store import AWAY, FileStoreError
from core.models import PersonSession
from core.requests.middleware import SessionMiddleware

ERRORS = {
    "store": FileStoreError(AWAY),
    "database": OperationalError("server closed the connection: secret inner words"),
    "connection": InterfaceError("connection already closed"),
    "cursor": psycopg.OperationalError("the connection is lost"),
    "disk": OSError(errno.ENOSPC, "No space left on device"),
    "mistake": KeyError("secret inner words"),
    "other": OSError(errno.EACCES, "Permission denied"),
}


def fail(request: Any, which: str) -> Any:
    raise ERRORS[which]


urlpatterns = [path("fail/<str:which>/", fail)]
handler500 = "core.requests.outage.error_page"


@pytest.mark.parametrize(
    ("which", "status", "words"),
    [
        ("store", 503, "The file store does not answer. Nothing was saved."),
        (
            "database",
            503,
            "The database could not do this just now. What you sent was probably not saved",
        ),
        ("connection", 503, "The database could not do this just now."),
        ("cursor", 503, "The database could not do this just now."),
        ("disk", 503, "The file store is full. Nothing was saved."),
        ("mistake", 500, "Something went wrong on the server"),
        ("other", 500, "Something went wrong on the server"),
    ],
)
@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.core.requests.test_outage")
def test_an_outage_says_what_is_away(which: str, status: int, words: str) -> None:
    answer = Client(raise_request_exception=False).get(f"/fail/{which}/")
    assert answer.status_code == status
    page = answer.content.decode()
    assert words in page
    assert "secret inner words" not in page
    assert ("Retry-After" in answer) == (status == 503)


def test_the_page_is_the_one_the_program_uses() -> None:
    from config import urls

    assert urls.handler500 == handler500


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cause", "expected"),
    [(OperationalError("gone"), OperationalError), (DatabaseError("no row"), SessionInterrupted)],
)
def test_a_database_that_goes_before_the_session_is_kept_is_an_outage(
    cause: Exception, expected: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    request = RequestFactory().get("/")
    middleware = SessionMiddleware(lambda _: HttpResponse())
    middleware.process_request(request)
    request.session.create()
    request.session["word"] = "new"

    def fail(*_: Any, **__: Any) -> None:
        raise cause

    monkeypatch.setattr(PersonSession, "save", fail)
    with pytest.raises(expected):
        middleware.process_response(request, HttpResponse())
