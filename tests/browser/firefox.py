"""Firefox as distributions ship it, driven over WebDriver BiDi: playwright drives only its own."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest
from websockets.sync.client import ClientConnection, connect

from tests.waiting import PATIENCE

FIREFOX = (
    os.environ.get("OUTTURN_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
)
# Keys that have a name, as WebDriver writes them.
NAMED = {
    "Backspace": "\ue003",
    "Tab": "\ue004",
    "Enter": "\ue006",
    "Shift": "\ue008",
    "Control": "\ue009",
    "Escape": "\ue00c",
    "End": "\ue010",
    "Home": "\ue011",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
    "F2": "\ue032",
}
# Pages of a test use the clipboard without asking; the browser asks nobody else for anything.
PREFERENCES = """
user_pref("dom.events.testing.asyncClipboard", true);
user_pref("app.normandy.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
"""


class Firefox:
    """One tab."""

    def __init__(self, line: ClientConnection) -> None:
        self.line, self.number = line, 0
        self.call("session.new", capabilities={})
        (tab,) = self.call("browsingContext.getTree")["contexts"]
        self.tab = tab["context"]
        self.call("browsingContext.setViewport", context=self.tab,
                  viewport={"width": 1280, "height": 900})  # fmt: skip

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask for something; what the browser tells besides is passed over."""
        self.number += 1
        self.line.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.line.recv(timeout=PATIENCE))
            if answer.get("id") == self.number:
                assert answer["type"] == "success", answer
                found: dict[str, Any] = answer["result"]
                return found

    def open(self, url: str) -> Self:
        """Load a page."""
        self.call("browsingContext.navigate", context=self.tab, url=url, wait="complete")
        return self

    def ask(self, expression: str) -> Any:
        """What an expression of the page gives."""
        answer = self.call(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then((it) => JSON.stringify(it ?? null))",
            target={"context": self.tab},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def wait_for(self, expression: str) -> None:
        """Wait until an expression of the page holds."""
        until = time.monotonic() + PATIENCE
        while not self.ask(expression):
            assert time.monotonic() < until, expression
            time.sleep(0.05)

    def press(self, *keys: str) -> None:
        """Press keys by their names or signs; several held together are joined by "+"."""
        actions: list[dict[str, str]] = []
        for each in keys:
            held = [NAMED.get(key, key) for key in (each.split("+") if len(each) > 1 else [each])]
            actions += [{"type": "keyDown", "value": key} for key in held]
            actions += [{"type": "keyUp", "value": key} for key in reversed(held)]
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self.call("input.performActions", context=self.tab, actions=[source])

    def type(self, text: str) -> None:
        """Type a text."""
        self.press(*text)

    def paste(self, text: str) -> None:
        """Paste with the keyboard what another program put on the clipboard."""
        self.ask(f"navigator.clipboard.writeText({json.dumps(text)}).then(() => true)")
        self.press("Control+v")

    def copied(self) -> str:
        """Copy with the keyboard; what other programs get."""
        self.press("Control+c")
        found: str = self.ask("navigator.clipboard.readText()")
        return found


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """A headless Firefox with a new profile; skips the test where there is none."""
    if not FIREFOX or not Path(FIREFOX).exists():
        pytest.skip("There is no Firefox; OUTTURN_FIREFOX can name one.")
    (profile / "user.js").write_text(PREFERENCES)
    log = (profile / "stderr.log").open("w")
    process = subprocess.Popen(
        [FIREFOX, "--headless", "--no-remote", "--profile", str(profile),
         "--remote-debugging-port=0", "about:blank"],
        stderr=log,
        env={**os.environ, "HOME": str(profile)},
    )  # fmt: skip
    try:
        with connect(f"{_address(process, Path(log.name))}/session", max_size=None) as line:
            yield Firefox(line)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        log.close()


def _address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    """Where it listens, as it says itself."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        _before, found, after = log.read_text().partition("WebDriver BiDi listening on ")
        if found and "\n" in after:
            return after.split()[0]
        time.sleep(0.1)
    raise AssertionError(f"Firefox does not listen: {log.read_text()[:2000]}")
