"""The editor of one paragraph in a real browser: every input that others got wrong.

Each looks at what the editor shows and at what the server has stored.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from bench.faults.site import Up
from core.languages import profile
from tests.browser.word_html import HOSTILE, THREE_POINTS, TWO_LEVELS, WITH_NOTE
from tests.browser.workshop_page import WorkshopPage
from tests.core.figures.figure_site import Watched

pytestmark = pytest.mark.slow
HERE, THERE, BELOW = "para/introduction/scope", "para/introduction/total", "para/project/P-06/1"
ALONE = ["One hundred and nineteen"]  # at the beginning of a sentence
TOTAL, MAJOR = "{{projects.total form=figure}}", "{{projects.new_or_major form=figure}}"

# What a keyboard on glass sends, and what the browser then does by itself.
ON_GLASS = """() => {
  const wish = { inputType: "deleteContentBackward", bubbles: true, cancelable: true };
  const isLeft = document.activeElement.dispatchEvent(new InputEvent("beforeinput", wish));
  if (isLeft) document.execCommand("delete");
}"""


@pytest.fixture(scope="module")
def workshop(browser: Browser, up: Up) -> Iterator[WorkshopPage]:
    """The PMO's workshop, loaded once for the file."""
    context = browser.new_context(base_url=up.address, viewport={"width": 1280, "height": 900})
    watched = Watched(context.new_page())
    yield WorkshopPage(watched.page)
    # A browser notes every request that failed, and some fail here on purpose.
    assert [each for each in watched.complaints() if "Failed to load resource" not in each] == []
    context.close()


# --- Where the caret can stand --------------------------------------------------------------------


def test_the_caret_at_a_number_alone(workshop: WorkshopPage) -> None:
    workshop.reopen(HERE, TOTAL)
    assert workshop.atoms("number") == ALONE
    for keys in (["End"], ["Home"], ["End", "ArrowLeft", "ArrowLeft"], ["ArrowRight"] * 2):
        workshop.press(*keys)
        assert workshop.chosen() == 0
        assert workshop.has_caret(), keys
    workshop.type("b")
    workshop.press("Home")
    workshop.type("a")
    assert workshop.saved(HERE) == f"a{TOTAL}b"


def test_a_number_alone_goes_in_two_steps_and_comes_back_by_one(workshop: WorkshopPage) -> None:
    workshop.reopen(HERE, TOTAL)
    workshop.press("Backspace")
    assert workshop.chosen() == 1, "the first step only chooses it"
    assert workshop.atoms("number") == ALONE
    workshop.press("Backspace")
    assert workshop.atoms("number") == []
    assert workshop.has_caret()
    workshop.press("Control+z")
    assert workshop.atoms("number") == ALONE
    # Delete before it takes two steps as well.
    workshop.press("Home", "Delete")
    assert workshop.chosen() == 1
    workshop.press("Delete")
    workshop.type("None")
    assert workshop.saved(HERE) == "None"


def test_a_number_at_the_end_of_a_wrapped_line(workshop: WorkshopPage) -> None:
    long = "x" * 60
    workshop.reopen(HERE, f"Words before {TOTAL} {long}")
    top = workshop.words.locator(".atom").evaluate("one => one.getBoundingClientRect().top")
    lines = (
        "one => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight)"
    )
    assert workshop.words.locator("p").evaluate(lines) > 1.5, "the line is wrapped"
    workshop.press("Control+Home", "End")
    assert workshop.has_caret()
    workshop.type("–")
    bottom = workshop.words.locator(".atom").evaluate("one => one.getBoundingClientRect().top")
    assert top == bottom, "the number has stayed in its line"
    assert workshop.saved(HERE) in {
        f"Words before {TOTAL}– {long}",
        f"Words before {TOTAL} –{long}",
    }

    workshop.reopen(HERE, f"All in all {TOTAL}")
    assert workshop.has_caret()
    workshop.type("!")
    assert workshop.saved(HERE) == f"All in all {TOTAL}!"


