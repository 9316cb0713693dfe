"""Appendices and the draft decision in Word: sections, restarts, letters."""

import re
import shutil
from pathlib import Path

import pytest

from reports.document.tree import Paragraph, Text
from reports.writers.docx import DocumentError, write
from tests.reports.documents import (
    decision_paper,
    full_report,
    make_appendix,
    make_document,
    make_heading,
    make_list,
    make_note,
    make_paragraph,
    paper_with_appendices,
)
from tests.reports.writers.docx_parts import Parts, find, parts_of, text_of, value
from tests.reports.writers.test_docx_pages import text_of_pages

NUMBERING = "word/numbering.xml"


@pytest.fixture(scope="module")
def paper() -> Parts:
    return parts_of(paper_with_appendices())


def test_each_appendix_is_a_section_on_a_new_page(paper: Parts) -> None:
    sections = paper.find("//w:sectPr")
    assert len(sections) == 3
    assert [len(find(one, "w:titlePg")) for one in sections] == [1, 0, 0]
    kinds = [[value(kind) for kind in find(one, "w:type")] for one in sections]
    assert kinds == [[], ["nextPage"], ["nextPage"]]


def test_only_the_appendix_that_asks_lies_on_its_side(paper: Parts) -> None:
    sizes = paper.find("//w:sectPr/w:pgSz")
    assert [value(size, "w:orient") for size in sizes] == ["", "", "landscape"]
    wide, high = int(value(sizes[2], "w:w")), int(value(sizes[2], "w:h"))
    assert wide > high
    [table] = paper.find("//w:tbl[w:tblPr/w:tblStyle/@w:val='PaperTable']/w:tblPr/w:tblW")
    assert int(value(table, "w:w")) > 12_000


def test_footnotes_of_appendices_have_typed_marks_and_ids_of_their_own(paper: Parts) -> None:
    """Where sections restart the count, LibreOffice counts anew at every heading of level 1."""
    assert not paper.find("//w:numRestart")
    marks = [value(one, "w:id") for one in paper.find("//w:footnoteReference")]
    assert marks == ["1", "2", "3", "4"]
    typed = paper.find("//w:r[w:footnoteReference/@w:customMarkFollows='1']")
    assert [text_of(one) for one in typed] == ["[2]1", "[3]2", "[4]1"]
    automatic = paper.find("//w:footnote//w:footnoteRef", "word/footnotes.xml")
    assert len(automatic) == 1
    notes = paper.find("//w:footnote[not(@w:type)]", "word/footnotes.xml")
    assert [value(one, "w:id") for one in notes] == marks
    assert text_of(notes[3]) == "1\tFirst note of appendix two."


def _number_id(paragraph: object) -> str:
    found = find(paragraph, "w:pPr/w:numPr/w:numId")  # type: ignore[arg-type]
    return value(found[0]) if found else ""


def test_paragraphs_of_an_appendix_are_a_list_that_begins_again(paper: Parts) -> None:
    paragraphs = paper.find("//w:p[w:pPr/w:pStyle/@w:val='NumberedParagraph']")
    ids = [_number_id(one) for one in paragraphs]
    assert ids[:2] == ["", ""]
    assert ids[2] == ids[3] != ""
    assert ids[4] not in {"", ids[2]}
    for number in {ids[2], ids[4]}:
        query = f"//w:num[@w:numId='{number}']/w:lvlOverride/w:startOverride"
        assert [value(one) for one in paper.find(query, NUMBERING)] == ["1"]


def test_points_of_the_decision_have_letters_that_word_counts(paper: Parts) -> None:
    points = paper.find("//w:p[w:pPr/w:pStyle/@w:val='ListBullet']")
    assert [text_of(one) for one in points] == [
        "took note of the report; and",
        "asked the Office to follow two lessons.",
    ]
    [number] = {_number_id(one) for one in points}
    [abstract] = paper.find(f"//w:num[@w:numId='{number}']/w:abstractNumId", NUMBERING)
    query = f"//w:abstractNum[@w:abstractNumId='{value(abstract)}']/w:lvl"
    [level] = paper.find(query, NUMBERING)
    assert value(find(level, "w:numFmt")[0]) == "lowerLetter"
    assert value(find(level, "w:lvlText")[0]) == "(%1)"


