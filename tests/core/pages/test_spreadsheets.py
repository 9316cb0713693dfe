"""Spreadsheets: nothing in a cell runs, values keep their type, and a file equals its list."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from python_calamine import CalamineWorkbook

from core.formulas import blunted, sharpened
from core.pages.spreadsheets import CSV, MOST_SIGNS, XLSX, to_bytes
from tests.access.people import user
from tests.factories import make_project

RUNS = ("=1+1", "+1", "-1+1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")')


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def read_xlsx(content: bytes) -> list[list[Any]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return sheet.to_python()


def test_a_text_longer_than_a_cell_of_excel_is_cut_with_a_word_and_whole_in_csv() -> None:
    long, just = "ab" * 20_000, "c" * MOST_SIGNS
    ((cut, kept),) = read_xlsx(to_bytes([[long, just]], XLSX, "Texts"))
    assert kept == just
    assert len(cut) == MOST_SIGNS
    assert cut.startswith("abab")
    assert cut.endswith("[cut here: Excel takes no longer text; the CSV file has all of it]")
    assert read_csv(to_bytes([[long, just]], CSV, "")) == [[long, just]]


@pytest.mark.parametrize("text", RUNS)
def test_what_looks_like_a_formula_is_neutralised_in_csv(text: str) -> None:
    ((cell,),) = read_csv(to_bytes([[text]], CSV, ""))
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", [*RUNS, "{=1}", "http://example.org"])
def test_what_looks_like_a_formula_or_a_link_is_text_in_excel(text: str) -> None:
    import zipfile

    content = to_bytes([["Head"], [text]], XLSX, "Sheet")
    assert read_xlsx(content)[1] == [text]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert not [name for name in archive.namelist() if "externalLink" in name]


@given(st.text(max_size=20))
def test_no_text_begins_a_formula(text: str) -> None:
    assert not blunted(text).startswith(("=", "+", "-", "@", "\t", "\r"))


# Characters that make cells and formulas, and some that do not.
SIGNS = st.text(alphabet="=+-@;,|\t\r\n'\" \u00a0ab1", max_size=12)


@given(st.lists(st.lists(SIGNS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_no_cell_begins_a_formula_with_whatever_separator_a_file_is_read(
    rows: list[list[str]],
) -> None:
    """Spreadsheets of many countries take the semicolon; some take blanks and quotes off first."""
    text = to_bytes(rows, CSV, "").decode("utf-8-sig")
    for separator in ",;\t|":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            for cell in row:
                assert not cell.lstrip(' \u00a0"').startswith(("=", "+", "-", "@")), separator


@given(SIGNS)
def test_what_was_blunted_comes_back_whole(text: str) -> None:
    assert sharpened(blunted(text)).lstrip("'") == text.lstrip("'")
    if not text.startswith(("\t", "\r")):
        assert sharpened(blunted(text)) == text


def test_blunting_a_long_text_is_quick() -> None:
    for sign in ";|\t\n \"'=-":
        text = sign * 100_000
        assert len(blunted(text)) >= len(text)
        assert len(sharpened(text)) <= len(text)


def test_numbers_and_dates_keep_their_type_and_empty_stays_empty() -> None:
    row = [Decimal("-12.50"), 7, date(2021, 12, 31), None, "", 0]
    assert read_csv(to_bytes([row], CSV, "")) == [["-12.50", "7", "2021-12-31", "", "", "0"]]
    names = [f"c{n}" for n in range(6)]
    assert read_xlsx(to_bytes([names, row], XLSX, "Sheet"))[1] == [
        -12.5,
        7,
        date(2021, 12, 31),
        "",
        "",
        0,
    ]


def test_excel_reads_the_csv_as_utf_8() -> None:
    assert to_bytes([["Prüfung – œuvre"]], CSV, "").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "title", ["A" * 60, "Projects: 2018/21 [draft]?*", "'quoted'", "", "Geschäft"]
)
def test_any_title_makes_a_sheet(title: str) -> None:
    assert read_xlsx(to_bytes([["Head"], ["x"]], XLSX, title))[1] == ["x"]


def test_a_sheet_without_rows_is_a_sheet() -> None:
    assert read_xlsx(to_bytes([], XLSX, "Empty")) == []


# --- The export of a list -----------------------------------------------------------------------


@pytest.fixture
def client(db: None) -> Client:
    client = Client()
    client.force_login(user("pmo"))
    return client


QUERIES = [
    "?per_page=100",
    "?per_page=100&sort=-code",
    "?per_page=100&sort=due&year=2021&category=new_service&category=major_improvement",
    "?per_page=100&q=teams",
    "?per_page=100&attention=late",
    "?per_page=100&stage=completed&sort=-rag",
    "?per_page=100&place=outcome-1&at=2021-06-30",
]


@pytest.mark.parametrize("query", QUERIES)
def test_an_export_holds_the_rows_of_the_list_in_its_order(client: Client, query: str) -> None:
    page: Any = html.fromstring(client.get(f"/projects/{query}").content)
    shown = [str(cell.text_content()).strip() for cell in page.xpath("//table/tbody/tr/td[1]")]
    in_csv = [row[0] for row in read_csv(client.get(f"/projects/{query}&export=csv").content)[1:]]
    in_xlsx = [r[0] for r in read_xlsx(client.get(f"/projects/{query}&export=xlsx").content)[1:]]
    assert shown
    assert in_csv == in_xlsx
    assert in_csv[: len(shown)] == shown
    assert len(shown) == min(len(in_csv), 100)


def test_an_export_is_never_cut_by_the_page(client: Client) -> None:
    assert (
        len(read_csv(client.get("/projects/?year=2021&per_page=25&export=csv").content)) == 1 + 119
    )


def test_an_export_has_typed_dates_and_whole_words(client: Client) -> None:
    rows = read_xlsx(client.get("/projects/?q=P-15&export=xlsx").content)
    found = dict(zip(rows[0], rows[1], strict=True))
    assert found["Code"] == "P-15"
    assert isinstance(found["Finish as it stands"], date)
    assert isinstance(found["Done"], int | float)
    assert found["Category"] == "Upgrade or renewal"


def test_a_project_named_like_a_formula_does_no_harm(client: Client) -> None:
    make_project(code="EVIL", name='=HYPERLINK("http://evil.example","x")')
    row = read_csv(client.get("/projects/?q=EVIL&export=csv").content)[1]
    assert row[1].startswith("'=")
    assert read_xlsx(client.get("/projects/?q=EVIL&export=xlsx").content)[1][1].startswith("=HYP")


def test_a_file_is_named_after_list_and_working_date(client: Client) -> None:
    response = client.get("/projects/?export=xlsx")
    assert 'filename="projects-2022-01-17.xlsx"' in response["Content-Disposition"]


@pytest.mark.parametrize(
    "query", ["?year=99999999", "?at=2021-13-45", "?sort=nonsense", "?page=999", "?per_page=-1",
              "?category=nope", "?number=%7B%7B", "?place=outcome-", "?year=-1&number=projects.total",
              "?q=%00", "?page=x"]
)  # fmt: skip
def test_a_wrong_address_is_never_an_error_of_the_server(client: Client, query: str) -> None:
    assert client.get(f"/projects/{query}").status_code in {200, 400, 404}
