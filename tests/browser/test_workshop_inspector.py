"""Beside the paper of the workshop, by keyboard: asked, answered, assigned, accepted, in place."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import REPORT, sign_in
from tests.core.figures.figure_site import Watched

WORKSHOP = f"{REPORT}workshop/?language=en"
TOTAL = '.piece[data-target="para/introduction/total"]'
NEW = '.piece[data-target="para/introduction/new-or-major"]'
PANEL = "#piece-panel"


def at(page: Page, piece: str) -> None:
    """Choose a piece, and go to what stands beside it."""
    page.locator(piece).focus()
    page.keyboard.press("i")
    expect(page.locator("#piece-title")).to_be_focused()


def tab_to(page: Page, name: str) -> None:
    """Go on by Tab until something of that name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("(document.activeElement?.innerText ?? '').trim()").startswith(name):
            return
    raise AssertionError(f"Tab never reaches “{name}”.")


def test_a_question_is_asked_answered_and_settled_in_place(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "pmo")
    page.goto(WORKSHOP)
    at(page, TOTAL)
    tab_to(page, "Ask a question")
    page.keyboard.press("Enter")
    page.locator(f"{PANEL} textarea").fill("Is the total so?")
    # What was typed is not lost by one key.
    page.locator(f"{PANEL} textarea").press("Escape")
    expect(page.locator(f"{PANEL} textarea")).to_have_value("Is the total so?")
    page.locator(f"{PANEL} .in-panel").get_by_role("button", name="Ask", exact=True).press("Enter")
    expect(page.locator("#beside-said")).to_have_text("The question has been asked.")
    expect(page.locator(f"{TOTAL} .piece-mark.questions")).to_have_text("1 open question")
    expect(page.locator(".outline")).to_contain_text("? 1")

    page.get_by_role("link", name="Is the total so?").press("Enter")
    expect(page.locator(f"{PANEL} .thread")).to_contain_text("Is the total so?")
    page.locator(f"{PANEL} textarea").fill("")
    page.locator(f"{PANEL} .in-panel").get_by_role("button", name="Answer", exact=True).press(
        "Enter"
    )
    # What is wrong is said there.
    expect(page.locator(f"{PANEL} .in-panel")).to_contain_text("required")
    page.locator(f"{PANEL} textarea").fill("So it is.")
    page.get_by_label("This settles the question").check()
    page.locator(f"{PANEL} .in-panel").get_by_role("button", name="Answer", exact=True).press(
        "Enter"
    )
    expect(page.locator(f"{TOTAL} .piece-mark.questions")).to_have_count(0)
    expect(page.locator(PANEL)).to_contain_text("settled question")
    expect(page.locator("#piece-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(TOTAL)).to_be_focused()
    assert page.url.endswith(WORKSHOP)


def test_a_paragraph_is_assigned_in_place_and_said_to_be_done(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "pmo")
    page.goto(WORKSHOP)
    at(page, NEW)
    tab_to(page, "Assign")
    page.keyboard.press("Enter")
    choice = page.locator(f"{PANEL} select[name=to]")
    expect(choice).to_be_focused()
    choice.select_option(label="Mirela Sandoval")
    page.locator(f"{PANEL} [name=due_on]").fill("1 Feb 2022")
    page.locator(f"{PANEL} .in-panel").get_by_role("button", name="Assign", exact=True).press(
        "Enter"
    )
    mark = page.locator(f"{NEW} .piece-mark.waits")
    expect(mark).to_have_text("waits for Mirela Sandoval, until 1 February 2022")
    expect(page.locator(".outline")).to_contain_text("1 part waits for you")
    page.locator(PANEL).get_by_role("button", name="Done", exact=True).press("Enter")
    expect(mark).to_have_count(0)
    expect(page.locator(PANEL)).to_contain_text("done, said Mirela Sandoval")
    assert watched.complaints() == []


def test_whoever_only_reads_the_paper_chooses_a_paragraph_and_asks(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "auditor")
    page.goto(WORKSHOP)
    page.locator(TOTAL).click(position={"x": 150, "y": 20})
    expect(page.locator("#piece-title")).to_have_text("Paragraph 2")
    expect(page.locator(PANEL).get_by_role("link", name="Ask a question")).to_be_visible()
    expect(page.locator(".piece-editor")).to_have_count(0)
    expect(page.locator(PANEL).get_by_text("Assign")).to_have_count(0)
    assert watched.complaints() == []


def test_a_number_that_moved_is_accepted_by_keyboard_and_gone(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "pmo")
    page.goto("/projects/it-2018-21/P-06/edit/")
    category = page.locator("[name=category]")
    was = category.input_value()
    other = "upgrade_renewal" if was != "upgrade_renewal" else "minor_improvement"
    values = category.locator("option").evaluate_all("each => each.map((one) => one.value)")
    category.select_option(other if other in values else values[-1])
    page.locator("main form.form button[type=submit]").first.click()
    page.wait_for_load_state()

    page.goto(WORKSHOP)
    expect(page.locator(f"{NEW} a.live.stale s")).to_contain_text("72")
    expect(page.locator(f"{NEW} a.live.stale ins")).to_contain_text("71")
    expect(page.locator(f"{NEW} .figure-moved")).to_be_visible()
    expect(page.locator(".outline")).to_contain_text("▲ 2")
    at(page, NEW)
    expect(page.locator(PANEL)).to_contain_text("P-06")
    expect(page.locator(PANEL)).to_contain_text("Mirela Sandoval")
    tab_to(page, "Accept all 2 numbers of the paper")
    page.keyboard.press("Enter")
    expect(page.locator("a.live.stale")).to_have_count(0)
    expect(page.locator("#beside-said")).to_contain_text("2 numbers accepted.")
    expect(page.locator("#piece-title")).to_be_focused()
    assert watched.complaints() == []
