"""A picture in a text: read, numbered, and in every format with its words."""

import base64
import re
import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from lxml import html as lxml_html
from pypdf import PdfReader

from reports.document import compare, tree
from reports.document.editor_doc import Printed, SourceBlock, editor_doc, markup_of
from reports.document.markup import parse, split_paragraphs
from reports.document.markup_check import check_text
from reports.document.picture_files import PictureFile
from reports.document.spans import MarkupError, TextSpan, TypedPicture
from reports.document.word_counts import total
from reports.document.write_markup import written
from reports.writers import WRITERS, html, json_, text
from reports.writers.locations import DocumentError
from tests.reports.pictures.files import png, stored
from tests.reports.texts import composed, one_line
from tests.reports.writers.docx_parts import Parts, find, parts_of
from tests.reports.writers.pdf_parts import Pdf

PICTURE = """\
Picture: The centre in Turin {#centre}
Alt: A brick building between trees;
six people stand at its door.
Note: Photograph: training unit."""
TEXT = f"""\
The centre, shown in [[fig:centre]], was opened:
- in May;
- by the Director.

{PICTURE}

It has 12 rooms."""


@pytest.fixture
def paper() -> tree.Document:
    return composed(TEXT, pictures={"centre": picture()})


def picture(width: int = 320, height: int = 200) -> PictureFile:
    return stored(png(width, height), width, height)


def shown(document: tree.Document) -> tree.Picture:
    (found,) = (block for block in document.blocks if isinstance(block, tree.Picture))
    return found


# --- The text -------------------------------------------------------------------------------------


def test_it_belongs_to_the_paragraph_above_and_reads_back() -> None:
    assert split_paragraphs(f"See:\n\n{PICTURE}\n\nMore.") == [f"See:\n\n{PICTURE}", "More."]
    markup = parse(TEXT)
    assert markup.blocks[1] == TypedPicture(
        "centre",
        (TextSpan("The centre in Turin"),),
        "A brick building between trees; six people stand at its door.",
        (TextSpan("Photograph: training unit."),),
    )
    assert [type(block).__name__ for block in markup.blocks] == [
        "PointList",
        "TypedPicture",
        "Passage",
    ]
    assert parse(written(markup)) == markup


def test_an_editor_gives_it_back_as_it_was() -> None:
    doc = editor_doc(TEXT, Printed())
    (block,) = (one for one in doc.content if isinstance(one, SourceBlock))
    assert block.attrs.source.startswith("Picture: The centre in Turin {#centre}\nAlt: A brick")
    assert parse(markup_of(doc)) == parse(TEXT)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Picture: No words for the blind {#a}", "Alt:"),
        ("Picture: No key\nAlt: A house.", "{#key}"),
        ("Picture: {#a}\nAlt: A house.", "caption"),
        ("Picture: A {{projects.total}} {#a}\nAlt: A house.", "caption of a picture"),
        ("Picture: Plain {#a}\nAlt: A {{projects.total}}.", "alternative text"),
    ],
)
def test_what_is_half_a_picture_is_refused(source: str, words: str) -> None:
    with pytest.raises(MarkupError, match=re.escape(words)):
        parse(f"See:\n\n{source}")


def test_a_sentence_may_begin_with_the_word() -> None:
    said = composed("Picture: this is a sentence.")
    assert "Picture: this is a sentence." in text.write(said).decode()


def test_a_picture_that_is_not_there_is_told_where_it_stands() -> None:
    (problem,) = check_text(TEXT, pictures={"center"}, own_figures=("centre",)).problems
    assert "center" in problem.message
    assert TEXT[problem.offset :].startswith("Picture:")
    with pytest.raises(MarkupError, match="no picture centre"):
        composed(TEXT)


def test_the_same_picture_twice_is_refused() -> None:
    twice = f"See:\n\n{PICTURE}\n\n{PICTURE}"
    with pytest.raises(MarkupError, match="stands in the paper already"):
        composed(twice, pictures={"centre": picture()})


# --- The formats ----------------------------------------------------------------------------------


def test_it_is_numbered_and_referred_to_as_a_figure(paper: tree.Document) -> None:
    assert shown(paper).title == "Figure\u00a01. The centre in Turin"
    opening = paper.blocks[0]
    assert isinstance(opening, tree.Paragraph)
    assert tree.plain(opening.children).startswith("The centre, shown in Figure\u00a01, was")


