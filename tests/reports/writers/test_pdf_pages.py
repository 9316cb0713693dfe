"""Where pages of a PDF end: what belongs together stays together, and nothing runs off a page."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from core.figures.registry import FigureData, Point
from reports.document.tree import Block, Text
from reports.writers.docx.look import MARGIN_BOTTOM
from reports.writers.pdf import DocumentError, write
from tests.reports.documents import (
    LOREM,
    make_category_data,
    make_cover,
    make_document,
    make_figure,
    make_figure_data,
    make_heading,
    make_list,
    make_note,
    make_paragraph,
    make_table,
)
from tests.reports.texts import composed
from tests.reports.writers.pdf_parts import Pdf, ends_of_words

# As many lines before it as bring each block to every place at the foot of the first page.
LINES = range(24, 44, 2)
# Points below the text; only the foot of the cover stands lower.
FOOT = MARGIN_BOTTOM / 20


def pages_of(*blocks: Block) -> list[str]:
    """The words of each page of a paper with a short cover."""
    cover = make_cover(box=(), related=(), author="")
    return [page.extract_text() for page in Pdf(make_document(*blocks, cover=cover)).reader.pages]


def lines(count: int) -> Block:
    return make_paragraph(1, Text(text="\n".join(["line"] * count)))


def together(blocks: Callable[[], tuple[Block, ...]], first: str, last: str) -> None:
    """Both words stand on one page, wherever the page ends; and it does end between them once."""
    on_first = set()
    for count in LINES:
        pages = pages_of(lines(count), *blocks())
        (place,) = [number for number, words in enumerate(pages) if first in words]
        assert last in pages[place], f"after {count} lines"
        on_first.add(place == 0)
    assert on_first == {True, False}, "the page never ended here"


def test_headings_stay_with_what_they_head() -> None:
    blocks = make_heading(1, "Above"), make_heading(2, "Between"), make_paragraph(2)
    together(lambda: blocks, "Above", "In 2021 the Office")


def test_what_announces_points_stays_with_the_first() -> None:
    blocks = make_paragraph(2, Text(text="The steps were:")), make_list("one;", "two.")
    together(lambda: blocks, "The steps were:", "one;")


def test_the_caption_of_a_table_stays_with_its_first_row() -> None:
    rows = tuple((f"row {n}", "x", "1") for n in range(40))
    together(lambda: (make_table(rows=rows),), "Funding by purpose", "row 0")


def test_a_small_table_is_whole_with_its_note() -> None:
    together(lambda: (make_table(),), "Funding by purpose", "The three add up")


def test_a_figure_stays_with_its_note() -> None:
    data = make_category_data(note="The split is ours.")
    together(lambda: (make_figure(2, data),), "Figure 2", "The split is ours.")


def test_the_space_under_a_heading_is_the_same_whatever_follows() -> None:
    def gap(level: int, *below: Block) -> float:
        pdf = Pdf(make_document(make_heading(level, "Heading"), *below))
        (page,) = [one for one in pdf.reader.pages if "Heading" in one.extract_text()]
        heights = heights_of(page)
        return heights["Heading"] - heights["Beneath"]

    beneath = make_paragraph(1, Text(text="Beneath"))
    for level in (1, 2, 3, 4):
        gaps = [gap(level, beneath), gap(level, beneath, make_list("one;", "two."))]
        assert gaps[0] == pytest.approx(gaps[1], abs=0.1), level


def test_bullets_change_with_their_depth_as_in_the_word_paper() -> None:
    words = Pdf(composed("Three:\n- one:\n  - two:\n    - three")).words
    assert re.search("• ?one: – ?two: • ?three", words), words


def test_a_figure_is_whole_with_its_caption() -> None:
    together(lambda: (make_figure(2, make_category_data()),), "Figure 2", "Maintenance")


def test_a_column_is_as_wide_as_its_longest_word_where_others_have_room() -> None:
    rows = (("1", "Geschwindigkeitsbegrenzung", "9"), ("2", "kurz", "10"))
    narrow = make_table(rows=rows, columns=("No.", "Bruttorisiko", "Response"), widths=(8, 1, 8))
    (table,) = Pdf(make_document(narrow)).tags.all("Table")
    drawn = [piece.text for cell in (*table.all("TH"), *table.all("TD")) for piece in cell.pieces]
    assert "Bruttorisiko" in drawn
    assert "Geschwindigkeitsbegrenzung" in drawn


def test_a_row_higher_than_a_page_runs_on() -> None:
    pdf = Pdf(make_document(make_table(rows=(("a", f"{LOREM} " * 60, "1"), ("b", "x", "2")))))
    assert pdf.words.count("internal network.") == 60
    assert min(map(lowest, pdf.reader.pages[1:])) > FOOT


def test_a_note_longer_than_a_page_runs_on() -> None:
    note = make_note(1, Text(text=f"{LOREM} " * 60))
    pdf = Pdf(make_document(make_paragraph(1, Text(text="x"), note)))
    assert pdf.words.count("internal network.") == 60
    assert min(map(lowest, pdf.reader.pages[1:])) > FOOT


def heights_of(page: Any) -> dict[str, float]:
    """Where each piece of text of a page stands, in points above its foot."""
    found: dict[str, float] = {}

    def visit(text: str, around: list[float], matrix: list[float], _f: object, _s: float) -> None:
        if text.strip():
            found[text.split()[-1]] = around[5] + matrix[5] * around[3]

    page.extract_text(visitor_text=visit)
    return found


def lowest(page: Any) -> float:
    """The lowest line of a page, in points above its foot."""
    found: list[float] = []

    def visit(text: str, around: list[float], matrix: list[float], _f: object, _s: float) -> None:
        if text.strip():
            found.append(around[5] + matrix[5] * around[3])

    page.extract_text(visitor_text=visit)
    return min(found)


def bars(count: int) -> FigureData:
    points = tuple(Point(category=str(n), label=f"Label {n}", value=n) for n in range(count))
    return make_figure_data(points=points, groups=())


def test_a_figure_of_fifty_bars_fits_its_page() -> None:
    pdf = Pdf(make_document(make_figure(1, bars(50))))
    (page,) = [page for page in pdf.reader.pages if "Label 49" in page.extract_text()]
    assert "Figure 1" in page.extract_text()
    assert max(ends_of_words(page)) <= float(page.mediabox.width) - 79
    assert lowest(page) > FOOT


def test_a_figure_of_too_many_bars_is_refused() -> None:
    with pytest.raises(DocumentError, match="has 90 bars, more than a page can hold"):
        write(make_document(make_figure(1, bars(90))))


@pytest.mark.parametrize("alone", [False, True])
def test_where_the_cover_stands_alone_the_text_begins_on_the_next_page(alone: bool) -> None:
    cover = make_cover(box=(), related=(), author="", alone=alone)
    document = make_document(make_heading(1, "Introduction"), make_paragraph(1), cover=cover)
    pages = [page.extract_text() for page in Pdf(document).reader.pages]
    assert len(pages) == 1 + alone
    assert "Introduction" in pages[-1] and cover.title.split()[0] in pages[0]
    assert ("Introduction" in pages[0]) is not alone
