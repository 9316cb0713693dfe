"""An outline built by the keyboard alone: from an empty strategy to its preview."""

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.faults.site import Up
from tests.browser.conftest import sign_in

MOST_TABS = 200
# The name of what has the focus, as it is read out; ":" ahead of what is in the page's own part.
FOCUSED = """() => {
  const one = document.activeElement;
  const named = one?.labels?.[0] ?? one;
  const name = one?.getAttribute("aria-label") ?? named?.innerText ?? "";
  return (one?.closest("main") ? ":" : "") + name.replace(/\\s+/g, " ").trim();
}"""


def to(page: Page, name: str) -> None:
    """Tab until what is called so has the focus."""
    for _turn in range(MOST_TABS):
        if page.evaluate(FOCUSED).startswith(f":{name}"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach “{name}”")


def press(page: Page, name: str) -> None:
    """Reach a link or button by Tab, and press Enter."""
    to(page, name)
    enter(page)


def enter(page: Page) -> None:
    """Enter on what has the focus, which leads to a page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def add(page: Page, beside: str, what: str) -> None:
    """Open the list of what can be added beside an entry, and choose one."""
    to(page, f"Add {beside}")
    page.keyboard.press("Enter")
    press(page, what)


def write(page: Page, **values: str) -> None:
    """Fill the form field by field, and save it with Enter on its button."""
    for label, text in values.items():
        to(page, label.replace("_", " "))
        page.keyboard.insert_text(text)
    press(page, "Save")


def order(page: Page) -> list[str]:
    """The entries with their levels, as they stand."""
    found = []
    for one in page.locator(".outline-by-hand > li").all():
        level = (one.get_attribute("class") or "").split()[0].removeprefix("level-")
        words = one.locator(".entry-head > :first-child").inner_text()
        found.append(f"{level} {words}")
    return found


def begin(page: Page, slug: str) -> None:
    """A strategy without anything, by the office; then the report editor at its outline."""
    sign_in(page, "pmo")
    page.goto("/strategy/new/")
    for name, value in {
        "title": "Strategy by hand", "short_title": slug, "slug": slug,
        "starts_on": "2022-01-01", "ends_on": "2025-12-31",
    }.items():  # fmt: skip
        page.fill(f"[name={name}]", value)
    with page.expect_navigation():
        page.locator("main form[data-draft] button[type=submit]").first.click()
    sign_in(page, "editor")
    page.goto(f"/templates/reports/{slug}/outline/")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_small_outline_from_an_empty_strategy_by_keyboard(
    browser: Browser, up: Up, scripts: bool
) -> None:
    context = browser.new_context(base_url=up.address, java_script_enabled=scripts)
    page = context.new_page()
    begin(page, f"hand-{'on' if scripts else 'off'}")
    press(page, "Begin with an empty one")
    expect(page.locator("main")).to_contain_text("It is empty. Begin with a heading.")

    press(page, "Heading")
    write(page, Heading="Introduction")
    add(page, "Introduction", "Paragraph in it")
    write(page, Text="There are {{projects.total}} projects in the plan.")
    add(page, "Introduction", "Heading after it")
    write(page, Heading="Outlook")
    add(page, "Outlook", "Heading after it")
    write(page, Heading="Background")
    add(page, "Background", "Paragraph in it")
    write(page, Text="It began in 2022.")
    assert order(page) == [
        *("1 Introduction", "1 There are {{projects.total}} projects in the plan."),
        *("1 Outlook", "1 Background", "1 It began in 2022."),
    ]

    # The button that was pressed has the focus again: Enter goes on.
    press(page, "Move “Background” up")
    expect(page.locator("[role=status]")).to_contain_text(["“Background” has moved up."])
    assert page.evaluate(FOCUSED) == ":Move “Background” up"
    enter(page)
    assert order(page)[:2] == ["1 Background", "1 It began in 2022."]
    press(page, "Move “Introduction” one level in")
    assert order(page)[2] == "2 Introduction"
    press(page, "Move “Introduction” one level out")
    press(page, "Move “It began in 2022.” down")
    assert order(page)[:3] == ["1 Background", "1 Introduction", "1 It began in 2022."]

    press(page, "Take out Introduction")
    expect(page.locator("main form li")).to_have_count(2)  # what goes along
    press(page, "Take out")
    assert order(page) == ["1 Background", "1 Outlook"]
    press(page, "Put back Introduction")
    assert len(order(page)) == 5
    press(page, "Take out Outlook")
    press(page, "Take out")

    press(page, "Preview")
    paper = page.locator("article.paper")
    expect(paper).to_contain_text("There are 0 projects in the plan.")
    expect(paper).to_contain_text("It began in 2022.")
    expect(page.locator(".note")).to_contain_text(["Background"])  # nothing stands under it
    context.close()
