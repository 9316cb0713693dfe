"""A person with a browser, as far as measures and drills need one: cookies, forms, clicks."""

import http.client
import json
import re
import ssl
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Answer:
    """What came back; `status` 0 when nothing did."""

    status: int
    text: str
    content: bytes
    headers: dict[str, str]
    seconds: float

    @property
    def served_by(self) -> str:
        """The web server that answered, as the proxy names it."""
        return self.headers.get("x-served-by", "")


class _Form(HTMLParser):
    """The fields of the form that holds a field of a given name, as a browser would send them."""

    def __init__(self, having: str) -> None:
        super().__init__()
        self.having = having
        self.found: dict[str, str] = {}
        self._fields: dict[str, str] = {}
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Fields, as they come."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._fields = {}
        elif tag == "input" and name:
            if given.get("type") in {"checkbox", "radio"} and "checked" not in given:
                return
            self._fields[name] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            self._fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and (self._select not in self._fields or "selected" in given):
            self._fields[self._select] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        """The text of a text area."""
        if self._area:
            self._fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        """The end of a field or of the form."""
        if tag == "textarea":
            # A browser drops the first line break, which Django's template puts there.
            self._fields[self._area] = self._fields[self._area].removeprefix("\n")
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form" and self.having in self._fields:
            self.found = self.found or self._fields


def form_with(field_name: str, page: str) -> dict[str, str]:
    """What the form with this field would send; empty when there is none."""
    reader = _Form(field_name)
    reader.feed(page)
    return reader.found


@dataclass
class Person:
    """Somebody at `address`; with `trusted`, the certificate file to believe, over TLS."""

    address: str
    trusted: str = ""
    timeout: float = 30
    cookies: dict[str, str] = field(default_factory=dict)
    _line: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode(fields))

    def post_json(self, path: str, value: object, token: str) -> Answer:
        """Send what a page's script would; `token` is the one that the page told it."""
        kind = {"Content-Type": "application/json", "X-CSRFToken": token}
        return self._ask("POST", path, json.dumps(value), kind)

    def press(self, page_path: str, action: str, **fields: str) -> Answer:
        """Press a button of a page: the token of its forms, sent to `action`."""
        page = self.get(page_path)
        token = form_with("csrfmiddlewaretoken", page.text).get("csrfmiddlewaretoken", "")
        return self.post(action, {"csrfmiddlewaretoken": token, **fields})

    def sign_in(self, username: str, password: str = "") -> Answer:
        """With a password, or by one click in the demonstration."""
        if not password:
            return self.press("/sign-in/", "/sign-in/as/", username=username)
        return self.press("/sign-in/", "/sign-in/", username=username, password=password)

    def _ask(
        self, method: str, path: str, body: str | None, kind: dict[str, str] | None = None
    ) -> Answer:
        begun = time.perf_counter()
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": self.address + path,
            "Origin": self.address,
        }
        if body is not None:
            headers |= kind or {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            line = self._connected()
            line.request(method, path, body, headers)
            got = line.getresponse()
            content = got.read()
        except (OSError, http.client.HTTPException):
            self.hang_up()
            return Answer(0, "", b"", {}, time.perf_counter() - begun)
        for name, value in got.getheaders():
            if name.lower() == "set-cookie" and (match := re.match(r"([^=]+)=([^;]*)", value)):
                self.cookies[match[1]] = match[2].strip('"')
        found = {name.lower(): value for name, value in got.getheaders()}
        if found.get("connection") == "close":
            self.hang_up()
        seconds = time.perf_counter() - begun
        return Answer(got.status, content.decode(errors="replace"), content, found, seconds)

    def _connected(self) -> http.client.HTTPConnection:
        if self._line is None:
            where = urlsplit(self.address)
            host, port = where.hostname or "", where.port
            if where.scheme == "https":
                context = ssl.create_default_context(cafile=self.trusted)
                self._line = http.client.HTTPSConnection(
                    host, port, timeout=self.timeout, context=context
                )
            else:
                self._line = http.client.HTTPConnection(host, port, timeout=self.timeout)
        return self._line

    def hang_up(self) -> None:
        """Close the connection; the next question opens another one."""
        if self._line:
            self._line.close()
        self._line = None
