"""The first page and the running header of a Word paper."""

import pytest

from reports.document.tree import Block
from tests.reports.documents import (
    decision_paper,
    hard_paper,
    make_cover,
    make_document,
    make_heading,
    make_paragraph,
    make_table,
)
from tests.reports.writers.docx_parts import Parts, find, parts_of, text_of, value

FOOT = "word/footer1.xml"


def first_page(parts: Parts) -> list[str]:
    """The printed lines above the first heading."""
    lines = []
    for paragraph in parts.find("//w:body//w:p"):
        if find(paragraph, "w:pPr/w:pStyle[@w:val='Heading1']"):
            break
        lines.append(text_of(paragraph))
    return [line for line in lines if line]


def test_information_paper_from_top_to_box() -> None:
    assert first_page(parts_of(make_document())) == [
        "Governing Body",
        "344th Session",
        "Geneva, March 2022",
        "Programme, Financial and Administrative Section",
        "Programme, Financial and Administrative Segment",
        "PFA",
        "GB.344/PFA/INF/2\tDate: 14 February 2022",
        "\tOriginal: English",
        "For information",
        "Final report on the implementation of the Information Technology Strategy 2018–21",
        "Summary:",
        (
            "This report gives an overview of the progress made in the fourth and last year of the "
            "Strategy, in which 119 projects were carried out."
        ),
    ]


def test_decision_paper_has_an_agenda_item_and_lines_in_the_box() -> None:
    parts = parts_of(decision_paper())
    assert parts.styled("AgendaItem") == ["Fourteenth item on the agenda"]
    assert not parts.styled("Banner")
    assert parts.styled("BoxLabel") == ["Purpose of the document"]
    assert parts.styled("BoxText")[1:3] == [
        "Relevant strategic objective: None.",
        "Main relevant outcome: Outcome C: Efficient support services.",
    ]


def test_foot_of_the_first_page_joins_related_documents() -> None:
    parts = parts_of(make_document())
    assert parts.styled("CoverFoot", FOOT) == [
        "Author unit: Information and Technology Management Department (INFOTEC).",
        "Related documents: GB.331/PFA/5; GB.341/PFA/INF/2.",
    ]


def test_empty_lines_leave_nothing_behind() -> None:
    parts = parts_of(hard_paper())
    for style in ("Banner", "AgendaItem", "CoverSegment", "CoverCode", "BoxLabel", "BoxText"):
        assert not parts.styled(style), style
    assert not parts.styled("CoverFoot", FOOT)
    # A frame around the section alone, closed on all four sides.
    frame = parts.find("//w:tc[w:tcPr/w:gridSpan]/w:tcPr/w:tcBorders")[0]
    assert len(frame) == 4


@pytest.mark.parametrize("missing", ["body", "session", "title", "date", "symbol", "section"])
def test_any_line_may_be_missing(missing: str) -> None:
    text = "\n".join(first_page(parts_of(make_document(cover=make_cover(**{missing: ""})))))
    assert text
    assert getattr(make_cover(), missing) not in text.split("\n")


def test_cover_without_frame_has_one_cell() -> None:
    cover = make_cover(section="", segment="", section_code="")
    assert len(find(parts_of(make_document(cover=cover)).find("//w:tbl")[0], ".//w:tc")) == 1


def test_following_pages_carry_symbol_and_page_number() -> None:
    parts = parts_of(make_document())
    assert parts.styled("Header", "word/header1.xml") == ["GB.344/PFA/INF/2\t2"]
    assert parts.find("//w:fldSimple[contains(@w:instr, 'PAGE')]", "word/header1.xml")
    section = parts.find("//w:sectPr")[0]
    assert find(section, "w:titlePg")
    kinds = [value(one, "w:type") for one in find(section, "w:headerReference")]
    assert kinds == ["default", "first"]


def test_page_is_a4_and_text_fits_between_the_margins() -> None:
    section = parts_of(make_document()).find("//w:sectPr")[0]
    size, margins = find(section, "w:pgSz")[0], find(section, "w:pgMar")[0]
    assert (value(size, "w:w"), value(size, "w:h")) == ("11906", "16838")
    assert int(value(margins, "w:left")) == int(value(margins, "w:right")) > 1400


@pytest.mark.parametrize(
    "first",
    [make_heading(1, "Introduction"), make_paragraph(1), make_table()],
    ids=lambda one: one.id,
)
def test_where_the_cover_stands_alone_the_text_begins_on_the_next_page(first: Block) -> None:
    for alone in (False, True):
        parts = parts_of(make_document(first, cover=make_cover(alone=alone)))
        breaks = parts.find("//w:body/w:p/w:pPr/w:pageBreakBefore")
        assert len(breaks) == alone
    (before,) = (each.getparent() for each in breaks)
    order = [each.tag.rpartition("}")[2] for each in before]
    assert order[:1] == ["pStyle"] and order.index("pageBreakBefore") <= 3
