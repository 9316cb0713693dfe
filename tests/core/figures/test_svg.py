"""The SVG writer: what it draws, how it wraps, that nothing gets in unescaped."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from core.figures.layout import arrange, text_width, wrap
from core.figures.registry import FigureData, Point
from core.figures.svg import svg
from tests.golden import assert_golden
from tests.reports.documents import make_category_data, make_figure_data

SVG = "{http://www.w3.org/2000/svg}"
GOLDEN = Path(__file__).parent / "golden"
LONG = "A very long label about “fit for purpose” administrative applications and their services"


def parse(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


def texts(root: etree._Element, kind: str) -> list[str]:
    found = root.iterfind(f".//{SVG}text[@class='{kind}']")
    return ["".join(map(str, element.itertext())) for element in found]


@pytest.mark.parametrize("narrow", [False, True])
def test_a_small_figure_is_drawn_as_before(narrow: bool) -> None:
    name = "figure_narrow.svg" if narrow else "figure_wide.svg"
    drawn = svg(make_figure_data(), standalone=True, narrow=narrow)
    assert_golden(GOLDEN / name, drawn.replace("><", ">\n<") + "\n")


def test_the_same_figure_gives_the_same_text() -> None:
    assert svg(make_figure_data()) == svg(make_figure_data())


def test_a_screen_reader_gets_caption_and_alt_text() -> None:
    figure = make_category_data()
    root = parse(svg(figure, name="f2"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "f2-wide-title f2-wide-description"
    assert root.findtext(f"{SVG}title") == figure.caption
    assert root.findtext(f"{SVG}desc") == figure.alt


def test_with_links_it_is_a_group_since_an_image_has_no_links() -> None:
    figure = make_figure_data()
    root = parse(svg(figure, address=lambda point: f"/projects/?a=1&b={point.category}"))
    links = root.findall(f"{SVG}a")
    assert root.get("role") == "group"
    assert links[0].get("href") == "/projects/?a=1&b=1"
    assert links[0].get("aria-label") == "A more efficient ILO: 38 projects"
    assert len(links) == len(figure.points)


def test_a_point_without_rows_is_no_link() -> None:
    assert parse(svg(make_figure_data(), address=lambda point: "")).find(f"{SVG}a") is None


def test_there_are_no_inline_styles() -> None:
    drawn = svg(make_figure_data(), address=lambda point: "/x")
    assert "style" not in drawn


def test_points_of_a_second_group_are_quieter_and_the_groups_are_named() -> None:
    root = parse(svg(make_figure_data()))
    rows = root.findall(f"{SVG}g[@class='figure-row']/{SVG}rect")
    quiet = ["quiet" in (row.get("class") or "") for row in rows]
    assert quiet == [False] * 3 + [True] * 6
    assert texts(root, "figure-soft") == ["Outcomes", "Drivers"]


def test_bars_are_as_long_as_their_values() -> None:
    layout = arrange(make_category_data())
    first, *others = layout.rows
    for row in others:
        expected = first.bar_width * row.point.value / first.point.value
        assert row.bar_width == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize(
    "changes", [{"points": (), "total": 0}, {"points": (Point(category="a", label="A", value=0),)}]
)
def test_where_nothing_is_counted_there_are_quiet_words_and_no_axis(changes: object) -> None:
    assert isinstance(changes, dict)
    root = parse(svg(make_category_data(**changes), empty="No projects"))
    assert texts(root, "figure-empty") == ["No projects"]
    assert root.find(f".//{SVG}line") is None
    assert root.find(f".//{SVG}rect") is None


def test_numbers_are_written_as_the_language_writes_them() -> None:
    figure = make_category_data(points=(Point(category="a", label="A", value=2637),), total=2637)
    root = parse(svg(figure, number=lambda value: f"{value:,}"))
    assert texts(root, "figure-value") == ["2,637"]


def test_a_long_label_takes_lines_and_keeps_its_words() -> None:
    lines = wrap(LONG, 250)
    assert 2 <= len(lines) <= 3
    assert " ".join(lines) == LONG


def test_what_does_not_fit_in_three_lines_ends_in_an_ellipsis() -> None:
    lines = wrap(LONG * 3, 150)
    assert len(lines) == 3
    assert lines[-1].endswith("…")


def test_a_line_breaks_after_a_slash_and_at_a_soft_hyphen() -> None:
    assert wrap("outcome/cross-cutting", 100) == ("outcome/", "cross-cutting")
    assert wrap("Leistungs\u00aderbringung", 80) == ("Leistungs-", "erbringung")


def test_a_no_break_space_holds() -> None:
    assert "10\u00a0per\u00a0cent" in wrap("In all about 10\u00a0per\u00a0cent", 95)


@given(st.text(max_size=200), st.integers(60, 400))
def test_no_line_is_wider_than_its_room(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert 1 <= len(lines) <= 3
    # A soft hyphen that becomes visible may stand a little over.
    assert all(text_width(line) <= width + text_width("-") for line in lines)


words = st.text(max_size=30).map(lambda text: f"<b onload='x'>&\"{text}]]>")


@given(words, words, words, words, words)
def test_no_markup_from_the_data_gets_through(
    caption: str, alt: str, label: str, group: str, href: str
) -> None:
    point = Point(category="a", label=label, value=3, group=group)
    figure = FigureData(
        key=group,
        kind="bar",
        caption=caption,
        alt=alt,
        unit=label,
        points=(point,),
        total=3,
        groups=("x", group),
    )
    root = parse(svg(figure, address=lambda point: href, standalone=True, empty=label))
    assert {str(element.tag).removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "g", "a", "rect", "line", "text", "tspan")
    }
    assert not any(str(name).startswith("on") for element in root.iter() for name in element.attrib)
