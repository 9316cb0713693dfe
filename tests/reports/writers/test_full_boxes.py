"""Tables and pictures within boxes, in every format."""

from typing import Any

import pytest
from lxml import html as lxml_html

from reports.document import compare, tree
from reports.document.editor_doc import Printed, editor_doc, markup_of
from reports.document.markup import parse, split_paragraphs
from reports.document.spans import MarkupError
from reports.document.word_counts import total
from reports.document.write_markup import written
from reports.editions.xliff.slots import SlotKind, filled, slots
from reports.writers import WRITERS, json_, text
from tests.reports.pictures.files import png, stored
from tests.reports.texts import composed, one_line
from tests.reports.writers.docx_parts import find, parts_of, text_of
from tests.reports.writers.pdf_parts import Pdf

TEXT = """\
Staff were asked, see [[table:use]] and [[fig:house]].

::: What staff said
Of all:
- half use mail.

Table: What they use {#use}
| Tool | Per cent |
| --- | ---: |
| Mail^[As in 2020.] | {{projects.total}} |
Note: In May.

Picture: Where they sit {#house}
Alt: A brick house.
Note: Photograph: unit.

They thanked.
:::

The end.^[Last.]"""


@pytest.fixture(scope="module")
def paper() -> tree.Document:
    return composed(TEXT, pictures={"house": stored(png(1200, 300), 1200, 300)})


def box_of(paper: tree.Document) -> tree.Box:
    (box,) = (block for block in paper.blocks if isinstance(block, tree.Box))
    return box


def test_it_is_one_paragraph_that_reads_back(paper: tree.Document) -> None:
    assert split_paragraphs(TEXT)[0].endswith(":::")
    assert written(parse(TEXT)) == TEXT
    assert parse(markup_of(editor_doc(TEXT, Printed()))) == parse(TEXT)
    kinds = [type(one).__name__ for one in box_of(paper).blocks]
    assert kinds == ["Passage", "BulletList", "Table", "Picture", "Passage"]
    assert json_.read(json_.write(paper)) == paper


def test_numbers_notes_and_references_run_through_it(paper: tree.Document) -> None:
    notes = [node.number for block in paper.blocks for run in tree.runs(block)
             for node in run if isinstance(node, tree.Note)]  # fmt: skip
    assert notes == [1, 2]
    assert [one.signature for one in compare.numbers_in(paper)][-1] == "projects.total"
    opening = paper.blocks[0]
    assert isinstance(opening, tree.Paragraph)
    assert tree.plain(opening.children) == "Staff were asked, see Table\u00a01 and Figure\u00a01."


def test_word_keeps_it_in_the_frame(paper: tree.Document) -> None:
    parts = parts_of(paper)
    (frame,) = parts.find("//w:body/w:tbl/w:tr/w:tc[w:p]/w:tbl/ancestor::w:tc")
    assert "What they use" in text_of(frame)
    (inner,) = find(frame, "w:tbl")
    wide, narrow = (int(find(one, "w:tblPr/w:tblW")[0].get(f"{{{W}}}w") or 0)
                    for one in (parts.find("//w:body/w:tbl[w:tr/w:tc/w:tbl]")[0], inner))  # fmt: skip
    assert wide - narrow == 454
    assert frame[-1].tag.endswith("}p")
    (extent,) = find(frame, "w:p/w:r/w:drawing/wp:inline/wp:extent")
    assert int(extent.get("cx") or 0) <= narrow * 635
    names = {one.get(f"{{{W}}}name") for one in find(frame, ".//w:bookmarkStart")}
    anchors = {one.get(f"{{{W}}}anchor") for one in parts.find("//w:hyperlink[@w:anchor]")}
    assert anchors <= names
    captions = find(frame, "w:p[w:pPr/w:pStyle/@w:val='Caption']")
    assert len(captions) == 2
    for caption in captions:
        assert len(find(caption, "w:pPr/w:ind")) == 1


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_the_pdf_tags_it(paper: tree.Document) -> None:
    pdf = Pdf(paper)
    assert len(pdf.tags.all("Table")) == 1
    assert "A brick house." in {tag.alt for tag in pdf.tags.all("Figure")}
    words = pdf.tags.text
    places = [
        words.index(one)
        for one in ("half use mail", "What they use", "Where they sit", "They thanked")
    ]
    assert places == sorted(places)


def test_the_web_page_and_the_text_hold_it(paper: tree.Document) -> None:
    page: Any = lxml_html.fromstring(WRITERS["html"].write(paper).decode())
    (box,) = page.xpath("//div[@class='text-box']")
    assert [cell.text_content() for cell in box.xpath(".//table//td")] == ["119"]
    assert box.xpath(".//figure/img/@alt") == ["A brick house."]
    words = one_line(text.write(paper).decode())
    assert "| Table 1. What they use" in words
    assert "| [A brick house.]" in words


def test_its_words_are_counted_compared_and_translated(paper: tree.Document) -> None:
    less = composed(
        TEXT.replace("| Mail^", "| Electronic mail^"),
        pictures={"house": stored(png(1200, 300), 1200, 300)},
    )
    assert total(less) == total(paper) + 1
    (changed,) = compare.changed_texts(paper, less)
    assert "Electronic mail" in changed.new
    kinds = [slot.kind for slot in slots(parse(TEXT))]
    assert kinds.count(SlotKind.CAPTION) == 2
    assert SlotKind.PICTURE_ALT in kinds
    assert filled(parse(TEXT), lambda _kind, spans: spans) == parse(TEXT)


def test_a_box_holds_no_box() -> None:
    with pytest.raises(MarkupError, match="not closed"):
        parse("See:\n\n::: One\n::: Two\nWords.\n:::\n:::")
