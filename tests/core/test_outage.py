"""The page of an outage: 503 and the truth, for what passes; 500 for mistakes of the program."""

import errno
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client, override_settings
from django.urls import path

from core.files import AWAY, FileStoreError

ERRORS = {
    "store": FileStoreError(AWAY),
    "database": OperationalError("server closed the connection: secret inner words"),
    "connection": InterfaceError("connection already closed"),
    "disk": OSError(errno.ENOSPC, "No space left on device"),
    "mistake": KeyError("secret inner words"),
    "other": OSError(errno.EACCES, "Permission denied"),
}


def fail(request: Any, which: str) -> Any:
    raise ERRORS[which]


urlpatterns = [path("fail/<str:which>/", fail)]
handler500 = "core.outage.error_page"


@pytest.mark.parametrize(
    ("which", "status", "words"),
    [
        ("store", 503, "The file store does not answer. Nothing was saved."),
        ("database", 503, "The database could not do this just now. Nothing was saved."),
        ("connection", 503, "The database could not do this just now."),
        ("disk", 503, "The file store is full. Nothing was saved."),
        ("mistake", 500, "Something went wrong on the server"),
        ("other", 500, "Something went wrong on the server"),
    ],
)
@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.core.test_outage")
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
