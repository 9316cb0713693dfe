"""The table of a round as a test drives it: cells by project and field, and what waits to be saved."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import sign_in

ADDRESS = "/rounds/it-2018-21/2021-12/"


class RoundPage:
    """A person's table of the December round."""

    def __init__(self, page: Page, username: str = "pmo", query: str = "?plan=1") -> None:
        self.page = page
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        sign_in(page, username)
        self.open(query)

    def open(self, query: str = "?plan=1") -> None:
        """Load the page."""
        self.page.goto(f"{ADDRESS}{query}")
        heads = self.page.locator("table.round thead th")
        self.fields = [
            "project",
            *heads.evaluate_all("all => all.slice(1).map(h => h.dataset.field)"),
        ]
        # The script has taken the table over when its first cell can be reached by Tab.
        self.page.wait_for_selector("tr[data-project] [tabindex='0']")
        rows = self.page.locator("tr[data-project]")
        self.codes: list[str] = rows.evaluate_all("all => all.map(row => row.dataset.code)")

    def cell(self, code: str, field: str) -> Locator:
        """The cell of a project's field."""
        place = self.fields.index(field) + 1
        return self.page.locator(f"tr[data-code='{code}'] > :nth-child({place})")

    def go(self, code: str, field: str) -> None:
        """Make it the active cell, by one click; a second click would write into it."""
        if "active" not in (self.cell(code, field).get_attribute("class") or "").split():
            self.cell(code, field).click(position={"x": 4, "y": 4})
        expect(self.cell(code, field)).to_have_class(re.compile(r"\bactive\b"))

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type a text."""
        self.page.keyboard.type(text)

    def paste(self, text: str, html: str = "") -> None:
        """Paste with the keyboard what another program put on the clipboard."""
        self.page.evaluate(
            """([text, html]) => navigator.clipboard.write([new ClipboardItem({
              ...(text && { "text/plain": new Blob([text], { type: "text/plain" }) }),
              ...(html && { "text/html": new Blob([html], { type: "text/html" }) }),
            })])""",
            [text, html],
        )
        self.press("Control+v")

    def copied(self) -> str:
        """Copy with the keyboard; what other programs get."""
        self.press("Control+c")
        found: str = self.page.evaluate("navigator.clipboard.readText()")
        return found

    def settle(self) -> None:
        """Wait until the server has answered to everything."""
        expect(self.page.locator("[data-round-state]")).to_have_attribute("data-state", "saved")
        expect(self.page.locator("table.round .waiting")).to_have_count(0)

    def value(self, code: str, field: str) -> str:
        """What is stored, as the page knows it."""
        found: str = self.cell(code, field).evaluate(
            "cell => cell.dataset.value ?? cell.querySelector('.value')?.textContent ?? ''"
        )
        return found

    @property
    def notes(self) -> Locator:
        """What the server did not simply take."""
        return self.page.locator("[data-round-notes]")

    def undo(self) -> None:
        """Take the last step back."""
        self.press("Control+z")
