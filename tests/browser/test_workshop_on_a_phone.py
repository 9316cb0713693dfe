"""The workshop on a telephone: read, and small corrections made, with one finger, in German."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.faults.site import Up
from tests.browser.conftest import REPORT, sign_in
from tests.browser.walk import AXE, PROBES, TAGS, axe

HERE = "para/introduction/total"
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
OUTLINE, BESIDE = ".work > .outline", "#piece-panel"


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, up: Up, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The German edition in the hand of the PMO."""
    context = browser.new_context(base_url=up.address, color_scheme=request.param, **PHONE)
    context.add_init_script(AXE)
    context.add_init_script(PROBES)
    made = context.new_page()
    sign_in(made, "pmo", "de")
    made.goto(f"{REPORT}workshop/?language=de")
    made.wait_for_selector(".piece[tabindex='0']")
    yield made
    context.close()


def fits(page: Page, state: str) -> None:
    """Nothing is wider than the glass, cut off, printed over other words or smaller than a finger."""
    said = [each for several in page.evaluate("probes.measured()") for each in several]
    assert said == [], state
    assert axe(page, {"type": "tag", "values": TAGS}) == [], state


def shown_on_glass(page: Page, place: str) -> bool:
    """Whether the middle of something can be tapped where it stands."""
    found: bool = page.locator(place).evaluate(
        """(one) => {
          const { left, top, width } = one.getBoundingClientRect();
          const hit = document.elementFromPoint(left + width / 2, top + 12);
          return one.contains(hit);
        }"""
    )
    return found


def test_the_outline_comes_up_and_leads_to_a_heading(page: Page) -> None:
    expect(page.locator(OUTLINE)).to_be_hidden()
    opener = page.get_by_role("button", name="Gliederung", exact=True)
    opener.tap()
    expect(opener).to_have_attribute("aria-expanded", "true")
    assert shown_on_glass(page, f"{OUTLINE} a >> nth=0")
    fits(page, "outline")
    last = page.locator(f"{OUTLINE} a").last
    heading = page.locator(str(last.get_attribute("href")).replace("/", "\\/"))
    last.tap()
    expect(page.locator(OUTLINE)).to_be_hidden()
    expect(heading).to_be_in_viewport()
    # A tap on the paper closes it as well, and the same button.
    opener.tap()
    expect(page.locator(OUTLINE)).to_be_visible()
    page.locator(".top").tap(position={"x": 10, "y": 10})
    expect(page.locator(OUTLINE)).to_be_hidden()
    opener.tap()
    opener.tap()
    expect(page.locator(OUTLINE)).to_be_hidden()


def test_a_word_is_corrected_and_what_is_known_of_it_comes_up(page: Page) -> None:
    fits(page, "reading")
    piece = page.locator(f".piece[data-target='{HERE}']")
    piece.scroll_into_view_if_needed()
    piece.locator("p").first.tap(position={"x": 200, "y": 40})
    words = piece.locator(".ProseMirror")
    expect(words).to_be_focused()
    expect(piece.locator(".editor-original-text [data-kind='number']").first).to_be_visible()
    expect(page.locator(".work-bar")).to_be_hidden()
    page.wait_for_timeout(300)
    fits(page, "writing")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Soviel dazu.")
    piece.get_by_role("button", name="Fertig").tap()
    expect(piece.locator(".para-text")).to_contain_text("Soviel dazu.")
    expect(page.locator("#workshop")).to_have_attribute("data-saving", "saved")
    stored = page.request.get(f"{REPORT}de/texts/{HERE}/").json()
    assert stored["base"].endswith("Soviel dazu.")

    page.get_by_role("button", name="Dazu", exact=True).tap()
    expect(page.locator("#piece-title")).to_have_text("Absatz 2")
    assert shown_on_glass(page, "#piece-title")
    fits(page, "beside")
    page.get_by_role("button", name="Dazu", exact=True).tap()
    expect(page.locator(BESIDE)).to_be_hidden()


def test_a_number_tapped_says_where_it_is_from_above_the_bar(page: Page) -> None:
    number = page.locator(f".piece[data-target='{HERE}'] a.live").first
    number.scroll_into_view_if_needed()
    number.tap()
    expect(page.locator("#number-title")).to_be_visible()
    assert shown_on_glass(page, "#number-title")
    fits(page, "number")
    page.locator("#number-panel [data-close]").tap()
    expect(page.locator("#number-title")).to_have_count(0)
