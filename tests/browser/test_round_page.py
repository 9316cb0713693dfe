"""The page of a round around its table: directions of writing, the remark, filters, no script."""

import pytest
from playwright.sync_api import BrowserContext, expect

from bench.faults.site import Up
from tests.browser.round_page import ADDRESS, RoundPage
from tests.browser.test_round_grid import A, B, round_page

__all__ = ["round_page"]
pytestmark = pytest.mark.slow


def direction(page: RoundPage, code: str, field: str) -> str:
    found: str = page.cell(code, field).evaluate(
        "cell => getComputedStyle("
        "cell.querySelector('textarea.open') ?? cell.querySelector('.value')).direction"
    )
    return found


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("המכרז התעכב עד יוני 2022", "rtl"),
        ("تأخر المورد (Acme Ltd.) شهرين", "rtl"),
        ("Vendor אקמה is late", "ltr"),
        ("2022: تأخر", "rtl"),
    ],
)
def test_a_text_runs_in_the_direction_of_its_first_letter(
    round_page: RoundPage, text: str, runs: str
) -> None:
    round_page.go(A, "achieved")
    round_page.page.keyboard.insert_text(text)
    assert direction(round_page, A, "achieved") == runs, "while it is written"
    round_page.press("Enter")
    assert direction(round_page, A, "achieved") == runs, "while it waits"
    round_page.settle()
    assert direction(round_page, A, "achieved") == runs, "as the server draws it"
    round_page.open("?open=1")
    assert round_page.value(A, "achieved") == text, "no sign was added or lost"
    round_page.go(A, "achieved")
    assert round_page.copied() == text
    # The words of others beside it stand as they did.
    assert direction(round_page, B, "achieved") == "ltr"


def test_in_a_page_from_right_to_left_arrow_left_goes_on(round_page: RoundPage) -> None:
    round_page.page.evaluate("document.documentElement.dir = 'rtl'")
    round_page.go(A, "overall")
    round_page.press("ArrowLeft")
    expect(round_page.cell(A, "schedule")).to_be_focused()
    round_page.press("ArrowRight", "Shift+ArrowLeft")
    expect(round_page.page.locator("#announce")).to_have_text("2 cells chosen")
    round_page.press("End")
    names, last = (round_page.cell(A, field).bounding_box() for field in ("project", "remark"))
    assert names and last
    assert last["x"] + last["width"] <= names["x"] + 1, "the names lie at the right, over nothing"
    round_page.press("Home", "ArrowLeft", "ArrowLeft")
    names, second = (round_page.cell(A, field).bounding_box() for field in ("project", "overall"))
    assert names and second
    assert second["x"] + second["width"] <= names["x"] + 1


def test_the_remark_for_the_report_is_written_like_any_text(round_page: RoundPage, up: Up) -> None:
    before = round_page.value(A, "remark")
    round_page.go(A, "remark")
    round_page.type("Alarms reach everybody within a minute.")
    round_page.press("Enter")
    round_page.settle()
    assert round_page.value(A, "remark") == "Alarms reach everybody within a minute."
    expect(round_page.cell(A, "state")).to_contain_text("nothing yet")
    round_page.go(B, "remark")
    round_page.type("{{projects.nothing}}")
    round_page.press("Enter")
    note = round_page.notes.locator("li.refused")
    expect(note).to_contain_text(f"{B}, Remark for the report")
    # What was refused stays to be seen while other cells of the row are saved, until it is given up.
    round_page.go(B, "overall")
    round_page.press("a")
    round_page.settle()
    expect(round_page.cell(B, "remark")).to_contain_text("{{projects.nothing}}")
    note.get_by_role("button", name="Leave what stands there").click()
    expect(round_page.notes).to_be_hidden()
    expect(round_page.cell(B, "remark")).not_to_contain_text("{{projects.nothing}}")
    expect(round_page.cell(B, "remark")).not_to_have_attribute("aria-invalid", "true")
    round_page.undo()
    round_page.undo()
    round_page.undo()
    round_page.settle()
    assert round_page.value(A, "remark") == before


def test_filters_are_chosen_by_keyboard_and_the_focus_stays(round_page: RoundPage) -> None:
    page = round_page.page
    unit = page.locator("select[name='unit']")
    unit.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**&unit=*")
    expect(unit).to_be_focused()
    assert "open=1" in page.url and "state=" not in page.url, "only what was asked"
    shown = page.locator("tr[data-project]")
    expect(page.locator(".round-count")).to_contain_text(f"{shown.count()} of")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("/")
    search = page.locator("#id_q")
    expect(search).to_be_focused()
    search.fill("no such project")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=no+such+project*")
    page.get_by_role("link", name="Remove all filters").click()
    page.wait_for_selector("tr[data-project]")
    page.locator("#id_q").focus()
    page.keyboard.press("ArrowDown")
    inside = "document.querySelector('table.round').contains(document.activeElement)"
    assert page.evaluate(inside), "from the words down into the table"


def test_without_a_script_the_filters_and_the_forms_are_there(
    round_page: RoundPage, context: BrowserContext, up: Up
) -> None:
    browser = context.browser
    assert browser is not None
    state = context.storage_state()
    plain = browser.new_context(base_url=up.address, java_script_enabled=False, storage_state=state)
    try:
        page = plain.new_page()
        page.goto(f"{ADDRESS}?open=1")
        page.select_option("select[name='group']", "unit")
        page.get_by_role("button", name="Apply the filters").click()
        assert "open=1" in page.url and "group=unit" in page.url
        expect(page.locator(".round-group").nth(1)).to_be_visible()
        page.locator("tr[data-project] th a").first.click()
        expect(page.locator("textarea[name='remark']")).to_have_count(1)
    finally:
        plain.close()
