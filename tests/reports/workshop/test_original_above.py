"""The original above a translation reads as the paper prints it: nobody sees a mark of the text."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from core.access import Role
from reports.models import Report
from reports.writing.services import cover_text_save, heading_save
from tests.factories import make_report, make_user

pytestmark = pytest.mark.django_db
FIRST = "As planned.^[Document A/1.]"
SENTENCE = (
    "In all, {{projects.total form=words}} **open** projects"
    "^[See [the list](https://example.org/list).]^[Of {{projects.total}}.],"
    " see [[para:introduction/one]]:"
)
TEXT = f"{SENTENCE}\n\n(a) *plans*\n(b) reports"
MARKS = re.compile(r"\{\{|\}\}|\[\[|\^\[|\*\*|\]\(|projects\.total|para:")


def report() -> Report:
    """A paper in two languages, of which the second paragraph has everything."""
    paragraphs = [
        {"key": f"introduction/{name}", "text": {"en": text, "de": "Schon."}}
        for name, text in (("one", FIRST), ("two", TEXT))
    ]
    heading = {"en": "Introduction", "de": "Einleitung"}
    section = {"key": "introduction", "heading": heading, "paragraphs": paragraphs}
    return make_report(outline=[section], editions=("en", "de"))


def original(made: Report, target: str) -> html.HtmlElement:
    """What the editor of the German text shows above it."""
    client = Client()
    client.force_login(make_user(Role.TRANSLATOR))
    url = reverse("reports:text-detail", args=[made.slug, "de", target])
    return html.fragment_fromstring(json.loads(client.get(url).content)["original"], "div")


def test_numbers_notes_links_and_references_read_as_printed() -> None:
    shown = original(report(), "para/introduction/two")
    assert not MARKS.search(shown.text_content()), shown.text_content()
    (number,) = shown.xpath("./p//*[@data-kind='number']")
    assert number.text == "zero"
    assert "see paragraph 1:" in shown.xpath("string(./p)").replace("\u00a0", " ")
    assert shown.xpath("string(.//strong)") == "open"
    assert [one.text_content() for one in shown.findall(".//ol/li")][:2] == ["plans", "reports"]
    assert shown.xpath("string(.//a/@href)") == "https://example.org/list"


def test_notes_go_on_counting_and_stand_apart() -> None:
    shown = original(report(), "para/introduction/two")
    marks = [one.text_content().split()[-1] for one in shown.find_class("note-mark")]
    assert marks == ["2", ",", "3"], "the first paragraph has note 1"
    notes = shown.xpath("//ol[@class='quoted-notes']/li")
    assert [one.get("value") for one in notes] == ["2", "3"]
    assert [one.text_content() for one in notes] == ["See the list.", "Of 0."]


def test_nothing_in_it_leads_away_but_links() -> None:
    shown = original(report(), "para/introduction/two")
    assert [one.get("class") for one in shown.iter("a")] == ["outside"]
    assert not shown.xpath(".//*[@id]"), "ids of the paper stand once on a page"


def test_headings_and_the_first_page_read_as_printed() -> None:
    made = report()
    heading_save(
        report=made, section="introduction", language="en", text="*All* of it", base="Introduction"
    )
    cover_text_save(
        report=made, field="summary", language="en", text="Of {{projects.total}}.", base=""
    )
    assert original(made, "section/introduction").xpath("string(.//em)") == "All"
    assert original(made, "cover/summary").xpath("string(.)") == "Of 0."


def test_the_form_without_a_script_shows_it_too_and_the_marks_aside() -> None:
    client, made = Client(), report()
    client.force_login(make_user(Role.TRANSLATOR))
    url = reverse("reports:text-form", args=[made.slug, "de", "para/introduction/two"])
    page: Any = html.fromstring(client.get(url).content)
    (shown,) = page.xpath("//*[@class='original-words']")
    assert not MARKS.search(shown.text_content())
    assert "{{projects.total" in page.xpath("string(//details//*[@class='piece-source'])")


def test_an_original_that_cannot_be_read_stands_as_it_is_stored() -> None:
    made = report()
    heading = {"text": "Broken {{projects.total}}", "source": "Introduction"}
    made.sections.create(key="introduction", position=1, level=1, own_heading={"en": heading})
    shown = original(made, "section/introduction")
    assert shown.xpath("string(.//*[@class='piece-source'])") == "Broken {{projects.total}}"
