"""The words of a Word paper: styles, numbers, notes, links, references and languages."""

from typing import Any

import pytest
from lxml import etree

from reports.document.tree import Inline, Link, Paragraph, Reference, Text
from reports.writers.docx import DocumentError, write
from reports.writers.docx.inline import safe_address
from reports.writers.docx.style_kit import PARAGRAPH_AFTER
from reports.writers.docx.text import directions
from tests.reports.documents import (
    LONG_ADDRESS,
    full_report,
    hard_paper,
    make_document,
    make_figure,
    make_figure_data,
    make_heading,
    make_list,
    make_note,
    make_number,
    make_paragraph,
    make_table,
)
from tests.reports.writers.docx_parts import find, parts_of, text_of, value


def xml_of(*children: Inline) -> str:
    """The XML of the one paragraph of a paper, without namespaces."""
    parts = parts_of(make_document(make_paragraph(1, *children)))
    paragraph = parts.find("//w:p[w:pPr/w:pStyle/@w:val='NumberedParagraph']")[0]
    etree.cleanup_namespaces(paragraph)
    return etree.tostring(paragraph, encoding="unicode").partition("</w:pPr>")[2]


def test_blocks_carry_real_styles_in_order() -> None:
    parts = parts_of(full_report())
    styles = [value(style) for style in parts.find("//w:body/w:p/w:pPr/w:pStyle")]
    start = styles.index("Heading1")
    assert styles[start : start + 9] == [
        "Heading1",
        "NumberedParagraph",
        "NumberedParagraph",
        "Caption",
        "Figure",
        "NumberedParagraph",
        "Caption",
        "Figure",
        "FigureNote",
    ]


def test_every_style_in_use_is_defined() -> None:
    parts = parts_of(hard_paper())
    defined = {value(style, "w:styleId") for style in parts.find("//w:style", "word/styles.xml")}
    for path, tree in parts.trees():
        used = {value(style) for style in find(tree, "//w:pStyle | //w:rStyle | //w:tblStyle")}
        assert used <= defined, path


def test_paragraphs_share_one_number_list_so_word_counts_as_the_tree_does() -> None:
    document = full_report()
    parts = parts_of(document)
    numbers = [block.number for block in document.blocks if isinstance(block, Paragraph)]
    assert len(parts.styled("NumberedParagraph")) == len(numbers)
    assert numbers == list(range(1, len(numbers) + 1))
    style = parts.find("//w:style[@w:styleId='NumberedParagraph']", "word/styles.xml")[0]
    assert [value(number) for number in find(style, ".//w:numId")] == ["1"]
    # Nothing in the text restarts or overrides the list.
    assert not parts.find("//w:body//w:numPr")
    assert not parts.find("//w:lvlOverride | //w:lvlRestart", "word/numbering.xml")


def test_level_of_numbered_paragraphs_prints_a_hanging_figure_with_a_full_stop() -> None:
    level = parts_of(make_document()).find(
        "//w:lvl[w:pStyle/@w:val='NumberedParagraph']", "word/numbering.xml"
    )[0]
    assert value(find(level, "w:numFmt")[0]) == "decimal"
    assert value(find(level, "w:lvlText")[0]) == "%1."
    indent = find(level, "w:pPr/w:ind")[0]
    assert value(indent, "w:left") == value(indent, "w:hanging") == "567"


def test_level_one_headings_and_captions_carry_the_mark_as_numbering_not_as_text() -> None:
    parts = parts_of(full_report())
    for style in ("Heading1", "Caption"):
        level = parts.find(f"//w:lvl[w:pStyle/@w:val='{style}']", "word/numbering.xml")[0]
        assert value(find(level, "w:lvlText")[0]) == "▶"
        assert not any("▶" in text for text in parts.styled(style))


def test_headings_and_captions_stay_with_what_follows() -> None:
    styles = parts_of(make_document()).xml("word/styles.xml")
    for style in ("Heading1", "Heading2", "Heading3", "Caption", "Title"):
        assert find(styles, f"//w:style[@w:styleId='{style}']/w:pPr/w:keepNext"), style


def test_a_small_table_stays_on_one_page_and_with_its_note() -> None:
    def kept(**changes: Any) -> int:
        parts = parts_of(make_document(make_table(**changes)))
        style = "w:pPr[w:pStyle/@w:val='TableText'][w:keepNext]"
        return len(parts.find(f"//w:tbl//w:p[{style}]"))

    assert kept() == 9
    assert kept(note="") == 6
    assert kept(rows=(("a", "b", "1"),) * 40) == 0


