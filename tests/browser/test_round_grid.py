"""The table of a round under the keyboard, in a real browser: every input that others got wrong.

What is read on the server has its tests there: days and numbers as readers of each language write them
in `tests/core/languages/test_typed.py` and `tests/portfolio/rounds/test_columns.py`, texts that look
like formulas in a file in `test_sheets.py`, two who write into one cell in `test_saving.py`.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from bench.faults.site import Up
from tests.browser.conftest import sign_in
from tests.browser.round_page import ADDRESS, RoundPage
from tests.core.figures.figure_site import Watched

pytestmark = pytest.mark.slow
# Rows of the demonstration that follow each other, of which nothing has been said in December.
A, B, C, D = "P-46", "P-47", "P-48", "P-51"


@pytest.fixture
def round_page(watched: Watched, up: Up) -> Iterator[RoundPage]:
    """The PMO's table of what is open, with nothing begun."""
    up.sql("DELETE FROM portfolio_statusupdate WHERE state = 'draft'")
    yield RoundPage(watched.page, query="?open=1")
    # A browser notes every request that failed, and some fail here on purpose.
    assert [each for each in watched.complaints() if "Failed to load resource" not in each] == []


def reasons(page: RoundPage, *codes: str) -> list[str]:
    return [page.value(code, "reason") for code in codes]


@pytest.mark.parametrize(
    ("pasted", "reason"),
    [
        # A text between line ends of Windows, the last of which is no row.
        ("Late\r\nNever\r\n", ["Late", "Never", ""]),
        # A line break in quotes is one in the cell: of one line, a space.
        ('"Delayed:\nvendor"', ["Delayed: vendor", "", ""]),
        ('"He said ""no"""', ['He said "no"', "", ""]),
        # A quote that opens nothing is a sign.
        ('Rack 19" moved', ['Rack 19" moved', "", ""]),
        ('Rack 19" moved\t60\r\nSecond\t70', ['Rack 19" moved', "Second", ""]),
        ('"never closed\nsecond', ['"never closed', "second", ""]),
        ("=1+1\n-blocked\n@cio", ["=1+1", "-blocked", "@cio"]),
    ],
)
def test_pasting_text(round_page: RoundPage, pasted: str, reason: list[str]) -> None:
    round_page.go(A, "reason")
    round_page.paste(pasted)
    round_page.settle()
    assert reasons(round_page, A, B, C) == reason
    round_page.undo()
    round_page.settle()
    assert reasons(round_page, A, B, C) == ["", "", ""], "a paste is one step"


def test_a_line_break_in_quotes_stays_one_in_a_text(round_page: RoundPage) -> None:
    round_page.go(A, "achieved")
    round_page.paste('"Delayed:\nvendor"\tGo on')
    round_page.settle()
    assert round_page.value(A, "achieved") == "Delayed:\nvendor"
    assert round_page.value(A, "planned") == "Go on"
    assert round_page.value(B, "achieved") == ""


def test_a_block_of_several_columns(round_page: RoundPage) -> None:
    round_page.go(A, "reason")
    round_page.paste("Late\t60\nSoon\t90 %\r\n")
    round_page.settle()
    assert [round_page.value(each, "per_cent_complete") for each in (A, B)] == ["60", "90"]
    assert reasons(round_page, A, B, C) == ["Late", "Soon", ""]


def test_an_empty_cell_at_the_end_of_a_row_clears(round_page: RoundPage) -> None:
    round_page.go(A, "reason")
    round_page.paste("Late\t60")
    round_page.settle()
    round_page.go(A, "reason")
    round_page.paste("Later\t\r\n")
    round_page.settle()
    assert round_page.value(A, "reason") == "Later"
    assert round_page.value(A, "per_cent_complete") == ""


def test_one_value_goes_into_all_chosen_cells(round_page: RoundPage) -> None:
    round_page.go(A, "overall")
    round_page.press("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowRight")
    expect(round_page.page.locator("#announce")).to_have_text("6 cells chosen")
    round_page.paste("A")
    round_page.settle()
    for code in (A, B, C):
        assert round_page.value(code, "overall") == "a"
        assert round_page.value(code, "schedule") == "a"
    round_page.undo()
    round_page.settle()
    assert [round_page.value(each, "overall") for each in (A, B, C)] == ["g", "g", "g"]


