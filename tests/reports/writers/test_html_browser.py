"""The preview's paper in a real Chromium under our CSP: no complaint, no overflow, accessible."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser

from reports.document.tree import Text
from reports.writers.html import fragment, write
from tests.core.figures.figure_site import Watched, chromium, page_html, serve
from tests.reports.documents import full_report, make_document, make_paragraph

STYLES = (
    "reports/standalone.css",
    "core/figures/figure.css",
    "reports/cover.css",
    "reports/paper.css",
)


def preview() -> str:
    """A whole report as the preview shows it, with a stale number and a paragraph untranslated."""
    original = make_paragraph(0, Text(text="Das Amt."), language="de", untranslated=True)
    body = fragment(
        make_document(*full_report().blocks, original),
        number_link=lambda number: f"/numbers/?uid={number.uid}",
        stale={"introduction/new#1": "71 (60 per cent)"},
        figure_address=lambda data, point: f"/projects/?{point.category}",
    )
    return page_html(body, *STYLES, scripts=("core/figures/figure.js",))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serve({"/": preview(), "/file": write(full_report()).decode()}) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_preview_is_accessible_and_fits(
    browser: Browser, site: str, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    watched = Watched(context.new_page())
    page = watched.page
    page.goto(site + "/")
    page.wait_for_selector(".figure-drawing--live", state="attached")
    page.locator("details").first.evaluate("element => { element.open = true }")
    assert watched.complaints() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    context.close()


def test_the_file_of_its_own_is_accessible(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(write(full_report()).decode())
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.close()