def test_paragraph_that_announces_a_list_stays_with_it() -> None:
    parts = parts_of(make_document(make_paragraph(1), make_list(), make_paragraph(2)))
    kept = [bool(find(p, "w:pPr/w:keepNext")) for p in parts.find("//w:body/w:p")[-4:]]
    assert kept == [True, False, False, False]


def test_strong_emphasis_and_numbers_are_plain_runs() -> None:
    assert xml_of(
        Text(text="a ", strong=True), Text(text="b", emphasis=True), make_number("119")
    ) == (
        '<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">a </w:t></w:r>'
        '<w:r><w:rPr><w:i/><w:iCs/></w:rPr><w:t xml:space="preserve">b</w:t></w:r>'
        '<w:r><w:t xml:space="preserve">119</w:t></w:r></w:p>'
    )


def test_soft_and_no_break_hyphens_become_words_own_elements() -> None:
    assert xml_of(Text(text="a\u00adb\u2011c")) == (
        '<w:r><w:t xml:space="preserve">a</w:t><w:softHyphen/>'
        '<w:t xml:space="preserve">b</w:t><w:noBreakHyphen/>'
        '<w:t xml:space="preserve">c</w:t></w:r></w:p>'
    )


def test_curly_quotes_and_narrow_spaces_stay_as_they_are() -> None:
    words = "„Zitat“ “quote” 2\u202f637 10\u00a0per\u00a0cent <b>&amp;"
    assert words in parts_of(make_document(make_paragraph(1, Text(text=words)))).styled(
        "NumberedParagraph"
    )


def test_line_break_and_tab_in_text_are_kept() -> None:
    xml = xml_of(Text(text="a\r\nb\tc"))
    assert "<w:br/>" in xml
    assert "<w:tab/>" in xml
    assert "\r" not in xml


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("plain 119", [("plain 119", False)]),
        ("the words العمل الدولية 119 are", ["the words ", "العمل الدولية 119", " are"]),
        ("(العمل)", ["(", "العمل", ")"]),
        ("", []),
    ],
)
def test_right_to_left_words_keep_their_figures(
    text: str, stretches: list[str | tuple[str, bool]]
) -> None:
    found = list(directions(text))
    assert "".join(stretch for stretch, _ in found) == text
    expected = [one if isinstance(one, str) else one[0] for one in stretches]
    assert [stretch for stretch, _ in found] == expected
    assert [stretch for stretch, rtl in found if rtl] == [s for s in expected if "\u0644" in s]


def test_right_to_left_run_is_marked_and_its_language_is_the_bidi_one() -> None:
    assert xml_of(Text(text="العمل", language="ar")) == (
        '<w:r><w:rPr><w:rtl/><w:lang w:bidi="ar"/></w:rPr>'
        '<w:t xml:space="preserve">العمل</w:t></w:r></w:p>'
    )


def test_language_of_the_paper_is_the_default_and_others_are_marked() -> None:
    parts = parts_of(make_document(word_language="de-DE", language="de"))
    defaults = parts.find("//w:docDefaults//w:lang", "word/styles.xml")[0]
    assert value(defaults) == "de-DE"
    assert '<w:lang w:val="de-DE"/>' in xml_of(Text(text="Amt", language="de"))


def test_untranslated_paragraph_is_marked_and_spelled_in_its_own_language() -> None:
    parts = parts_of(
        make_document(
            make_paragraph(
                1, Text(text="Noch nicht."), make_note(1), language="de", untranslated=True
            )
        )
    )
    assert parts.styled("NumberedParagraph") == ["[de]\u00a0Noch nicht.[1]"]
    languages = [value(lang) for lang in parts.find("//w:p//w:lang")]
    assert languages == ["de-DE"]
    # The note belongs to the text of its mark.
    assert [value(one) for one in parts.find("//w:footnote//w:lang", "word/footnotes.xml")] == [
        "de-DE"
    ]


def test_footnotes_are_native_and_numbered_as_in_the_tree() -> None:
    parts = parts_of(full_report())
    marks = [int(value(mark, "w:id")) for mark in parts.find("//w:footnoteReference")]
    notes = parts.find("//w:footnote", "word/footnotes.xml")
    ids = [int(value(note, "w:id")) for note in notes]
    assert marks == list(range(1, len(marks) + 1))
    assert ids == [-1, 0, *marks]
    assert text_of(notes[2]).strip() == "GB.331/PFA/5, para.\u00a057."


