"""The main inputs of a round's table in Firefox: letters, texts, arrows, Enter, Tab, ranges, undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.faults.site import Demonstrations
from tests.browser.firefox import Firefox, firefox
from tests.browser.round_page import ADDRESS

pytestmark = pytest.mark.slow
A, B, C = "P-46", "P-47", "P-48"


@pytest.fixture(scope="module")
def browser(demonstrations: Demonstrations, tmp_path_factory: pytest.TempPathFactory
            ) -> Iterator[Firefox]:  # fmt: skip
    profile: Path = tmp_path_factory.mktemp("firefox")
    with firefox(profile) as one, demonstrations.running() as up:
        one.open(f"{up.address}/sign-in/")
        one.ask("document.querySelector(\"button[value='pmo']\").click()")
        one.wait_for("location.pathname !== '/sign-in/' && document.querySelector('main') !== null")
        one.open(f"{up.address}{ADDRESS}?open=1")
        one.wait_for("document.querySelector(\"tr[data-project] [tabindex='0']\") !== null")
        yield one


def cell(code: str, field: str) -> str:
    """The cell of a project's field, as an expression of the page."""
    head = f"document.querySelector(\"table.round th[data-field='{field}']\").cellIndex"
    return f"document.querySelector(\"tr[data-code='{code}']\").cells[{head}]"


def go(browser: Firefox, code: str, field: str) -> None:
    """Make it the active cell with the mouse's events, as one click does."""
    browser.ask(
        f"{cell(code, field)}.dispatchEvent(new PointerEvent('pointerdown', "
        "{ bubbles: true, button: 0, pointerType: 'mouse' }))"
    )
    browser.wait_for(f"{cell(code, field)}.classList.contains('active')")


def value(browser: Firefox, code: str, field: str) -> str:
    one = cell(code, field)
    found: str = browser.ask(
        f"{one}.dataset.value ?? {one}.querySelector('.value')?.textContent ?? ''"
    )
    return found


def settle(browser: Firefox) -> None:
    browser.wait_for(
        "document.querySelector('[data-round-state]').dataset.state === 'saved' && "
        "!document.querySelector('table.round .waiting')"
    )


def focused(browser: Firefox, code: str, field: str) -> bool:
    found: bool = browser.ask(f"{cell(code, field)}.contains(document.activeElement)")
    return found


def test_letters_set_states_and_arrows_move(browser: Firefox) -> None:
    go(browser, A, "overall")
    browser.press("r", "ArrowRight", "a", "ArrowDown", "a")
    settle(browser)
    assert [value(browser, A, each) for each in ("overall", "schedule")] == ["r", "a"]
    assert value(browser, B, "schedule") == "a"
    for _each in range(3):
        browser.press("Control+z")
    settle(browser)
    assert [value(browser, A, each) for each in ("overall", "schedule")] == ["g", "g"]
    assert value(browser, B, "schedule") == "g"


def test_a_text_is_typed_taken_by_enter_and_tab_and_given_up_by_escape(browser: Firefox) -> None:
    go(browser, A, "reason")
    browser.type("Supplier late")
    browser.press("Enter")
    assert focused(browser, B, "reason")
    browser.type("Soon")
    browser.press("Tab")
    assert focused(browser, B, "per_cent_complete")
    browser.type("65")
    browser.press("Escape")
    browser.press("ArrowLeft")
    browser.press("F2")
    browser.type(" again")
    browser.press("Enter")
    settle(browser)
    assert value(browser, A, "reason") == "Supplier late"
    assert value(browser, B, "reason") == "Soon again"
    assert value(browser, B, "per_cent_complete") != "65"
    for _each in range(3):
        browser.press("Control+z")
    settle(browser)
    assert [value(browser, each, "reason") for each in (A, B)] == ["", ""]


def test_tab_leaves_the_table_and_comes_back(browser: Firefox) -> None:
    go(browser, A, "overall")
    inside = "document.querySelector('table.round').contains(document.activeElement)"
    browser.press("Shift+Tab")
    assert not browser.ask(inside)
    browser.press("Tab")
    assert focused(browser, A, "overall")


def test_a_range_is_pasted_copied_and_undone_as_one_step(browser: Firefox) -> None:
    go(browser, A, "reason")
    browser.paste('Late\t60\r\n"Two ""quoted"" words"\t70\r\n')
    settle(browser)
    assert [value(browser, each, "reason") for each in (A, B, C)] == [
        *("Late", 'Two "quoted" words', "")
    ]
    assert [value(browser, each, "per_cent_complete") for each in (A, B)] == ["60", "70"]
    browser.press("Shift+ArrowDown", "Shift+ArrowRight")
    assert browser.copied() == 'Late\t60\r\nTwo "quoted" words\t70'
    browser.press("Control+z")
    settle(browser)
    assert [value(browser, each, "reason") for each in (A, B)] == ["", ""]


def test_one_key_confirms_and_undo_takes_it_back(browser: Firefox) -> None:
    go(browser, A, "overall")
    browser.press("Shift+ArrowDown", "=")
    settle(browser)
    for code in (A, B):
        assert "no change" in browser.ask(f"{cell(code, 'state')}.textContent")
    browser.press("Control+z")
    settle(browser)
    for code in (A, B):
        assert "nothing yet" in browser.ask(f"{cell(code, 'state')}.textContent")
