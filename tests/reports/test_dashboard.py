"""The dashboard: every count equals the list it leads to, and the number in the report."""

import re
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

import pytest
from django.test import Client

from core.access import Role
from core.kept import forget_kept
from core.models import RoleAssignment, User
from core.numbers.registry import NumberContext, number_value, numbers
from core.numbers.syntax import parse_token
from outcomes.models import Strategy
from portfolio.models import Project
from reports.dashboard import page
from reports.dashboard.attention import worst
from reports.dashboard.changes import Changes
from reports.dashboard.scope import Scope, month_before
from reports.dashboard.snapshot import alike, portfolio_snapshot
from reports.models import Report
from tests.factories import (
    make_outcome,
    make_output,
    make_project,
    make_round,
    make_strategy,
    make_unit,
    make_update,
    make_user,
)
from tests.lists import result_count
from tests.reports.links import Links

pytestmark = pytest.mark.django_db
URL = "/dashboard/"
DEMO = "it-2018-21"
AT = date(2021, 12, 31)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def manager() -> User:
    return make_user(Role.MANAGER)


def scope(strategy: Strategy, user: User, *, at: date = AT, year: int = 2021) -> Scope:
    return Scope(strategy, year, at, user)


def get(
    user: User, strategy: Strategy | str, *, at: date = AT, year: int = 2021, **more: Any
) -> Any:
    slug = strategy if isinstance(strategy, str) else strategy.slug
    asked = {"strategy": slug, "year": year, "at": at.isoformat(), **more}
    return client_of(user).get(URL, asked)


def lively(strategy: Strategy, *, count: int = 12, unit: Any = None) -> list[Project]:
    """Projects of every sort: late, slipping, silent, stuck, red, recovered, completed, new."""
    rounds = [
        make_round(
            strategy,
            period=date(2021, month, 1),
            opens_on=date(2021, month, 20),
            closes_on=date(2021, month, 28),
        )
        for month in (9, 10, 11, 12)
    ]
    second = make_output(
        outcome=make_outcome(strategy=strategy, number="2", position=2), number="2.1"
    )
    made = []
    for n in range(count):
        changes: dict[str, Any] = {"lead_unit": unit} if unit else {}
        if n % 3 == 1:
            changes["output"] = second
        project = make_project(
            strategy=strategy,
            joined_on=date(2021, 12, 10) if n == 5 else date(2021, 1, 1),
            category=("new_service", "minor_improvement", "")[n % 3],
            baseline_finish=date(2021, 6, 1) + timedelta(days=40 * n),
            forecast_finish=date(2021, 8, 1) + timedelta(days=20 * n) if n % 2 else None,
            stages={
                date(2021, 1, 5): "in_progress",
                **({date(2021, 12, 15): "completed"} if n % 5 == 4 else {}),
                **({date(2021, 10, 1): "on_hold"} if n == 6 else {}),
            },
            **changes,
        )
        for index, round_ in enumerate(rounds):
            if n in (3, 7) and index > 0:
                continue
            rag = "gargggrraaar"[(n * 5 + index * 7) % 12]
            make_update(
                project,
                round=round_,
                overall=rag,
                reason="" if rag == "g" else "Waiting for the supplier",
                reported_on=round_.opens_on,
                per_cent_complete=50 if n == 8 else 10 * index + n,
                achieved="The same" if n == 8 else f"Step {index}",
            )
        made.append(project)
    return made


# --- One truth -----------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [AT, date(2021, 11, 25), date(2021, 10, 21), date(2022, 1, 17)])
def test_census_says_what_the_live_numbers_say(at: date) -> None:
    strategy = make_strategy()
    lively(strategy)
    user = manager()
    for asked in (
        scope(strategy, user, at=at),
        scope(Strategy.objects.get(slug=DEMO), user, at=at),
    ):
        found = portfolio_snapshot(alike(asked.population(at), at), at)
        for key, count in found.counts.items():
            value = number_value(parse_token(key), asked.numbers)
            assert count == value.value, (asked.strategy.slug, key)
        rag = {
            part.key: part.value
            for part in number_value(parse_token("projects.rag"), asked.numbers).parts
        }
        mine = {
            key: sum(n for (_, _, said), n in found.by_place.items() if said == key) for key in rag
        }
        assert mine == rag


@pytest.mark.parametrize("sign", ["late", "slipping", "silent", "stuck"])
def test_census_finds_the_very_projects_of_the_sentences(sign: str) -> None:
    strategy = make_strategy()
    lively(strategy, count=30)
    for at in (AT, date(2021, 12, 1), date(2021, 11, 1), date(2022, 3, 1)):
        rows = scope(strategy, manager(), at=at).population(at)
        found = {
            pk
            for pk, each in portfolio_snapshot(alike(rows, at), at).by_pk.items()
            if sign in each.signs
        }
        assert found == set(getattr(rows, sign)(at).values_list("pk", flat=True)), at