def test_what_falls_below_the_last_row_is_told(round_page: RoundPage) -> None:
    last = round_page.codes[-1]
    round_page.go(last, "reason")
    round_page.paste("1\n2\n3\n4\n5")
    round_page.settle()
    assert round_page.value(last, "reason") == "1"
    expect(round_page.notes).to_contain_text("4 copied rows did not fit")


def test_a_filtered_table_takes_only_the_rows_that_it_shows(round_page: RoundPage) -> None:
    round_page.open("?open=1&troubled=1")
    first, second, third = round_page.codes[:3]
    round_page.go(first, "planned")
    round_page.paste("One\nTwo\nThree")
    round_page.settle()
    shown = [round_page.value(each, "planned") for each in (first, second, third)]
    assert shown == ["One", "Two", "Three"]
    round_page.open("?plan=1")
    written = [
        each for each in round_page.codes if round_page.value(each, "planned") in {"One", "Two"}
    ]
    assert written == [first, second]


def test_text_comes_before_html(round_page: RoundPage) -> None:
    """A narrow column of Excel shows #### in the HTML, and the day in the text."""
    round_page.go(A, "forecast_finish")
    round_page.paste("31.03.2023", "<table><tr><td>####</td></tr></table>")
    round_page.settle()
    assert round_page.value(A, "forecast_finish") == "2023-03-31"


def test_html_is_read_where_there_is_no_text(round_page: RoundPage) -> None:
    round_page.go(A, "reason")
    round_page.paste("", "<table><tr><td>Late</td></tr><tr><td>Soon</td></tr></table>")
    round_page.settle()
    assert reasons(round_page, A, B) == ["Late", "Soon"]


def test_days_in_doubt_are_asked_once_for_the_column(round_page: RoundPage) -> None:
    round_page.go(A, "forecast_finish")
    round_page.paste("10/07/2022\n11/08/2022\n31/12/2022")
    expect(round_page.notes.locator("li.ask")).to_have_count(2)
    assert round_page.value(C, "forecast_finish") == "2022-12-31"
    round_page.notes.get_by_role("button", name="10 July 2022").click()
    round_page.settle()
    assert round_page.value(A, "forecast_finish") == "2022-07-10"
    assert round_page.value(B, "forecast_finish") == "2022-08-11"
    expect(round_page.notes).to_be_hidden()


def test_good_cells_are_taken_while_bad_ones_are_named(round_page: RoundPage) -> None:
    round_page.go(A, "overall")
    round_page.paste("Amber\nblue\nred")
    expect(round_page.notes.locator("li.refused")).to_have_count(1)
    expect(round_page.notes).to_contain_text(f"{B}, Overall")
    expect(round_page.notes).to_contain_text("there is no state “blue”")
    assert [round_page.value(each, "overall") for each in (A, C)] == ["a", "r"]
    expect(round_page.cell(B, "overall")).to_have_attribute("aria-invalid", "true")


def test_what_is_copied_comes_back_as_it_was(round_page: RoundPage) -> None:
    round_page.go(A, "overall")
    round_page.press("r")
    round_page.go(A, "reason")
    round_page.type('Vendor "Acme"')
    round_page.press("Enter")
    round_page.settle()
    round_page.go(A, "overall")
    for _each in range(5):
        round_page.press("Shift+ArrowRight")
    text = round_page.copied()
    assert text.split("\t")[0] == "R"
    round_page.go(B, "overall")
    round_page.paste(text)
    round_page.settle()
    assert round_page.value(B, "overall") == "r"
    assert round_page.value(B, "reason") == 'Vendor "Acme"'


def test_letters_set_a_state_once_however_long_they_are_held(round_page: RoundPage) -> None:
    sent: list[str] = []
    round_page.page.on("request", lambda one: sent.append(one.url) if "save" in one.url else None)
    round_page.go(A, "overall")
    keyboard = round_page.page.keyboard
    for _each in range(40):
        keyboard.down("r")
    keyboard.up("r")
    round_page.settle()
    assert round_page.value(A, "overall") == "r"
    assert len(sent) == 1


