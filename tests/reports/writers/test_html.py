"""The paper as HTML: the preview's fragment and the file of its own."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from reports.document.links import safe_address
from reports.document.tree import Document, Inline, Link, Number, Text
from reports.writers.html import fragment, write
from tests.golden import assert_golden
from tests.reports.documents import (
    decision_paper,
    full_report,
    make_cover,
    make_document,
    make_figure,
    make_figure_data,
    make_heading,
    make_list,
    make_note,
    make_number,
    make_paragraph,
    make_table,
    paper_with_appendices,
)

GOLDEN = Path(__file__).parent / "golden"


def small_document() -> Document:
    """One of everything but a figure, whose golden file is in core."""
    return make_document(
        make_heading(),
        make_paragraph(1, Text(text="In "), make_number(), Text(text=" projects"), make_note(1)),
        make_list("one;", ("two"), language="de"),
        make_paragraph(2, Text(text="Das Amt."), language="de", untranslated=True),
        make_table(),
    )


def parse(document: Document, **options: Any) -> html.HtmlElement:
    return html.fromstring(fragment(document, **options))


def live(document: Document, **options: Any) -> html.HtmlElement:
    root = parse(document, number_link=lambda number: f"/numbers/{number.uid}", **options)
    return root.find_class("live")[-1]


def test_a_small_paper_is_written_as_before() -> None:
    text = fragment(small_document(), number_link=lambda number: f"/numbers/{number.key}")
    assert_golden(GOLDEN / "paper.html", text.replace("><", ">\n<") + "\n")


def test_a_live_number_is_a_link_that_htmx_opens_in_the_panel() -> None:
    link = live(small_document())
    assert link.get("aria-roledescription") == "link to a live number"
    assert link.get("href") == link.get("hx-get") == "/numbers/introduction/total#1"
    assert link.get("hx-target") == "#number-panel"
    assert link.get("hx-push-url") == "false"
    assert link.text_content() == "119"


def test_a_stale_number_shows_old_and_new() -> None:
    link = live(small_document(), stale={"introduction/total#1": "118"})
    assert link.get("class") == "live stale"
    assert link.findtext("s") == "119"
    assert link.findtext("ins") == "118"


def test_a_number_without_an_address_carries_its_exact_value() -> None:
    number = make_number("61 per cent", exact="60.504")
    root = parse(make_document(make_paragraph(1, number)), number_link=lambda number: "")
    paragraph = root.find_class("para-text")[0]
    assert paragraph.find("p/data").get("value") == "60.504"


def test_a_number_inside_a_link_is_not_a_second_link() -> None:
    link = Link(href="https://ilo.org", children=(make_number(),))
    root = parse(make_document(make_paragraph(1, link)), number_link=lambda number: "/n")
    assert root.find(".//a[@class='outside']/a") is None


def test_paragraph_numbers_are_text() -> None:
    root = parse(full_report())
    numbers = [element.text for element in root.find_class("para-number")]
    assert numbers == [f"{place}." for place in range(1, 55)]


def test_an_untranslated_paragraph_shows_and_names_its_language() -> None:
    root = parse(small_document())
    chip = root.find_class("untranslated")[0]
    assert chip.text == "Not translated yet"
    assert chip.getnext().get("lang") == "de"


def test_headings_begin_below_the_pages_own() -> None:
    root = parse(make_document(make_heading(1), make_heading(2), make_heading(3)))
    assert [element.tag for element in root.iter("h1", "h2", "h3", "h4", "h5")] == [
        *("h2", "h3", "h4", "h5")
    ]


def test_notes_lead_to_the_end_and_back() -> None:
    root = parse(full_report())
    marks = root.xpath("//sup/a")
    notes = root.xpath("//section[@role='doc-endnotes']//li")
    assert [mark.get("href") for mark in marks] == ["#" + note.get("id") for note in notes]
    backs = [note.find("a[@role='doc-backlink']").get("href") for note in notes]
    assert backs == ["#" + mark.get("id") for mark in marks]


def test_every_reference_has_its_target_and_every_id_is_one_elements_own() -> None:
    root = parse(full_report())
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    for link in root.xpath("//a[starts-with(@href, '#')]"):
        assert link.get("href").removeprefix("#") in ids
    doubles = {id for id in ids if ids.count(id) > 1}
    assert not {id for id in doubles if "-h-" not in id}


def test_a_decision_paper_has_its_item_and_lines_and_no_banner() -> None:
    root = parse(decision_paper())
    assert root.find_class("agenda-item")[0].text == "Fourteenth item on the agenda"
    assert len(root.find_class("cover-line")) == 6
    assert not root.find_class("banner")


def test_figures_lead_to_their_rows() -> None:
    root = parse(
        make_document(make_figure()),
        figure_address=lambda data, point: f"/projects/?{data.key}={point.category}",
    )
    assert root.xpath("//tbody//a/@href")[0] == "/projects/?projects.by_framework=1"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://www.ilo.org/gb?a=1&b=2", "https://www.ilo.org/gb?a=1&b=2"),
        ("HTTP://ilo.org", "HTTP://ilo.org"),
        ("mailto:infotec@example.org", "mailto:infotec@example.org"),
        ("www.ilo.org/gb", "https://www.ilo.org/gb"),
        ("javascript:alert(1)", ""),
        (" java\nscript:alert(1)", ""),
        ("JavaScript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//ilo.org", ""),
        ("/projects/", ""),
        ("https://", ""),
        ("https:ilo.org", ""),
        ("http://[", ""),
        ("mailto:", ""),
        ("", ""),
    ],
)
def test_only_addresses_a_reader_may_be_led_to_become_links(href: str, address: str) -> None:
    assert safe_address(href) == address


def test_the_words_of_a_refused_link_stay() -> None:
    link = Link(href="javascript:alert(1)", children=(Text(text="the paper"),))
    root = parse(make_document(make_paragraph(1, link)))
    assert root.find_class("para-text")[0].text_content() == "the paper"
    assert not root.xpath("//a")


evil = st.text(st.characters(exclude_categories=["C"]), max_size=20).map(
    lambda text: f"<script>{text}</script><b onclick='x'>&amp;\"{text}"
)


@given(evil)
def test_no_markup_from_the_text_gets_through(text: str) -> None:
    document = make_document(
        make_heading(1, text),
        make_paragraph(1, Text(text=text), make_number(text, exact=text, uid=text)),
        make_paragraph(2, Link(href=text, children=(Text(text=text, language=text),))),
        make_list(text),
        make_figure(1, make_figure_data(caption=text, note=text, unit=text, alt=text), label=text),
        make_table(columns=(text, text), rows=((text, text),), note=text, caption=text),
        cover=make_cover(title=text, body=text, box=(Text(text=text),), related=(text,)),
        title=text,
        language="en",
        symbol=text,
        author=text,
    )

    def link(number: Number) -> str:
        return "/n?" + text

    for root in (
        parse(document, number_link=link, stale={text: text}),
        html.document_fromstring(write(document)),
    ):
        assert all(one.get("type") == "application/json" for one in root.iter("script"))
        assert not root.xpath("//*[@onclick]")
        assert text in str(root.xpath("string(//*[contains(@class, 'heading-1')])"))


@given(st.text(st.characters(exclude_categories=["C"], exclude_characters="\x85"), max_size=60))
def test_words_arrive_as_they_were(text: str) -> None:
    root = parse(make_document(make_paragraph(1, Text(text=text))))
    assert root.find_class("para-text")[0].find("p").text_content() == text


def test_the_file_stands_alone() -> None:
    page = write(full_report())
    root = html.document_fromstring(page)
    assert root.get("lang") == "en"
    assert (root.findtext(".//title") or "").startswith("GB.344/PFA/INF/2: Final report")
    assert not root.xpath("//script | //link | //img | //iframe")
    assert b"url(" not in page
    assert len(list(root.iter("h1"))) == 1
    assert page == write(full_report())


def test_the_words_of_the_file_are_in_its_own_language() -> None:
    assert html.document_fromstring(write(make_document(language="de"))).get("lang") == "de"


def test_notes_of_an_appendix_stand_at_its_end_and_no_id_stands_twice() -> None:
    root = parse(paper_with_appendices())
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    for link in root.xpath(".//a[starts-with(@href, '#')]"):
        assert link.get("href")[1:] in ids
    first, second = root.find_class("appendix")
    assert [len(part.find_class("notes")) for part in (first, second)] == [1, 1]
    assert "First note of appendix one." in first.find_class("notes")[0].text_content()
    assert "First note of appendix two." in second.find_class("notes")[0].text_content()
    assert root.find_class("notes")[0].getparent() is root


def test_the_decision_and_its_points_are_marked() -> None:
    root = parse(paper_with_appendices())
    [decision] = root.find_class("decision")
    assert decision.text_content() == "2.The Governing Body:"
    [points] = root.find_class("lettered")
    assert (points.tag, points.get("type"), len(points)) == ("ol", "a", 2)


def test_a_cell_in_another_language_says_so() -> None:
    [table] = parse(paper_with_appendices()).find_class("paper-table")
    spans = table.xpath(".//*[@lang='de']")
    assert [each.text_content() for each in spans] == ["Zufriedenheit", "Ergebnis 2"]
    assert table.xpath(".//tr[@class='table-group']/th/@colspan") == ["3", "3"]


def test_a_page_shows_the_beginning_of_a_long_table_and_says_where_the_rest_is() -> None:
    rows = tuple((f"P-{n}", "A project", "1") for n in range(40))
    document = make_document(blocks=(make_table(rows=rows, groups=((0, "One"), (30, "Two"))),))
    page = parse(document, most_rows=25)
    assert len(page.findall(".//tbody/tr")) == 25 + 1
    assert "The first 25 of 40 rows." in page.text_content()
    whole = parse(document, most_rows=40)
    assert len(whole.findall(".//tbody/tr")) == 40 + 2
    assert "The first" not in whole.text_content()


def test_two_notes_at_one_word_are_kept_apart() -> None:
    words: list[Inline] = [
        Text(text="Planned"),
        make_note(2),
        make_note(3),
        Text(text=" then"),
        make_note(4),
    ]
    paragraph = parse(make_document(make_paragraph(1, *words))).find_class("para-text")[0]
    assert paragraph.text_content() == "Planned2,3 then4"
