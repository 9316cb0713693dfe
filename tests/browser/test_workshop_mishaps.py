"""What happens while somebody writes: another writes, the line or the session goes, the sources move.

In each no word is lost, both texts are shown, and the caret stays where it is.
"""

from collections.abc import Iterator
from copy import copy
from itertools import count

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from bench.faults.site import Up
from tests.browser.conftest import sign_in
from tests.browser.paper_page import PaperPage, load_outline, make_paper, text_of, texts
from tests.browser.round_page import ADDRESS
from tests.core.figures.figure_site import Watched
from tests.waiting import wait_for

SOURCE = "In the end {{projects.total}} projects were open, and none of them was late."
AFTER = "The paragraph after it says nothing of that."
ONE = "para/part/1"
# All that the browser asks for is answered so many milliseconds later.
SLOW = """(() => { const ask = window.fetch; window.fetch = async (...all) => {
  await new Promise((go) => setTimeout(go, 3000)); return ask(...all); }; })()"""
_slugs = count(1)


@pytest.fixture
def slug(up: Up) -> str:
    """A paper of two paragraphs."""
    made = f"mishap-{next(_slugs)}"
    make_paper(up, made, [("part/1", SOURCE), ("part/2", AFTER)])
    return made


@pytest.fixture
def mine(watched: Watched, slug: str) -> Iterator[PaperPage]:
    """The editor's page of it."""
    yield PaperPage(watched.page, slug=slug)
    # A browser notes every request that failed, and some fail here on purpose.
    assert [each for each in watched.complaints() if "Failed to load resource" not in each] == []


@pytest.fixture
def theirs(mine: PaperPage, up: Up) -> Iterator[PaperPage]:
    """Somebody else's."""
    browser = mine.page.context.browser
    assert browser is not None
    context = browser.new_context(base_url=up.address, viewport={"width": 1280, "height": 900})
    yield PaperPage(context.new_page(), "pmo", mine.slug)
    context.close()


def begin(paper: PaperPage, words: str) -> None:
    """Open the paragraph and write at its beginning."""
    paper.open(ONE)
    before_all(paper, words)


def before_all(paper: PaperPage, words: str) -> None:
    """Write at the beginning of what is open."""
    paper.go("Control+Home")
    paper.type(words)


def end(paper: PaperPage, words: str) -> None:
    """Open the paragraph and write at its end."""
    paper.open(ONE)
    paper.type(words)
    paper.state("saved")


def test_two_people_at_two_places_of_a_paragraph_take_both_together(
    mine: PaperPage, theirs: PaperPage, up: Up
) -> None:
    mine.open(ONE)
    end(theirs, " So it was.")
    before_all(mine, "Well: ")
    mine.state("conflict")
    both = mine.conflict.locator(".editor-both")
    expect(both).to_contain_text("Well: In the end")
    expect(both.locator("ins")).to_contain_text("So it was.")
    assert text_of(up, "part/1", mine.slug) == f"{SOURCE} So it was."
    mine.choose("both")
    mine.state("saved")
    assert text_of(up, "part/1", mine.slug) == f"Well: {SOURCE} So it was."
    expect(mine.words).to_contain_text("So it was.")


def test_two_people_in_the_same_words_choose_and_typing_goes_on_meanwhile(
    mine: PaperPage, theirs: PaperPage, up: Up
) -> None:
    mine.open(ONE)
    end(theirs, " Theirs.")
    mine.type(" Mine.")
    mine.state("conflict")
    expect(mine.conflict.locator(".editor-together")).to_be_hidden()
    expect(mine.conflict.locator(".editor-theirs")).to_contain_text("Theirs.")
    expect(mine.words).to_be_focused()
    mine.type(" And more.")
    expect(mine.words).to_contain_text("Mine. And more.")
    mine.page.keyboard.press("Escape")  # nothing closes over a choice
    expect(mine.conflict).to_be_visible()
    mine.choose("mine")
    mine.state("saved")
    assert text_of(up, "part/1", mine.slug) == f"{SOURCE} Mine. And more."


