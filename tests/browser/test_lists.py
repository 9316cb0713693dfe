"""Every list: rows begin high on the page, under one line of filters, and are cards on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from bench.faults.site import Up
from tests.browser.conftest import sign_in
from tests.browser.walk import BROAD_PAPER, NARROW, WIDE
from tests.core.pages.test_cells import OF_RIGHTS, PAGES

HIGHEST = 260  # pixels from the top, of 800
SHORT = 800
ROWS = 17  # that a screen shows whole
# Whose rows are named by sentences, which wrap, and of which fewer fit in the longer languages.
SENTENCES = {
    "/risks/": 13,
    "/indicators/": 6,
    "/remarks/": 4,
    "/risks/acceptances/": 3,
    "/rights/": 9,
    "/rights/changes/": 9,
}
LANGUAGES = ("en", "de", "fr", "es")
# The administrator's lists; that of one review stands under its progress.
SETTINGS = tuple(each for each in OF_RIGHTS if "{" not in each)
EVERY = [*(("pmo", each) for each in PAGES), *(("admin", each) for each in SETTINGS)]

LOOK = """() => {
  const list = document.querySelector("#list");
  const first = list.querySelector("tbody tr, .empty");
  const form = document.querySelector("#filter");
  const main = document.querySelector("main").getBoundingClientRect();
  const fields = [...form.children].filter((each) => each.checkVisibility() && each.offsetWidth > 1);
  const bottoms = new Set(fields.map((each) => Math.round(each.getBoundingClientRect().bottom)));
  const rows = document.querySelector(".rows");
  return {
    top: first.getBoundingClientRect().top,
    rows: list.querySelectorAll("tbody tr").length,
    whole: [...list.querySelectorAll("tbody tr")].filter((row) =>
      row.getBoundingClientRect().bottom <= innerHeight).length,
    broken: BROKEN(),
    lines: bottoms.size,
    right: Math.max(...fields.map((each) => each.getBoundingClientRect().right)) - main.right,
    signed: !rows || getComputedStyle(rows).backgroundImage.includes("gradient"),
    cards: [...list.querySelectorAll("tbody tr")].every((row) =>
      getComputedStyle(row).display === "flex"),
    wide: document.documentElement.scrollWidth - innerWidth,
    beside: rows ? rows.scrollWidth - rows.clientWidth : 0,
  };
}"""

# The words of heads, codes and units that are broken.
BROKEN = """() => {
  const broken = [];
  for (const cell of document.querySelectorAll("#list :is(th, td:not(.name, .text))")) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement.checkVisibility()) continue;
      for (const { index, 0: word } of walker.currentNode.data.matchAll(/[^\\s–-]+/g)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, index);
        range.setEnd(walker.currentNode, index + word.length);
        const painted = [...range.getClientRects()].filter(({ width }) => width);
        if (new Set(painted.map(({ top }) => top)).size > 1) broken.push(word);
      }
    }
  }
  return broken.slice(0, 5);
}"""
LOOK = LOOK.replace("BROKEN", f"({BROKEN})")
# With them, by how much the table is too wide for the paper.
ON_PAPER = f"[({BROKEN})(), document.documentElement.scrollWidth - innerWidth]"


@pytest.fixture(scope="module")
def page(browser: Browser, up: Up) -> Iterator[Page]:
    """One window for all lists."""
    context = browser.new_context(
        base_url=up.address, viewport={"width": WIDE, "height": SHORT}, locale="en"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_begins_high_and_is_cards_on_a_phone(page: Page, language: str) -> None:
    said = []
    signed_in = ""
    for who, address in EVERY:
        if who != signed_in:
            sign_in(page, who, language)
            signed_in = who
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size({"width": WIDE, "height": SHORT})
            if scheme == "light":
                page.goto(address)
            seen = page.evaluate(LOOK)
            if seen["top"] > HIGHEST:
                said.append(f"{address} ({scheme}): the first row begins at {seen['top']:.0f}")
            if seen["lines"] > 1 or seen["right"] > 0:
                said.append(f"{address} ({scheme}): its filters take more than a line")
            if seen["whole"] < min(seen["rows"], SENTENCES.get(address, ROWS)):
                said.append(f"{address} ({scheme}): {seen['whole']} rows are seen")
            if seen["broken"]:
                said.append(f"{address} ({scheme}): broken words: {seen['broken']}")
            if not seen["signed"]:
                said.append(f"{address}: no sign where the table goes on")
        page.set_viewport_size({"width": NARROW, "height": SHORT})
        small = page.evaluate(LOOK)
        if not small["cards"] or max(small["wide"], small["beside"]) > 0:
            said.append(f"{address}: no cards at {NARROW} pixels, or wider than the window")
    assert not said, "\n".join(said)


def test_paper_breaks_no_word_of_heads_codes_and_units(page: Page) -> None:
    sign_in(page, "pmo2")
    page.set_viewport_size({"width": BROAD_PAPER, "height": SHORT})
    page.emulate_media(media="print")
    found = {}
    for address in PAGES:
        page.goto(address)
        found[address] = page.evaluate(ON_PAPER)
    page.emulate_media(media="screen")
    assert {each: said for each, said in found.items() if said != [[], 0]} == {}


def test_the_way_to_the_rows_is_two_stops_long(page: Page) -> None:
    sign_in(page, "pmo", "en")
    page.set_viewport_size({"width": WIDE, "height": SHORT})
    page.goto("/projects/")
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the rows"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#rows tr') !== null")


def test_the_filters_behind_the_button_follow_what_is_chosen(page: Page) -> None:
    sign_in(page, "pmo", "en")
    page.set_viewport_size({"width": WIDE, "height": SHORT})
    page.goto("/projects/")
    page.click(".more-filters > summary")
    page.click("fieldset:has-text('Size') .filter-menu > summary")
    page.locator("fieldset:has-text('Size') input").first.check()
    page.wait_for_selector("#more-on b")
    assert page.inner_text("#more-on b") == "1"
    assert page.inner_text(".more-which") == "Size"
    assert "size=" in page.url