def test_word_holds_it_inline_with_its_words(paper: tree.Document) -> None:
    parts = parts_of(paper)
    (drawing,) = parts.find("//w:drawing/wp:inline")
    (properties,) = find(drawing, "wp:docPr")
    assert properties.get("descr") == shown(paper).alt
    assert properties.get("name") == "Figure\u00a01"
    (extent,) = find(drawing, "wp:extent")
    # 320 dots at 96 to the inch.
    assert (int(extent.get("cx") or 0), int(extent.get("cy") or 0)) == (3_048_000, 1_905_000)
    word = docx.Document(BytesIO(WRITERS["docx"].write(paper)))
    (shape,) = word.inline_shapes
    assert shape.width == 3_048_000
    (image,) = (one for one in word.part.package.iter_parts() if one.partname.endswith(".png"))
    assert image.blob == png(320, 200)
    assert image.content_type == "image/png"


def test_word_never_prints_it_wider_than_the_text() -> None:
    wide = composed(TEXT, pictures={"centre": picture(1400, 700)})
    (extent,) = find(parts_of(wide).find("//w:drawing/wp:inline")[0], "wp:extent")
    cx, cy = int(extent.get("cx") or 0), int(extent.get("cy") or 0)
    assert 4_500_000 < cx < 5_900_000
    assert abs(cx / cy - 2) < 0.01


def test_word_gives_equal_bytes(paper: tree.Document) -> None:
    assert WRITERS["docx"].write(paper) == WRITERS["docx"].write(paper)


def test_a_reader_of_pdf_hears_it_and_its_dots_are_there(paper: tree.Document) -> None:
    pdf = Pdf(paper)
    (figure,) = (tag for tag in pdf.tags.all("Figure") if tag.alt)
    assert figure.alt == shown(paper).alt
    assert "The centre in Turin" in pdf.tags.text
    pages = PdfReader(BytesIO(WRITERS["pdf"].write(paper))).pages
    images = [one for page in pages for one in _images(page)]
    assert [(one["/Width"], one["/Height"]) for one in images] == [(320, 200)]
    assert WRITERS["pdf"].write(paper) == WRITERS["pdf"].write(paper)


def _images(page: Any) -> list[Any]:
    objects = page["/Resources"].get("/XObject", {})
    found = [one.get_object() for one in objects.values()]
    return [one for one in found if one["/Subtype"] == "/Image"]


def test_the_web_page_holds_it_whole_or_leads_to_it(paper: tree.Document) -> None:
    page: Any = lxml_html.fromstring(WRITERS["html"].write(paper).decode())
    (image,) = page.xpath("//figure[@class='paper-picture']/img")
    head, _comma, content = image.get("src").partition(",")
    assert head == "data:image/png;base64"
    assert base64.b64decode(content) == png(320, 200)
    assert image.get("alt") == shown(paper).alt
    led: Any = lxml_html.fromstring(
        str(html.fragment(paper, picture_address=lambda one: f"/p/{one.sha256}.png"))
    )
    assert led.xpath("//figure/img/@src") == [f"/p/{shown(paper).sha256}.png"]


def test_a_page_without_pictures_holds_nothing_of_them() -> None:
    assert b"paper-picture" not in WRITERS["html"].write(composed("Words alone."))


def test_the_text_says_what_it_shows(paper: tree.Document) -> None:
    words = one_line(text.write(paper).decode())
    assert "Figure 1. The centre in Turin [A brick building between trees;" in words
    assert "its door.] Photograph: training unit. It has 12 rooms." in words


def test_json_reads_back(paper: tree.Document) -> None:
    assert json_.read(json_.write(paper)) == paper


def test_a_missing_file_stops_the_formats_that_hold_it_with_words() -> None:
    gone = composed(TEXT, pictures={"centre": PictureFile("d" * 64, 320, 200)})
    for name in ("docx", "pdf", "html"):
        with pytest.raises(DocumentError, match="Figure.1. The centre in Turin is missing"):
            WRITERS[name].write(gone)
    assert text.write(gone)


def test_its_words_count_and_another_file_is_a_change(paper: tree.Document) -> None:
    without = composed(TEXT.replace(PICTURE, "").replace("[[fig:centre]]", "Figure 1"))
    # "Figure 1. The centre in Turin" and the note.
    assert total(paper) - total(without) == 6 + 3
    other = composed(TEXT, pictures={"centre": picture(100, 100)})
    (changed,) = compare.changed_texts(paper, other)
    assert changed.target == "para/one"
    assert not compare.changed_texts(paper, paper)


def test_parts_of_the_package_are_what_word_expects(paper: tree.Document) -> None:
    with zipfile.ZipFile(BytesIO(WRITERS["docx"].write(paper))) as package:
        types = package.read("[Content_Types].xml").decode()
        relations = package.read("word/_rels/document.xml.rels").decode()
    name = f"{shown(paper).sha256[:16]}.png"
    assert f'PartName="/word/media/{name}" ContentType="image/png"' in types
    assert f'Target="media/{name}"' in relations
    assert isinstance(parts_of(paper), Parts)
