"""The editor of one paragraph in Firefox: where the caret can stand, what goes in two steps, the rest."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.faults.site import Demonstrations
from tests.browser.conftest import REPORT
from tests.browser.firefox import Firefox, firefox
from tests.browser.word_html import TWO_LEVELS, WITH_NOTE

pytestmark = pytest.mark.slow
HERE = "para/introduction/scope"
TOTAL, MAJOR = "{{projects.total form=figure}}", "{{projects.new_or_major form=figure}}"
TEXT = f"'{REPORT}en/texts/{HERE}/'"
WORDS = "document.querySelector('.piece-editor .ProseMirror')"
CHOSEN = f"{WORDS}.querySelectorAll('.atom.ProseMirror-selectednode').length"
NUMBERS = f"[...{WORDS}.querySelectorAll(\"[data-kind='number']\")].map((one) => one.textContent)"


@pytest.fixture(scope="module")
def browser(demonstrations: Demonstrations, tmp_path_factory: pytest.TempPathFactory
            ) -> Iterator[Firefox]:  # fmt: skip
    profile: Path = tmp_path_factory.mktemp("firefox")
    with firefox(profile) as one, demonstrations.running() as up:
        one.open(f"{up.address}/sign-in/")
        one.ask("document.querySelector(\"button[value='pmo']\").click()")
        one.wait_for("location.pathname !== '/sign-in/' && document.querySelector('main') !== null")
        one.open(f"{up.address}{REPORT}workshop/?language=en")
        one.wait_for("document.querySelector(\".piece[tabindex='0']\") !== null")
        yield one


def stored(browser: Firefox) -> str:
    """What the server has, once the piece has been left."""
    if browser.ask(f"{WORDS} !== null"):
        browser.ask(f"{WORDS}.focus()")
        browser.press("Escape")
        browser.wait_for(f"{WORDS} === null")
    return str(browser.ask(f"fetch({TEXT}).then((it) => it.json()).then((it) => it.base)"))


def reopen(browser: Firefox, *content: str) -> None:
    """Words and numbers stored, and their piece open with the caret at the end."""
    base = stored(browser)
    line = [
        {"type": "number", "attrs": {"source": one}}
        if one.startswith("{{")
        else {"type": "text", "text": one}
        for one in content
    ]
    doc = {"type": "doc", "content": [{"type": "paragraph", "content": line}]}
    answer = browser.ask(
        f"""fetch({TEXT}, {{ method: "POST", body: {json.dumps(json.dumps({"doc": doc, "base": base}))},
          headers: {{ "Content-Type": "application/json",
            "X-CSRFToken": /csrftoken=([^;]*)/.exec(document.cookie)[1] }} }}).then((it) => it.status)"""
    )
    assert answer == 200
    browser.ask(f"document.querySelector(\".piece[data-target='{HERE}']\").focus()")
    browser.press("Enter")
    browser.wait_for(f"{WORDS} !== null && document.activeElement === {WORDS}")
    # In the first 200 ms the package takes a caret at the start for a doing of the browser.
    time.sleep(0.6)


def paste(browser: Firefox, html: str) -> None:
    """Paste what another program put on the clipboard, to the letter."""
    browser.ask(
        f"""(() => {{
          const data = new DataTransfer();
          data.setData("text/html", {json.dumps(html)});
          const event = new Event("paste", {{ bubbles: true, cancelable: true }});
          {WORDS}.dispatchEvent(Object.defineProperty(event, "clipboardData", {{ value: data }}));
        }})()"""
    )


def test_the_caret_at_a_number_alone(browser: Firefox) -> None:
    reopen(browser, TOTAL)
    browser.press("ArrowLeft", "ArrowLeft")
    browser.type("a")
    browser.press("ArrowRight", "ArrowRight")
    browser.type("b")
    assert stored(browser) == f"a{TOTAL}b"


def test_a_number_goes_in_two_steps_and_comes_back_by_one(browser: Firefox) -> None:
    reopen(browser, TOTAL)
    browser.press("Backspace")
    assert browser.ask(CHOSEN) == 1
    browser.press("Backspace")
    assert browser.ask(NUMBERS) == []
    browser.press("Control+z")
    assert browser.ask(NUMBERS) == ["One hundred and nineteen"]
    assert stored(browser) == TOTAL
    reopen(browser, "There were ", TOTAL)
    browser.press("Control+a")
    browser.type("x")
    assert browser.ask(f"{WORDS}.textContent") == "x"
    browser.press("Control+z")
    assert stored(browser) == f"There were {TOTAL}"


def test_the_caret_at_the_end_of_a_line_and_between_two_numbers(browser: Firefox) -> None:
    reopen(browser, "All in all ", TOTAL)
    browser.type("!")
    assert stored(browser) == f"All in all {TOTAL}!"
    reopen(browser, TOTAL, MAJOR)
    browser.press("ArrowLeft", "ArrowLeft")
    browser.type("–")
    assert stored(browser) == f"{TOTAL}–{MAJOR}"


@pytest.mark.parametrize(
    "content",
    [(TOTAL,), (TOTAL, " were open."), (TOTAL, MAJOR), (TOTAL, MAJOR, " were open.")],
    ids=["alone", "before words", "before a number", "before a number and words"],
)
def test_home_leads_before_a_number_that_begins_the_paragraph(
    browser: Firefox, content: tuple[str, ...]
) -> None:
    reopen(browser, *content)
    browser.press("Home")
    browser.type("Of ")
    assert browser.ask(f"{WORDS}.textContent").startswith("Of ")
    browser.press("End")
    browser.type(" So.")
    assert stored(browser) == f"Of {''.join(content)} So."


def test_what_is_typed_over_a_number_is_a_question(browser: Firefox) -> None:
    reopen(browser, "There were ", TOTAL)
    browser.press("Backspace")
    browser.type("2673")
    browser.wait_for("document.querySelector('#ask-over').open")
    assert browser.ask("document.querySelector('#ask-over input').value") == "2673"
    browser.press("Escape")
    browser.wait_for(f"document.activeElement === {WORDS}")
    assert stored(browser) == f"There were {TOTAL}"


def test_what_is_typed_and_pasted(browser: Firefox) -> None:
    reopen(browser, "Some")
    browser.type(" 10 per cent of {")
    browser.wait_for("document.querySelector('#number-picker')?.open")
    browser.wait_for("document.activeElement.id === 'picker-search'")
    browser.press("Escape")
    browser.wait_for(f"document.activeElement === {WORDS}")
    browser.type("e\u0301\u00ad}")
    assert stored(browser) == "Some 10\u00a0per cent of {é}"
    reopen(browser, "The steps:")
    paste(browser, TWO_LEVELS)
    assert stored(browser) == "The steps:\n- Do it\n  - with care\n  - in time\n- Look at it"
    reopen(browser, "First.")
    browser.type(" ")
    paste(browser, WITH_NOTE)
    assert stored(browser) == "First. Costs fell^[See the annual report.] in 2021."