def test_the_decision_is_in_bold_to_its_number(paper: Parts) -> None:
    decision = next(p for p in paper.find("//w:p") if text_of(p) == "The Governing Body:")
    assert find(decision, "w:pPr/w:rPr/w:b")
    assert all(find(run, "w:rPr/w:b") for run in find(decision, "w:r"))


def test_every_list_with_letters_begins_with_a() -> None:
    document = make_document(
        make_heading(),
        make_paragraph(1, decision=True),
        make_list(letters=True),
        make_paragraph(2, decision=True),
        make_list(letters=True),
    )
    points = parts_of(document).find("//w:p[w:pPr/w:pStyle/@w:val='ListBullet']")
    assert len({_number_id(one) for one in points}) == 2


def test_label_and_title_stand_under_each_other(paper: Parts) -> None:
    assert "Appendix I\nMethod" in paper.styled("Heading1")


def test_references_lead_into_an_appendix(paper: Parts) -> None:
    links = paper.find("//w:hyperlink[@w:anchor]")
    names = {value(one, "w:name") for one in paper.find("//w:bookmarkStart")}
    assert [text_of(one).replace("\u00a0", " ") for one in links] == [
        "Appendix II",
        "paragraph 1 of the main text",
    ]
    assert {value(one, "w:anchor") for one in links} == names


def test_a_number_that_does_not_begin_again_is_refused() -> None:
    document = make_document(
        make_heading(), make_paragraph(1), make_appendix(), make_paragraph(2, id="two")
    )
    with pytest.raises(DocumentError, match="paragraph numbered 2 would be printed as 1"):
        write(document)


def test_a_note_that_does_not_begin_again_is_refused() -> None:
    document = make_document(
        make_heading(),
        make_paragraph(1, Text(text="One."), make_note(1)),
        make_appendix(),
        make_paragraph(1, Text(text="Two."), make_note(2), id="two"),
    )
    with pytest.raises(DocumentError, match="footnote numbered 2 would be printed as 1"):
        write(document)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write(paper_with_appendices()) == write(paper_with_appendices())


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="needs LibreOffice and pdftotext",
)
def test_libreoffice_counts_paragraphs_and_letters_as_the_tree_does(tmp_path: Path) -> None:
    report, appendices = full_report(), paper_with_appendices().blocks
    start = next(
        i for i, each in enumerate(appendices) if each == make_appendix("Appendix I", "Method")
    )
    body = (*report.blocks, make_heading(1, "Decision"), make_paragraph(55, id="d", decision=True))
    document = make_document(*body, make_list(letters=True), *appendices[start:])
    pages = text_of_pages(document, tmp_path)
    numbers = [int(found) for found in re.findall(r"^\s*(\d+)\.\s{2,}\S", pages, re.MULTILINE)]
    assert numbers == [*range(1, 56), 1, 2, 1]
    assert re.findall(r"^\s*\((\w)\)", pages, re.MULTILINE) == ["a", "b"]
    assert decision_paper().symbol not in pages


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="needs LibreOffice and pdftotext",
)
def test_libreoffice_marks_the_notes_of_every_part_as_the_tree_does(tmp_path: Path) -> None:
    def noted(number: int, mark: int, key: str) -> Paragraph:
        return make_paragraph(number, Text(text=key), make_note(mark), id=key)

    document = make_document(
        *(
            make_heading(1, "One"),
            noted(1, 1, "Alpha"),
            make_heading(1, "Two"),
            noted(2, 2, "Beta"),
        ),
        *(make_appendix("Appendix I", "Method"), noted(1, 1, "Gamma"), noted(2, 2, "Delta")),
        *(make_appendix("Appendix II", "Indicators"), noted(1, 1, "Epsilon")),
    )
    pages = text_of_pages(document, tmp_path)
    found = re.findall(r"(Alpha|Beta|Gamma|Delta|Epsilon) *(\d+)", pages)
    assert [mark for _key, mark in found] == ["1", "2", "1", "2", "1"]
