"""What is too large is refused in words, before it is read."""

import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from core.requests.limits import MOST_MEGABYTES
from core.requests.uploads import UploadLimitMiddleware
from tests.factories import make_user

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(("language", "words"), [("en", "too large"), ("de", "zu groß")])
def test_what_is_too_large_is_refused_in_the_reader_s_language(language: str, words: str) -> None:
    client = Client(headers={"Accept-Language": language})
    client.force_login(make_user())
    length = str(MOST_MEGABYTES * MEGABYTE + 1)
    answer = client.post("/reports/templates/new/", {"name": "x"}, CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert words in answer.content.decode()


def test_what_is_just_small_enough_goes_on() -> None:
    gate = UploadLimitMiddleware(lambda _request: HttpResponse("on"))
    for length in (str(MOST_MEGABYTES * MEGABYTE), "0", ""):
        request = RequestFactory().post("/", CONTENT_LENGTH=length)
        assert gate(request).content == b"on", length


def test_a_proxy_refuses_the_same() -> None:
    site = Path(__file__).resolve().parents[3] / "deploy" / "nginx" / "site.conf"
    found = re.search(r"client_max_body_size (\d+)m;", site.read_text())
    assert found
    assert int(found[1]) == MOST_MEGABYTES
