"""Nested lists, text that goes on, typed tables and boxes in every format."""

import re
from typing import Any

import pytest
from lxml import html as lxml_html

from reports.document import tree
from reports.document.compare import changed_texts, numbers_in
from reports.writers import WRITERS, html, json_, text
from reports.writers.locations import locations
from tests.reports.documents import make_document, make_number, make_paragraph, make_table
from tests.reports.texts import BLOCKS, composed, one_line
from tests.reports.writers.docx_parts import Parts, find, parts_of, text_of, value
from tests.reports.writers.pdf_parts import Pdf


@pytest.fixture(scope="module")
def paper() -> tree.Document:
    return composed(BLOCKS)


@pytest.fixture(scope="module")
def word(paper: tree.Document) -> Parts:
    return parts_of(paper)


def test_the_tree_reads_back_equal_and_notes_count_in_reading_order(paper: tree.Document) -> None:
    assert json_.read(json_.write(paper)) == paper
    notes = [node.number for run in map(tree.runs, paper.blocks) for nodes in run
             for node in nodes if isinstance(node, tree.Note)]  # fmt: skip
    assert notes == [1, 2, 3, 4]
    assert [number.uid for number in numbers_in(paper)] == ["summary/total#1", "one#1"]


def test_the_text_indents_points_and_draws_the_box(paper: tree.Document) -> None:
    outline = text.write(paper).decode()
    assert (
        "     (a) one:\n         (i) plans;[2]\n         (ii) reports:\n              • now;\n"
        "              • later;\n     (b) two:\n         (i) begins again.\n\n     All goes on here.\n"
    ) in outline
    assert "     What         US$\n     Hardware[3]  119\n     Per biennium.\n" in outline
    assert (
        "     | What staff said\n     | It works.[4]\n     | • time:\n     |   1. now\n     |   2. then"
        in outline
    )


# --- Word -----------------------------------------------------------------------------------------


def level_of(parts: Parts, point: Any) -> tuple[str, int, str, str]:
    """The words of a point, its level, and how the list counts there."""
    (number,) = find(point, "w:pPr/w:numPr/w:numId")
    (level,) = find(point, "w:pPr/w:numPr/w:ilvl")
    numbering = parts.xml("word/numbering.xml")
    (num,) = find(numbering, f"w:num[@w:numId='{value(number)}']")
    (definition,) = find(num, "w:abstractNumId")
    base = f"w:abstractNum[@w:abstractNumId='{value(definition)}']/w:lvl[@w:ilvl='{value(level)}']"
    (format_,) = find(numbering, f"{base}/w:numFmt")
    (sign,) = find(numbering, f"{base}/w:lvlText")
    return text_of(point), int(value(level)), value(format_), value(sign)


def test_word_counts_every_level_by_itself(word: Parts) -> None:
    points = word.find("//w:body/w:p[w:pPr/w:pStyle/@w:val='ListBullet']")
    assert [level_of(word, one) for one in points] == [
        ("one:", 0, "lowerLetter", "(%1)"),
        ("plans;[2]", 1, "lowerRoman", "(%2)"),
        ("reports:", 1, "lowerRoman", "(%2)"),
        ("now;", 2, "bullet", "•"),
        ("later;", 2, "bullet", "•"),
        ("two:", 0, "lowerLetter", "(%1)"),
        ("begins again.", 1, "lowerRoman", "(%2)"),
        ("first", 0, "decimal", "%1)"),
        ("second", 0, "decimal", "%1)"),
    ]


def test_every_list_begins_anew_at_every_level(word: Parts) -> None:
    numbering = word.xml("word/numbering.xml")
    used = dict.fromkeys(map(value, word.find("//w:numPr[w:ilvl]/w:numId")))
    assert len(used) == 3
    for number in used:
        levels = find(numbering, f"w:num[@w:numId='{number}']/w:lvlOverride/w:startOverride")
        assert [value(one) for one in levels] == ["1", "1", "1"]
    tags = [one.tag.rpartition("}")[2] for one in numbering]
    assert tags == sorted(tags)  # every abstractNum before the first num
    nsids = [value(one) for one in find(numbering, "//w:nsid")]
    assert len(nsids) == len({*nsids})


def test_two_lists_at_one_level_that_count_unlike_have_numbers_of_their_own() -> None:
    parts = parts_of(composed("A:\n1. b\n(i) c\n(ii) d\n2. e\na) f\nb) g\n3. h\n(i) i\n(ii) j"))
    points = parts.find("//w:body/w:p[w:pPr/w:pStyle/@w:val='ListBullet']")
    signs = [level_of(parts, one)[3] for one in points]
    assert signs == ["%1.", "(%2)", "(%2)", "%1.", "%2)", "%2)", "%1.", "(%2)", "(%2)"]
    numbers = [value(one) for one in parts.find("//w:numPr[w:ilvl]/w:numId")]
    assert [numbers.index(one) for one in numbers] == [0, 0, 0, 0, 4, 4, 0, 0, 0]


