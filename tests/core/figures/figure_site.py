"""Pages over HTTP with the product's own CSP and static files, and a Chromium to look at them."""

import mimetypes
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from tests.waiting import PATIENCE

CHROMIUM = os.environ.get("OUTTURN_CHROMIUM", "/usr/bin/chromium")
REQUIRED = os.environ.get("OUTTURN_REQUIRE_BROWSER") == "1"

_WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""


def policy() -> str:
    """The header that `settings.CONTENT_SECURITY_POLICY` makes."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(map(str, words))}" for name, words in directives.items())


def page_html(body: str, *styles: str, scripts: tuple[str, ...] = ()) -> str:
    """A whole page around `body`, with static files `styles` and modules `scripts`."""
    links = "".join(f'<link rel="stylesheet" href="/static/{name}">' for name in styles)
    modules = "".join(f'<script type="module" src="/static/{name}"></script>' for name in scripts)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f"{links}{modules}</head><body><main><h1>Test</h1>{body}</main></body></html>"
    )


def static_file(name: str) -> Path | None:
    """The file behind `/static/<name>`, found as staticfiles does in STATICFILES_DIRS."""
    for place in settings.STATICFILES_DIRS:
        prefix, folder = place if isinstance(place, tuple) else ("", place)
        path = Path(folder) / name.removeprefix(f"{prefix}/" if prefix else "")
        if name.startswith(prefix) and path.is_file():
            return path
    return None


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, pages: Mapping[str, str], *arguments: object) -> None:
        self.pages = pages
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path.startswith("/static/"):
            file = static_file(path.removeprefix("/static/"))
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            self._answer(file.read_bytes() if file else None, kind)
        else:
            page = self.pages.get(path)
            self._answer(page.encode() if page else None, "text/html; charset=utf-8")

    def _answer(self, body: bytes | None, kind: str) -> None:
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", policy())
        self.end_headers()
        self.wfile.write(body or b"not found")

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


@contextmanager
def serve(pages: Mapping[str, str]) -> Iterator[str]:
    """Serve `pages` by path until the block ends; gives the address without a last slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, pages))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium; skips the test where there is none, fails it where one is required."""
    if not Path(CHROMIUM).exists():
        complaint = f"There is no Chromium at {CHROMIUM}; OUTTURN_CHROMIUM can name another."
        if REQUIRED:
            pytest.fail(complaint)
        pytest.skip(complaint)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        # Every wait ends with what it waits for; on a busy machine that may take long.
        expect.set_options(timeout=PATIENCE * 1000)
        browser.on("context", lambda made: made.set_default_timeout(PATIENCE * 1000))
        yield browser
        browser.close()


class Watched:
    """A browser page that keeps every complaint: script errors, console errors, CSP violations."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.messages: list[str] = []
        page.on("console", lambda message: self.messages.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.messages.append(f"pageerror: {error}"))
        page.add_init_script(_WATCH)

    def complaints(self) -> list[str]:
        """Everything the browser reported so far, but mere information."""
        quiet = ("log:", "info:", "debug:")
        try:
            violations: list[str] = self.page.evaluate("window.violations")
        except Error:
            violations = []
        return violations + [text for text in self.messages if not text.startswith(quiet)]
