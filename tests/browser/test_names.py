"""What a screen reader hears of the controls of pages, by Chromium's own tree: each makes sense alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from bench.faults.site import Up
from tests.browser.conftest import sign_in


@pytest.fixture(scope="module")
def page(browser: Browser, up: Up) -> Iterator[Page]:
    """One window for all of them."""
    context = browser.new_context(base_url=up.address, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def heard(page: Page, *roles: str) -> list[tuple[str, str]]:
    """Name and value of everything of these roles, as the accessibility tree has them."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        (node.get("name", {}).get("value", ""), str(node.get("value", {}).get("value", "")))
        for node in nodes
        if not node["ignored"] and node["role"]["value"] in roles
    ]


def names(page: Page, *roles: str) -> list[str]:
    """The names alone."""
    return [name for name, _value in heard(page, *roles)]


def test_a_filter_is_named_with_what_is_chosen_in_it(page: Page) -> None:
    sign_in(page, "pmo", "en")
    page.goto("/projects/?stage=on_hold&stage=in_progress&attention=late")
    triangles = names(page, "DisclosureTriangle")
    assert "Category: All" in triangles
    assert "Stage: Some In progress, On hold" in triangles
    assert ("Needs attention", "Late") in heard(page, "combobox")
    # And follows what is chosen.
    page.click("fieldset:has-text('Category') .filter-menu > summary")
    page.locator("fieldset:has-text('Category') input").first.check()
    page.wait_for_url("**category=**")
    assert "Category: Some New service offering" in names(page, "DisclosureTriangle")


def test_links_under_a_list_make_sense_alone(page: Page) -> None:
    sign_in(page, "pmo", "en")
    page.goto("/money/")
    links = names(page, "link")
    assert {"Show 25 rows", "Show 100 rows", "Page 2"} <= set(links)
    footer = page.inner_text("#list tfoot").replace("\n", " ")
    assert footer.startswith("Sum of all rows found")


def test_a_count_says_what_it_counts(page: Page) -> None:
    sign_in(page, "pmo", "en")
    page.goto("/dashboard/")
    links = names(page, "link")
    assert "32 green, 1 A more efficient ILO" in links
    assert not [name for name in links if name.strip().isdigit()]


def test_a_live_number_says_that_it_is_one(page: Page) -> None:
    sign_in(page, "editor", "en")
    page.goto("/reports/progress-2021/")
    spoken = page.locator("a[data-number]").evaluate_all(
        "(links) => links.map((each) => each.getAttribute('aria-roledescription'))"
    )
    assert set(spoken) == {"link to a live number"}


def test_an_original_on_a_page_of_another_language_says_which_it_is(page: Page) -> None:
    sign_in(page, "pmo", "fr")
    page.goto("/promises/")
    promised = page.locator("#rows td.text:first-child a > span")
    assert promised.count() == page.locator("#rows tr").count()
    assert set(promised.evaluate_all("(all) => all.map((each) => each.lang)")) == {"en"}
    page.goto("/projects/")
    assert page.locator("#rows td.name [lang]").count() == 0, "these are translated"
    sign_in(page, "pmo", "en")
    page.goto("/promises/")
    assert page.locator("#rows [lang]").count() == 0
