"""A paper in a house's template: whose styles, lists, page, header and footer it has, piece by piece."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from reports.writers.docx import look, write, write_in
from reports.writers.docx.styles import styles_part
from reports.writers.docx.template import read_template
from reports.writers.docx.template.inspection import inspect_template
from reports.writers.docx.template.matching import StyleSheet
from reports.writers.docx.template.palette import contrast_with_white
from reports.writers.docx.template.purposes import PURPOSES
from reports.writers.docx.template.sample import sample_document
from tests.reports.documents import (
    decision_paper,
    full_report,
    hard_paper,
    make_cover,
    make_document,
    make_paragraph,
    paper_with_appendices,
)
from tests.reports.texts import BLOCKS, composed
from tests.reports.word_templates.docx_templates import (
    as_dotx,
    german_template,
    letter_template,
    png,
    replaced,
    rewritten,
    wide_template,
)
from tests.reports.writers.docx_parts import Parts, find, text_of, value
from tests.reports.writers.test_docx_package import ORDERS, local
from tests.waiting import PATIENCE

LETTER, GERMAN, WIDE = letter_template(), german_template(), wide_template()
HOUSES = {"letter": LETTER, "german": GERMAN, "wide": WIDE, "dotx": as_dotx(LETTER)}
PAPERS = {
    "full": full_report(),
    "hard": hard_paper(),
    "decision": decision_paper(),
    "appendices": paper_with_appendices(),
    "sample": sample_document("en", "en-GB"),
    "blocks": composed(BLOCKS),
}
STYLES, NUMBERING = "word/styles.xml", "word/numbering.xml"


def dressed(house: bytes, paper: str = "full") -> Parts:
    return Parts(write_in(PAPERS[paper], house))


def style(parts: Parts, name: str) -> str:
    """The id of the style that people see by `name`."""
    found = parts.find(f"//w:style[w:name/@w:val='{name}']", STYLES)
    assert len(found) == 1, name
    return value(found[0], "w:styleId")


@pytest.fixture(params=[(h, p) for h in HOUSES for p in PAPERS], ids="-".join)
def parts(request: pytest.FixtureRequest) -> Parts:
    house, paper = request.param
    return dressed(HOUSES[house], paper)


# --- The file ---------------------------------------------------------------------------------


def test_an_independent_validator_finds_nothing(parts: Parts, tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    path = tmp_path / "paper.docx"
    path.write_bytes(parts.content)
    errors = [str(error) for error in audit.OpenXmlValidator().validate(str(path)).errors]
    # 0 is how Word says "no number" (ECMA-376, 17.9.18); the validator looks for a list of that name.
    assert not [error for error in errors if "Numbering definition '0'" not in error]


def test_children_stand_in_the_order_of_the_schema(parts: Parts) -> None:
    for path in ("word/document.xml", NUMBERING, "word/settings.xml"):
        for parent in ("w:sectPr", "w:lvl", "w:numbering", "w:pPr", "w:tblPr", "w:tcPr"):
            for element in parts.find(f"//{parent}", path):
                order = ORDERS[parent]
                ranks = [order.index(local(child)) for child in element if local(child) in order]
                assert ranks == sorted(ranks), f"{path}: {parent}"


def test_every_style_and_list_in_use_exists(parts: Parts) -> None:
    styles = {value(one, "w:styleId") for one in parts.find("//w:style", STYLES)}
    numbers = {value(one, "w:numId") for one in parts.find("//w:num", NUMBERING)} | {"0"}
    margins = [path for path in parts.files if path.startswith(("word/header", "word/footer"))]
    for path in ["word/document.xml", "word/footnotes.xml", *margins]:
        used = parts.find("//w:pStyle | //w:rStyle | //w:tblStyle", path)
        assert {value(one) for one in used} <= styles, path
        assert {value(one) for one in parts.find("//w:numId", path)} <= numbers
    for tag in ("basedOn", "next", "link"):
        assert {value(one) for one in parts.find(f"//w:style/w:{tag}", STYLES)} <= styles
    assert {value(one) for one in parts.find("//w:style//w:numId", STYLES)} <= numbers
    lists = {value(one, "w:abstractNumId") for one in parts.find("//w:abstractNum", NUMBERING)}
    assert {value(one) for one in parts.find("//w:num/w:abstractNumId", NUMBERING)} <= lists


def test_names_and_ids_of_styles_stand_once(parts: Parts) -> None:
    for query in ("//w:style/w:name", "//w:style"):
        found = [
            value(one, "w:styleId") or value(one).casefold() for one in parts.find(query, STYLES)
        ]
        assert len(found) == len(set(found))
    defaults = [value(one, "w:type") for one in parts.find("//w:style[@w:default='1']", STYLES)]
    assert len(defaults) == len(set(defaults))


@pytest.mark.parametrize("house", HOUSES)
def test_equal_papers_in_equal_templates_are_equal_bytes(house: str) -> None:
    first = write_in(full_report(), HOUSES[house])
    read_template.cache_clear()
    assert write_in(full_report(), HOUSES[house]) == first
    assert write_in(full_report(), HOUSES["letter" if house == "german" else "german"]) != first


def test_tables_and_their_cells_agree_on_any_page(parts: Parts) -> None:
    for table in parts.find("//w:tbl"):
        grid = [int(value(one, "w:w")) for one in find(table, "w:tblGrid/w:gridCol")]
        assert min(grid) > 0
        assert sum(grid) == int(value(find(table, "w:tblPr/w:tblW")[0], "w:w"))
        for row in find(table, "w:tr"):
            cells = [int(value(one, "w:w")) for one in find(row, "w:tc/w:tcPr/w:tcW")]
            assert sum(cells) == sum(grid)


# --- Page -------------------------------------------------------------------------------------


def test_the_page_is_the_templates() -> None:
    parts = dressed(LETTER)
    [section] = parts.find("//w:sectPr")
    [size], [margins] = find(section, "w:pgSz"), find(section, "w:pgMar")
    assert (value(size, "w:w"), value(size, "w:h")) == ("12240", "15840")
    assert value(margins, "w:left") == "1440"
    assert find(section, "w:titlePg")
    for table in parts.find("//w:tbl"):
        width, indent = find(table, "w:tblPr/w:tblW | w:tblPr/w:tblInd")
        assert int(value(width, "w:w")) + int(value(indent, "w:w")) == 12240 - 2 * 1440


def test_an_appendix_lies_on_its_side_on_the_templates_sheet() -> None:
    sizes = dressed(LETTER, "appendices").find("//w:sectPr/w:pgSz")
    pages = [(value(size, "w:w"), value(size, "w:h"), value(size, "w:orient")) for size in sizes]
    upright, turned = ("12240", "15840", ""), ("15840", "12240", "landscape")
    assert pages == [upright, upright, turned]


def test_a_house_on_its_side_stays_there() -> None:
    sizes = dressed(WIDE, "appendices").find("//w:sectPr/w:pgSz")
    assert {value(size, "w:orient") for size in sizes} == {"landscape"}


def test_two_columns_become_one() -> None:
    two = rewritten(
        LETTER, {"word/document.xml": replaced('<w:cols w:space="720"/>', '<w:cols w:num="2"/>')}
    )
    [columns] = Parts(write_in(PAPERS["full"], two)).find("//w:sectPr/w:cols")
    assert not value(columns, "w:num")
    assert "columns" in inspect_template(read_template(two)).notes


# --- Styles -----------------------------------------------------------------------------------


def test_headings_wear_the_templates_style_under_whatever_name() -> None:
    parts = dressed(GERMAN)
    heading = style(parts, "Überschrift 1")
    assert "Introduction" in parts.styled(heading)
    assert not parts.find("//w:style[w:name/@w:val='heading 1']", STYLES)


def test_what_is_missing_is_ours_in_the_templates_type_and_colour() -> None:
    parts = dressed(LETTER)
    [added] = parts.find("//w:style[w:name/@w:val='Table Text']", STYLES)
    assert value(find(added, "w:basedOn")[0]) == style(parts, "Normal")
    # Ours is 9 point on 10; theirs is on 11.
    assert value(find(added, "w:rPr/w:sz")[0]) == "20"
    assert value(find(added, "w:pPr/w:jc")[0]) == "left"
    [label] = parts.find("//w:style[w:name/@w:val='Box Label']", STYLES)
    assert value(find(label, "w:rPr/w:color")[0]) == "A3122F"


def test_none_of_our_blue_is_left() -> None:
    for content in dressed(LETTER, "appendices").files.items():
        assert look.BLUE.encode() not in content[1], content[0]


def test_white_can_be_read_on_the_houses_colour() -> None:
    pale = rewritten(LETTER, {"word/styles.xml": replaced("A3122F", "FFD21F")})
    parts = Parts(write_in(PAPERS["full"], pale))
    [fill] = {
        value(one, "w:fill") for one in parts.find("//w:tc[.//w:pStyle/@w:val='CoverCode']//w:shd")
    }
    assert contrast_with_white(fill) >= 4.5


def test_a_name_that_means_something_else_there_is_left_alone() -> None:
    other = rewritten(
        LETTER,
        {
            "word/styles.xml": replaced(
                "</w:styles>",
                '<w:style w:type="character" w:customStyle="1" w:styleId="Banner">'
                '<w:name w:val="Banner"/></w:style></w:styles>',
            )
        },
    )
    parts = Parts(write_in(PAPERS["full"], other))
    assert style(parts, "Outturn Banner") == "OutturnBanner"
    assert parts.styled("OutturnBanner") == ["For information"]
    again = Parts(write_in(PAPERS["full"], parts.content))
    assert style(again, "Outturn Banner") == "OutturnBanner"


def test_a_paper_of_ours_can_be_the_template() -> None:
    parts = Parts(write_in(PAPERS["full"], write(PAPERS["full"])))
    assert len(parts.find("//w:style", STYLES)) == len(StyleSheet(parts.xml(STYLES)).styles)
    assert parts.styled("Heading1")[0] == "Introduction"
    nsids = [value(one) for one in parts.find("//w:nsid", NUMBERING)]
    assert len(nsids) == len(set(nsids))


def test_a_caption_stays_with_its_figure_where_the_house_forgot() -> None:
    parts = dressed(LETTER)
    [caption] = parts.find("//w:style[w:name/@w:val='caption']", STYLES)
    assert find(caption, "w:pPr/w:keepNext")


def test_a_file_without_styles_gets_all_of_ours() -> None:
    bare = rewritten(LETTER, without=("word/styles.xml",))
    parts = Parts(write_in(PAPERS["full"], bare))
    assert len(parts.find("//w:style", STYLES)) == len(PURPOSES)
    assert parts.find("//w:docDefaults", STYLES)


def test_every_style_of_ours_says_what_it_is_for() -> None:
    ours = {one.id for one in StyleSheet(Parts(write(PAPERS["full"])).xml(STYLES)).styles}
    assert ours == set(PURPOSES)
    assert styles_part("en-GB")


# --- Numbers ----------------------------------------------------------------------------------


def test_the_houses_heading_numbers_stay_and_ours_go_without_the_mark() -> None:
    parts = dressed(LETTER)
    [heading] = parts.find("//w:style[w:name/@w:val='heading 1']", STYLES)
    assert value(find(heading, "w:pPr/w:numPr/w:numId")[0]) == "90"
    marks = parts.find(f"//w:lvl[w:lvlText/@w:val='{look.MARK}']/w:pStyle", NUMBERING)
    assert not [one for one in marks if value(one) == "Heading1"]


def test_the_title_of_an_appendix_takes_no_chapter_number() -> None:
    parts = dressed(LETTER, "appendices")
    titles = [one for one in parts.find("//w:p") if text_of(one).startswith("Appendix I")]
    assert [value(find(one, "w:pPr/w:numPr/w:numId")[0]) for one in titles] == ["0", "0"]


def test_numbered_paragraphs_count_by_our_list_with_the_look_of_theirs() -> None:
    parts = dressed(GERMAN)
    [numbered] = parts.find("//w:style[w:name/@w:val='Numbered Paragraph']", STYLES)
    number = value(find(numbered, "w:pPr/w:numPr/w:numId")[0])
    assert number != "91"
    [num] = parts.find(f"//w:num[@w:numId='{number}']", NUMBERING)
    list_ = value(find(num, "w:abstractNumId")[0])
    [level] = parts.find(f"//w:abstractNum[@w:abstractNumId='{list_}']/w:lvl", NUMBERING)
    # Theirs began at 5, which would print other numbers than the text refers to.
    assert value(find(level, "w:start")[0]) == "1"
    assert value(find(level, "w:lvlText")[0]) == "(%1)"
    assert value(find(level, "w:pStyle")[0]) == value(numbered, "w:styleId")
    theirs = parts.find("//w:abstractNum[@w:abstractNumId='91']/w:lvl/w:pStyle", NUMBERING)
    assert not theirs


def test_points_begin_under_the_words_of_their_paragraph() -> None:
    parts = dressed(LETTER)
    points = parts.find(f"//w:p[w:pPr/w:pStyle/@w:val='{style(parts, 'List Bullet')}']")
    lefts = {int(value(find(one, "w:pPr/w:ind")[0], "w:left")) for one in points}
    assert min(lefts) > look.HANG


def test_text_that_goes_on_begins_under_the_words_of_its_paragraph() -> None:
    parts = dressed(GERMAN, "blocks")
    [numbered] = parts.find("//w:style[w:name/@w:val='Numbered Paragraph']", STYLES)
    number = value(find(numbered, "w:pPr/w:numPr/w:numId")[0])
    list_ = value(parts.find(f"//w:num[@w:numId='{number}']/w:abstractNumId", NUMBERING)[0])
    query = f"//w:abstractNum[@w:abstractNumId='{list_}']/w:lvl/w:pPr/w:ind"
    theirs = value(parts.find(query, NUMBERING)[0], "w:left")
    ours = style(parts, "Paragraph Continued")
    more = parts.find(f"//w:body/w:p[w:pPr/w:pStyle/@w:val='{ours}']")
    assert [text_of(one) for one in more] == ["All goes on here.", "The end."]
    assert {value(find(one, "w:pPr/w:ind")[0], "w:left") for one in more} == {theirs}


# --- Header and footer ------------------------------------------------------------------------


def margins_of(parts: Parts) -> dict[tuple[str, str], str]:
    """The text of each header and footer of the first section."""
    rels = parts.xml("word/_rels/document.xml.rels")
    paths = {value(one, "Id"): value(one, "Target") for one in rels}
    section = parts.find("//w:sectPr")[0]
    return {
        (local(one), value(one, "w:type")): text_of(parts.xml("word/" + paths[value(one, "r:id")]))
        for one in find(section, "w:headerReference | w:footerReference")
    }


def test_words_in_braces_are_replaced_however_word_has_cut_them() -> None:
    found = margins_of(dressed(LETTER))
    paper = full_report()
    assert found["headerReference", "default"] == f"Ref. {paper.symbol} – {paper.cover.title}"
    assert found["footerReference", "first"] == f"{paper.cover.body} · {paper.cover.session}"
    assert found["footerReference", "default"] == f"{paper.cover.date} · page 1 of 1"


def test_page_numbers_are_fields_that_look_like_the_words_around() -> None:
    parts = dressed(LETTER)
    [path] = [
        p for p in parts.files if p.startswith("word/footer") and b"NUMPAGES" in parts.files[p]
    ]
    fields = parts.find("//w:fldSimple", path)
    assert [value(one, "w:instr").strip() for one in fields] == ["PAGE", "NUMPAGES"]
    assert all(find(one, "w:r/w:rPr/w:b") for one in fields)


def test_the_logo_comes_along() -> None:
    parts = dressed(LETTER)
    [path] = [p for p in parts.files if p.startswith("word/media/")]
    assert parts.files[path] == png()
    [header] = [
        p for p in parts.files if p.startswith("word/header") and b"pic:pic" in parts.files[p]
    ]
    rels = parts.xml(f"word/_rels/{header.rpartition('/')[2]}.rels")
    [row] = rels
    assert "word/" + value(row, "Target") == path
    used = {
        str(v)
        for one in parts.xml(header).iter()
        for k, v in one.attrib.items()
        if str(k).endswith("}embed")
    }
    assert used == {value(row, "Id")}
    types = parts.files["[Content_Types].xml"].decode()
    assert f'PartName="/{path}" ContentType="image/png"' in types


def test_a_value_with_braces_is_no_place() -> None:
    cover = make_cover(title="All about {symbol}")
    parts = Parts(write_in(make_document(make_paragraph(1), cover=cover), LETTER))
    assert "All about (symbol)" in margins_of(parts)["headerReference", "default"]


def test_fields_and_controls_of_word_show_the_papers_words() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:tag w:val="date"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r>'
        "<w:t>[Date]</w:t></w:r></w:sdtContent></w:sdt>"
    )
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DOCPROPERTY "Title" '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Old</w:t></w:r>'
        '<w:r><w:t> title</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    house = rewritten(WIDE, {"word/header1.xml": replaced("</w:p>", f"{control}{field}</w:p>")})
    paper = full_report()
    found = margins_of(Parts(write_in(paper, house)))["headerReference", "default"]
    assert found == f"{paper.symbol}{paper.cover.date}{paper.cover.title}"


def test_the_foot_of_the_first_page_is_not_lost_with_our_footer() -> None:
    cover = full_report().cover
    texts = [text_of(one) for one in dressed(LETTER).find("//w:body/w:p")]
    assert " ".join(cover.author_line) in texts
    printed = rewritten(
        WIDE, {"word/header1.xml": replaced("{symbol}", "{symbol} {author} {related}")}
    )
    texts = [text_of(one) for one in Parts(write_in(full_report(), printed)).find("//w:body/w:p")]
    assert f"{cover.author_label} {cover.author}" not in texts


def test_a_template_without_header_and_footer_gets_ours() -> None:
    parts = dressed(GERMAN)
    found = margins_of(parts)
    assert found["headerReference", "default"] == f"{full_report().symbol}\t2"
    assert found["footerReference", "first"].startswith("Author unit:")
    assert parts.find("//w:sectPr/w:titlePg")
    [path] = [p for p in parts.files if p.startswith("word/header") and b"PAGE" in parts.files[p]]
    stops = {
        value(one): value(one, "w:pos") for one in parts.find("//w:p/w:pPr/w:tabs/w:tab", path)
    }
    assert stops["right"] == str(read_template(GERMAN).page.text_width)


def test_nothing_of_the_templates_text_is_in_the_paper() -> None:
    assert b"which no paper takes" not in dressed(LETTER).files["word/document.xml"]


def test_tracking_and_protection_do_not_come_along() -> None:
    guarded = rewritten(
        LETTER,
        {
            "word/settings.xml": replaced(
                "<w:zoom", '<w:trackRevisions/><w:documentProtection w:edit="readOnly"/><w:zoom'
            )
        },
    )
    settings = Parts(write_in(PAPERS["full"], guarded)).files["word/settings.xml"]
    assert b"trackRevisions" not in settings
    assert b"documentProtection" not in settings


def test_even_pages_have_their_own_header_when_the_house_has() -> None:
    even = rewritten(
        LETTER,
        {
            "word/settings.xml": replaced(
                "<w:defaultTabStop", "<w:evenAndOddHeaders/><w:defaultTabStop"
            )
        },
    )
    assert b"evenAndOddHeaders" in Parts(write_in(PAPERS["full"], even)).files["word/settings.xml"]


# --- What is said of it -----------------------------------------------------------------------


def test_findings_name_missing_styles_fonts_and_places() -> None:
    found = inspect_template(read_template(GERMAN))
    by_id = {one.id: one.found for one in found.styles}
    assert by_id["Heading1"] == "Überschrift 1"
    assert by_id["CoverBody"] == ""
    fonts = {one.name: (one.embedded, one.common) for one in found.fonts}
    assert fonts["Carlito"] == (False, False)
    assert found.page.name == "A4"
    assert found.notes == ("no_margins",)


def test_a_place_that_nobody_knows_is_named() -> None:
    wrong = rewritten(WIDE, {"word/header1.xml": replaced("{symbol}", "{simbol}")})
    found = inspect_template(read_template(wrong))
    assert found.unknown_places == ("simbol",)
    assert found.notes == ("no_symbol", "no_page")


SOFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")


@pytest.mark.skipif(not (SOFFICE and PDFTOTEXT), reason="needs LibreOffice and pdftotext")
@pytest.mark.parametrize("house", ["letter", "german"])
def test_libreoffice_counts_paragraphs_as_the_tree_does(house: str, tmp_path: Path) -> None:
    assert SOFFICE is not None
    assert PDFTOTEXT is not None
    path = tmp_path / "paper.docx"
    path.write_bytes(write_in(full_report(), HOUSES[house]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(path)], check=True, capture_output=True, timeout=PATIENCE)
    read = [PDFTOTEXT, "-layout", str(path.with_suffix(".pdf")), "-"]
    text = subprocess.run(read, check=True, capture_output=True, text=True).stdout
    pattern = r"^\s*\((\d+)\)\s" if house == "german" else r"^\s*(\d+)\.\s+[A-Z]"
    numbers = [int(found) for found in re.findall(pattern, text, re.MULTILINE)]
    assert numbers == list(range(1, 55))