def test_escape_restores_tab_takes_and_tab_leaves_the_table(round_page: RoundPage) -> None:
    round_page.go(A, "reason")
    round_page.type("Wrong")
    round_page.press("Escape")
    assert round_page.value(A, "reason") == ""
    round_page.type("Right")
    round_page.press("Tab")
    expect(round_page.cell(A, "per_cent_complete")).to_be_focused()
    round_page.press("Shift+Tab")
    inside = "document.querySelector('table.round').contains(document.activeElement)"
    assert not round_page.page.evaluate(inside), "Tab leaves the table when no cell is open"
    round_page.press("Tab")
    expect(round_page.cell(A, "per_cent_complete")).to_be_focused()
    round_page.settle()
    assert round_page.value(A, "reason") == "Right"


def test_enter_goes_down_and_a_text_has_lines(round_page: RoundPage) -> None:
    round_page.go(A, "achieved")
    round_page.type("One")
    round_page.press("Shift+Enter")
    round_page.type("two")
    round_page.press("Enter")
    round_page.type("Below")
    round_page.press("Enter")
    round_page.settle()
    assert round_page.value(A, "achieved") == "One\ntwo"
    assert round_page.value(B, "achieved") == "Below"


def test_an_input_method_has_the_first_letter_and_its_enter(round_page: RoundPage) -> None:
    round_page.go(A, "reason")
    line = round_page.page.context.new_cdp_session(round_page.page)
    line.send("Input.imeSetComposition", {"text": "お", "selectionStart": 1, "selectionEnd": 1})
    line.send("Input.imeSetComposition", {"text": "おくれ", "selectionStart": 3, "selectionEnd": 3})
    round_page.page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', "
        "{ key: 'Enter', isComposing: true, bubbles: true }))"
    )
    line.send("Input.insertText", {"text": "遅れ"})
    expect(round_page.cell(A, "reason").locator("textarea")).to_have_value("遅れ")
    round_page.press("Enter")
    round_page.settle()
    assert round_page.value(A, "reason") == "遅れ"
    assert round_page.value(B, "reason") == ""


def test_fill_down_and_undo_and_redo(round_page: RoundPage) -> None:
    round_page.go(A, "overall")
    round_page.press("a", "Shift+ArrowDown", "Shift+ArrowDown", "Control+d")
    round_page.settle()
    assert [round_page.value(each, "overall") for each in (A, B, C, D)] == ["a", "a", "a", "g"]
    round_page.undo()
    round_page.settle()
    assert [round_page.value(each, "overall") for each in (A, B, C)] == ["a", "g", "g"]
    round_page.press("Control+y")
    round_page.settle()
    assert [round_page.value(each, "overall") for each in (A, B, C)] == ["a", "a", "a"]


def test_one_key_confirms_a_selection_and_undo_takes_it_back(round_page: RoundPage) -> None:
    round_page.go(A, "overall")
    round_page.press("Shift+ArrowDown", "=")
    round_page.settle()
    for code in (A, B):
        expect(round_page.cell(code, "state")).to_contain_text("no change")
    round_page.undo()
    round_page.settle()
    for code in (A, B):
        expect(round_page.cell(code, "state")).to_contain_text("nothing yet")


def test_two_pastes_at_once_are_applied_in_their_order(round_page: RoundPage) -> None:
    round_page.go(A, "reason")
    round_page.paste("First\nFirst")
    round_page.paste("Second")
    round_page.settle()
    assert reasons(round_page, A, B) == ["Second", "First"]
    round_page.open("?open=1")
    assert reasons(round_page, A, B) == ["Second", "First"]


def test_two_browsers_in_one_cell_see_both_values(
    round_page: RoundPage, context: BrowserContext, up: Up
) -> None:
    browser = context.browser
    assert browser is not None
    other = browser.new_context(base_url=up.address)
    try:
        second = RoundPage(other.new_page(), query="?open=1")
        second.go(A, "reason")
        second.type("From the phone")
        second.press("Enter")
        second.settle()
        round_page.go(A, "reason")
        round_page.type("From the office")
        round_page.press("Enter")
        conflict = round_page.notes.locator("li.conflict")
        expect(conflict).to_contain_text("From the phone")
        expect(conflict).to_contain_text("From the office")
        second.open("?open=1")
        assert second.value(A, "reason") == "From the phone"
        conflict.get_by_role("button", name="Write mine").click()
        round_page.settle()
        second.open("?open=1")
        assert second.value(A, "reason") == "From the office"
    finally:
        other.close()