def test_what_was_typed_since_is_put_together_as_well(
    mine: PaperPage, theirs: PaperPage, up: Up
) -> None:
    mine.open(ONE)
    end(theirs, " So it was.")
    before_all(mine, "Well: ")
    mine.state("conflict")
    mine.type("indeed: ")
    mine.choose("both")
    expect(mine.conflict.locator(".editor-both")).to_contain_text("Well: indeed: In the end")
    mine.choose("both")
    mine.state("saved")
    assert text_of(up, "part/1", mine.slug) == f"Well: indeed: {SOURCE} So it was."


def test_a_lost_line_and_a_closed_tab_lose_nothing(
    mine: PaperPage, context: BrowserContext, up: Up
) -> None:
    mine.open(ONE)
    context.set_offline(True)
    mine.type(" Without a line.")
    mine.state("offline")
    mine.type(" And on.")
    mine.page.close()
    context.set_offline(False)
    again = _again(context, mine)
    expect(again.piece(ONE).locator(".piece-kept")).to_be_visible()
    again.open(ONE)
    again.state("saved")
    assert text_of(up, "part/1", mine.slug) == f"{SOURCE} Without a line. And on."
    expect(again.piece(ONE).locator(".piece-kept")).to_have_count(0)


def _again(context: BrowserContext, paper: PaperPage) -> PaperPage:
    """The same person's page in a new tab."""
    page: Page = context.new_page()
    found = copy(paper)
    found.page = page
    found.load()
    return found


def test_a_line_that_comes_back_sends_what_waits(
    mine: PaperPage, context: BrowserContext, up: Up
) -> None:
    mine.open(ONE)
    context.set_offline(True)
    mine.type(" Later.")
    mine.state("offline")
    context.set_offline(False)
    mine.state("saved")
    assert text_of(up, "part/1", mine.slug) == f"{SOURCE} Later."
    expect(mine.words).to_be_focused()


def test_a_piece_closed_without_a_line_says_that_it_has_words(
    mine: PaperPage, context: BrowserContext, up: Up
) -> None:
    mine.open(ONE)
    context.set_offline(True)
    mine.type(" Closed.")
    mine.state("offline")
    mine.page.keyboard.press("Escape")
    expect(mine.piece(ONE).locator(".piece-kept")).to_be_visible()
    context.set_offline(False)
    mine.open(ONE)
    mine.state("saved")
    assert text_of(up, "part/1", mine.slug) == f"{SOURCE} Closed."


def test_a_new_paragraph_that_no_server_took_is_offered_again(
    mine: PaperPage, context: BrowserContext, up: Up
) -> None:
    mine.piece(ONE).focus()
    mine.page.keyboard.press("n")
    expect(mine.words).to_be_focused()
    context.set_offline(True)
    mine.type("A new one.")
    mine.state("offline")
    mine.page.close()
    context.set_offline(False)
    again = _again(context, mine)
    kept = again.page.locator(".piece:has(.piece-kept-words)")
    expect(kept).to_contain_text("A new one.")
    kept.focus()
    again.page.keyboard.press("Enter")
    expect(again.words).to_be_focused()
    again.state("saved")
    assert "A new one." in texts(up, mine.slug)


def test_a_session_that_ends_while_typing_keeps_the_words_until_one_is_back(
    mine: PaperPage, context: BrowserContext, up: Up
) -> None:
    mine.open(ONE)
    context.clear_cookies()
    mine.type(" Signed out.")
    mine.state("out")
    assert text_of(up, "part/1", mine.slug) in {"", SOURCE}
    other = context.new_page()
    sign_in(other, "editor")
    other.close()
    mine.type(" And in again.")
    mine.state("saved")
    assert text_of(up, "part/1", mine.slug) == f"{SOURCE} Signed out. And in again."
    expect(mine.words).to_be_focused()


