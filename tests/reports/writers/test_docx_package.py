"""The file as Word checks it when opening: order, ids, parts, relationships, equal bytes."""

import io
import zipfile
from datetime import date
from pathlib import Path
from posixpath import join, normpath

import docx
import pytest

from reports.document.tree import Document
from reports.writers.docx import write
from reports.writers.docx.properties import P_ORDER, R_ORDER
from reports.writers.docx.xml import Element
from tests.reports.documents import (
    decision_paper,
    full_report,
    hard_paper,
    make_category_data,
    make_document,
    make_figure,
    make_paragraph,
    make_table,
)
from tests.reports.texts import BLOCKS, composed
from tests.reports.writers.docx_parts import Parts, find, parts_of, value

PAPERS = {
    "full": full_report(),
    "hard": hard_paper(),
    "decision": decision_paper(),
    "blocks": composed(BLOCKS),
}


def names(text: str) -> list[str]:
    return text.split()


# The order of children in the schema (ECMA-376, part 1, annex A), as far as the writer uses it.
ORDERS = {
    "w:pPr": P_ORDER,
    "w:rPr": R_ORDER,
    "w:sectPr": names(
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
        "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection "
        "bidi rtlGutter docGrid printerSettings"
    ),
    "w:tblPr": names(
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
        "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
        "tblDescription"
    ),
    "w:tcPr": names(
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
        "tcFitText vAlign hideMark"
    ),
    "w:style": names(
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
        "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr "
        "tblPr trPr tcPr tblStylePr"
    ),
    "w:lvl": names(
        "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"
    ),
    "w:numbering": names("numPicBullet abstractNum num numIdMacAtCleanup"),
    "w:settings": names(
        "zoom defaultTabStop autoHyphenation characterSpacingControl footnotePr endnotePr "
        "compat themeFontLang clrSchemeMapping decimalSymbol listSeparator"
    ),
    "w:tcBorders": names("top left bottom right insideH insideV"),
    "w:tblBorders": names("top left bottom right insideH insideV"),
    "w:pBdr": names("top left bottom right between bar"),
    "c:ser": names("idx order tx spPr invertIfNegative pictureOptions dPt dLbls cat val"),
    "c:barChart": names("barDir grouping varyColors ser dLbls gapWidth overlap serLines axId"),
    "c:catAx": names(
        "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark "
        "minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt auto lblAlgn lblOffset "
        "noMultiLvlLbl"
    ),
    "c:valAx": names(
        "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark "
        "minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt crossBetween"
    ),
    "c:chartSpace": names(
        "date1904 lang roundedCorners style chart spPr txPr externalData printSettings userShapes"
    ),
}


@pytest.fixture(params=PAPERS, ids=list(PAPERS))
def parts(request: pytest.FixtureRequest) -> Parts:
    return parts_of(PAPERS[str(request.param)])


def local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def test_children_stand_in_the_order_of_the_schema(parts: Parts) -> None:
    for path, tree in parts.trees():
        for parent, order in ORDERS.items():
            for element in find(tree, f"//{parent}"):
                ranks = [order.index(local(child)) for child in element]
                assert ranks == sorted(ranks), f"{path}: {parent}"


def test_every_relationship_leads_to_a_part_and_every_id_in_use_exists(parts: Parts) -> None:
    for path, tree in parts.trees():
        if not path.endswith(".rels"):
            continue
        folder, name = path.removesuffix(".rels").split("_rels/")
        rows = [row for row in tree if value(row, "TargetMode") != "External"]
        for row in rows:
            assert normpath(join(folder, value(row, "Target"))) in parts.files, path
        known = {value(row, "Id") for row in tree}
        if name:
            used = find(parts.xml(folder + name), "//*[@r:id]")
            assert {value(one, "r:id") for one in used} <= known


def test_every_part_has_a_content_type_of_its_own(parts: Parts) -> None:
    types = parts.xml("[Content_Types].xml")
    named = {value(row, "PartName").lstrip("/") for row in types if local(row) == "Override"}
    others = {path for path in parts.files if not path.endswith(".rels")}
    assert named == others - {"[Content_Types].xml"}


