"""A request that names an encoding for itself, in any place where it can: an answer, never an error."""

import io
from collections.abc import Iterator
from encodings.aliases import aliases
from typing import Any

import pytest

from core.requests.handler import WebHandler

pytestmark = pytest.mark.django_db
# Every codec of the language, those that encode no text among them, and one that is none.
CODECS = sorted({*aliases.values(), "idna", "punycode", "unicode_escape", "undefined", "none-such"})
UTF_8 = {"utf_8"}


@pytest.fixture(scope="module")
def handler() -> WebHandler:
    return WebHandler()


def answered(
    handler: WebHandler, kind: str, body: bytes = b"username=a", method: str = "POST"
) -> int:
    """The status of a request as the web server hands it on; what is raised is the test's."""
    found: list[str] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/language/",
        "QUERY_STRING": "q=%E4&next=%ff",
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
    }

    def start(status: str, *_more: object) -> Any:
        found.append(status)

    list(handler(environ, start))
    return int(found[0].split()[0])


def parts(codec: str) -> Iterator[str]:
    """The heads of a part of a form that name an encoding."""
    yield f"Content-Disposition: form-data; name*={codec}''%41%ff"
    yield f"Content-Disposition: form-data; name=a; filename*={codec}''%41%ff.txt"
    yield f"Content-Disposition: form-data; name=a\r\nContent-Type: text/plain; charset={codec}"
    yield f"Content-Disposition: form-data; name=a\r\nContent-Type: text/plain; x*={codec}''%ff"
    yield f"Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: {codec}"


@pytest.mark.parametrize("codec", CODECS)
def test_an_encoding_is_refused_wherever_it_is_named(handler: WebHandler, codec: str) -> None:
    for method in ("GET", "POST"):
        for kind in (
            "application/x-www-form-urlencoded",
            "text/plain",
            "multipart/form-data; boundary=x",
        ):
            got = answered(handler, f"{kind}; charset={codec}", method=method)
            assert got < 500, (kind, method)
            assert (got != 400) == (codec in UTF_8), (kind, method)
            for value in ("utf-8", "%41", "%ff"):
                for name in ("charset", "boundary", "x"):
                    assert (
                        answered(handler, f"{kind}; {name}*={codec}''{value}", method=method) < 500
                    )
    for head in parts(codec):
        body = f"--x\r\n{head}\r\n\r\nhello\r\n--x--\r\n".encode()
        assert answered(handler, "multipart/form-data; boundary=x", body) < 500, head


def test_the_web_server_calls_it() -> None:
    from config.wsgi import application

    assert isinstance(application, WebHandler)
