"""The verdicts of `python -m bench`: ratios, so that a slow machine comes to the same ones."""

import re
from dataclasses import replace
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as some

from bench import pages, past, processes, reports
from bench.limits import HUGE, LARGE, SMALL, Kind, Limit
from bench.measure import Measure
from bench.verdict import Ratio, Result, summary
from bench.yardstick import COLUMNS, ROWS, browser

LIST = Kind("list", small=Limit(yardsticks=6, bare=4), large=Limit(yardsticks=20, bare=2))


def result(page: float, yardstick: float, bare: float, projects: int = SMALL) -> Result:
    """A list page that takes `page` seconds beside a yardstick and its own queries."""
    limit = LIST.limit(projects)
    return Result(
        "projects",
        LIST.name,
        (
            Ratio(page, yardstick, limit.yardsticks, "yardsticks"),
            Ratio(page, bare, limit.bare, "bare SQL"),
        ),
    )


def slower(measured: Result, times: float) -> Result:
    """The same measure on a machine on which everything takes so many times as long."""
    return replace(
        measured,
        ratios=tuple(
            replace(ratio, taken=ratio.taken * times, unit=ratio.unit * times)
            for ratio in measured.ratios
        ),
    )


@pytest.mark.parametrize(("page", "over"), [(0.019, True), (0.017, False)])
def test_a_machine_half_as_fast_says_the_same(page: float, over: bool) -> None:
    here = result(page, yardstick=0.003, bare=0.006)
    there = result(2 * page, yardstick=0.006, bare=0.012)
    assert here.over is there.over is over
    assert str(here) == str(there)
    assert summary([here]) == summary([there])


SECONDS = some.floats(min_value=0.0001, max_value=100)


@given(SECONDS, SECONDS, SECONDS, some.integers(-8, 8))
def test_no_speed_of_a_machine_changes_a_verdict(
    page: float, yardstick: float, bare: float, power: int
) -> None:
    here = result(page, yardstick, bare)
    assert slower(here, 2.0**power).over is here.over
    assert str(slower(here, 2.0**power)) == str(here)


def test_each_limit_holds_by_itself() -> None:
    assert not result(0.018, yardstick=0.003, bare=0.0045).over
    assert result(0.01801, yardstick=0.003, bare=0.006).over, "yardsticks"
    assert result(0.018, yardstick=0.006, bare=0.00449).over, "bare SQL"


def test_a_page_that_gets_slower_is_over_though_the_machine_is_fast() -> None:
    assert result(0.001, yardstick=0.00016, bare=0.001).over
    assert not result(100.0, yardstick=17.0, bare=100.0).over


def test_many_projects_have_limits_of_their_own() -> None:
    assert result(0.02, yardstick=0.002, bare=0.015).over
    assert not result(0.02, yardstick=0.002, bare=0.015, projects=LARGE).over
    assert LIST.limit(HUGE) == Limit(yardsticks=200, bare=2), (
        "ten times the rows, ten times as long"
    )


def test_what_is_over_is_measured_again_before_it_is_called_so() -> None:
    good, bad = result(0.006, 0.003, 0.006), result(0.09, 0.003, 0.09)
    for said, over, left in (
        ([good], False, 0),
        ([bad, good, bad], False, 1),
        ([bad] * 3, True, 0),
    ):
        runs = list(said)
        assert Measure("projects", SMALL, partial(runs.pop, 0)).result().over is over
        assert len(runs) == left


def test_the_row_says_which_limit_is_passed() -> None:
    assert "| 1.50 **over** | 9.0 of 6.0 yardsticks; 1.5 of 4.0 bare SQL |" in str(
        result(0.018, yardstick=0.002, bare=0.012)
    )


def test_the_summary_has_ten_lines_and_names_the_worst_of_each_kind() -> None:
    kinds = {each.kind.name for each in pages.PAGES} | {
        each.KIND for each in (reports, past, processes)
    }
    good = result(0.006, yardstick=0.003, bare=0.006)
    every = [replace(good, kind=kind, what=f"{kind} {n}") for kind in kinds for n in range(3)]
    bad = replace(result(0.09, yardstick=0.003, bare=0.09), what="the slow one")
    lines = summary([*every, bad]).splitlines()
    assert len(lines) == 1 + len(kinds) == 10
    assert lines[0].startswith(f"{len(every) + 1} measured, 1 over a limit")
    assert [line for line in lines[1:] if " over " in line] == [
        line for line in lines if "the slow one: 30.0 of 6.0 yardsticks" in line
    ]


@pytest.mark.django_db
def test_the_yardstick_is_a_bare_page_of_one_query() -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = browser().get("/")
    page = answer.content.decode()
    assert (len(asked), page.count("<tr>"), page.count("<td>")) == (1, ROWS, ROWS * len(COLUMNS))
    assert (ROWS, len(COLUMNS)) == (50, 8)
    assert set(answer.headers) == {"Content-Type"}, "no middleware"


@pytest.mark.django_db
def test_a_page_is_measured_in_turns_with_yardstick_and_bare_queries() -> None:
    page = next(each for each in pages.measures((SMALL,)) if each.name == "stand-ins")
    measured = page.run()
    yardsticks, bare = measured.ratios
    assert yardsticks.taken == bare.taken > bare.unit > 0
    assert 0 < yardsticks.unit < yardsticks.taken
    assert re.search(r"\b[1-9]\d* queries; yardstick ", measured.beside)
