"""A project's page in a browser: days with their calendar, and forms over the page."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.core.figures.figure_site import Watched

PROJECT = "/projects/it-2018-21/P-13/"


def choose(page: Page, name: str, day: str) -> str:
    """What the field `name` shows once `day` is chosen in its calendar."""
    field = page.locator(f"[name={name}]")
    button = field.locator("xpath=following-sibling::button")
    assert str(button.get_attribute("aria-label")).endswith(": Choose from the calendar")
    button.click()
    calendar = field.locator("xpath=following-sibling::input")
    calendar.evaluate(
        "(each, day) => { each.value = day; each.dispatchEvent(new Event('change')); }", day
    )
    expect(field).to_be_focused()
    return field.input_value()


def test_a_day_chosen_in_the_calendar_stands_in_the_language_and_is_read(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "pmo")
    page.goto(f"{PROJECT}milestones/new/")
    assert choose(page, "baseline_on", "2022-04-29") == "29 Apr 2022"
    assert choose(page, "forecast_on", "2022-09-05") == "5 Sept 2022"
    page.fill("[name=title]", "Calendar read")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**#milestones")
    row = page.locator("tr", has=page.get_by_text("Calendar read"))
    expect(row).to_contain_text("29 Apr 2022")
    expect(row).to_contain_text("5 Sep 2022")
    assert watched.complaints() == []


def test_a_milestone_is_changed_over_the_page(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "pmo")
    page.goto(PROJECT)
    pencil = page.locator("a[data-in-place]").first
    pencil.click()
    window = page.locator("dialog.in-place")
    expect(window).to_be_visible()
    expect(window.locator("[name=title]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    expect(pencil).to_be_focused()
    pencil.click()
    window.locator("[name=forecast_on]").fill("1.2.2022")
    window.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**#milestones")
    expect(page.locator(".messages")).to_contain_text("Saved.")
    expect(page.locator("tr:has(a[data-in-place])").first).to_contain_text("1 Feb 2022")
    assert watched.complaints() == []


def test_the_list_of_cards_stays_under_the_bar(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "pmo")
    page.goto(f"{PROJECT}#history")
    top = page.locator(".cards-nav").bounding_box()
    bar = page.locator("section.top").bounding_box()
    heading = page.locator("#history").bounding_box()
    assert top and bar and heading
    assert top["y"] >= bar["y"] + bar["height"] - 1
    assert heading["y"] >= top["y"] + top["height"]
