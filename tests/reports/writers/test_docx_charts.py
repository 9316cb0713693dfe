"""Native charts: series, order, labels, sizes, the workbook behind "Edit data", alt text."""

import io

import pytest
from python_calamine import CalamineWorkbook

from core.figures.registry import FigureData, Point
from reports.writers.docx import look
from reports.writers.docx.charts import value_format
from tests.reports.documents import (
    hard_paper,
    make_category_data,
    make_document,
    make_figure,
    make_figure_data,
)
from tests.reports.writers.docx_parts import Parts, find, parts_of, text_of, value

CHART = "word/charts/chart1.xml"


def chart_of(data: FigureData) -> Parts:
    return parts_of(make_document(make_figure(1, data)))


def rows_of(parts: Parts) -> list[list[object]]:
    """What stands in the workbook of the first chart; empty cells are ""."""
    content = io.BytesIO(parts.files["word/embeddings/chart1.xlsx"])
    sheet = CalamineWorkbook.from_filelike(content).get_sheet_by_name("Data")
    return [list(row) for row in sheet.to_python()]


def test_bars_lie_and_read_from_the_top() -> None:
    parts = chart_of(make_category_data())
    assert value(parts.find("//c:barDir", CHART)[0], "val") == "bar"
    axis = parts.find("//c:catAx", CHART)[0]
    assert value(find(axis, "c:scaling/c:orientation")[0], "val") == "maxMin"
    assert value(parts.find("//c:valAx/c:scaling/c:min", CHART)[0], "val") == "0"
    assert not parts.find("//c:majorGridlines", CHART)


def test_categories_and_values_are_those_of_the_figure() -> None:
    data = make_category_data()
    parts = chart_of(data)
    labels = [one.text for one in parts.find("//c:cat//c:v", CHART)]
    values = [one.text for one in parts.find("//c:val//c:v", CHART)]
    assert labels == [point.label for point in data.points]
    assert values == [str(point.value) for point in data.points]


def test_each_group_is_a_series_with_a_colour_and_a_name_in_the_legend() -> None:
    parts = chart_of(make_figure_data())
    series = parts.find("//c:ser", CHART)
    names = [find(one, "c:tx//c:v")[0].text for one in series]
    colours = [value(find(one, "c:spPr//a:srgbClr")[0], "val") for one in series]
    assert names == ["Outcomes", "Drivers"]
    assert colours == [look.BLUE, look.QUIET]
    assert [len(find(one, "c:val//c:pt")) for one in series] == [3, 6]
    assert parts.find("//c:legend", CHART)


def test_one_series_has_no_legend() -> None:
    assert not chart_of(make_category_data()).find("//c:legend", CHART)


def test_workbook_holds_what_the_chart_refers_to() -> None:
    parts = chart_of(make_figure_data())
    rows = rows_of(parts)
    assert rows[0] == ["", "Outcomes", "Drivers"]
    assert rows[1] == ["A more efficient ILO", 38, ""]
    assert rows[-1] == ["Risk management", "", 2]
    addresses = [one.text for one in parts.find("//c:f", CHART)]
    assert addresses[:3] == ["Data!$B$1", "Data!$A$2:$A$10", "Data!$B$2:$B$10"]
    assert addresses[3:] == ["Data!$C$1", "Data!$A$2:$A$10", "Data!$C$2:$C$10"]


def test_label_that_looks_like_a_formula_stays_words() -> None:
    rows = rows_of(parts_of(hard_paper()))
    assert str(rows[1][0]).startswith("=A very long")


def test_every_text_in_the_chart_has_a_size() -> None:
    parts = chart_of(make_figure_data())
    for properties in parts.find("//a:defRPr | //a:rPr", CHART):
        assert 700 <= int(value(properties, "sz")) <= 1000


def test_unit_stands_at_the_axis_and_the_note_under_the_figure() -> None:
    parts = chart_of(make_category_data())
    title = "".join(one.text or "" for one in parts.find("//c:valAx/c:title//a:t", CHART))
    assert title == "projects"
    assert parts.styled("FigureNote") == ["The split by category is illustrative."]


def test_chart_is_as_wide_as_the_text_and_as_high_as_its_bars() -> None:
    small = chart_of(make_category_data()).find("//wp:extent")[0]
    large = chart_of(make_figure_data()).find("//wp:extent")[0]
    assert value(small, "cx") == value(large, "cx") == str(look.COLUMN_EMU)
    assert int(value(small, "cy")) < int(value(large, "cy"))


def test_long_labels_get_higher_rows() -> None:
    def height(label: str) -> int:
        data = make_figure_data(points=(Point(category="a", label=label, value=1),), groups=())
        return int(value(chart_of(data).find("//wp:extent")[0], "cy"))

    assert height("short") < height("a long label " * 6) < height("a long label " * 12)


def test_drawing_tells_those_who_cannot_see_it() -> None:
    data = make_figure_data()
    drawing = chart_of(data).find("//wp:docPr")[0]
    assert value(drawing, "descr") == data.alt
    assert value(drawing, "title") == f"Figure 1. {data.caption}"


def test_caption_numbers_itself_by_a_field_that_shows_its_number() -> None:
    parts = chart_of(make_figure_data())
    assert parts.styled("Caption") == [
        "Figure 1. IT projects by outcome/cross-cutting driver, 2021 work plan"
    ]
    field = parts.find("//w:fldSimple[contains(@w:instr, 'SEQ Figure')]")[0]
    assert text_of(field) == "1"


def test_figure_of_nothing_says_so_in_words() -> None:
    parts = chart_of(make_figure_data(points=(), total=0, alt="There is no project."))
    assert CHART not in parts.files
    assert parts.styled("Figure") == ["There is no project."]


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", '[>=1000000]#","000","000;[>=1000]#","000;0'),
        ("de", '[>=1000000]#"."000"."000;[>=1000]#"."000;0'),
        ("la", "#,##0"),
    ],
)
def test_labels_have_the_thousands_sign_of_the_paper(language: str, shown: str) -> None:
    assert value_format(language) == shown


def test_spanish_labels_group_from_five_digits() -> None:
    assert "[>=10000]" in value_format("es")
