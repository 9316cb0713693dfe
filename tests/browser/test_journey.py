"""Change a category, regenerate, download: the whole way in a real browser."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import REPORT, sign_in
from tests.browser.walk import AXE, TAGS, axe
from tests.core.figures.figure_site import Watched
from tests.reports.files import Said, read


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
    expect(page.locator("#paper")).not_to_contain_text("72 (61")
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
        expect(other.locator("#found")).to_contain_text(f"{count} found")
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


def focused(page: Page) -> str:
    """The element that has the focus, by its id or else its words."""
    said: str = page.evaluate("document.activeElement.id || document.activeElement.innerText")
    return said.strip()


def test_a_round_of_status_by_keyboard_alone(watched: Watched) -> None:
    """From the list to one project and the next: confirmed, refused, mended, back to the list."""
    page = watched.page
    sign_in(page, "pmo")
    page.goto("/projects/?attention=awaiting_update&sort=code")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = focused(page)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{second}/")
    page.keyboard.press("c")
    expect(page.locator(".messages .note")).to_be_focused()
    expect(page.locator(".messages .note")).to_contain_text("no change since the last update")
    page.keyboard.press("n")
    page.wait_for_url(lambda address: not address.endswith(f"/{second}/"))
    page.keyboard.press("u")
    page.wait_for_url("**/status/")
    expect(page.locator("[name=overall]:checked")).to_be_focused()
    page.keyboard.press("a")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".summary")).to_be_focused()
    page.locator("#id_reason").focus()
    page.keyboard.type("The supplier is late.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messages .note")).to_contain_text("The update has been submitted.")
    # The way back leads to the list as it was.
    page.locator(".crumbs a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/?attention=awaiting_update&sort=code")
    assert [text for text in watched.complaints() if "422" not in text] == []


def test_a_changed_list_keeps_the_focus(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "pmo")
    page.goto("/projects/?per_page=25")
    page.locator("#sort-name").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=name**")
    expect(page.locator("#sort-name")).to_be_focused()
    page.locator(".pager a", has_text="2").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**page=2**")
    expect(page.locator("#list .rows")).to_be_focused()
    # A tick box lets j through, and the usual columns stay out of the address.
    page.locator("#id_mine").focus()
    page.keyboard.press("Space")
    page.wait_for_url("**mine=on**")
    assert "columns" not in page.url
    page.keyboard.press("Space")
    page.wait_for_url(lambda address: "mine" not in address)
    page.keyboard.press("j")
    expect(page.locator("tr.cursor a").first).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("data")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=data**")
    expect(page.locator("tr.cursor a").first).to_be_focused()
    page.locator(".chips a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "q=" not in address)
    expect(page.locator("#list .rows")).to_be_focused()
    assert watched.complaints() == []


def test_the_keys_of_a_page_are_listed_and_can_be_switched_off(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "pmo")
    page.goto("/projects/")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(keys).to_contain_text("New project")
    expect(keys).not_to_contain_text("Green, amber or red", use_inner_text=True)
    keys.get_by_label("Shortcuts of a single key").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("n")
    assert page.locator("tr.cursor").count() == 0
    assert page.url.endswith("/projects/")
    page.get_by_role("button", name="Keyboard shortcuts").focus()
    page.keyboard.press("Enter")
    keys.get_by_label("Shortcuts of a single key").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    assert "Keyboard shortcuts" in focused(page)
    page.keyboard.press("n")
    page.wait_for_url("**/new/")
    assert watched.complaints() == []


def test_a_number_opened_by_keyboard_has_the_focus_until_it_is_closed(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "editor")
    page.goto(REPORT)
    number = page.locator("#paper a[data-number]").nth(2)
    number.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#number-title")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(number).to_be_focused()
    assert watched.complaints() == []


def test_a_saved_row_says_so_where_it_stands(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "pmo")
    page.goto("/projects/it-2018-21/P-15/milestones/new/")
    page.fill("[name=title]", "Users trained")
    page.fill("[name=baseline_on]", "2022-03-31")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/P-15/#milestones")
    expect(page.locator(".messages .note")).to_be_focused()
    expect(page.locator(".messages .note")).to_be_in_viewport()
    expect(page.locator(".messages + section #milestones")).to_be_attached()
    assert watched.complaints() == []


def test_the_interface_speaks_german(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "translator")
    page.goto(REPORT)
    assert page.evaluate("document.documentElement.lang") == "de"
    expect(page.locator("#paper")).to_contain_text("119 IT-Projekte")
    assert watched.complaints() == []


def test_the_box_at_the_top_shows_hits_while_somebody_types(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "pmo")
    page.add_init_script(AXE)
    page.goto("/risks/")
    box, hits = page.locator("#find"), page.locator("#find-hits [role=option]")
    box.focus()
    page.keyboard.type("verschl")
    expect(hits.first).to_contain_text("P-13")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert 2 <= hits.count() <= 8
    page.keyboard.press("ArrowUp")
    expect(hits.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#find-hits [aria-selected=true]")
    expect(chosen).to_have_count(1)
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "none")
    assert axe(page, {"type": "tag", "values": TAGS}) == []
    page.keyboard.press("Escape")
    expect(page.locator("#find-hits")).to_be_hidden()
    expect(box).to_have_value("verschl")
    page.keyboard.type("u")
    expect(hits.first).to_contain_text("P-13")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/it-2018-21/P-13/")
    box.focus()
    page.keyboard.type("encryption")
    expect(hits.first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=encryption")
    assert watched.complaints() == []
