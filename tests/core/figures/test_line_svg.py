"""The line chart: marks where the values are, and nothing that a strict policy refuses."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from core.figures.line_svg import LineFigure, LineSeries, line_svg, nice_ticks

values = st.decimals(min_value=Decimal("-1e6"), max_value=Decimal("1e6"), places=3)


def figure(*actual: str, label: str = "Actual") -> LineFigure:
    """A value a year."""
    points = tuple((index * 365, Decimal(value)) for index, value in enumerate(actual))
    return LineFigure(
        key="sample",
        caption="Course & <path>",
        alt="Line chart",
        start=0,
        end=1460,
        days=tuple((index * 365, str(2018 + index)) for index in range(5)),
        series=(LineSeries(label, "actual", points),) if points else (),
    )


def test_a_mark_for_each_value_and_a_name_for_those_who_cannot_see() -> None:
    root = etree.fromstring(line_svg(figure("1", "3", "2")).encode())
    assert len(root.findall(".//{*}circle")) == 3 + 1  # one is the legend's
    assert root.findtext("{*}title") == "Course & <path>" and root.get("role") == "img"


def test_nothing_to_draw_is_nothing() -> None:
    assert line_svg(figure()) == ""


def test_no_style_and_no_script_whatever_the_label() -> None:
    drawn = line_svg(figure("1", label='<script onload="x">'))
    assert "style=" not in drawn and "<script" not in drawn


@given(low=values, high=values)
def test_the_axis_is_round_and_holds_the_values(low: Decimal, high: Decimal) -> None:
    low, high = min(low, high), max(low, high)
    ticks = nice_ticks(low, high)
    assert ticks[0] <= low and ticks[-1] >= high and 2 <= len(ticks) <= 7


@given(actual=st.lists(values, min_size=1, max_size=5), narrow=st.booleans())
def test_every_mark_lies_within_the_drawing(actual: list[Decimal], narrow: bool) -> None:
    root = etree.fromstring(line_svg(figure(*map(str, actual)), narrow=narrow).encode())
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    for mark in root.findall(".//{*}circle"):
        assert 0 <= float(mark.get("cx", "-1")) <= width
        assert 0 <= float(mark.get("cy", "-1")) <= height


def test_dots_above_a_limit_stand_out_and_the_axis_shows_its_span() -> None:
    points = ((0, Decimal(4)), (365, Decimal(12)))
    series = LineSeries("Residual", "actual", points, limit=Decimal(9))
    drawn = line_svg(replace(figure(), series=(series,), span=(Decimal(0), Decimal(25))))
    root = etree.fromstring(drawn.encode())
    dots = [dot.get("class", "") for dot in root.findall(".//{*}circle")]
    assert dots == ["figure-dot", "figure-dot figure-dot--over", "figure-dot"]
    words = [text.text for text in root.findall(".//{*}text")]
    assert {"0", "30"} <= set(words)