def test_the_caret_between_two_numbers_that_touch(workshop: WorkshopPage) -> None:
    workshop.reopen(HERE, f"{TOTAL}{MAJOR}")
    assert workshop.atoms("number") == [*ALONE, "72"]
    workshop.press("Home", "ArrowRight", "ArrowRight")
    assert workshop.chosen() == 0
    assert workshop.has_caret()
    workshop.type("–")
    assert workshop.saved(HERE) == f"{TOTAL}–{MAJOR}"
    workshop.reopen(HERE, f"{TOTAL}{MAJOR}")
    workshop.press("ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft")
    assert workshop.has_caret()
    workshop.type("=")
    assert workshop.saved(HERE) == f"={TOTAL}{MAJOR}"


# --- What goes, and comes back --------------------------------------------------------------------


def test_a_keyboard_on_glass_removes_in_two_steps(browser: Browser, up: Up) -> None:
    """As Android sends it: a wish to delete without a key, after which the browser would delete."""
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
    context = browser.new_context(
        base_url=up.address, viewport={"width": 412, "height": 800}, user_agent=agent
    )
    phone = WorkshopPage(context.new_page())
    phone.put(HERE, f"There are {TOTAL}")
    phone.open(HERE)
    phone.page.evaluate(ON_GLASS)
    expect(phone.words.locator(".ProseMirror-selectednode")).to_have_text("119")
    phone.page.evaluate(ON_GLASS)
    expect(phone.words.locator(".atom")).to_have_count(0)
    assert phone.shown().strip() == "There are"
    phone.page.evaluate(ON_GLASS)
    phone.page.keyboard.insert_text("n none")
    assert phone.saved(HERE) == "There aren none"
    context.close()


def test_one_undo_brings_everything_back(workshop: WorkshopPage) -> None:
    text = (
        f"Of {TOTAL} projects, {MAJOR} were new.^[A note with {TOTAL}.] See "
        "[[para:introduction/total]]."
    )
    workshop.reopen(HERE, text)
    workshop.press("Control+a")
    workshop.type("x")
    assert workshop.shown() == "x"
    workshop.settle()
    assert workshop.stored(HERE) == "x"
    workshop.press("Control+z")
    assert workshop.atoms("number") == ["119", "72"]
    assert len(workshop.atoms("note")) == 1
    assert workshop.saved(HERE) == text


def test_typing_over_a_number_is_a_question(workshop: WorkshopPage) -> None:
    text = f"There were {TOTAL} of them."
    workshop.reopen(HERE, text)
    question = workshop.page.locator("#ask-over")
    workshop.words.locator(".atom").click()
    workshop.type("2673")
    expect(question).to_be_visible()
    expect(question).to_contain_text("119")
    expect(question.locator("input")).to_have_value("2673")
    workshop.press("Enter")
    expect(question).not_to_be_visible()
    expect(workshop.words).to_be_focused()
    assert workshop.atoms("number") == ["119"], "Enter keeps the number"
    assert workshop.chosen() == 1
    workshop.type("2673")
    question.get_by_role("button", name="Put what is typed").click()
    expect(workshop.words).to_have_text("There were 2673 of them.")
    workshop.wait_for_caret()
    workshop.press("Control+z")
    assert workshop.atoms("number") == ["119"]
    # Chosen with Shift as well as with the mouse.
    workshop.go_behind(len("There were "))
    workshop.press("Shift+ArrowRight")
    workshop.type("9")
    expect(question).to_be_visible()
    workshop.press("Escape")
    assert workshop.saved(HERE) == text


# --- What is typed --------------------------------------------------------------------------------


def test_a_brace_opens_the_picker_and_escape_leaves_it(workshop: WorkshopPage) -> None:
    workshop.reopen(HERE, "In all")
    workshop.type(" {")
    expect(workshop.page.locator("#number-picker")).to_be_visible()
    expect(workshop.page.locator("#picker-search")).to_be_focused()
    workshop.press("Escape")
    expect(workshop.words).to_be_focused()
    workshop.type("a} and {")
    assert workshop.shown() == "In all {a} and {"
    workshop.pick("projects in the work plan", "figure")
    assert workshop.atoms("number") == ["119"], "it says at once what it prints"
    assert workshop.shown() == "In all {a} and 119"
    workshop.type(" projects")
    workshop.settle()
    stored = workshop.saved(HERE)
    assert stored.endswith(f"and {TOTAL} projects")
    # What is read again says the same: the first brace is words.
    workshop.open(HERE)
    assert workshop.shown() == "In all {a} and 119 projects"