def test_word_has_text_that_goes_on_without_a_number_and_a_native_table(word: Parts) -> None:
    assert word.styled("ParagraphContinued") == ["All goes on here.", "The end."]
    (table,) = (one for one in word.find("//w:tbl") if text_of(one).startswith("WhatUS$"))
    assert [text_of(one) for one in find(table, "w:tr/w:tc")] == [
        "What", "US$", "Hardware[3]", "119",
    ]  # fmt: skip
    assert len(find(table, "w:tr/w:trPr/w:tblHeader")) == 1
    assert [value(one) for one in find(table, "w:tr[2]/w:tc[2]/w:p/w:pPr/w:jc")] == ["right"]
    (caption,) = word.find("//w:p[w:pPr/w:pStyle/@w:val='Caption']")
    assert text_of(caption) == "Table\u00a01. Means"
    assert "SEQ Table" in value(find(caption, "w:fldSimple")[0], "w:instr")
    assert find(caption, "w:bookmarkStart")


def test_a_box_of_word_is_one_cell_with_its_points(word: Parts) -> None:
    (box,) = (one for one in word.find("//w:tbl") if "What staff said" in text_of(one))
    assert [text_of(one) for one in find(box, "w:tr/w:tc/w:p")] == [
        "What staff said", "It works.[4]", "time:", "now", "then",
    ]  # fmt: skip
    points = find(box, ".//w:p[w:pPr/w:pStyle/@w:val='ListBullet']")
    assert [level_of(word, one)[1:] for one in points] == [
        (0, "bullet", "•"), (1, "decimal", "%2."), (1, "decimal", "%2."),
    ]  # fmt: skip


# --- HTML and PDF ---------------------------------------------------------------------------------


def test_html_nests_lists_and_says_how_they_count(paper: tree.Document) -> None:
    page: Any = lxml_html.fromstring(str(html.fragment(paper)))
    outer, second = page.xpath("./ol")
    assert (outer.get("type"), second.get("type")) == ("a", "1")
    assert outer.xpath("./li[1]/ol/@type") == ["i"]
    assert outer.xpath("./li[1]/ol/li[2]/ul/li/text()") == ["now;", "later;"]
    assert "by-letter-full" in outer.get("class")
    assert page.xpath("string(./p[@class='para-more'][1])") == "All goes on here."
    (box,) = page.xpath("./div[@class='text-box']")
    assert box.get("aria-label") == "What staff said"
    assert box.xpath("./ul/li/ol/li/text()") == ["now", "then"]
    (table,) = page.xpath(".//table")
    assert one_line(table.text_content()) == "Table 1. MeansWhatUS$Hardware3119"
    assert table.xpath(".//tbody//td/@class") == ["num"]


def test_the_pdf_tags_lists_within_lists_and_the_table(paper: tree.Document) -> None:
    pdf = Pdf(paper)
    outer = pdf.tags.all("L")[0]
    assert [len(one.all("LI")) for one in outer.all("L")[:3]] == [7, 4, 2]
    (table,) = (one for one in pdf.tags.all("Table") if one.all("TH"))
    assert [one.text for one in table.all("TH")] == ["What", "US$"]
    for words in ("All goes on here.", "What staff said", "begins again.", "Per biennium."):
        assert words in pdf.words
    assert re.search(r"\(ii\)\s*reports", pdf.words)


# --- Changes and places ---------------------------------------------------------------------------


def test_every_block_of_a_paragraph_counts_as_its_words(paper: tree.Document) -> None:
    for old, new in (
        ("begins again", "starts again"),
        ("All goes on", "All went on"),
        ("Hardware", "Software"),
        ("It works", "It worked"),
        ("(i) begins again.", "- begins again."),
    ):
        (changed,) = changed_texts(paper, composed(BLOCKS.replace(old, new)))
        assert changed.target == "para/one"
        assert changed.new != changed.old
    assert changed_texts(paper, composed(BLOCKS)) == []


def test_each_block_has_a_name_for_its_place(paper: tree.Document) -> None:
    names = [name for name, _node in locations(paper)]
    assert "the text that goes on after paragraph 1" in names
    assert "the box after paragraph 1" in names


@pytest.mark.parametrize("format_", ["docx", "html", "txt", "json"])
def test_an_untranslated_paragraph_has_its_blocks_in_the_original(format_: str) -> None:
    cell = tree.CellWords(children=(tree.Text(text="Zelle", language="de"),))
    document = make_document(
        make_paragraph(1, tree.Text(text="Worte:", language="de"), language="de", untranslated=True),
        tree.BulletList(items=((tree.Text(text="eins", language="de"),),), language="de", mark="1."),
        tree.Passage(children=(make_number(),), language="de"),
        make_table(columns=("Kopf",), rows=((cell,),), numeric=(), language="de"),
        tree.Box(id="b", title="Kasten", blocks=(tree.Passage(children=()),), language="de"),
    )  # fmt: skip
    written = WRITERS[format_].write(document)
    if format_ == "html":
        assert written.count(b'lang="de"') >= 5
    if format_ == "docx":
        assert Parts(written).find("//w:tc[.//w:t='Kopf']//w:lang[@w:val='de-DE']")
