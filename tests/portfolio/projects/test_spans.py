"""A span of years: each project of its work plans counts once, and a list shows the very rows."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.numbers.registry import NumberContext, NumberError, number_value
from core.numbers.syntax import parse_token
from core.years import Years, years_meant
from outcomes.models import Strategy
from portfolio.models import Project, WorkPlanEntry
from reports.document.notes import NumberOutsideStrategy, notes_from_json
from tests.access.people import user
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_report, make_strategy, outline, regenerate, words_of

pytestmark = pytest.mark.django_db
BIENNIUM = Years(2016, 2017)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021", Years(2021, 2021)),
        ("2016-17", BIENNIUM),
        (" 2016–2017 ", BIENNIUM),
        ("1998-2003", Years(1998, 2003)),
        ("2016-2016", Years(2016, 2016)),
        ("2017-16", None),
        ("1998-03", None),
        ("16-17", None),
        ("2016-1", None),
        ("9999", None),
        ("２０２１", None),
        ("", None),
    ],
)
def test_years_are_read_as_people_write_them(text: str, years: Years | None) -> None:
    assert years_meant(text) == years


@pytest.fixture
def strategy() -> Strategy:
    """Four projects in the plans of 2015, 2016, 2016 and 2017, 2017; and one that left before."""
    strategy = make_strategy(starts_on=date(2015, 1, 1), ends_on=date(2017, 12, 31))
    for number, years in enumerate(((2015,), (2016,), (2016, 2017), (2017,)), 1):
        project = make_project(strategy=strategy, code=f"S-{number}", year=None)
        for year in years:
            plan(project, year)
    gone = make_project(strategy=strategy, code="S-5", year=None)
    plan(gone, 2016, joined_on=date(2014, 5, 1), left_on=date(2015, 12, 31))
    late = make_project(strategy=strategy, code="S-6", year=None)
    plan(late, 2016, joined_on=date(2017, 2, 1))
    return strategy


def plan(project: Project, year: int, **days: Any) -> None:
    values = {"joined_on": date(year, 1, 15), **days}
    WorkPlanEntry.objects.create(project=project, year=year, **values)


def total(strategy: Strategy, token: str, **context: Any) -> Decimal | None:
    given = {"year": 2017, "at": date(2017, 12, 31), **context}
    return number_value(parse_token(token), NumberContext(strategy.slug, **given)).value


def test_each_project_of_the_plans_counts_once(strategy: Strategy) -> None:
    assert total(strategy, "projects.total") == 2
    assert total(strategy, "projects.total year=2016") == 2
    assert total(strategy, "projects.total year=2016-17") == 3
    assert total(strategy, "projects.total", since=2016) == 3
    assert total(strategy, "projects.total year=2015-17", since=2016) == 4
    assert total(strategy, "projects.total", since=2016, at=date(2016, 12, 31)) == 2
    by_place = number_value(
        parse_token("projects.by_place year=2016-17"),
        NumberContext(strategy.slug, 2017, date(2017, 12, 31)),
    )
    assert by_place.value == sum(part.value for part in by_place.parts) == 3


def test_the_bridge_leads_from_the_year_before_the_span(strategy: Strategy) -> None:
    plan(Project.objects.get(code="S-1"), 2017)
    assert total(strategy, "work_plan.carried_over year=2016-17") == 1
    assert total(strategy, "work_plan.new year=2016-17") == 3


def test_what_is_of_one_year_says_so(strategy: Strategy) -> None:
    with pytest.raises(NumberError, match="this number is of one"):
        total(strategy, "projects.quantity project=S-1 quantity=users year=2016-17")
    with pytest.raises(NumberError, match="several as in year=2016-17"):
        total(strategy, "projects.total year=2017-16")


def codes(asked: dict[str, str]) -> set[str]:
    answer = client_of(user("pmo")).get("/projects/", asked)
    assert answer.status_code == 200
    return {row.record.code for row in answer.context["table"].rows}


def test_the_list_shows_the_rows_of_a_span_and_of_a_number_over_one(strategy: Strategy) -> None:
    asked = {"strategy": strategy.slug, "at": "2017-12-31"}
    assert codes({**asked, "year": "2016-17"}) == {"S-2", "S-3", "S-4"}
    assert codes({**asked, "year": "2016-2017", "number": "projects.total"}) == {
        "S-2",
        "S-3",
        "S-4",
    }
    assert codes({**asked, "year": "2017", "number": "projects.total(year=2016-17)"}) == set()
    answer = client_of(user("pmo")).get("/projects/", {**asked, "year": "x"})
    assert "x (not understood)" in answer.content.decode()
    assert "Write a year as in 2021, or several as in 2016-17." in answer.content.decode()


def test_a_report_on_a_biennium_counts_it_in_text_figure_and_caption(strategy: Strategy) -> None:
    report = make_report(
        strategy=strategy,
        since=2016,
        year=2017,
        cut_off=date(2017, 12, 31),
        editions=("en", "fr"),
        outline=outline(
            "{{projects.total form=figure}} of {{projects.total year=2017}}.",
            figure="projects-by-place",
        ),
    )
    draft = regenerate(report)
    assert words_of(draft)["introduction/one"] == "Three of two."
    captions = {
        each.language: next(one for one in each.tree["blocks"] if one["type"] == "figure")
        for each in draft.editions.all()
    }
    assert captions["en"]["caption"].endswith("2016–17 work plan")
    assert "2016-2017" in captions["fr"]["caption"]
    assert captions["en"]["data"]["total"] == 3
    rows = {point["rows"] for point in captions["en"]["data"]["points"] if point["value"]}
    assert all("year=2016-2017" in each for each in rows)


def test_a_span_that_the_strategy_does_not_cover_is_told_by_its_first_such_year(
    strategy: Strategy,
) -> None:
    text = (
        "{{projects.total year=2016-17 form=figure}}, {{projects.total year=2016-19 form=figure}}"
    )
    report = make_report(
        strategy=strategy, year=2017, cut_off=date(2017, 12, 31), outline=outline(text)
    )
    told = [
        note
        for note in notes_from_json(regenerate(report).notes)
        if isinstance(note, NumberOutsideStrategy)
    ]
    assert [note.year for note in told] == [2019]
