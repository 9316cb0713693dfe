"""Signs that no row holds, in every address and in what is asked: 400 or 404, never an error."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.people import user

pytestmark = pytest.mark.django_db

# A NUL, an unpaired surrogate as bytes, half a sign, a direction mark, the last sign there is, length.
ODD = (
    b"a\0b",
    b"\0",
    b"\xed\xa0\x80",
    b"\xff\xfe",
    "\u202ex".encode(),
    "\U0010ffff".encode(),
    b"a" * 3000,
)
NUL = ODD[:2]


def addresses(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    """Every address, with {} for each text in it and 1 for each number."""
    for one in resolver.url_patterns:
        route = str(getattr(one.pattern, "_route", ""))
        for name, converter in one.pattern.converters.items():
            kind = type(converter).__name__
            for written in (
                f"<{name}>",
                f"<str:{name}>",
                f"<path:{name}>",
                f"<slug:{name}>",
                f"<int:{name}>",
            ):
                route = route.replace(written, "1" if kind == "IntConverter" else "{}")
        if isinstance(one, URLResolver):
            yield from addresses(one, before + route)
        elif isinstance(one, URLPattern):
            yield before + route


ADDRESSES = sorted(set(addresses(get_resolver())))


def client_of(person: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user(person))
    return client


@pytest.mark.parametrize("person", ["pmo", "admin", "editor", "cio"])
def test_no_text_in_an_address_is_an_error(person: str) -> None:
    client = client_of(person)
    written = [one for one in ADDRESSES if "{}" in one and "<" not in one]
    assert len(written) > 60
    for address in written:
        for odd in ODD:
            path = address.replace("{}", quote(odd))
            got = client.get(path).status_code
            assert got < 500, (got, path)
            if odd in NUL:
                assert got in {400, 404}, (got, path)


def test_nothing_that_is_asked_is_an_error() -> None:
    client = client_of("admin")
    names = "q at page per_page export kind strategy year person project risk language unit state"
    names += " due number o p e username"
    for address in (
        one for one in ADDRESSES if not {"{", "<", "("} & set(one) and one != "/readyz"
    ):
        for odd in ODD:
            asked = "&".join(f"{name}={quote(odd)}" for name in names.split())
            got = client.get(f"{address}?{asked}").status_code
            assert got < 500, (got, address, odd)


def test_a_name_with_a_nul_signs_nobody_in() -> None:
    client = Client(raise_request_exception=False)
    for address in ("/sign-in/as/", "/sign-in/", "/language/"):
        got = client.post(address, {"username": "a\0b", "password": "a\0b", "next": "/\0"})
        assert got.status_code < 500, address


def test_a_cookie_with_a_nul_is_a_bad_request() -> None:
    client = Client(raise_request_exception=False)
    for name in ("sessionid", "outturn_language", "csrftoken"):
        got = client.get("/sign-in/", headers={"cookie": f'{name}="aaaaaaaaaaaa\\000"'})
        assert got.status_code == 400, name


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "latin-1"])
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_another_charset_is_a_bad_request(kind: str, charset: str) -> None:
    client = Client(raise_request_exception=False)
    for method in ("GET", "POST"):
        got = client.generic(method, "/sign-in/?q=%E4", b"username=a", f"{kind}; charset={charset}")
        assert got.status_code == 400, method


def test_utf_8_is_read() -> None:
    client = Client(raise_request_exception=False)
    for charset in ("utf-8", "UTF-8", '"utf-8"'):
        kind = f"application/x-www-form-urlencoded; charset={charset}"
        assert client.generic("POST", "/sign-in/", b"username=a", kind).status_code == 200
