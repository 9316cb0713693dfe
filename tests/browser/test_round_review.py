"""Looking through a round by keyboard: choose, accept, return with a remark."""

import pytest
from playwright.sync_api import expect

from bench.faults.site import Up
from tests.browser.conftest import sign_in
from tests.browser.round_page import ADDRESS
from tests.core.figures.figure_site import Watched

pytestmark = pytest.mark.slow


def test_two_are_accepted_and_one_returned_without_the_mouse(watched: Watched, up: Up) -> None:
    page = watched.page
    sign_in(page, "pmo")
    page.goto(f"{ADDRESS}review/")
    items = page.locator(".review-item")
    before = items.count()
    expect(items.first).to_be_focused()
    for key in ("x", "j", "x", "a"):
        page.keyboard.press(key)
    expect(page.locator("main, .messages").get_by_text("2 updates accepted.")).to_be_visible()
    expect(items).to_have_count(before - 2)
    expect(items.first).to_be_focused()  # the page that came hears keys from here on
    page.keyboard.press("r")
    expect(page.locator("#remark")).to_be_focused()
    page.keyboard.type("Which vendor?")
    page.keyboard.press("Enter")
    expect(items).to_have_count(before - 3)
    returned = up.sql(
        "SELECT count(*) FROM portfolio_statusupdate"
        " WHERE state = 'returned' AND return_remark = 'Which vendor?'"
    )
    assert returned == [(1,)]
    assert watched.complaints() == []
