"""The words of a PDF: every number, hard characters, hostile text, links, and clear refusals."""

import re
import unicodedata

import pytest

from reports.document.tree import Document, Inline, Link, Number, Reference, Text
from reports.document.walk import nodes
from reports.writers.pdf import DocumentError, write
from tests.reports.documents import (
    LONG_ADDRESS,
    full_report,
    hard_paper,
    make_cover,
    make_document,
    make_figure,
    make_figure_data,
    make_heading,
    make_list,
    make_note,
    make_paragraph,
    make_table,
    paper_with_appendices,
)
from tests.reports.writers.pdf_parts import Pdf

HOSTILE = (
    '#import "@preview/cetz:0.3.4" #panic("no") #sys.inputs $x^2$ *bold* _it_ `raw` <label> @label '
    "\\ \\# \\u{41} // comment /* more */ = Heading - item + item / term: [x] {x} ~ -- --- ... "
    '\'single\' "double" https://example.org #{1+1} "},{"'
)


def line_of(*children: Inline) -> str:
    """The words of the one paragraph of a paper."""
    (tag,) = [
        t
        for t in Pdf(make_document(make_paragraph(1, *children))).tags.all("P")
        if t.line.startswith("1.")
    ]
    return tag.line.removeprefix("1.").strip()


@pytest.mark.parametrize("document", [full_report(), hard_paper(), paper_with_appendices()])
def test_every_live_number_of_the_tree_stands_in_the_text(document: Document) -> None:
    words = Pdf(document).words.replace("\u00a0", " ")
    for number in (node for node in nodes(document) if isinstance(node, Number)):
        assert number.text.replace("\u00a0", " ") in words


def test_every_number_is_found_by_a_common_reader_too() -> None:
    document = full_report()
    text = re.sub(r"\s+", " ", Pdf(document).text)
    for number in (node for node in nodes(document) if isinstance(node, Number)):
        assert number.text.replace("\u00a0", " ") in text


def test_hostile_text_is_printed_and_never_read_as_code() -> None:
    document = make_document(
        make_heading(text=HOSTILE),
        make_paragraph(1, Text(text=HOSTILE), make_note(1, Text(text=HOSTILE))),
        make_list(HOSTILE),
        make_table(rows=((HOSTILE, Text(text=HOSTILE, language="de"), "1"),), caption=HOSTILE),
        make_figure(1, make_figure_data(alt=HOSTILE, caption=HOSTILE), id=HOSTILE),
        title=HOSTILE,
        author=HOSTILE,
        subject=HOSTILE,
        keywords=(HOSTILE,),
        symbol=HOSTILE,
        cover=make_cover(title=HOSTILE, body=HOSTILE, author=HOSTILE),
    )
    pdf = Pdf(document)
    # Line ends print no space.
    bare = re.sub(r"\s+", "", pdf.words)
    assert bare.count(re.sub(r"\s+", "", HOSTILE)) == 11
    assert pdf.tags.all("Figure")[0].alt == HOSTILE
    assert pdf.reader.metadata.title == HOSTILE


def test_a_reference_to_an_id_of_any_signs_leads_there() -> None:
    id = 'para/introduction "1" <ü> #x'
    block = make_paragraph(1, Text(text="See "), Reference(target=id, text="paragraph 2"))
    pdf = Pdf(
        make_document(
            block, make_paragraph(2).__class__(id=id, number=2, children=(Text(text="Here."),))
        )
    )
    assert [t.text for t in pdf.tags.all("Link")].count("paragraph 2") == 1
    assert any("/Dest" in note or "/A" in note for note in annotations(pdf))


def annotations(pdf: Pdf) -> list[dict[str, object]]:
    return [a.get_object() for page in pdf.reader.pages for a in page.get("/Annots") or []]


def test_a_reference_to_what_is_gone_is_plain_words() -> None:
    pdf = Pdf(make_document(make_paragraph(1, Reference(target="gone", text="paragraph 99"))))
    assert "paragraph 99" in pdf.words
    assert pdf.tags.all("Link") == []


def test_links_lead_out_and_dangerous_ones_nowhere() -> None:
    children = (
        Link(href="https://www.ilo.org/gb?x=ä b", children=(Text(text="bad blank"),)),
        Link(href="https://www.ilo.org/gb?x=ä", children=(Text(text="the Board"),)),
        Link(href="www.ilo.org", children=(Text(text="bare"),)),
        Link(href="javascript:alert(1)", children=(Text(text="click"),)),
        Link(href="https://www.ilo.org/empty", children=(Text(text=""),)),
    )
    pdf = Pdf(make_document(make_paragraph(1, *children)))
    assert pdf.addresses == ["https://www.ilo.org/gb?x=%C3%A4", "https://www.ilo.org"]
    assert "click" in pdf.words
    assert all(note.get("/Contents") for note in annotations(pdf)), "a link says where it leads"


