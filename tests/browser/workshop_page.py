"""The workshop of a paper as a test drives it: pieces by their key, the caret, what is stored."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from runtime.processes import wait_until
from tests.browser.conftest import sign_in
from tests.waiting import PATIENCE

WORDS = ".piece-editor .ProseMirror"
# A paste as another program sends it: browsers clean what a page itself puts on the clipboard.
_PASTE = """([selector, html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  document.querySelector(selector).dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


_SIGNS_BEFORE_CARET = """selector => {
  const { focusNode, focusOffset } = getSelection();
  const before = document.createRange();
  before.setStart(document.querySelector(selector), 0);
  before.setEnd(focusNode, focusOffset);
  return before.toString().length;
}"""


class WorkshopPage:
    """A person's workshop in one edition of a report, of the demonstration's if no other is named."""

    def __init__(
        self, page: Page, username: str = "pmo", language: str = "en", slug: str = "progress-2021"
    ) -> None:
        self.page, self.language, self.slug = page, language, slug
        self.report = f"/reports/{slug}/"
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        sign_in(page, username, "en")
        self.load(language)

    def load(self, language: str = "") -> None:
        """Load the page, in another edition if one is given."""
        self.language = language or self.language
        self.page.goto(f"{self.report}workshop/?language={self.language}")
        # The script has taken the paper over when its first piece can be reached by Tab.
        self.page.wait_for_selector(".piece[tabindex='0']")

    # --- What is stored ---------------------------------------------------------------------------

    def stored(self, target: str, language: str = "") -> str:
        """The markup that the server has for a piece."""
        found = self.text(target, language)
        assert "base" in found, found
        return str(found["base"])

    def text(self, target: str, language: str = "") -> dict[str, Any]:
        """What the server gives an editor."""
        address = f"{self.report}{language or self.language}/texts/{target}/"
        found: dict[str, Any] = self.page.request.get(address).json()
        return found

    def put(self, target: str, markup: str, language: str = "") -> None:
        """Store a text, as the form without a script does."""
        address = f"{self.report}{language or self.language}/edit/{target}/"
        form: dict[str, str | float | bool] = {
            "text": markup,
            "base": self.stored(target, language),
        }
        answer = self.page.request.post(
            address, form=form, headers={"X-CSRFToken": self.seal, "Referer": self.page.url}
        )
        assert answer.ok, answer.text()
        assert self.stored(target, language) == markup

    def post(self, target: str, doc: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Send a document as an editor does; status and answer."""
        answer = self.page.request.post(
            f"{self.report}{self.language}/texts/{target}/",
            data={"doc": doc, "base": self.stored(target)},
            headers={"X-CSRFToken": self.seal, "Referer": self.page.url},
        )
        return answer.status, answer.json()

    @property
    def seal(self) -> str:
        """The token that forms are sent with."""
        cookies = {one["name"]: one["value"] for one in self.page.context.cookies()}
        return str(cookies["csrftoken"])

    # --- Pieces -----------------------------------------------------------------------------------

    def piece(self, target: str) -> Locator:
        """A piece of the paper."""
        return self.page.locator(f".piece[data-target='{target}']")

    def open(self, target: str) -> None:
        """Open a piece with the keyboard, the caret at its end."""
        self.piece(target).focus()
        self.press("Enter")
        self.wait_for_editor(target)

    def wait_for_editor(self, target: str) -> None:
        """Wait until the caret is in the editor of a piece."""
        self.wait_for_caret(self.piece(target).locator(".ProseMirror"))

    def wait_for_caret(self, words: Locator | None = None) -> None:
        """Wait until the caret is in the text, such as after a question."""
        expect(words or self.words).to_be_focused()
        # In the first 200 ms the package takes a caret at the start for a doing of the browser.
        self.page.wait_for_timeout(220)

    def reopen(self, target: str, markup: str) -> None:
        """A text stored, and its piece open with it."""
        self.close()
        self.put(target, markup)
        self.open(target)

    def settle(self) -> None:
        """Wait until the server has taken everything."""
        expect(self.page.locator("#workshop")).to_have_attribute("data-saving", "saved")

    def close(self) -> None:
        """Leave the open piece, if there is one."""
        if self.page.locator(WORDS).count():
            self.page.locator(WORDS).focus()
            self.press("Escape")
            expect(self.page.locator(WORDS)).to_have_count(0)

    def saved(self, target: str) -> str:
        """What is stored once everything has been taken; the piece is closed by that."""
        self.close()
        return self.stored(target)

    @property
    def order(self) -> list[str]:
        """The targets of all pieces, as they stand."""
        found: list[str] = self.page.locator(".piece").evaluate_all(
            "all => all.map(one => one.dataset.target)"
        )
        return found

    # --- The editor -------------------------------------------------------------------------------

    @property
    def words(self) -> Locator:
        """The text that is being written."""
        return self.page.locator(WORDS)

    @property
    def said(self) -> Locator:
        """What the editor has to say."""
        return self.page.locator(".piece-editor .editor-said")

    def shown(self) -> str:
        """The text as the person sees it."""
        return self.words.inner_text().rstrip("\n")

    def atoms(self, kind: str) -> list[str]:
        """What the atoms of a kind show."""
        found: list[str] = self.words.locator(f".atom[data-kind='{kind}']").all_inner_texts()
        return found

    def chosen(self) -> int:
        """How many atoms are selected as such."""
        return self.words.locator(".atom.ProseMirror-selectednode").count()

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            # The editor hears of a caret that moved a moment later.
            self.page.wait_for_timeout(10)

    def go_behind(self, signs: int) -> None:
        """Put the caret behind so many signs of the text: a busy editor may take back a step."""
        self.press("Control+Home", *["ArrowRight"] * signs)
        while True:
            self.page.wait_for_timeout(100)
            left = signs - int(self.page.evaluate(_SIGNS_BEFORE_CARET, WORDS))
            assert left >= 0, "the caret has gone too far"
            if not left:
                return
            self.press(*["ArrowRight"] * left)

    def type(self, text: str) -> None:
        """Type a text."""
        self.page.keyboard.type(text)

    def paste(self, html: str, text: str = "") -> None:
        """Paste what another program put on the clipboard, to the letter."""
        self.page.evaluate(_PASTE, [WORDS, html, text])

    def has_caret(self) -> bool:
        """Whether the caret can be seen in the text; it blinks, so it is waited for."""
        return wait_until(self._draws_caret, PATIENCE, 0.05)

    def _draws_caret(self) -> bool:
        clip = self.words.bounding_box()
        assert clip
        area = {name: clip[name] for name in ("x", "y", "width", "height")}
        with_caret = self.page.screenshot(caret="initial", clip=area)  # type: ignore[arg-type]
        return with_caret != self.page.screenshot(caret="hide", clip=area)  # type: ignore[arg-type]

    def pick(self, words: str, form: str = "") -> None:
        """Choose a live number in its window, with the keyboard, and a form of it."""
        window = self.page.locator("#number-picker")
        expect(window.locator("#picker-search")).to_be_focused()
        self.type(words)
        expect(window.locator("[role=option]").first).to_contain_text(re.compile(words, re.I))
        self.press("ArrowDown")
        expect(window.locator("[data-picker-text]")).not_to_be_empty()
        if form:
            window.locator(f"#picker-form-{form}").check()
            expect(window.locator("[data-picker-source]")).to_contain_text(form)
            window.locator("#picker-search").focus()
        self.press("Enter")
        expect(window).not_to_be_visible()