def test_the_house_puts_no_break_spaces_that_can_be_taken_back(workshop: WorkshopPage) -> None:
    workshop.reopen(HERE, "Some")
    workshop.type(" 10 per cent of")
    assert workshop.shown() == "Some 10\u00a0per cent of"
    workshop.type(" it; see para. 5,")
    assert workshop.shown() == "Some 10\u00a0per cent of it; see para.\u00a05,"
    workshop.press("Control+z")
    assert workshop.shown() == "Some 10\u00a0per cent of it; see para. 5,"
    workshop.type(" or so ")
    assert workshop.shown().endswith("see para. 5, or so "), "what was taken back stays so"
    assert workshop.saved(HERE).startswith("Some 10\u00a0per cent of it; see para. 5")
    workshop.reopen(HERE, f"Of these {TOTAL}")
    workshop.type(" per cent, ")
    assert workshop.saved(HERE).startswith(f"Of these {TOTAL}\u00a0per cent,")


def test_browsers_read_the_rules_of_every_language_as_the_house_does(
    workshop: WorkshopPage,
) -> None:
    typed = {
        "en": "see para. 57, No. 190, 10 per cent of 4.5 million; GB.331/PFA/5 (Rev.1); 10 percentages",
        "de": "60 Prozent, Abs. 57, 4,5 Mio. (Nr. 3), Absätze 3, 3 Millionenäre",
        "fr": "Oui ; non : si ! où ? « mot » et «été», 10 % de 3 milliards, n° 5, https://a.b à 10:30",
        "es": "el párr. 5: 60 por ciento y 3 millones, núm. 7, 5 millonésimas",
    }
    for code, text in typed.items():
        rules = [rule.for_scripts for rule in profile(code).typesetting]
        read = workshop.page.evaluate(
            """([rules, text]) => rules.reduce((words, [pattern, now]) =>
              words.replaceAll(new RegExp(pattern, "gu"), now), text)""",
            [rules, text],
        )
        assert read == profile(code).typeset(text), code


def test_accents_in_two_signs_and_soft_hyphens(workshop: WorkshopPage) -> None:
    workshop.reopen(HERE, "Au")
    workshop.type(" cafe")
    workshop.page.keyboard.insert_text("\u0301")
    workshop.page.keyboard.insert_text(" re\u00adsume\u0301")
    workshop.settle()
    assert workshop.stored(HERE) == "Au café resumé"
    # What the server has made of it is no text of somebody else.
    workshop.type(" de\u0301ja\u0300")
    workshop.settle()
    workshop.paste("", " na\u0308her\u00ad ")
    workshop.paste("<p>a\u0302ge\u00ad</p>")
    assert workshop.saved(HERE) == "Au café resumé déjà näher âge"


# --- What is pasted -------------------------------------------------------------------------------


def test_lists_of_desktop_word(workshop: WorkshopPage) -> None:
    workshop.reopen(HERE, "The steps:")
    workshop.paste(THREE_POINTS)
    points = workshop.words.locator("ol > li")
    assert points.all_inner_texts() == ["Plan the work", "Do it", "Look at it"]
    assert workshop.saved(HERE) == "The steps:\n1. Plan the work\n2. Do it\n3. Look at it"

    workshop.reopen(HERE, "The steps:")
    workshop.paste(TWO_LEVELS)
    assert workshop.words.locator("ul > li > ul > li").all_inner_texts() == ["with care", "in time"]
    assert "o" not in workshop.words.locator("ul > li > ul > li").first.inner_text().split()
    assert workshop.saved(HERE) == "The steps:\n- Do it\n  - with care\n  - in time\n- Look at it"