def test_who_signs_in_on_return_finds_the_words(
    mine: PaperPage, context: BrowserContext, up: Up
) -> None:
    mine.open(ONE)
    context.clear_cookies()
    mine.type(" Before lunch.")
    mine.state("out")
    mine.page.close()
    page = context.new_page()
    back = PaperPage(page, slug=mine.slug)
    expect(back.piece(ONE).locator(".piece-kept")).to_be_visible()
    back.open(ONE)
    back.state("saved")
    assert text_of(up, "part/1", mine.slug) == f"{SOURCE} Before lunch."


def test_a_file_loaded_while_typing_is_offered_beside(mine: PaperPage, up: Up) -> None:
    begin(mine, "Well: ")
    mine.state("saved")
    load_outline(up, mine.slug, [("part/1", SOURCE.replace("late", "slow")), ("part/2", AFTER)])
    mine.type("indeed: ")
    mine.state("saved")
    expect(mine.words).to_be_focused()
    mine.page.keyboard.press("Escape")
    expect(mine.piece(ONE)).to_be_focused()
    mine.page.wait_for_load_state("networkidle")
    take = mine.page.locator("#piece-panel [data-both]")
    expect(take).to_be_visible()
    take.click()
    wait_for(lambda: text_of(up, "part/1", mine.slug).endswith("slow."))
    both = f"Well: indeed: {SOURCE.replace('late', 'slow')}"
    assert text_of(up, "part/1", mine.slug) == both


def test_a_source_that_moves_under_the_first_word_is_no_silent_overwriting(
    mine: PaperPage, up: Up
) -> None:
    mine.open(ONE)
    load_outline(up, mine.slug, [("part/1", SOURCE.replace("late", "slow")), ("part/2", AFTER)])
    before_all(mine, "Well: ")
    mine.state("conflict")
    mine.choose("both")
    mine.state("saved")
    both = f"Well: {SOURCE.replace('late', 'slow')}"
    assert text_of(up, "part/1", mine.slug) == both


def test_numbers_that_move_and_a_draft_that_is_made_leave_the_caret_alone(
    mine: PaperPage, theirs: PaperPage, up: Up
) -> None:
    mine.open(ONE)
    mine.type(" One")
    mine.state("saved")
    ((before,),) = up.sql("SELECT count(*) FROM reports_draft")
    up.sql("UPDATE portfolio_project SET category = 'improvement' WHERE code = 'P-45'")
    theirs.page.goto(f"/reports/{mine.slug}/")
    theirs.page.get_by_role("button", name="Regenerate").or_(
        theirs.page.get_by_role("button", name="Make the first draft")
    ).first.click()
    mine.type(" word")
    wait_for(lambda: up.sql("SELECT count(*) FROM reports_draft")[0][0] > before, 120)
    mine.type(" after another.")
    mine.state("saved")
    expect(mine.words).to_be_focused()
    assert text_of(up, "part/1", mine.slug) == f"{SOURCE} One word after another."


def test_an_update_that_is_accepted_under_the_caret_moves_numbers_and_source_but_no_word(
    watched: Watched, context: BrowserContext, up: Up
) -> None:
    """Of the demonstration's paper, whose draft has let its numbers in."""
    mine, target = PaperPage(watched.page), "para/introduction/new-or-major"
    mine.open(target)
    mine.type(" All of it")
    mine.state("saved")
    before = text_of(up, "introduction/new-or-major")
    browser = context.browser
    assert browser is not None
    with browser.new_context(base_url=up.address) as other:
        theirs = other.new_page()
        sign_in(theirs, "pmo", "en")
        theirs.goto(f"{ADDRESS}review/")
        expect(theirs.locator(".review-item").first).to_be_focused()
        theirs.keyboard.press("x")
        theirs.keyboard.press("a")
        expect(theirs.get_by_text("1 update accepted.").first).to_be_visible()
        # With it the project was put elsewhere, and the paragraph's own source says it otherwise.
        up.sql("UPDATE portfolio_project SET category = 'minor_improvement' WHERE code = 'P-06'")
        up.sql(
            "UPDATE reports_report SET outline = replace(outline::text, 'Of all projects in', %s)::jsonb"
            " WHERE slug = 'progress-2021'",
            "Among all projects in",
        )
        theirs.close()
    mine.type(" counts.")
    mine.state("saved")
    expect(mine.words).to_be_focused()
    assert text_of(up, "introduction/new-or-major") == f"{before} counts."
    mine.page.keyboard.press("Escape")
    piece = mine.piece(target)
    expect(piece.locator("a.live.stale s")).to_contain_text("72")
    expect(piece.locator("a.live.stale ins")).to_contain_text("71")
    expect(piece).to_contain_text("its source has changed")
    expect(mine.page.locator("#piece-panel")).to_contain_text("P-06")
    mine.page.locator("#piece-panel [data-both]").click()
    wait_for(lambda: text_of(up, "introduction/new-or-major").startswith("Among all"))
    assert text_of(up, "introduction/new-or-major").endswith(" All of it counts.")
    assert watched.complaints() == []


