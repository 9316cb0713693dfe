"""Bold, italics and links in captions, heads and notes, in every format."""

from io import BytesIO
from typing import Any

import pytest
from lxml import html as lxml_html
from pypdf import PdfReader

from reports.document import tree
from reports.document.markup import parse
from reports.document.quantities import Fact, read_facts
from reports.document.spans import Hyperlink, MarkupError, TextSpan, TypedTable
from reports.document.write_markup import written
from reports.writers import WRITERS, json_, text
from tests.reports.texts import composed, one_line
from tests.reports.writers.docx_parts import find, parts_of, text_of

TEXT = """\
See the means:

Table: Means by *purpose* {#means}
| What | **US$** |
| --- | ---: |
| Hardware | 2.6 |
Note: See the [programme](https://example.org/pb)."""


@pytest.fixture(scope="module")
def paper() -> tree.Document:
    return composed(TEXT)


def table_of(paper: tree.Document) -> tree.Table:
    (found,) = (block for block in paper.blocks if isinstance(block, tree.Table))
    return found


def test_they_are_read_and_written_back() -> None:
    (table,) = parse(TEXT).blocks
    assert isinstance(table, TypedTable)
    assert table.caption == (TextSpan("Means by "), TextSpan("purpose", emphasis=True))
    assert table.columns[1] == (TextSpan("US$", strong=True),)
    assert isinstance(table.note[1], Hyperlink)
    assert written(parse(TEXT)) == TEXT


def test_plain_words_stay_what_they_were_in_the_tree(paper: tree.Document) -> None:
    table = table_of(paper)
    assert table.columns[0] == "What"
    assert isinstance(table.columns[1], tree.CellWords)
    assert table.title == "Table\u00a01. Means by purpose"
    assert json_.read(json_.write(paper)) == paper
    plain = table_of(composed(TEXT.replace("*", "")))
    assert (plain.caption, plain.columns) == ("Means by purpose", ("What", "US$"))


def test_word_sets_them(paper: tree.Document) -> None:
    parts = parts_of(paper)
    (caption,) = parts.find("//w:body/w:p[w:pPr/w:pStyle/@w:val='Caption']")
    assert text_of(caption).endswith("Means by purpose")
    assert [text_of(run) for run in find(caption, "w:r[w:rPr/w:i]")] == ["purpose"]
    (note,) = parts.find("//w:body/w:p[w:pPr/w:pStyle/@w:val='FigureNote']")
    assert [text_of(link) for link in find(note, "w:hyperlink")] == ["programme"]
    heads = parts.find("//w:tbl//w:p[w:pPr/w:pStyle/@w:val='TableHeading']")
    assert [len(find(head, "w:r/w:rPr/w:b")) for head in heads] == [0, 1]


def test_the_web_page_sets_them(paper: tree.Document) -> None:
    page: Any = lxml_html.fromstring(WRITERS["html"].write(paper).decode())
    assert page.xpath("//caption/em/text()") == ["purpose"]
    assert page.xpath("//th/strong/text()") == ["US$"]
    assert page.xpath("//p[@class='paper-note']/a/@href") == ["https://example.org/pb"]
    labels = page.xpath("//div[@class='paper-table']/@aria-label")
    assert labels == ["Table\u00a01. Means by purpose"]


def test_the_pdf_says_and_links_them(paper: tree.Document) -> None:
    reader = PdfReader(BytesIO(WRITERS["pdf"].write(paper)))
    words = one_line(" ".join(page.extract_text() for page in reader.pages))
    assert "Table 1. Means by purpose" in words
    links = [
        one.get_object().get("/A", {}).get("/URI")
        for page in reader.pages
        for one in page.get("/Annots", [])
    ]
    assert "https://example.org/pb" in links


def test_the_text_says_them_without_marks(paper: tree.Document) -> None:
    words = one_line(text.write(paper).decode())
    assert "Table 1. Means by purpose What US$ Hardware 2.6 See the programme." in words


def test_links_of_a_note_are_compared_between_editions() -> None:
    assert read_facts(TEXT, "en").stated[Fact("link", "https://example.org/pb")] == 1


@pytest.mark.parametrize(
    "broken",
    [
        TEXT.replace("*purpose*", "{{projects.total}}"),
        TEXT.replace("**US$**", "US$^[A note.]"),
        TEXT.replace("[programme](https://example.org/pb)", "[[table:means]]"),
        TEXT.replace("[programme]", "[{{projects.total}} programmes]"),
    ],
)
def test_numbers_notes_and_references_stand_in_the_text(broken: str) -> None:
    with pytest.raises(MarkupError, match="words, bold, italics and links"):
        parse(broken)