def test_changes_are_those_of_the_live_numbers() -> None:
    strategy = make_strategy()
    lively(strategy, count=30)
    asked = scope(strategy, manager())
    changes = Changes(
        portfolio_snapshot(alike(asked.population(AT), AT), AT),
        portfolio_snapshot(alike(asked.population(asked.since), asked.since), asked.since),
    )
    seen = 0
    for key, ids in changes.by_number.items():
        rows = number_value(parse_token(key), asked.numbers).rows
        assert rows is not None
        assert set(ids) == set(rows.values_list("pk", flat=True)), key
        seen += bool(ids)
    assert seen == 4


@pytest.mark.parametrize("who", ["manager", "unit"])
def test_every_count_on_the_page_equals_the_list_it_leads_to(who: str) -> None:
    strategy, unit = make_strategy(), make_unit()
    lively(strategy, unit=unit)
    for _ in range(3):
        make_project(strategy=strategy, stages={date(2021, 1, 5): "in_progress"})
    user = make_user() if who == "unit" else manager()
    if who == "unit":
        RoleAssignment.objects.create(user=user, role=Role.FOCAL_POINT, unit=unit)
    response = get(user, strategy)
    assert response.context["since"].lines
    _assert_links_hold(client_of(user), response.content.decode(), at_least=25)
    assert len(response.context["since"].counts) == 6
    assert response.context["status"].total.count == (15 if who == "manager" else 12)


def test_every_count_of_the_demonstration_equals_its_list_and_the_report() -> None:
    user, report = User.objects.get(username="cio"), Report.objects.get(slug="progress-2021")
    response = get(user, DEMO, at=report.cut_off, year=report.year)
    _assert_links_hold(client_of(user), response.content.decode(), at_least=40)
    mine = scope(report.strategy, user, at=report.cut_off).population(report.cut_off)
    shown = portfolio_snapshot(alike(mine, report.cut_off), report.cut_off)
    draft = report.drafts.order_by("-number")[0]
    in_report = {key: draft.numbers[key]["value"] for key in shown.counts if key in draft.numbers}
    assert {"projects.total", "projects.new_or_major"} <= in_report.keys()
    assert {key: str(shown.counts[key]) for key in in_report} == in_report


def _assert_links_hold(client: Client, html: str, *, at_least: int) -> None:
    """Each link to a list that carries a count shows exactly as many rows."""
    checked, listed = 0, cache(partial(result_count, client))
    for href, text in Links(html[html.index('<main id="main"') :]).links:
        if "?strategy=" not in href or href.startswith(URL):
            continue
        rows = listed(href)
        # Names of places may hold a number of their own.
        count = re.search(r"\d[\d,]*", text) if "number=" in href or text.isdigit() else None
        if count:
            assert rows == int(count[0].replace(",", "")), (href, text)
            checked += 1
    assert checked >= at_least


def test_marks_of_figures_lead_to_exactly_their_rows() -> None:
    user = User.objects.get(username="cio")
    response = get(user, DEMO)
    client = client_of(user)
    views = [response.context["by_place"], response.context["by_category"]]
    views += response.context["more_figures"]
    assert len(views) >= 3
    for view in views:
        for point, row in zip(view.data.points, view.table.rows, strict=True):
            assert result_count(client, row.href) == point.value, (view.id, point.label)


# --- Who sees what -------------------------------------------------------------------------------


def test_people_of_a_unit_see_counts_of_their_own_projects_only() -> None:
    strategy, unit = make_strategy(), make_unit()
    own = make_project(strategy=strategy, lead_unit=unit)
    make_project(strategy=strategy)
    user = make_user()
    RoleAssignment.objects.create(user=user, role=Role.FOCAL_POINT, unit=unit)
    response = get(user, strategy)
    assert "1 project of yours" in response.content.decode()
    assert response.context["status"].total.count == 1
    assert response.context["by_place"].data.total == 1
    assert own.code not in get(manager(), make_strategy()).content.decode()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.TRANSLATOR, Role.CLEARER, None])
def test_outsider_gets_404(role: Role | None) -> None:
    user = make_user(role) if role else make_user()
    assert client_of(user).get(URL).status_code == 404


def test_nobody_is_asked_to_sign_in() -> None:
    assert Client().get(URL).status_code == 302


def test_only_get() -> None:
    assert client_of(manager()).post(URL).status_code == 405


def test_home_leads_managers_here() -> None:
    assert client_of(User.objects.get(username="cio")).get("/")["Location"] == URL