def test_a_paragraph_taken_out_under_the_caret_leaves_its_words(
    mine: PaperPage, theirs: PaperPage, up: Up
) -> None:
    mine.open(ONE)
    mine.type(" Kept")
    theirs.piece(ONE).focus()
    theirs.page.keyboard.press("Delete")
    expect(theirs.piece(ONE)).to_have_count(0)
    mine.type(" words.")
    mine.state("gone")
    mine.page.keyboard.press("Escape")
    expect(mine.words).to_contain_text("Kept words.")
    mine.choose("new")
    mine.state("saved")
    assert f"{SOURCE} Kept words." in texts(up, mine.slug)


def test_keystrokes_never_wait_for_the_server(mine: PaperPage, up: Up) -> None:
    mine.page.evaluate(SLOW)
    mine.open(ONE)
    words = " " + "abcde fghi " * 9
    begun = mine.page.evaluate("performance.now()")
    mine.type(words)
    typed = mine.page.evaluate("performance.now()") - begun
    # All of it stands there before the first of its answers can have come.
    expect(mine.words).to_contain_text(words.strip(), timeout=100)
    assert typed < 3000 + len(words) * 50
    mine.state("saving")
    mine.type("end.")
    expect(mine.words).to_contain_text(f"{words.strip()} end.", timeout=100)
    mine.state("saved")
    wait_for(lambda: text_of(up, "part/1", mine.slug).endswith("end."))
    assert text_of(up, "part/1", mine.slug) == f"{SOURCE}{words}end."


def test_an_editor_in_three_hundred_paragraphs_opens_as_in_three(
    up: Up, context: BrowserContext
) -> None:
    """By the processor's time of scripts: of the same click on a short paper, not by a clock."""
    taken = {}
    for length in (3, 300):
        slug = f"long-{length}"
        words = "Words, see [[para:part/1]]."
        every = [(f"part/{place}", f"{place}. {words}") for place in range(1, length + 1)]
        make_paper(up, slug, every)
        paper = PaperPage(context.new_page(), slug=slug)
        paper.open(ONE)  # loads the editor's module
        paper.page.keyboard.press("Escape")
        expect(paper.words).to_have_count(0)
        line = context.new_cdp_session(paper.page)
        line.send("Performance.enable", {"timeDomain": "threadTicks"})
        runs = []
        for place in (2, 3, 2):
            before = _scripts(line)
            paper.open(f"para/part/{place}")
            runs.append(_scripts(line) - before)
            paper.page.keyboard.press("Escape")
            expect(paper.words).to_have_count(0)
        taken[length] = min(runs)
        paper.page.close()
    assert 0 < taken[300] < 3 * taken[3], taken


def _scripts(line: CDPSession) -> float:
    """Seconds that the page's scripts have taken so far."""
    found = {one["name"]: one["value"] for one in line.send("Performance.getMetrics")["metrics"]}
    return float(found["ScriptDuration"])
