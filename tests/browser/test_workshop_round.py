"""A day in the workshop, recorded: a paper written with the keyboard, its German edition brought level,
the draft made, and both Word files read back. A picture of each step is kept in the test's folder."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.faults.site import Up
from tests.browser.conftest import REPORT
from tests.browser.test_journey import download
from tests.browser.workshop_page import WorkshopPage
from tests.core.figures.figure_site import Watched

pytestmark = pytest.mark.slow
IRIS, TEAMS, DISKS, HUBBLE = (f"para/project/{code}/1" for code in ("P-16", "P-07", "P-13", "P-24"))
SIGNING, FEEDBACK = "para/project/P-10/1", "para/project/P-10/2"
# The remark of a project whose output was given up before the year ended: it stands under no heading.
CODE, REMARK = "S-036", "para/project/S-036/1"
LOOSE = f"""
WITH ended AS (
  UPDATE outcomes_output SET in_force_until = '2021-06-30' WHERE number = '3.4' RETURNING id
), moved AS (
  UPDATE portfolio_project SET output_id = ended.id FROM ended WHERE code = '{CODE}'
  RETURNING portfolio_project.id
)
INSERT INTO portfolio_remark (project_id, year, text, i18n)
SELECT id, 2021, 'The telephones of three offices were replaced.',
  '{{"text_de": "Die Telefone dreier Büros wurden ersetzt."}}' FROM moved
"""


class Recorder:
    """Keeps a picture of the page after each step."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder, self.count = page, folder, 0

    def keep(self, name: str) -> None:
        """What the window shows now."""
        self.count += 1
        self.page.screenshot(path=self.folder / f"{self.count:02}-{name}.png")


@pytest.fixture
def page(browser: Browser, up: Up) -> Iterator[Page]:
    context = browser.new_context(
        base_url=up.address, viewport={"width": 1280, "height": 900}, accept_downloads=True
    )
    watched = Watched(context.new_page())
    yield watched.page
    assert watched.complaints() == []
    context.close()


def test_a_paper_is_written_translated_and_drafted(page: Page, up: Up, tmp_path: Path) -> None:
    up.sql(LOOSE)
    workshop = WorkshopPage(page, "editor")
    recorder = Recorder(page, tmp_path)
    recorder.keep("workshop")
    new = write(workshop, recorder)
    parts = rearrange(workshop, recorder)
    bring_german_level(workshop, recorder, new, parts)
    page.goto(REPORT)
    page.get_by_role("button", name="Regenerate").press("Enter")
    expect(page.locator("#paper")).to_contain_text("Bringing IRIS to")
    recorder.keep("draft")
    read_english(download(page, "/en/docx/", tmp_path).words.replace("\u00a0", " "))
    read_german(download(page, "/de/docx/", tmp_path).words.replace("\u00a0", " "))
    assert "The tool was bought in 2019." in notes_of(tmp_path, "En")
    assert "Das Werkzeug wurde 2019 gekauft." in notes_of(tmp_path, "De")


# --- The steps ------------------------------------------------------------------------------------


def write(workshop: WorkshopPage, recorder: Recorder) -> str:
    """A sentence, a new paragraph with a number, a remark, a note, a reference; gives the new one."""
    workshop.open(IRIS)
    workshop.press("Control+Home", *["Control+Shift+ArrowRight"] * 5)
    workshop.type("Bringing IRIS to")
    recorder.keep("sentence")
    workshop.close()
    expect(workshop.piece(IRIS)).to_contain_text("Bringing IRIS to 17 additional")

    workshop.piece(HUBBLE).focus()
    workshop.press("n")
    expect(workshop.words).to_be_focused()
    workshop.type("Managers now decide on figures of the same day. Of the year’s projects, {")
    workshop.pick("new services and major", "count_share")
    assert workshop.atoms("number") == ["72 (61\u00a0per cent)"]
    workshop.type(" brought something new.")
    recorder.keep("number")
    workshop.settle()
    workshop.close()
    new = workshop.order[workshop.order.index(HUBBLE) + 1]
    expect(workshop.piece(new)).to_contain_text("Managers now decide")

    workshop.piece(new).focus()
    take = workshop.page.get_by_role("button", name=f"Take in the remark of {CODE}")
    take.focus()
    recorder.keep("remark")
    workshop.press("Enter")
    expect(workshop.piece(REMARK)).to_contain_text("The telephones of three offices")
    expect(take).to_have_count(0)

    note_and_refer(workshop, "The tool was bought in 2019.", " See also ", "bringing iris")
    recorder.keep("note")
    workshop.close()
    expect(workshop.piece(HUBBLE)).to_contain_text("See also paragraph 16.")
    expect(workshop.piece(HUBBLE).locator(".note-mark")).to_have_count(1)
    return new


def note_and_refer(workshop: WorkshopPage, note: str, leads: str, found_by: str) -> None:
    """Behind a paragraph a footnote, and a reference to the paragraph that these words find."""
    workshop.open(HUBBLE)
    workshop.press("Control+Alt+f")
    expect(workshop.page.locator("#ask-note .ProseMirror")).to_be_focused()
    workshop.type(note)
    workshop.press("Enter")
    expect(workshop.words).to_be_focused()
    workshop.type(leads)
    workshop.press("Control+Alt+r")
    expect(workshop.page.locator("#ask-reference-field")).to_be_focused()
    workshop.type(found_by)
    workshop.press("Enter")
    expect(workshop.words).to_be_focused()
    workshop.type(".")