def write_on_the_train(round_page: RoundPage, context: BrowserContext) -> None:
    """Write without a line, and close the tab; then the line is there again."""
    round_page.go(A, "reason")
    context.set_offline(True)
    round_page.type("Written on the train")
    round_page.press("Enter")
    state = round_page.page.locator("[data-round-state]")
    expect(state).to_have_attribute("data-state", "offline")
    expect(state).to_contain_text("1 edits wait in this browser")
    round_page.page.close()
    context.set_offline(False)


def test_a_lost_line_and_a_closed_tab_lose_nothing(
    round_page: RoundPage, context: BrowserContext
) -> None:
    write_on_the_train(round_page, context)
    page = context.new_page()
    page.goto(f"{ADDRESS}?open=1")
    again = RoundPage.__new__(RoundPage)
    again.page = page
    again.open("?open=1")
    again.settle()
    expect(again.cell(A, "reason")).to_contain_text("Written on the train")
    again.open("?open=1")
    assert again.value(A, "reason") == "Written on the train"


NEVER_GOES_ON = """
const ask = navigator.locks.request.bind(navigator.locks);
navigator.locks.request = (...given) =>
  given.length > 2 ? ask(...given).then(() => new Promise(() => {})) : ask(...given);
"""


def test_a_tab_that_is_closed_while_it_takes_over_loses_nothing(
    round_page: RoundPage, context: BrowserContext
) -> None:
    write_on_the_train(round_page, context)
    # A tab that gets as far as taking over, and no further.
    short = context.new_page()
    short.add_init_script(NEVER_GOES_ON)
    short.goto(f"{ADDRESS}?open=1")
    short.wait_for_function(
        "Object.values(localStorage).some((each) => each.includes('Written on the train'))"
    )
    short.wait_for_timeout(500)
    short.close()
    again = RoundPage(context.new_page(), query="?open=1")
    expect(again.cell(A, "reason")).to_contain_text("Written on the train")
    again.settle()
    again.open("?open=1")
    assert again.value(A, "reason") == "Written on the train"


def test_a_lost_line_that_comes_back_sends_what_waits(
    round_page: RoundPage, context: BrowserContext
) -> None:
    context.set_offline(True)
    round_page.go(A, "overall")
    round_page.press("r", "ArrowRight", "a")
    expect(round_page.page.locator("[data-round-state]")).to_have_attribute("data-state", "offline")
    context.set_offline(False)
    round_page.settle()
    round_page.open("?open=1")
    assert round_page.value(A, "overall") == "r"
    assert round_page.value(A, "schedule") == "a"


def test_who_is_signed_out_keeps_what_they_wrote(
    round_page: RoundPage, context: BrowserContext
) -> None:
    context.clear_cookies()
    round_page.go(A, "reason")
    round_page.type("After the session")
    round_page.press("Enter")
    state = round_page.page.locator("[data-round-state]")
    expect(state).to_have_attribute("data-state", "out")
    page = context.new_page()
    sign_in(page, "pmo")
    page.close()
    round_page.open("?open=1")
    round_page.settle()
    round_page.open("?open=1")
    assert round_page.value(A, "reason") == "After the session"


def test_a_page_of_another_right_reads_only(watched: Watched) -> None:
    page = RoundPage(watched.page, username="auditor", query="")
    page.go(A, "overall")
    page.press("r", "Enter", "=")
    page.settle()
    assert page.value(A, "overall") == "g"
    expect(page.cell(A, "overall")).to_have_attribute("aria-readonly", "true")


def test_every_cell_can_be_heard(round_page: RoundPage) -> None:
    """The tree that a screen reader reads: a grid whose rows have heads, and cells with values."""
    snapshot = round_page.page.locator("table.round").aria_snapshot()
    first = snapshot.splitlines()
    assert first[0].startswith('- grid "Round December 2021"')
    assert '- columnheader "Overall"' in snapshot
    assert f'- rowheader "{A} ' in snapshot
    assert '- gridcell "Green"' in snapshot
