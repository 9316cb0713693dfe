"""The numbers of the demonstration: the same in the registry, the lists, the matrix, the report."""

from datetime import date

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from core.figures.registry import figures
from core.models import User
from core.numbers.registry import NumberContext, NumberValue, number_value
from core.numbers.syntax import parse_token
from outcomes.models import Strategy
from reports.models import Report
from risks.matrix import matrix_of
from risks.models import Issue, Register, Risk
from tests.factories import make_report, outline, regenerate, words_of
from tests.lists import result_count
from tests.risks.rows import make_risk

pytestmark = pytest.mark.django_db
SLUG = "it-2018-21"
END = date(2021, 12, 31)
QUARTERS = [
    date(year, month, day)
    for year in (2020, 2021)
    for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))
]
KEYS = (
    *("risks.register", "risks.above_tolerance", "risks.within_tolerance"),
    *("risks.outside_tolerance", "risks.by_band", "risks.open_issues", "risks.escalated"),
)


def value(key: str, at: date = END) -> NumberValue:
    return number_value(parse_token(key), NumberContext(strategy=SLUG, year=at.year, at=at))


def count(key: str, at: date = END) -> int:
    found = value(key, at).value
    assert found is not None
    return int(found)


def test_the_register_of_14_and_the_13_of_the_strategy_are_two_sets() -> None:
    assert count("risks.register") == 14
    listed = Risk.objects.filter(strategy__slug=SLUG, register=Register.FRAMEWORK)
    by_outcome = [listed.filter(outcome__number=number).count() for number in "123"]
    assert by_outcome == [6, 3, 4]


def test_at_the_end_of_2021_all_are_low_or_medium() -> None:
    parts = {part.key: part.value for part in value("risks.by_band").parts}
    assert parts == {"low": 5, "medium": 9, "high": 0, "very_high": 0}
    assert count("risks.above_tolerance") == 0
    assert count("risks.outside_tolerance") == 0
    within = value("risks.within_tolerance")
    assert within.value == within.of == 14


@pytest.mark.parametrize("at", QUARTERS[:-1], ids=str)
def test_one_risk_stood_above_the_tolerance_in_each_quarter_before(at: date) -> None:
    assert count("risks.above_tolerance", at) == 1


def test_issues_open_and_escalated() -> None:
    assert count("risks.open_issues") == 5
    escalated = value("risks.escalated")
    assert (escalated.value, escalated.of) == (3, 5)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("at", [END, date(2021, 6, 30)], ids=str)
def test_a_number_is_as_long_as_its_list(key: str, at: date, client: Client) -> None:
    client.force_login(User.objects.get(username="pmo"))
    page = "issue-list" if key in ("risks.open_issues", "risks.escalated") else "risk-list"
    asked = {"strategy": SLUG, "year": str(at.year), "at": at.isoformat(), "number": key}
    assert result_count(client, reverse(f"risks:{page}"), asked) == count(key, at)


@pytest.mark.parametrize("level", ["residual", "inherent", "target"])
@pytest.mark.parametrize("register", ["register", "framework"])
def test_every_cell_and_band_of_the_matrix_leads_to_exactly_its_rows(
    level: str, register: str, client: Client
) -> None:
    user = User.objects.get(username="pmo")
    client.force_login(user)
    query = QueryDict(f"level={level}&register={register}&at=2021-06-30")
    matrix = matrix_of(Strategy.objects.get(slug=SLUG), user, query)
    cells = [cell for line in matrix.lines for cell in line.cells]
    marks = [(cell.count, cell.url) for cell in cells if cell.count]
    marks += [(each.count, each.url) for each in matrix.bands if each.count]
    marks.append((matrix.unassessed, matrix.unassessed_url))
    for count_, url in marks:
        assert result_count(client, url) == count_
    assert sum(cell.count for cell in cells) + matrix.unassessed == matrix.total


def test_every_bar_of_the_figure_leads_to_exactly_its_rows(client: Client) -> None:
    client.force_login(User.objects.get(username="pmo"))
    spec = figures["risks-by-band"]
    data = spec.compute(NumberContext(strategy=SLUG, year=2021, at=END), {})
    assert data.total == 14
    for point in data.points:
        assert result_count(client, f"{reverse(spec.page)}?{point.rows}") == point.value


def paragraphs(report: Report) -> dict[str, str]:
    draft = regenerate(report)
    return {
        language: next(
            words
            for key, words in words_of(draft, language).items()
            if key.startswith("project/P-53")
        )
        for language in ("en", "de")
    }


def test_the_report_says_what_the_register_says() -> None:
    report = Report.objects.get(slug="progress-2021")
    texts = paragraphs(report)
    assert "contains 14 identified risks" in texts["en"]
    assert "all of them is low or medium" in texts["en"]
    assert "14 ermittelte Risiken" in texts["de"]
    assert "in allen Fällen niedrig oder mittel" in texts["de"]
    strategy = Strategy.objects.get(slug=SLUG)
    make_risk(strategy=strategy, code="R-15", identified_on=date(2021, 12, 1))
    texts = paragraphs(report)
    assert "contains 15 identified risks" in texts["en"]
    assert "one of them is not within" in texts["en"]
    assert "in einem Fall nicht" in texts["de"]


def test_a_number_shows_the_rows_behind_it(client: Client) -> None:
    client.force_login(User.objects.get(username="pmo"))
    report = Report.objects.get(slug="progress-2021")
    uid = next(number["uid"] for number in _numbers(report) if number["key"] == "risks.register")
    page = client.get(reverse("reports:number-detail", args=[report.slug, "en", uid]))
    number = page.context["number"]
    assert number.amount.value == "14"
    assert number.rows[0].code == "R-01"
    assert number.rows[0].url == f"/risks/{SLUG}/R-01/"
    assert result_count(client, number.rows_url) == 14


def test_a_share_of_no_risks_says_so_and_speaks_of_no_projects(client: Client) -> None:
    client.force_login(User.objects.get(username="pmo"))
    report = make_report(outline=outline("{{risks.above_tolerance form=count_share}}."))
    regenerate(report)
    uid = _numbers(report)[0]["uid"]
    page = client.get(reverse("reports:number-detail", args=[report.slug, "en", uid]))
    number = page.context["number"]
    assert (number.amount.value, number.per_cent) == ("No risks", "No risks")


def _numbers(report: Report) -> list[dict[str, object]]:
    from reports.document import compare, tree

    edition = report.drafts.latest("number").editions.get(language="en")
    found = compare.numbers_in(tree.from_json(edition.tree))
    return [{"uid": each.uid, "key": each.key} for each in found]


def test_no_risks_is_zero_and_no_error() -> None:
    context = NumberContext(strategy="no-such-strategy", year=2021, at=END)
    for key in KEYS:
        assert number_value(parse_token(key), context).value == 0
    assert Issue.objects.of_strategy("no-such-strategy").count() == 0
