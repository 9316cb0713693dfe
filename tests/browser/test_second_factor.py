"""Signing in by keyboard in each language: a password by link, an app, a passkey, a recovery code.

The passkey is a virtual one of Chromium's; browsers allow passkeys for names only, so the site is asked
as localhost here.
"""

import time
from collections.abc import Iterator

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bench.faults.site import Up
from tests.browser.conftest import sign_in
from tests.core.figures.figure_site import Watched

PASSWORD = "a brown horse eats the staple"
# Language → whose account, and the heading of the page in it.
PEOPLE = {
    "en": ("pm-ams", "Sign-in and security"),
    "de": ("pm-tms", "Anmeldung und Sicherheit"),
    "fr": ("pm-ims", "Connexion et sécurité"),
    "es": ("focal", "Inicio de sesión y seguridad"),
}
MOST_STOPS = 80


@pytest.fixture
def context(browser: Browser, up: Up) -> Iterator[BrowserContext]:
    """A browser in front of the site under a name."""
    address = up.address.replace("127.0.0.1", "localhost")
    made = browser.new_context(base_url=address, viewport={"width": 390, "height": 800})
    yield made
    made.close()


def reach(page: Page, selector: str) -> None:
    """Go to the first such element with Tab alone."""
    for _ in range(MOST_STOPS):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never reaches {selector} on {page.url}")


def press(page: Page, selector: str) -> None:
    """Reach it and press Enter; what it leads to has come when this returns."""
    reach(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, selector: str, text: str) -> None:
    """Reach a field and type."""
    reach(page, selector)
    page.keyboard.type(text)


def password_by_link(page: Page, username: str) -> None:
    """An administrator makes a link, the person sets a password with it."""
    sign_in(page, "admin")
    page.goto(f"/people/?q={username}")
    page.locator("main tbody a").first.click()
    page.locator("form[action$='/password-link/'] button").click()
    link = page.locator("#link").input_value()
    page.context.clear_cookies()
    page.goto(link)
    write(page, "[name=new_password1]", PASSWORD)
    write(page, "[name=new_password2]", PASSWORD)
    press(page, "main button[type=submit]")


def first_step(page: Page, username: str) -> None:
    """The password, from a browser that knows nobody."""
    page.context.clear_cookies()
    page.goto("/sign-in/")
    write(page, "[name=username]", username)
    write(page, "[name=password]", PASSWORD)
    press(page, ".form button[type=submit]")


def is_accessible(page: Page, *schemes: str) -> None:
    """Axe finds nothing, in light or in the `schemes`; nothing is cut off at 390 pixels."""
    for scheme in schemes or ("light",):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page)
        assert not found.response["violations"], found.generate_report()
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), page.url


def in_the_middle_of_a_code() -> None:
    """Codes before and after now are good only while the half minute does not end meanwhile."""
    while time.time() % 30 > 12:
        time.sleep(0.5)


def virtual_passkey(page: Page) -> None:
    """This computer with a finger on it."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def speak(page: Page, language: str) -> None:
    """Choose the language of the interface, as its menu does."""
    page.evaluate(
        """async (language) => {
          const form = document.querySelector("form[action='/language/']");
          const body = new FormData(form);
          body.set("language", language);
          await fetch("/language/", { method: "POST", body });
        }""",
        language,
    )


def set_up_app(page: Page, schemes: tuple[str, ...]) -> tuple[pyotp.TOTP, float, list[str]]:
    """An app, when its first code was good, and the recovery codes that come with the first factor."""
    press(page, "a[href='/account/app/']")
    is_accessible(page, *schemes)
    app = pyotp.TOTP(page.locator(".secret").inner_text().replace(" ", ""))
    in_the_middle_of_a_code()
    used = time.time() - 30
    write(page, "[name=code]", app.at(used))
    press(page, "main button[type=submit]")
    codes = page.locator(".recovery-codes li").all_inner_texts()
    assert len(set(codes)) == 10
    is_accessible(page, *schemes)
    with page.expect_download() as file:
        reach(page, "a[download]")
        page.keyboard.press("Enter")
    assert all(code in file.value.path().read_text() for code in codes)
    press(page, "main a[href='/account/'].button-primary")
    return app, used, codes


def add_passkey(page: Page, schemes: tuple[str, ...]) -> None:
    """One more factor, called "laptop"."""
    press(page, "a[href='/account/passkey/']")
    is_accessible(page, *schemes)
    write(page, "[name=name]", "laptop")
    press(page, "[data-passkey]")
    expect(page.locator("main")).to_contain_text("laptop")
    is_accessible(page, *schemes)


def type_code(page: Page, code: str) -> bool:
    """The second step; whether it let us in."""
    reach(page, "[name=code]")
    page.keyboard.type(code)
    press(page, ".form button[type=submit]")
    return bool(page.locator(".person-name").count())


@pytest.mark.parametrize("language", PEOPLE)
def test_sign_in_with_an_app_a_passkey_and_a_recovery_code(watched: Watched, language: str) -> None:
    page = watched.page
    username, heading = PEOPLE[language]
    schemes = ("light", "dark") if language == "en" else ("light",)
    password_by_link(page, username)
    virtual_passkey(page)
    first_step(page, username)
    speak(page, language)
    page.goto("/account/")
    expect(page.locator("h1")).to_have_text(heading)
    is_accessible(page, *schemes)
    app, used, codes = set_up_app(page, schemes)
    add_passkey(page, schemes)

    # A code, but not the same once more; then the passkey; then a recovery code, once.
    first_step(page, username)
    is_accessible(page, *schemes)
    assert not type_code(page, app.at(used))
    expect(page.locator(".summary")).to_be_visible()
    is_accessible(page, *schemes)
    assert type_code(page, app.now())
    first_step(page, username)
    press(page, "[data-passkey]")
    expect(page.locator(".person-name")).to_be_attached()
    for code, is_good in ((codes[3], True), (codes[3], False), (codes[4].upper(), True)):
        first_step(page, username)
        assert type_code(page, code) is is_good
    page.goto("/account/")
    expect(page.locator("section:has(#codes)")).to_contain_text("8")

    # Each of these was a session of its own: all but this one are ended.
    ends = page.locator("form[action*='/sessions/'][action$='/end/']")
    assert ends.count() >= 4
    press(page, "form[action$='/sessions/end-others/'] button")
    assert ends.count() == 1

    # The passkey goes, after a question.
    press(page, "li:last-child a[href$='/remove/']")
    is_accessible(page, *schemes)
    press(page, "main button.button-bad")
    expect(page.locator("main")).not_to_contain_text("laptop")
    # A wrong code is answered with 422, which the console mentions.
    assert not [each for each in watched.complaints() if "422" not in each]
