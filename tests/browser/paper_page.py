"""The workshop of a paper as a test drives it: pieces by their target, and what became of words."""

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from bench.faults.site import Up
from tests.browser.workshop_page import WorkshopPage


class PaperPage(WorkshopPage):
    """An editor's page of a paper that was made for the test."""

    def __init__(self, page: Page, username: str = "editor", slug: str = "progress-2021") -> None:
        super().__init__(page, username, slug=slug)

    def open(self, target: str) -> None:
        """Choose a piece and open it by the keyboard; the caret is at its end."""
        super().open(target)
        self.go("Control+End")

    def go(self, key: str) -> None:
        """Move the caret; a browser tells the editor a moment later, sooner than anybody types."""
        self.page.keyboard.press(key)
        self.page.evaluate("new Promise((go) => requestAnimationFrame(() => setTimeout(go, 100)))")

    def state(self, wanted: str) -> None:
        """Wait until the page says so of what is written."""
        expect(self.page.locator("#workshop")).to_have_attribute(
            "data-saving", wanted, timeout=20_000
        )

    def choose(self, choice: str) -> None:
        """Press a button of the choice that is asked for."""
        self.page.locator(f".editor-foot ~ [data-choose={choice}], [data-choose={choice}]").click()

    @property
    def conflict(self) -> Locator:
        """The other's text, and both together."""
        return self.page.locator(".editor-conflict")


def text_of(up: Up, key: str, slug: str = "progress-2021", language: str = "en") -> str:
    """What is stored of a paragraph."""
    found = up.sql(
        "SELECT t.text FROM reports_paragraphtext t JOIN reports_paragraph p ON p.id = t.paragraph_id "
        "JOIN reports_section s ON s.id = p.section_id JOIN reports_report r ON r.id = s.report_id "
        "WHERE p.key = %s AND r.slug = %s AND t.language = %s",
        *(key, slug, language),
    )
    return str(found[0][0]) if found else ""


def texts(up: Up, slug: str) -> list[str]:
    """All that is stored of a paper in English, in no order."""
    found = up.sql(
        "SELECT t.text FROM reports_paragraphtext t JOIN reports_paragraph p ON p.id = t.paragraph_id "
        "JOIN reports_section s ON s.id = p.section_id JOIN reports_report r ON r.id = s.report_id "
        "WHERE r.slug = %s AND t.language = 'en' AND NOT p.removed",
        slug,
    )
    return [str(row[0]) for row in found]


def make_paper(up: Up, slug: str, paragraphs: list[tuple[str, str]]) -> None:
    """The demonstration's report once more, with these English paragraphs under one heading."""
    outline = outline_of(paragraphs)
    columns = [
        str(row[0])
        for row in up.sql(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'reports_report' "
            "AND table_schema = 'public' AND column_name <> 'id'"
        )
    ]
    own = {
        "slug": slug,
        "outline": json.dumps(outline),
        "own_figures": "[]",
        "own_tables": "[]",
    }
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join("%s" if name in own else f'"{name}"' for name in columns)
    given = [own[name] for name in columns if name in own]
    up.sql(
        f"INSERT INTO reports_report ({names}) SELECT {values} FROM reports_report "
        "WHERE slug = 'progress-2021'",
        *given,
    )
    up.sql(
        "INSERT INTO reports_edition (report_id, language) "
        "SELECT id, 'en' FROM reports_report WHERE slug = %s",
        slug,
    )


def outline_of(paragraphs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """One heading, and paragraphs by their keys."""
    every = [{"key": key, "text": {"en": text}} for key, text in paragraphs]
    return [{"key": "part", "heading": {"en": "Part"}, "paragraphs": every}]


def load_outline(up: Up, slug: str, paragraphs: list[tuple[str, str]]) -> None:
    """Somebody loads the paper's file anew."""
    up.sql(
        "UPDATE reports_report SET outline = %s WHERE slug = %s",
        *(json.dumps(outline_of(paragraphs)), slug),
    )