def test_a_footnote_of_word_becomes_a_note_with_its_place_as_number(
    workshop: WorkshopPage,
) -> None:
    workshop.reopen(HERE, "First.^[Our own.]")
    workshop.type(" ")
    first = int(workshop.atoms("note")[0])
    workshop.paste(WITH_NOTE)
    assert workshop.atoms("note") == [str(first), str(first + 1)]
    notes = workshop.page.locator(".editor-notes .note-line")
    assert notes.all_inner_texts() == [f"{first} Our own.", f"{first + 1} See the annual report."]
    assert workshop.saved(HERE) == (
        "First.^[Our own.] Costs fell^[See the annual report.] in 2021."
    )
    expect(workshop.piece(HERE).locator(".note-mark")).to_have_text([str(first), str(first + 1)])


def test_a_copied_sentence_brings_a_note_of_its_own(workshop: WorkshopPage) -> None:
    workshop.reopen(HERE, f"All {TOTAL}.^[Said before.]")
    first = int(workshop.atoms("note")[0])
    workshop.press("Control+a", "Control+c", "ArrowRight")
    workshop.press("Control+v")
    assert workshop.atoms("note") == [str(first), str(first + 1)]
    assert workshop.atoms("number") == ["119", "119"], "inside the house a number stays one"
    workshop.page.locator(".editor-notes .note-line").last.click()
    expect(workshop.page.locator("#ask-note .ProseMirror")).to_be_focused()
    workshop.type(" And more.")
    workshop.press("Enter")
    expect(workshop.words).to_be_focused()
    twice = f"All {TOTAL}.^[Said before.]"
    assert workshop.saved(HERE) == f"{twice}All {TOTAL}.^[Said before. And more.]"
    # Another program gets words.
    copied: str = workshop.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("All 119.")


def test_a_hostile_paste_brings_words_alone(workshop: WorkshopPage) -> None:
    workshop.reopen(HERE, "Clean:")
    workshop.type(" ")
    workshop.paste(HOSTILE)
    inside = workshop.words.inner_html()
    for sign in ("style", "onerror", "onclick", "data:", "javascript:", "script", "iframe", "evil"):
        assert sign not in inside.lower(), sign
    expect(workshop.said).to_contain_text("pictures")
    stored = workshop.saved(HERE)
    assert stored == "Clean: red, linked, [mailed](mailto:a@example.org)."
    for href in ("javascript:alert(1)", "data:text/html,x", "vbscript:x"):
        words = {"type": "text", "text": "x", "marks": [{"type": "link", "attrs": {"href": href}}]}
        doc = {"type": "doc", "content": [{"type": "paragraph", "content": [words]}]}
        status, answer = workshop.post(HERE, doc)
        assert status == 422, href
        assert "leads to" in answer["problem"]
    assert workshop.stored(HERE) == stored


# --- What happens around it -----------------------------------------------------------------------


def test_the_paper_changes_around_the_open_editor(workshop: WorkshopPage) -> None:
    workshop.put(THERE, f"The work plan comprised {TOTAL} projects.")
    workshop.reopen(HERE, "Here.")
    number = workshop.atoms("note")
    assert number == []
    workshop.type(" One")
    workshop.settle()
    # Somebody else writes above, with a note more; the panel and the paper are asked for anew.
    workshop.put(THERE, f"Somebody wrote {TOTAL}.^[One.]^[Two.]")
    workshop.words.evaluate("one => { window.written = one; }")
    workshop.press("ArrowLeft")
    workshop.type("d")
    expect(workshop.piece(THERE)).to_contain_text("Somebody wrote")
    assert workshop.page.evaluate(
        "window.written === document.querySelector('.piece-editor .ProseMirror')"
    )
    expect(workshop.words).to_be_focused()
    workshop.type("d")
    assert workshop.shown() == "Here. Ondde", "the caret has stayed"
    for _step in range(4):
        workshop.press("Control+z")
    assert workshop.shown() == "Here.", "and so have the steps that can be taken back"
    workshop.press("Control+y")
    assert workshop.saved(HERE).startswith("Here. One")