def test_footnote_may_stand_in_a_list_item() -> None:
    item = (Text(text="a point"), make_note(1, Text(text="See p. 2.")), Text(text=";"))
    parts = parts_of(make_document(make_paragraph(1), make_list(item)))
    assert parts.styled("ListBullet") == ["a point[1];"]
    assert parts.styled("FootnoteText", "word/footnotes.xml") == ["\tSee p. 2."]


def test_two_notes_at_one_word_are_kept_apart() -> None:
    parts = parts_of(hard_paper())
    assert parts.styled("NumberedParagraph")[0].startswith("Two notes at one word[1],[2] and")


def test_links_are_relationships_of_the_part_they_stand_in() -> None:
    parts = parts_of(hard_paper())
    link = parts.find("//w:hyperlink", "word/footnotes.xml")[0]
    rows = {value(row, "Id"): row for row in parts.xml("word/_rels/footnotes.xml.rels")}
    row = rows[value(link, "r:id")]
    assert value(row, "Target") == LONG_ADDRESS
    assert value(row, "TargetMode") == "External"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://ilo.org/a b", "https://ilo.org/a%20b"),
        ("https://ilo.org/é?q=1&r=%20#x", "https://ilo.org/%C3%A9?q=1&r=%20#x"),
        ("mailto:x@ilo.org", "mailto:x@ilo.org"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("www.ilo.org", ""),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_only_safe_and_valid_addresses_become_links(href: str, address: str) -> None:
    assert safe_address(href) == address


def test_dangerous_link_is_printed_without_one() -> None:
    assert xml_of(Link(href="javascript:x", children=(Text(text="click"),))) == (
        '<w:r><w:t xml:space="preserve">click</w:t></w:r></w:p>'
    )


def test_reference_jumps_to_a_bookmark_around_its_block() -> None:
    parts = parts_of(
        make_document(
            make_paragraph(1, Reference(target="p2", text="paragraph 2")), make_paragraph(2)
        )
    )
    anchor = value(parts.find("//w:hyperlink")[0], "w:anchor")
    start = parts.find(f"//w:bookmarkStart[@w:name='{anchor}']")[0]
    assert text_of(parts.find("//w:hyperlink")[0]) == "paragraph 2"
    assert find(start, "following-sibling::w:bookmarkEnd")
    assert "In 2021 the Office" in text_of(find(start, "..")[0])


def test_reference_to_a_deleted_block_is_plain_words() -> None:
    assert xml_of(Reference(target="gone", text="paragraph 99")) == (
        '<w:r><w:t xml:space="preserve">paragraph 99</w:t></w:r></w:p>'
    )


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\ud800", "\uffff"])
def test_character_no_word_file_can_hold_is_refused_with_its_place(bad: str) -> None:
    document = make_document(make_paragraph(1), make_paragraph(2, Text(text=f"some words{bad}")))
    with pytest.raises(DocumentError, match="In paragraph 2, after “some words”, stands U\\+"):
        write(document)


def test_character_in_a_heading_is_found_by_what_stands_before_it() -> None:
    document = make_document(make_paragraph(1), make_heading(2, "\x01"))
    with pytest.raises(DocumentError, match="In the heading after paragraph 1, at its start"):
        write(document)


def test_numbers_word_would_count_otherwise_are_refused() -> None:
    with pytest.raises(DocumentError, match="paragraph numbered 3 would be printed as 2"):
        write(make_document(make_paragraph(1), make_paragraph(3)))
    with pytest.raises(DocumentError, match="footnote numbered 2 would be printed as 1"):
        write(make_document(make_paragraph(1, make_note(2))))


def test_bar_of_an_unknown_group_is_refused_rather_than_lost() -> None:
    data = make_figure_data(groups=("Outcomes",))
    with pytest.raises(DocumentError, match="“Information security” of Figure 1 is of the group"):
        write(make_document(make_figure(1, data)))
    with pytest.raises(DocumentError, match="of the kind “pie”"):
        write(make_document(make_figure(1, make_figure_data(kind="pie"))))


def test_ragged_table_is_refused_with_its_row() -> None:
    with pytest.raises(DocumentError, match="table after paragraph 1, row 2 has 1 cells for 3"):
        write(make_document(make_paragraph(1), make_table(rows=(("a", "b", "c"), ("d",)))))


def test_what_follows_a_list_stands_as_far_from_it_as_from_a_paragraph() -> None:
    parts = parts_of(make_document(make_paragraph(1), make_list("one", "two"), make_paragraph(2)))
    points = parts.find("//w:p[w:pPr/w:pStyle/@w:val='ListBullet']")
    spaces = [[value(one, "w:after") for one in find(p, "w:pPr/w:spacing")] for p in points]
    assert spaces == [[], [str(PARAGRAPH_AFTER)]]
