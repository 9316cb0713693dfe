"""Somebody at the pages of an empty installation, and every word that these pages showed them."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, expect

from tests.core.figures.figure_site import Watched

PASSWORD = "quiet river stone 9"
SEND = "main form[data-draft] button[type=submit]"
# What a page says: its text, what fields hint at, and what screen readers are told.
SAID = """() => [document.title, document.querySelector("main").innerText,
  ...[...document.querySelectorAll("main [placeholder], main [aria-label], main [title]")].flatMap(
    (each) => ["placeholder", "aria-label", "title"].map((name) => each.getAttribute(name) ?? ""))
].join("\\n")"""


@dataclass
class Visitor:
    """One person in a browser of their own."""

    page: Page
    watched: Watched
    said: dict[str, str] = field(default_factory=dict)

    @classmethod
    def arrive(cls, browser: Browser, address: str) -> "Visitor":
        """With a browser that nobody has used yet."""
        context = browser.new_context(
            base_url=address, viewport={"width": 1280, "height": 900}, accept_downloads=True
        )
        watched = Watched(context.new_page())
        return cls(watched.page, watched)

    def look(self) -> str:
        """Note what the page says, under its path, and give it."""
        self.page.wait_for_load_state()
        path = re.sub(r"^https?://[^/]+|[?#].*$", "", self.page.url)
        said = str(self.page.evaluate(SAID))
        self.said[path] = f"{self.said.get(path, '')}\n{said}"
        return said

    def go(self, path: str) -> str:
        """Open an address."""
        self.page.goto(path)
        return self.look()

    def press(self, name: str) -> str:
        """Follow the link, or press the button, of that name, in a menu or not."""
        named = f"a:has-text('{name}'), button:has-text('{name}')"
        one = self.page.locator("main").locator(named).first
        if not one.is_visible():
            menus = self.page.locator("main details", has=self.page.locator(named))
            menus.first.locator("> summary").click()
        with self.page.expect_navigation():
            one.click()
        return self.look()

    def send(self, **given: str | bool) -> str:
        """Fill the page's form and send it; what is wrong fails with the page's own words."""
        for name, value in given.items():
            self._fill(name.replace("__", "-"), value)
        with self.page.expect_navigation():
            self.page.locator(SEND).first.click()
        said = self.look()
        assert not self.page.locator("main [aria-invalid=true], main .summary").count(), said
        return said

    def _fill(self, name: str, value: str | bool) -> None:
        fields = self.page.locator(f"main [name='{name}']")
        one = fields.first
        if isinstance(value, bool):
            one.set_checked(value)
        elif one.get_attribute("type") in {"radio", "checkbox"}:
            self.page.locator(f"main [name='{name}'][value='{value}']").check()
        elif one.evaluate("(each) => each.tagName") == "SELECT":
            one.select_option(label=value)
        else:
            if not one.is_visible():  # other languages are folded
                folds = self.page.locator("main details", has=self.page.locator(f"[name='{name}']"))
                folds.first.locator("> summary").click()
            one.fill(value)

    def sign_in_by(self, link: str, username: str) -> None:
        """Set a password where the link leads, and sign in with it."""
        self.go(link)
        for name in ("new_password1", "new_password2"):
            self.page.fill(f"[name={name}]", PASSWORD)
        with self.page.expect_navigation():
            self.page.click("main button[type=submit]")
        self.look()
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")
        expect(self.page.locator(".top")).to_be_visible()
        self.look()
