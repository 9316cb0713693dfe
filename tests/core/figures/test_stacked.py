"""Stacked bars: the parts of a bar lie side by side, as dark in every rendering as in the legend."""

from datetime import date

import pytest

from core.figures.layout import NARROW, WIDE, arrange
from core.figures.page import figure_view
from core.figures.registry import DARK, TINTS, FigureData, Point
from core.figures.svg import svg
from reports.document import tree
from reports.writers import text
from reports.writers.docx.charts import make_chart
from reports.writers.docx.workbook import categories, series_of
from reports.writers.pdf.figures import drawing
from tests.reports.documents import make_document
from tests.reports.writers.docx_parts import find, value

NAMES = ("New service offering", "Major improvement", "Minor improvement", "Upgrade or renewal")
BARS = {"2020": (30, 0, 1, 9), "2021": (40, 35, 20, 5)}


def figure() -> FigureData:
    points = [
        Point(
            category=name, label=label, value=number, group=name, rows=f"year={label}&part={name}"
        )
        for label, numbers in BARS.items()
        for name, number in zip(NAMES, numbers, strict=True)
    ]
    return FigureData(
        key="stacked",
        kind="stacked",
        caption="Projects by year and category",
        alt="Two bars.",
        unit="projects",
        points=tuple(points),
        total=140,
        groups=NAMES,
        axis="Number of projects",
        adds_up=False,
    )


@pytest.mark.parametrize(("width", "narrow"), [(WIDE, False), (NARROW, True)])
def test_parts_lie_side_by_side_and_are_as_long_as_their_sum(width: int, narrow: bool) -> None:
    layout = arrange(figure(), width=width, narrow=narrow)
    assert [row.value for row in layout.rows] == ["40", "100"]
    for row in layout.rows:
        place = layout.left
        for segment in row.segments:
            assert segment.left == pytest.approx(place)
            place += segment.width
        assert place - layout.left == pytest.approx(row.bar_width, abs=0.3)
    assert layout.rows[1].bar_width == pytest.approx(layout.largest_bar, abs=0.1)
    # Nothing of a kind is no part, and a part too short for its value is without.
    assert [segment.point.value for segment in layout.rows[0].segments] == [30, 1, 9]
    assert [segment.value for segment in layout.rows[0].segments][1] == ""


def test_the_legend_takes_the_lines_that_it_needs() -> None:
    wide, narrow = arrange(figure()), arrange(figure(), width=NARROW, narrow=True)
    assert len({entry.y for entry in wide.legend}) < len({entry.y for entry in narrow.legend})
    assert [entry.tint for entry in wide.legend] == [*TINTS[:4]]
    assert narrow.top > wide.top


def test_each_part_leads_to_its_rows() -> None:
    drawn = svg(figure(), address=lambda point: f"/projects/?{point.rows}")
    assert drawn.count("<a ") == 7
    assert 'aria-label="2021, Major improvement: 35 projects"' in drawn
    assert 'href="/projects/?year=2021&amp;part=Major improvement"' in drawn
    view = figure_view(figure(), id="one")
    assert view.spec is None
    assert [(row.label, row.group, row.value) for row in view.table.rows][4:6] == [
        ("2021", "New service offering", "40"),
        ("2021", "Major improvement", "35"),
    ]
    assert "tfoot" not in view.html()


def test_a_word_chart_stacks_a_series_for_each_part() -> None:
    chart = make_chart(figure(), "en", date(2022, 1, 1)).part
    (grouping,) = find(chart, "//c:barChart/c:grouping")
    assert value(grouping, "val") == "stacked"
    assert categories(figure()) == ["2020 (40)", "2021 (100)"]
    assert [(one.name, one.values) for one in series_of(figure())] == [
        ("New service offering", (30, 40)),
        ("Major improvement", (None, 35)),
        ("Minor improvement", (1, 20)),
        ("Upgrade or renewal", (9, 5)),
    ]
    places = {value(one, "val") for one in find(chart, "//c:ser/c:dLbls/c:dLblPos")}
    assert places == {"ctr"}
    # The one part that is too short for its value has no label.
    unlabelled = [
        [value(idx, "val") for idx in find(one, "c:dLbls/c:dLbl[c:delete]/c:idx")]
        for one in find(chart, "//c:ser")
    ]
    assert unlabelled[2] == ["0"]


def test_the_pdf_draws_the_same_parts() -> None:
    drawn = drawing(figure(), "en", (400.0, 600.0))
    rows = drawn["rows"]
    assert isinstance(rows, list)
    assert [len(row["segments"]) for row in rows] == [3, 4]
    assert [segment["dark"] for segment in rows[1]["segments"]] == [one > DARK for one in TINTS[:4]]
    assert drawn["groups"] == ()


def test_the_text_lists_the_parts_under_their_bar() -> None:
    node = tree.Figure(
        id="fig/stacked", number=1, label="Figure 1", caption="Projects", data=figure()
    )
    lines = text.write(make_document(node)).decode().splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("Figure 1."))
    assert [" ".join(line.split()) for line in lines[start + 1 : start + 5]] == [
        *("Number of projects:", "2020 40", "New service offering 30", "Major improvement 0"),
    ]