def rearrange(workshop: WorkshopPage, recorder: Recorder) -> str:
    """A paragraph split, moved up and down, two joined; gives the second half."""
    workshop.open(DISKS)
    text = workshop.shown()
    sentence = text.index(". ") + 2
    workshop.go_behind(sentence)
    workshop.press("Enter")
    # The second half is open, the caret at its start.
    expect(workshop.piece(DISKS)).not_to_contain_text("Should a device be lost")
    half = workshop.order[workshop.order.index(DISKS) + 1]
    workshop.wait_for_editor(half)
    recorder.keep("split")
    workshop.close()
    expect(workshop.piece(half)).to_be_focused()
    before = workshop.order
    workshop.press("Alt+ArrowUp")
    follows(workshop, half, DISKS)
    expect(workshop.piece(half)).to_be_focused()
    recorder.keep("moved")
    workshop.press("Alt+ArrowDown")
    follows(workshop, DISKS, half)
    expect(workshop.piece(half)).to_be_focused()
    assert workshop.order == before
    workshop.press("Alt+ArrowUp")
    follows(workshop, half, DISKS)

    workshop.open(FEEDBACK)
    workshop.press("Control+Home", "Backspace")
    expect(workshop.piece(FEEDBACK)).to_have_count(0)
    workshop.wait_for_editor(SIGNING)
    recorder.keep("joined")
    workshop.close()
    return half


def follows(workshop: WorkshopPage, first: str, second: str) -> None:
    """Wait until one piece stands right behind the other."""
    both = f".piece[data-target='{first}'] + .piece[data-target='{second}']"
    expect(workshop.page.locator(both)).to_have_count(1)


def bring_german_level(workshop: WorkshopPage, recorder: Recorder, new: str, half: str) -> None:
    """Every text that the day has touched, in German; the side by side has nothing left of them."""
    workshop.load("de")
    recorder.keep("german")
    expect(workshop.piece(IRIS).locator(".piece-mark.asks")).to_have_text("original changed since")
    workshop.open(IRIS)
    expect(workshop.page.locator(".editor-original-text")).to_contain_text("Bringing IRIS to")
    workshop.press("Control+Home", *["Control+Shift+ArrowRight"] * 2)
    workshop.type("Das Ausrollen")
    recorder.keep("german-original-above")
    workshop.close()

    workshop.open(new)
    workshop.type(
        "Nun wird anhand von Zahlen desselben Tages entschieden. Von den Projekten des Jahres "
    )
    workshop.type("brachten {")
    workshop.pick("new services and major", "count_share")
    assert workshop.atoms("number") == ["72 (61\u00a0Prozent)"]
    workshop.type(" etwas Neues.")
    workshop.close()

    note_and_refer(
        workshop, "Das Werkzeug wurde 2019 gekauft.", " Siehe auch ", "ausrollen von iris"
    )
    recorder.keep("german-note")
    workshop.close()
    expect(workshop.piece(HUBBLE)).to_contain_text("Siehe auch Absatz 16.")

    workshop.open(DISKS)
    sentence = workshop.shown().index(". ") + 1
    workshop.go_behind(sentence)
    workshop.press("Control+Shift+End", "Control+x")
    workshop.close()
    workshop.open(half)
    workshop.press("Control+v")
    recorder.keep("german-second-half")
    workshop.close()
    for target in (IRIS, new, HUBBLE, DISKS, half, SIGNING):
        expect(workshop.piece(target).locator(".piece-mark.asks")).to_have_count(0)
    workshop.page.goto(f"{REPORT}editions/de/")
    recorder.keep("side-by-side")
    tabs = workshop.page.locator(".page-tabs a")
    for state in ("Missing", "Behind", "Different"):
        expect(tabs.filter(has_text=state).locator(".badge")).to_have_text("0")


# --- What the files say ---------------------------------------------------------------------------


def in_order(words: str, *parts: str) -> None:
    """The parts stand in the words once each, one behind the other."""
    places = [words.find(part) for part in parts]
    assert -1 not in places, [part for part, place in zip(parts, places, strict=True) if place < 0]
    assert places == sorted(places)
    assert [words.count(part) for part in parts] == [1] * len(parts)


def notes_of(folder: Path, language: str) -> str:
    """The part of a downloaded Word file that holds its footnotes."""
    (path,) = folder.glob(f"*-{language}.docx")
    with zipfile.ZipFile(path) as parts:
        return parts.read("word/footnotes.xml").decode()


def read_english(words: str) -> None:
    in_order(
        words,
        "Electronic signatures make it possible",
        "Feedback on the suitability of the service",
        "Should a device be lost or stolen",
        "Disk encryption was implemented on all ILO laptops.",
        "Bringing IRIS to 17 additional project locations was completed.",
        "Hubble, a tool for financial reporting",
        "Of the year’s projects, 72 (61 per cent) brought something new.",
        "The telephones of three offices were replaced.",
    )
    assert "See also paragraph 16." in words
    assert "The introduction of IRIS" not in words


def read_german(words: str) -> None:
    in_order(
        words,
        "Geht ein Gerät verloren",
        "Auf allen Laptops der IAO wurde eine Festplattenverschlüsselung eingeführt.",
        "Das Ausrollen von IRIS an 17 weiteren Projektstandorten wurde abgeschlossen.",
        "Hubble, ein Werkzeug für die Finanzberichterstattung",
        "Von den Projekten des Jahres brachten 72 (61 Prozent) etwas Neues.",
        "Die Telefone dreier Büros wurden ersetzt.",
    )
    assert "Siehe auch Absatz 16." in words
    assert "Die Einführung von IRIS an" not in words
