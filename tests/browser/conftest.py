"""A real `manage.py up` on data of its own, and a real Chromium in front of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bench.faults.site import Demonstrations, Up
from tests.core.figures.figure_site import Watched, chromium

REPORT = "/reports/progress-2021/"
# A killed worker is noticed within seconds (the defaults are 20 and 10), a slow one is not ended.
LEASES = {
    "OUTTURN_JOB_LEASE_SECONDS": "4",
    "OUTTURN_JOB_REAP_SECONDS": "2",
    "OUTTURN_HANG_SECONDS": "20",
}


@pytest.fixture(scope="module")
def up(demonstrations: Demonstrations) -> Iterator[Up]:
    """Outturn with the demonstration and its first draft, running; one for a file of tests."""
    with demonstrations.running(**LEASES) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; where there is none the tests are skipped, or fail if a browser is required."""
    with chromium() as one:
        yield one


@pytest.fixture
def context(browser: Browser, up: Up) -> Iterator[BrowserContext]:
    """A person's browser at the running site."""
    made = browser.new_context(
        base_url=up.address, viewport={"width": 1280, "height": 900}, accept_downloads=True
    )
    yield made
    made.close()


@pytest.fixture
def watched(context: BrowserContext) -> Watched:
    """A page that notes every complaint of the console."""
    return Watched(context.new_page())


def sign_in(page: Page, username: str, language: str = "") -> None:
    """One click in the list of people, and one in that of languages."""
    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.click(f"button[value='{username}']")
    page.wait_for_selector("main")
    if language:
        speak(page, language)


def speak(page: Page, language: str) -> None:
    """The pages' language from here on."""
    if page.locator("html").get_attribute("lang") != language:
        with page.expect_navigation():
            page.locator(f".top button[name=language][value={language}]").dispatch_event("click")
