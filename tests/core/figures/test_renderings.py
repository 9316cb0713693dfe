"""Plotly, table and SVG are drawn from the same figure and so say the same."""

import json

import pytest
from lxml import etree, html

from core.figures.page import Download, figure_view
from core.figures.plotly import plotly_spec
from core.figures.registry import FigureData, Point
from core.figures.svg import svg
from core.figures.table import figure_table
from tests.reports.documents import make_category_data, make_figure_data

SVG = "{http://www.w3.org/2000/svg}"
EVIL = "<b onclick='x'>&%{y}"


def address(point: Point) -> str:
    return f"/projects/?category={point.category}"


def values_in_svg(figure: FigureData, *, narrow: bool) -> list[str]:
    root = etree.fromstring(svg(figure, narrow=narrow).encode())
    return [str(mark.text) for mark in root.iterfind(f".//{SVG}text[@class='figure-value']")]


@pytest.mark.parametrize("figure", [make_figure_data(), make_category_data()])
def test_every_rendering_shows_the_same_values(figure: FigureData) -> None:
    values = [str(point.value) for point in figure.points]
    spec = plotly_spec(figure)
    for variant in ("wide", "narrow"):
        traces = spec[variant]["data"]
        assert [text for trace in traces for text in trace["text"]] == values
        assert [str(x) for trace in traces for x in trace["x"]] == values
        assert values_in_svg(figure, narrow=variant == "narrow") == values
    assert [row.value for row in figure_table(figure).rows] == values


def test_every_rendering_leads_to_the_same_rows() -> None:
    figure = make_figure_data()
    addresses = [address(point) for point in figure.points]
    traces = plotly_spec(figure, address)["wide"]["data"]
    assert [href for trace in traces for href in trace["customdata"]] == addresses
    assert [row.href for row in figure_table(figure, address=address).rows] == addresses
    root = etree.fromstring(svg(figure, address=address).encode())
    assert [link.get("href") for link in root.iterfind(f".//{SVG}a")] == addresses


def test_points_out_of_the_order_of_groups_keep_their_own_address() -> None:
    points = tuple(
        Point(category=str(place), label="x", value=place + 1, group="ab"[place % 2])
        for place in range(4)
    )
    figure = make_figure_data(points=points, groups=("a", "b"), total=10)
    traces = plotly_spec(figure, address)["wide"]["data"]
    pairs = [pair for trace in traces for pair in zip(trace["x"], trace["customdata"], strict=True)]
    assert sorted(pairs) == [(point.value, address(point)) for point in points]


def test_plotly_gets_plain_json_and_no_markup_from_the_data() -> None:
    points = (Point(category="a", label=EVIL, value=1, group=EVIL),)
    figure = make_figure_data(points=points, total=1, unit=EVIL, groups=(EVIL, "b"))
    spec = plotly_spec(figure)
    assert json.loads(json.dumps(spec)) == spec
    texts = json.dumps([spec["wide"]["data"], spec["wide"]["layout"]["annotations"]])
    assert "<b onclick" not in texts


def test_shares_are_of_the_total_to_one_decimal_half_up() -> None:
    table = figure_table(make_category_data())
    assert [row.share for row in table.rows] == ["34.5 %", "26.1 %", "23.5 %", "16.0 %"]
    assert (table.total, table.total_share) == ("119", "100.0 %")


def test_shares_of_nothing_are_empty() -> None:
    points = (Point(category="a", label="A", value=0),)
    table = figure_table(make_category_data(points=points, total=0))
    assert [row.share for row in table.rows] == [""]


def view_html(**changes: object) -> html.HtmlElement:
    options: dict[str, object] = {"id": "figure-1", "label": "Figure 1", "address": address}
    view = figure_view(make_figure_data(), **(options | changes))  # type: ignore[arg-type]
    return html.fromstring(str(view).strip())


def test_the_partial_has_caption_drawing_table_and_downloads() -> None:
    root = view_html(downloads=[Download("SVG", "/figure.svg")])
    caption = "Figure 1. IT projects by outcome/cross-cutting driver, 2021 work plan"
    assert root.find("figcaption").text_content().endswith(caption)
    assert root.findtext(".//table/caption") == caption
    assert len(root.findall(".//tbody/tr/th[@scope='row']/a")) == 9
    assert [cell.get("scope") for cell in root.findall(".//thead//th")] == ["col"] * 3
    assert root.find(".//a[@class='figure-download']").get("href") == "/figure.svg"


def test_the_partial_carries_the_specification_for_the_script() -> None:
    root = view_html()
    drawing = root.find_class("figure-drawing")[0]
    script = root.get_element_by_id(drawing.get("data-figure"))
    assert script.get("type") == "application/json"
    assert set(json.loads(script.text)) == {"wide", "narrow", "config"}


def test_a_figure_that_is_not_interactive_has_no_script() -> None:
    assert view_html(interactive=False).find(".//script") is None


def test_an_empty_figure_says_so_and_has_neither_script_nor_table() -> None:
    view = figure_view(make_figure_data(points=(), total=0), id="f")
    root = html.fromstring(str(view).strip())
    assert root.findtext(".//svg/text[@class='figure-empty']") == "No projects"
    assert root.find(".//script") is None
    assert root.find(".//table") is None


def test_numbers_are_those_of_the_figures_language() -> None:
    points = (Point(category="a", label="A", value=12345),)
    data = make_category_data(points=points, total=12345)
    view = figure_view(data, id="f", language="de")
    assert view.table.rows[0].value == "12.345"
    assert view.table.rows[0].share == "100,0\u00a0Prozent"
    assert "12.345" in view.wide


def test_ids_are_of_one_element_only() -> None:
    root = view_html()
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