# --- What is asked for ---------------------------------------------------------------------------


def test_without_anything_asked_it_shows_what_the_top_bar_names() -> None:
    response = client_of(User.objects.get(username="cio")).get(URL)
    assert response.context["head"].at == date(2022, 1, 17)
    assert response.context["head"].year == 2021
    assert response.context["picker"].strategy == DEMO
    assert "119 projects" in response.content.decode()


@pytest.mark.parametrize(
    "asked",
    [{"at": "soon"}, {"year": "1"}, {"year": "²²²²"}, {"at": "0001-01-01"}, {"year": "9999"}],
)
def test_a_day_or_year_without_sense_counts_as_left_out(asked: dict[str, str]) -> None:
    response = client_of(manager()).get(URL, {"strategy": DEMO, **asked})
    assert response.context["head"].at == date(2022, 1, 17)
    assert response.context["head"].year == 2021


def test_unknown_strategy_is_404() -> None:
    assert client_of(manager()).get(URL, {"strategy": "nothing"}).status_code == 404


def test_month_before_keeps_to_the_end_of_a_month() -> None:
    assert month_before(date(2021, 3, 31)) == date(2021, 2, 28)
    assert month_before(date(2022, 1, 17)) == date(2021, 12, 17)


# --- Empty, one, large ---------------------------------------------------------------------------


def test_empty_portfolio_says_no_projects() -> None:
    text = get(manager(), make_strategy()).content.decode()
    assert "No projects" in text
    assert "0 of 0" not in text
    # A word of its own: a form's key holds any three letters one day.
    assert not re.search(r"\bNaN\b", text)


def test_one_project_is_singular() -> None:
    strategy = make_strategy()
    make_project(
        strategy=strategy,
        stages={date(2021, 1, 5): "in_progress"},
        baseline_finish=date(2021, 12, 30),
    )
    text = " ".join(re.sub("<[^>]+>", " ", get(manager(), strategy).content.decode()).split())
    assert "1 project in the 2021 work plan" in text
    assert "1 day late" in text
    assert "All 1 project that needs attention" in text
    assert not re.search(r"\b1 projects", text)


def test_large_portfolio_shows_first_and_compares_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    strategy = make_strategy()
    lively(strategy)
    user = manager()
    at_once = get(user, strategy).context["since"]
    monkeypatch.setattr(page, "AT_ONCE", 3)
    forget_kept()
    first = get(user, strategy)
    assert first.context["since"].waiting
    assert 'hx-trigger="load"' in first.content.decode()
    after = client_of(user).get(first.context["since"].url, headers={"HX-Request": "true"})
    assert after.context["since"] == at_once
    assert "<html" not in after.content.decode()
    assert "HX-Request" in after["Vary"]
    without_script = client_of(user).get(first.context["since"].url)
    assert without_script.context["since"] == at_once
    forget_kept()


# --- Attention -----------------------------------------------------------------------------------


def test_red_comes_first_and_says_why_and_what_is_needed_from_whom() -> None:
    strategy, boss = make_strategy(), make_user(full_name="Ada Boss")
    begun = {date(2021, 1, 5): "in_progress"}
    long_late = make_project(strategy=strategy, stages=begun, baseline_finish=date(2021, 3, 1))
    red = make_project(
        strategy=strategy, stages=begun, baseline_finish=date(2021, 12, 1), manager=boss
    )
    make_update(red, overall="r", reason="The supplier left", reported_on=date(2021, 12, 20))
    found = portfolio_snapshot(alike(scope(strategy, manager()).population(AT), AT), AT)
    assert [each.pk for each in worst(found)] == [red.pk, long_late.pk]
    lines = get(manager(), strategy).context["attention"].lines
    assert lines[0].reason == "The supplier left"
    assert lines[0].signs == ["30 days late"]
    assert lines[0].need == "Needs a new finish date from Ada Boss"
    assert lines[1].signs == ["305 days late", "no update yet"]


def test_the_numbers_of_changes_say_what_is_wrong_with_a_day() -> None:
    from core.numbers.registry import NumberError

    asked = NumberContext(strategy=DEMO, year=2021, at=AT)
    with pytest.raises(NumberError, match="since=soon is not a day"):
        number_value(parse_token("changes.went_red since=soon"), asked)
    assert all(key in numbers for key in ("projects.attention", "changes.joined"))


def test_a_count_says_what_it_counts() -> None:
    page = get(manager(), DEMO, at=date(2022, 1, 17)).content.decode()
    assert re.search(r'aria-label="\d+ green, 1 A more efficient ILO">(\d+)</a>', page)
    assert re.search(r'aria-label="\d+ in all, 1 A more efficient ILO">', page)
    assert re.search(r'aria-label="\d+ red">', page)
