"""Signs of every kind in every place of a PDF: printed, or a square; never a refused paper."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from reports.document.tree import CoverLine, Document, Text
from reports.writers.pdf import DocumentError, write, write_noting
from reports.writers.pdf.content import content
from reports.writers.pdf.missing_glyphs import SAFE, SQUARE, USUAL, typeset_shown, unshown
from reports.writers.pdf.typefaces import FAMILIES, fonts
from reports.writers.pdf.typesetter import Broken, Refused, typeset
from tests.reports.documents import (
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
from tests.reports.writers.pdf_parts import Pdf

PRINTED = {
    "Chinese": "北京",
    "an emoji": "😀",
    "a lone mark": " \u0301",
    "an arrow": "⇒",
    "right to left": "منظمة שלום",
    "mathematics": "∀",
}
SQUARES = {
    "a control character": "\x07",
    "a private sign": "\ue000",
    "Egyptian": "\U00013000",
    "no character at all": "\uffff",
}
# Letters of N'Ko with their marks, at which the typesetter itself breaks.
BREAKS = "ߪ ߯ ߰ ߱ ߲ ߳ ߵ"


def figure_of(text: str) -> Any:
    """A figure with `text` in the label of a bar and in the legend."""
    data = make_figure_data()
    points = tuple(
        type(one)(category=one.category, label=text, value=one.value, group=text)
        for one in data.points[:1]
    )
    return make_figure(1, make_figure_data(points=points, groups=(text, "Other")))


PLACES: dict[str, Callable[[str], Document]] = {
    "paragraph": lambda text: make_document(make_paragraph(1, Text(text=f"a {text} b"))),
    "heading": lambda text: make_document(make_heading(text=text)),
    "footnote": lambda text: make_document(
        make_paragraph(1, Text(text="x"), make_note(1, Text(text=text)))
    ),
    "list": lambda text: make_document(make_list("fine", text)),
    "table cell": lambda text: make_document(make_table(rows=((text, Text(text=text), "1"),))),
    "table head": lambda text: make_document(make_table(columns=(text, "b", "c"))),
    "figure label": lambda text: make_document(figure_of(text)),
    "cover": lambda text: make_document(
        cover=make_cover(author=text, title=text, lines=(CoverLine(label=text, text=text),)),
        title=text,
        author=text,
        keywords=(text,),
    ),
    "symbol": lambda text: make_document(
        make_paragraph(1), make_heading(), *[make_paragraph(n) for n in range(2, 90)], symbol=text
    ),
}


def letters(text: str) -> list[str]:
    return sorted(c for c in unicodedata.normalize("NFKC", text) if not c.isspace())


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", PRINTED.values(), ids=PRINTED)
def test_a_sign_of_our_typefaces_is_printed_everywhere(place: str, text: str) -> None:
    made, squares = write_noting(PLACES[place](text))
    assert squares == frozenset()
    assert SQUARE not in Pdf(made).text
    assert not set(letters(text)) - set(letters(Pdf(made).words + Pdf(made).text))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", SQUARES.values(), ids=SQUARES)
def test_a_sign_of_no_typeface_is_a_square_everywhere(place: str, text: str) -> None:
    made, squares = write_noting(PLACES[place](text))
    assert squares == {text}
    assert SQUARE in Pdf(made).text
    assert text not in Pdf(made).words + Pdf(made).text


def test_a_mark_of_byte_order_says_nothing_anywhere() -> None:
    for place in PLACES.values():
        made, squares = write_noting(place("one\ufefftwo"))
        assert (squares, SQUARE in Pdf(made).words) == (frozenset(), False)


def test_equal_papers_with_squares_are_equal_bytes_whatever_was_set_before() -> None:
    document = make_document(make_paragraph(1, Text(text="北京 😀 \ue000 \ue001")))
    first = write(document)
    write(make_document(make_paragraph(1, Text(text="\ue001 \U00013000"))))
    unshown.cache_clear()
    assert write(document) == first


def test_what_is_heard_and_the_file_s_facts_keep_their_signs() -> None:
    pdf = Pdf(
        make_document(make_figure(1, make_figure_data(alt="Bars \ue000")), title="Paper \ue000")
    )
    assert pdf.tags.all("Figure")[0].alt == "Bars \ue000"
    assert pdf.reader.metadata.title == "Paper \ue000"


def test_a_mark_on_a_square_is_a_square_too() -> None:
    """Each alone has a typeface; no typeface has both."""
    assert unshown(frozenset("\u1a19")) == frozenset()
    made, squares = write_noting(make_document(make_heading(text="\ue000\u1a19")))
    assert squares == {"\ue000", "\u1a19"}
    assert SQUARE * 2 in Pdf(made).words


def test_the_usual_signs_need_no_asking_and_safe_ones_are_of_no_other_direction() -> None:
    every = [chr(code) for code in range(0x20, 0x20000) if not 0xD800 <= code < 0xE000]
    usual = frozenset(re.findall(f"[{USUAL}]", "".join(every))) - {"\ufeff"}
    assert unshown(usual) == frozenset()
    safe = re.findall(f"[{SAFE}]", "".join(every))
    assert not [one for one in safe if unicodedata.bidirectional(one) in {"R", "AL", "AN"}]


def test_a_typesetter_that_breaks_is_told_apart() -> None:
    with pytest.raises(Broken):
        typeset({"families": FAMILIES, "signs": [BREAKS]}, date.min, "probe.typ")


def test_where_the_typesetter_breaks_the_rare_signs_are_squares() -> None:
    def breaks_once(plain: Any, dated: date) -> bytes:
        if "שלום" in str(plain):
            raise Broken("end byte index 3 is out of bounds")
        return typeset(plain, dated)

    document = make_document(make_paragraph(1, Text(text="Grün, 北京, שלום")))
    made, squares = typeset_shown(content(document), document.dated, breaks_once)
    assert squares == set("שלום")
    assert "Grün, 北京, □□□□" in Pdf(made).words


def test_what_no_square_can_mend_is_refused_by_the_paper_s_name() -> None:
    def always(_plain: Any, _dated: date) -> bytes:
        raise Refused("no such colour")

    with pytest.raises(Refused, match="no such colour"):
        typeset_shown(content(make_document()), date(2022, 1, 1), always)


def test_a_paper_that_breaks_with_squares_too_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def always(*_: object) -> bytes:
        raise Broken("out of bounds")

    monkeypatch.setattr("reports.writers.pdf.typeset_shown", always)
    with pytest.raises(DocumentError, match="The PDF of GB.344.* fails: out of bounds"):
        write(make_document())


def test_a_paper_of_every_script_of_the_basic_plane_is_set() -> None:
    text = " ".join(
        "".join(
            chr(code + step) for step in range(16) if (code + step) not in range(0xD800, 0xE000)
        )
        for code in range(0x100, 0x10000, 0x100)
    )
    document: Document = make_document(make_paragraph(1, Text(text=text)), make_list(text))
    made, squares = write_noting(document)
    assert made.startswith(b"%PDF")
    assert 0 < len(squares) < len(set(text)) / 2


def test_every_family_is_there() -> None:
    assert set(FAMILIES) <= set(fonts().families())
