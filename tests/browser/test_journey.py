"""Change a category, regenerate, download: the whole way in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import REPORT, sign_in
from tests.core.figure_site import Watched
from tests.reports.files import Said, read

pytestmark = pytest.mark.browser


def download(page: Page, address: str, folder: Path) -> Said:
    """What a file of the list of downloads says."""
    link = page.locator(f"a[download][href$='{address}']").first
    menu = page.locator("details.menu:has(a[download]) > summary")
    if not link.is_visible():
        menu.click()
    with page.expect_download() as waiting:
        link.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return read(path.suffix[1:], path.read_bytes())


def test_change_regenerate_download(watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    sign_in(page, "pmo")
    page.goto("/projects/it-2018-21/P-13/edit/")
    page.select_option("[name=category]", "minor_improvement")
    page.click("main form button[type=submit], main form .button-primary")
    page.wait_for_url("**/projects/it-2018-21/P-13/")
    expect(page.locator("main")).to_contain_text("Minor improvement")

    sign_in(page, "editor")
    page.goto(REPORT)
    expect(page.locator("#paper")).to_contain_text("72 (61")
    page.evaluate("window.sameDocument = true")
    page.get_by_role("button", name="Regenerate").click()
    # Until then the page shows both: what the draft says, and what it would say now.
    expect(page.locator("#paper")).not_to_contain_text("72 (61", timeout=10_000)
    expect(page.locator("#paper")).to_contain_text("71 (60")
    assert page.evaluate("window.sameDocument"), "the page was loaded again"

    english = download(page, "/en/docx/", tmp_path)
    german = download(page, "/de/docx/", tmp_path)
    words = english.words.replace("\u00a0", " ")
    assert "71 (60 per cent)" in words
    assert "72 (" not in words
    assert "71 (60 Prozent)" in german.words.replace("\u00a0", " ")
    assert english.charts == german.charts
    assert [sum(values) for values in english.charts] == [119, 119]
    assert watched.complaints() == []


def test_the_charts_of_the_page_follow_the_data_too(watched: Watched) -> None:
    """After the journey: the bars of the preview, in SVG and Plotly, give 71 together."""
    page = watched.page
    sign_in(page, "editor")
    page.goto(REPORT)
    # A figure becomes interactive when it comes near the screen.
    page.locator("#paper figure").nth(1).scroll_into_view_if_needed()
    page.wait_for_selector(".figure-drawing--live", state="attached")
    rows = page.locator("figure").nth(1).locator("table tbody tr td.num:first-of-type")
    values = [int(text) for text in rows.all_text_contents()]
    assert sum(values) == 119
    assert values[0] + values[1] == 71
    assert watched.complaints() == []


def test_a_number_opens_its_definition_exact_value_and_rows(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "editor")
    page.goto(REPORT)
    page.locator("#paper a", has_text="71 (60").first.click()
    panel = page.locator("#number-panel")
    expect(panel).to_contain_text("59.664")
    panel.locator("a[href*='number=projects.new_or_major']").first.click()
    page.wait_for_url("**/projects/?*")
    expect(page.locator("#list")).to_contain_text("71")
    assert watched.complaints() == []


def test_a_bar_leads_to_exactly_its_projects(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "editor")
    page.goto(REPORT)
    for figure in page.locator("#paper figure").all():
        figure.locator("summary").first.click()
        link = figure.locator("table tbody a").first
        count = figure.locator("table tbody tr").first.locator("td.num").first.inner_text()
        address = link.get_attribute("href")
        other = page.context.new_page()
        answer = other.goto(str(address))
        assert answer is not None
        assert answer.status == 200
        expect(other.locator("#list")).to_contain_text(f"{count} found")
        other.close()


def test_the_list_works_by_keyboard_alone(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "pmo")
    page.goto("/projects/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("teams")
    page.wait_for_url("**q=teams**")
    expect(page.locator("#list tbody tr").first).to_contain_text("Teams", ignore_case=True)
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    code = page.locator("tr.cursor td").first.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{code}/")
    assert watched.complaints() == []


def test_the_interface_speaks_german(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "translator")
    page.goto(REPORT)
    assert page.evaluate("document.documentElement.lang") == "de"
    expect(page.locator("#paper")).to_contain_text("119 IT-Projekte")
    assert watched.complaints() == []
