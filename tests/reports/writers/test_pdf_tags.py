"""What a screen reader is told about a PDF: tags, their order, languages, alternative texts."""

import re
from itertools import pairwise

import pytest

from reports.document.tree import Document, Heading, Paragraph, Text
from tests.reports.documents import (
    decision_paper,
    full_report,
    hard_paper,
    make_category_data,
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
from tests.reports.writers.pdf_parts import Pdf, Tag

PAPERS = {
    "full": full_report(),
    "hard": hard_paper(),
    "decision": decision_paper(),
    "appendices": paper_with_appendices(),
}


@pytest.fixture(scope="module", params=PAPERS)
def paper(request: pytest.FixtureRequest) -> tuple[Document, Pdf]:
    document = PAPERS[request.param]
    return document, Pdf(document)


def one_table(pdf: Pdf) -> Tag:
    (table,) = pdf.tags.all("Table")
    return table


def test_the_file_says_that_it_is_tagged_and_accessible() -> None:
    pdf = Pdf(make_document())
    assert pdf.root["/MarkInfo"]["/Marked"]
    assert pdf.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.metadata


def test_headings_are_tags_and_bookmarks_in_order(paper: tuple[Document, Pdf]) -> None:
    document, pdf = paper
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    wanted = ["".join(child.text for child in heading.children) for heading in headings]
    tags = [tag for tag in pdf.tags.walk() if re.fullmatch(r"H\d", tag.kind)]
    bookmarks = [title for _, title in pdf.outline]
    found = [tag.text for tag in tags if not tag.text.startswith("Appendix")]
    assert found == [" ".join(words.split()) for words in wanted]
    assert [" ".join(title.split()) for title in bookmarks] == [tag.text for tag in tags]


def test_no_heading_is_more_than_one_level_below_the_one_before(
    paper: tuple[Document, Pdf],
) -> None:
    _, pdf = paper
    levels = [int(tag.kind[1]) for tag in pdf.tags.walk() if re.fullmatch(r"H\d", tag.kind)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_skipped_level_is_mended_for_the_ear_and_stays_for_the_eye() -> None:
    """A level 3 under a level 1 sounds like a 2; a paper that begins with a 2 begins with a 1."""
    blocks = (
        make_heading(2, "A"),
        make_heading(1, "B"),
        make_heading(3, "C"),
        make_heading(3, "D"),
    )
    pdf = Pdf(make_document(*blocks))
    heard = [(tag.kind, tag.text) for tag in pdf.tags.walk() if re.fullmatch(r"H\d", tag.kind)]
    assert heard == [("H1", "A"), ("H1", "B"), ("H2", "C"), ("H3", "D")]
    assert [depth for depth, _ in pdf.outline] == [1, 1, 2, 3]


def test_every_paragraph_is_a_tag_that_begins_with_its_number(
    paper: tuple[Document, Pdf],
) -> None:
    document, pdf = paper
    numbers = [block.number for block in document.blocks if isinstance(block, Paragraph)]
    found = [re.match(r"(\d+)\.\s\S", tag.line) for tag in pdf.tags.all("P")]
    assert [int(match[1]) for match in found if match] == numbers


def test_words_come_in_the_order_of_the_tree() -> None:
    document = full_report()
    pdf = Pdf(document)
    place = pdf.words.index("Related documents:")  # after the cover
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            first = next(child for child in block.children if isinstance(child, Text))
            words = " ".join(first.text.split())
            assert words in pdf.words[place:], f"{words} is missing or too early"
            place = pdf.words.index(words, place) + 1


def test_the_foot_of_the_cover_is_read_after_the_summary_and_before_the_text() -> None:
    words = Pdf(full_report()).words
    order = ["Governing Body", "For information", "Final report", "Summary:", "Author unit:"]
    places = [words.index(one) for one in (*order, "Introduction 1. The Strategy")]
    assert places == sorted(places)


def test_points_are_a_list_with_label_and_body() -> None:
    (points,) = Pdf(make_document(make_list("one;", "two."))).tags.all("L")
    items = points.all("LI")
    assert [item.all("Lbl")[0].text for item in items] == ["•", "•"]
    assert [item.all("LBody")[0].text for item in items] == ["one;", "two."]


def test_points_of_a_decision_have_letters() -> None:
    blocks = (
        make_paragraph(1, Text(text="The Governing Body:"), decision=True),
        make_list("took note; and", "asked for more.", letters=True),
    )
    pdf = Pdf(make_document(*blocks))
    assert [tag.text for tag in pdf.tags.all("Lbl")] == ["(a)", "(b)"]
    assert len(fonts_of(pdf, "took note; and")) == 1
    assert fonts_of(pdf, "took note; and") == fonts_of(pdf, "The Governing Body:")
    assert fonts_of(pdf, "took note; and") != fonts_of(pdf, "344th Session")


def fonts_of(pdf: Pdf, words: str) -> set[str]:
    """The names, with their random prefix, of the typefaces that the words are set in."""
    found: set[str] = set()

    def visit(text: str, _c: object, _t: object, font: object, _s: float) -> None:
        if words in text and isinstance(font, dict):
            found.add(str(font["/BaseFont"]))

    for page in pdf.reader.pages:
        page.extract_text(visitor_text=visit)
    return found


def test_figures_have_their_alternative_text_and_a_caption() -> None:
    pdf = Pdf(full_report())
    alts = [make_figure_data().alt, make_category_data().alt]
    assert [tag.alt for tag in pdf.tags.all("Figure")] == alts
    captions = [tag.text for tag in pdf.tags.all("Caption")]
    assert captions[0] == f"Figure 1. {make_figure_data().caption}"


def test_a_figure_holds_every_label_and_value() -> None:
    data = make_figure_data()
    (figure,) = Pdf(make_document(make_figure(1, data))).tags.all("Figure")
    wanted = [*data.groups]
    for point in data.points:
        wanted += [point.label, str(point.value)]
    assert [piece.text for piece in figure.pieces] == wanted


def test_a_figure_of_nothing_is_its_words() -> None:
    empty = make_figure_data(points=(), total=0, alt="No project is in the work plan.")
    pdf = Pdf(make_document(make_figure(1, empty)))
    assert pdf.tags.all("Figure") == []
    assert "No project is in the work plan." in [tag.text for tag in pdf.tags.all("P")]


def test_a_table_has_header_cells_that_its_cells_name() -> None:
    table = one_table(Pdf(make_document(make_table())))
    assert [tag.text for tag in table.all("TH")] == ["Purpose", "Source", "US$ million"]
    rows = [[cell.text for cell in row.all("TD")] for row in table.all("TR")]
    assert rows == [[], *(list(row) for row in make_table().rows)]
    assert all(cell.headers for cell in table.all("TD"))
    assert table.all("Caption")[0].text == "Funding by purpose, per biennium"


def test_a_heading_between_rows_is_a_header_of_the_rows_below() -> None:
    table = one_table(Pdf(make_document(make_table(groups=((0, "Goods"), (2, "Other"))))))
    assert [tag.text for tag in table.all("TH")][3:] == ["Goods", "Other"]
    first, _, last = (row.all("TD")[0].headers for row in table.all("TR") if row.all("TD"))
    assert first != last


def test_a_table_of_119_rows_runs_over_pages_and_loses_none() -> None:
    rows = tuple((f"P-{n}", f"Project {n} with a longer name", str(n * 37)) for n in range(1, 120))
    pdf = Pdf(make_document(make_table(rows=rows, columns=("Code", "Title", "Users"))))
    cells = [cell.text for cell in one_table(pdf).all("TD")]
    assert cells == [text for row in rows for text in row]
    pages = [page.extract_text() for page in pdf.reader.pages]
    assert len(pages) > 3
    assert all("Code" in page for page in pages if "P-" in page), "the header is repeated"
    # Once for the ear: the repetitions are decoration.
    assert [tag.text for tag in one_table(pdf).all("TH")].count("Code") == 1


def test_notes_belong_to_the_paragraph_of_their_mark() -> None:
    pdf = Pdf(make_document(make_paragraph(1, Text(text="Words"), make_note(1), make_note(2))))
    (paragraph,) = [tag for tag in pdf.tags.all("P") if tag.line.startswith("1.")]
    notes = paragraph.all("Note")
    assert [note.text for note in notes] == [f"{n}GB.331/PFA/5, para. 57." for n in (1, 2)]
    assert "1,2" in paragraph_marks(paragraph)
    # From the mark to the note and back.
    assert all(note.all("Lbl")[0].all("Link") for note in notes)


def paragraph_marks(paragraph: Tag) -> str:
    """The marks at the words, without the notes themselves."""
    kept = [c for c in paragraph.children if isinstance(c, Tag) and c.kind != "Note"]
    return "".join(tag.text for tag in kept)


def test_the_note_of_a_heading_is_not_in_its_bookmark() -> None:
    heading = make_heading(children=(Text(text="Introduction"), make_note(1)))
    assert Pdf(make_document(heading)).outline == [(1, "Introduction")]


@pytest.mark.parametrize(
    ("language", "full"), [("en", "en-GB"), ("de", "de-DE"), ("fr", "fr-FR"), ("es", "es-ES")]
)
def test_the_paper_says_its_language(language: str, full: str) -> None:
    document = make_document(language=language, word_language=full)
    assert Pdf(document).root["/Lang"] == full


def test_passages_in_another_language_say_theirs() -> None:
    word = Text(text="Verwaltungsrat", language="de", emphasis=True)
    pdf = Pdf(
        make_document(
            make_paragraph(1, Text(text="An "), word, Text(text=" word.")),
            make_paragraph(2, Text(text="Nicht übersetzt."), language="de", untranslated=True),
            make_list("ein Punkt.", language="de"),
            make_table(rows=((Text(text="Hardware und mehr", language="fr"), "x", "1"),)),
        )
    )
    spoken = languages_of(pdf.tags, "")
    assert spoken["Verwaltungsrat"] == spoken["Nicht übersetzt."] == "de-DE"
    assert spoken["ein Punkt."] == "de-DE"
    assert spoken["Hardware und mehr"] == "fr-FR"
    assert spoken["An"] in {"", "en-GB"}
    assert "[de]" in pdf.words


def languages_of(tag: Tag, around: str) -> dict[str, str]:
    """The language that every stretch of words is read in."""
    own = tag.language or around
    found: dict[str, str] = {}
    for child in tag.children:
        if isinstance(child, Tag):
            found |= languages_of(child, own)
        else:
            found[child.text.replace("1.\u00a0", "").strip()] = child.language or own
    return found


def test_an_appendix_begins_a_page_and_may_lie_on_its_side() -> None:
    pdf = Pdf(paper_with_appendices())
    sizes = [(float(p.mediabox.width), float(p.mediabox.height)) for p in pdf.reader.pages]
    pages = [page.extract_text() for page in pdf.reader.pages]
    (first,) = [
        n
        for n, words in enumerate(pages)
        if "Appendix I\u2003" in words or re.search(r"Appendix I\s+Method", words)
    ]
    assert first > 0
    (second,) = [n for n, words in enumerate(pages) if re.search(r"Appendix II\s+Indic", words)]
    assert sizes[first][0] < sizes[first][1]
    assert sizes[second][0] > sizes[second][1]
    assert sizes[second] == sizes[first][::-1]


def test_running_headers_are_no_part_of_the_text() -> None:
    pdf = Pdf(full_report())
    assert "GB.344/PFA/INF/2" in pdf.reader.pages[3].extract_text()
    assert pdf.words.count("GB.344/PFA/INF/2") == 1
    assert "GB.344/PFA/INF/2 1" not in pdf.reader.pages[0].extract_text()