def test_ids_that_word_wants_unique_are_unique(parts: Parts) -> None:
    for query, name in (
        ("//wp:docPr", "id"),
        ("//w:bookmarkStart", "w:id"),
        ("//w:bookmarkStart", "w:name"),
        ("//w:footnoteReference", "w:id"),
    ):
        ids = [value(one, name) for one in parts.find(query)]
        assert len(ids) == len(set(ids)), query
    starts = [value(one, "w:id") for one in parts.find("//w:bookmarkStart")]
    assert starts == [value(one, "w:id") for one in parts.find("//w:bookmarkEnd")]


def test_no_cell_and_no_body_ends_without_a_paragraph(parts: Parts) -> None:
    for cell in parts.find("//w:tc"):
        assert local(cell[-1]) == "p"
    # Two tables that touch become one.
    for table in parts.find("//w:tbl"):
        following = table.getnext()
        assert following is not None
        assert local(following) == "p"
    assert local(parts.find("//w:body")[0][-1]) == "sectPr"


def test_grid_cells_and_rows_of_tables_agree(parts: Parts) -> None:
    for table in parts.find("//w:tbl"):
        grid = [int(value(column, "w:w")) for column in find(table, "w:tblGrid/w:gridCol")]
        assert sum(grid) == int(value(find(table, "w:tblPr/w:tblW")[0], "w:w"))
        for row in find(table, "w:tr"):
            widths = [int(value(width, "w:w")) for width in find(row, "w:tc/w:tcPr/w:tcW")]
            assert sum(widths) == sum(grid)


@pytest.mark.parametrize("document", PAPERS.values(), ids=list(PAPERS))
def test_equal_trees_give_equal_bytes(document: Document) -> None:
    assert write(document) == write(document)


def test_no_clock_stands_in_the_file_or_the_workbook(parts: Parts) -> None:
    inner = [content for path, content in parts.files.items() if path.endswith(".xlsx")]
    for content in (parts.content, *inner):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    for content in inner:
        assert b"2022-02-14T00:00:00Z" in Parts(content).files["docProps/core.xml"]


def test_properties_come_from_the_tree() -> None:
    document = make_document(dated=date(2022, 2, 14), draft=3)
    properties = docx.Document(io.BytesIO(write(document))).core_properties
    assert properties.title == document.title
    assert properties.subject == document.subject
    assert properties.author == properties.last_modified_by == "INFOTEC"
    assert properties.keywords == "IT strategy, 2021"
    assert properties.language == "en-GB"
    assert properties.revision == 3
    created, modified = properties.created, properties.modified
    assert created is not None
    assert created == modified
    assert created.strftime("%Y-%m-%d %H:%M") == "2022-02-14 00:00"


def test_python_docx_reads_paragraphs_and_tables() -> None:
    document = docx.Document(io.BytesIO(write(make_document(make_paragraph(1), make_table()))))
    assert document.paragraphs[-2].style is not None
    assert document.tables[-1].cell(1, 0).text == "Hardware"
    assert document.tables[-1].style is not None
    assert document.tables[-1].style.name == "Paper Table"


def test_table_repeats_its_header_and_aligns_numbers_right() -> None:
    table = parts_of(make_document(make_paragraph(1), make_table())).find("//w:tbl")[-1]
    assert [bool(find(row, "w:trPr/w:tblHeader")) for row in find(table, "w:tr")] == [
        True,
        *[False] * 3,
    ]
    for row in find(table, "w:tr"):
        aligned = [bool(find(cell, ".//w:jc[@w:val='right']")) for cell in find(row, "w:tc")]
        assert aligned == [False, False, True]


def test_an_independent_validator_finds_nothing(parts: Parts, tmp_path: Path) -> None:
    """Runs where the package openxml-audit is installed."""
    audit = pytest.importorskip("openxml_audit")
    path = tmp_path / "paper.docx"
    path.write_bytes(parts.content)
    assert not audit.OpenXmlValidator().validate(str(path)).errors


def test_two_figures_are_two_charts_with_a_workbook_each() -> None:
    parts = parts_of(make_document(make_figure(1), make_figure(2, make_category_data())))
    assert [path for path in parts.files if path.startswith(("word/charts/c", "word/emb"))] == [
        "word/embeddings/chart1.xlsx",
        "word/charts/chart1.xml",
        "word/embeddings/chart2.xlsx",
        "word/charts/chart2.xml",
    ]