@pytest.mark.parametrize(
    "text",
    [
        "Gru\u0308n, Ma\u0308rz, Cafe\u0301",
        "Straße, Ærø, İstanbul, Łódź, naïve, œuvre, Ñandú",
        "“double” ‘single’ „deutsch“ «français»",
        "2\u202f637, 10\u00a0per\u00a0cent, 5\u2009kg, \u22125, 2018–21, 24/7, −1 − 2",
        "No.\u00a0190 344ᵉ 344.ª 1º ½ ± × ≥ ≤ → … • ▶ ☐ ✓ € £ № ™",
        "Ελληνικά, русский, עברית",
        "中文，日本語、한국어 繁體",
        "😀 🇨🇭 👩\u200d💻 ☎\ufe0f 🎉",
        "ไทย हिन्दी বাংলা ქართული Հայերեն አማርኛ",
        "∀x∈ℝ ⇒ ∠ ∖ ♠ ♫ ☮",
        "word\u2011word and zero\u200bwidth, joined\u2060here",
    ],
)
def test_hard_characters_are_printed(text: str) -> None:
    shown = unicodedata.normalize("NFC", text)
    if "עברית" in shown:  # read back in the order it is drawn in
        shown = shown.replace("עברית", "עברית"[::-1])
    assert re.sub(r"\s+", "", line_of(Text(text=text))) == re.sub(r"\s+", "", shown)


def test_a_soft_hyphen_shows_only_at_the_end_of_a_line() -> None:
    page = Pdf(make_document(make_paragraph(1, Text(text="Informations\u00adtechnologie"))))
    assert page.text.count("-") == Pdf(
        make_document(make_paragraph(1, Text(text="Info")))
    ).text.count("-")
    long = Text(text="Informations\u00adtechnologie " * 9)
    assert "Informations-" in re.sub(
        "\u00ad", "-", Pdf(make_document(make_paragraph(1, long))).text
    )


def test_right_to_left_words_stand_among_the_others() -> None:
    words = "منظمة العمل الدولية"
    line = line_of(Text(text="The words "), Text(text=words, language="ar"), Text(text=" and 119."))
    drawn = line.removeprefix("The words ").removesuffix(" and 119.")
    letters = [c for c in unicodedata.normalize("NFKC", drawn) if c.isalpha()]
    assert sorted(letters) == sorted(c for c in words if c.isalpha())


def test_line_ends_and_tabs_in_a_text_are_line_ends_and_spaces() -> None:
    pdf = Pdf(
        make_document(make_paragraph(1, Text(text="one\ttwo\nthree\r\nfour\u2028five\ufeff")))
    )
    assert "one two\nthree\nfour\nfive" in pdf.text


def test_an_address_of_300_characters_stays_on_the_page() -> None:
    link = Link(href=LONG_ADDRESS, children=(Text(text=LONG_ADDRESS),))
    pdf = Pdf(make_document(make_paragraph(1, link), make_list(LONG_ADDRESS)))
    assert pdf.addresses[0] == LONG_ADDRESS
    assert widest(pdf) <= right_edge(pdf)
    assert pdf.words.count(LONG_ADDRESS) == 2


def test_a_word_too_long_for_its_line_is_cut_without_a_sign() -> None:
    word = "Donaudampfschifffahrt" * 8
    document = make_document(
        make_heading(text=word),
        make_paragraph(1, Text(text=f"A {word}.")),
        make_list(word),
        make_table(rows=((word, "x", "1"), ("y", word, "2"))),
    )
    pdf = Pdf(document)
    assert widest(pdf) <= right_edge(pdf)
    assert pdf.words.count(word) == 5


def right_edge(pdf: Pdf) -> float:
    return float(pdf.reader.pages[0].mediabox.width) - 79.4 + 0.5


def widest(pdf: Pdf) -> float:
    """The rightmost end of any word, by the widths in the fonts."""
    from tests.reports.writers.pdf_parts import ends_of_words

    return max(end for page in pdf.reader.pages for end in ends_of_words(page))


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (
            make_document(make_figure(1, make_figure_data(alt=" "))),
            "Figure 1 has no alternative text",
        ),
        (make_document(make_figure(1, make_figure_data(kind="pie"))), "of the kind “pie”"),
        (make_document(make_table(rows=(("a",),))), "row 1 has 1 cells for 3 columns"),
        (make_document(title=" "), "The paper has no title"),
    ],
)
def test_what_cannot_be_set_is_refused_with_its_place(document: Document, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        write(document)
