"""From where on a project needs attention is a setting: rows, counts and words follow it alike."""

from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from core.access import Role
from core.kept import forget_kept
from core.numbers.registry import NumberContext, number_value, numbers
from core.numbers.syntax import parse_token
from outcomes.models import Strategy
from outcomes.models.thresholds import thresholds_of
from portfolio.models import Project
from portfolio.rows.wording import slip_words
from reports.dashboard.snapshot import alike, portfolio_snapshot
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_round, make_strategy, make_update, make_user
from tests.outcomes.test_pages import fields_of

pytestmark = pytest.mark.django_db
AT = date(2021, 12, 31)
AMBER = {"overall": "a", "reason": "The supplier is late."}
STILL = {"per_cent_complete": 40, "achieved": "Going on."}


@pytest.fixture
def strategy() -> Strategy:
    """Three projects: BAD by the usual numbers, NEAR by harder ones, GOOD by all of them."""
    strategy = make_strategy()
    rounds = [
        make_round(
            strategy,
            period=date(2021, month, 1),
            opens_on=date(2021, month, 20),
            closes_on=date(2021, month, 28),
        )
        for month in (8, 9, 10, 12)
    ]
    for code, slip, said in (
        ("BAD", 40, [AMBER, AMBER, AMBER, None]),
        ("NEAR", 20, [{"achieved": "Begun."}, None, STILL, STILL]),
        ("GOOD", 5, [None, None, {"achieved": "Begun."}, {"reported_on": AT}]),
    ):
        forecast = date(2022, 6, 1) + timedelta(days=slip)
        project = make_project(
            code=code,
            strategy=strategy,
            stages={date(2021, 1, 1): "in_progress"},
            baseline_finish=date(2022, 6, 1),
            forecast_finish=forecast,
        )
        for round_, values in zip(rounds, said, strict=True):
            if values is not None:
                make_update(project, round=round_, forecast_finish=forecast, **values)
    return strategy


def rows_of(strategy: Strategy, sign: str) -> dict[str, set[str]]:
    """Which projects have the sign, by who says so."""
    mine = Project.objects.filter(strategy=strategy)
    names = dict(mine.values_list("pk", "code"))
    day = AT.isoformat()
    asked = {"strategy": strategy.slug, "year": "2021", "at": day, "attention": sign}
    listed = client_of(make_user(Role.PMO)).get("/projects/", asked).context["table"].rows
    context = NumberContext(strategy=strategy.slug, year=2021, at=AT)
    counted = number_value(parse_token(f"projects.{sign}"), context).rows
    assert counted is not None
    found = portfolio_snapshot(alike(mine, AT), AT)
    assert found.counts[f"projects.{sign}"] == counted.count()
    return {
        "list": {row.record.code for row in listed},
        "number": set(counted.values_list("code", flat=True)),
        "dashboard": {names[pk] for pk, each in found.by_pk.items() if sign in each.signs},
    }


@pytest.mark.parametrize(
    ("setting", "value", "sign", "usual", "changed"),
    [
        ("SLIP_DAYS", 10, "slipping", "more than 30 days", "more than 10 days"),
        ("SILENT_DAYS", 7, "silent", "no update for 60 days", "no update for 7 days"),
        ("STUCK_UPDATES", 2, "stuck", "last three updates", "last two updates"),
    ],
)
def test_rows_and_definition_follow_the_setting(
    strategy: Strategy,
    settings: LazySettings,
    setting: str,
    value: int,
    sign: str,
    usual: str,
    changed: str,
) -> None:
    definition = numbers[f"projects.{sign}"].definition
    assert list(rows_of(strategy, sign).values()) == [{"BAD"}] * 3
    assert usual in str(definition)
    setattr(settings, setting, value)
    assert list(rows_of(strategy, sign).values()) == [{"BAD", "NEAR"}] * 3
    assert changed in str(definition)


def test_one_day_and_another_language_have_their_own_words(settings: LazySettings) -> None:
    settings.SILENT_DAYS, settings.STUCK_UPDATES = 1, 2
    assert "no update for 1 day;" in str(numbers["projects.silent"].definition)
    with override("de"):
        assert " zwei " in str(numbers["projects.stuck"].definition)


def test_pages_say_the_number_and_colour_by_it(strategy: Strategy, settings: LazySettings) -> None:
    settings.SLIP_DAYS, settings.SILENT_DAYS, settings.STUCK_UPDATES = 10, 7, 2
    forget_kept()  # a running program reads its settings once
    client = client_of(make_user(Role.PMO))
    asked: dict[str, str | int] = {"strategy": strategy.slug, "year": 2021, "at": AT.isoformat()}
    dashboard = client.get("/dashboard/", asked).content.decode()
    for words in ("silent for 7 days", "stuck for two updates"):
        assert words in dashboard
    assert "Silent for 7 days" in client.get("/projects/", asked).content.decode()
    project = Project.objects.get(strategy=strategy, code="NEAR")
    assert 'class="small nowrap bad"' in client.get(project.get_absolute_url()).content.decode()
    assert "bad" in slip_words(11, 10) and "warn" in slip_words(10, 10)


def own(strategy: Strategy, **values: int) -> None:
    Strategy.objects.filter(pk=strategy.pk).update(**values)


@pytest.mark.parametrize(
    ("name", "value", "sign", "told"),
    [
        ("slip_days", 10, "slipping", "more than 10 days"),
        ("silent_days", 7, "silent", "no update for 7 days"),
        ("stuck_updates", 2, "stuck", "last two updates"),
    ],
)
def test_a_strategy_with_a_threshold_of_its_own_counts_by_it(
    strategy: Strategy, name: str, value: int, sign: str, told: str
) -> None:
    own(strategy, **{name: value})
    assert list(rows_of(strategy, sign).values()) == [{"BAD", "NEAR"}] * 3
    assert told in numbers[f"projects.{sign}"].defined(strategy.slug)
    assert told not in numbers[f"projects.{sign}"].defined(make_strategy().slug)


def test_one_list_counts_each_project_by_its_own_strategy(strategy: Strategy) -> None:
    other = make_strategy()
    own(other, slip_days=5, stuck_updates=4)
    for mine in (strategy, other):
        make_project(
            code=f"X-{mine.pk}",
            strategy=mine,
            stages={date(2021, 1, 1): "in_progress"},
            baseline_finish=date(2022, 6, 1),
            forecast_finish=date(2022, 6, 8),
        )
    slipping = Project.objects.filter(strategy__in=[strategy, other]).slipping(AT)
    assert set(slipping.values_list("code", flat=True)) == {"BAD", f"X-{other.pk}"}
    asked = {"strategy": "all", "year": "", "at": AT.isoformat(), "attention": "slipping"}
    listed = client_of(make_user(Role.PMO)).get("/projects/", asked).context["table"].rows
    codes = {row.record.code for row in listed}
    assert {"BAD", f"X-{other.pk}"} <= codes and f"X-{strategy.pk}" not in codes


def test_two_strategies_cost_as_many_queries_as_one(strategy: Strategy) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(Project.objects.all().needing_attention(AT).for_list(AT))
        return len(captured)

    one = queries()
    for days in (5, 6, 7):
        own(make_strategy(), slip_days=days, silent_days=days)
    assert queries() == one


def test_the_page_takes_them_and_refuses_an_order_that_cannot_be(strategy: Strategy) -> None:
    pmo = client_of(make_user(Role.PMO))
    edit = reverse("outcomes:part-edit", args=[strategy.slug, "strategy", strategy.pk])
    page = pmo.get(edit)
    sent = {**fields_of(page), "slip_days": "100"}
    answer = pmo.post(edit, sent)
    assert answer.status_code == 422 and "slip_days" in answer.context["form"].errors
    assert pmo.post(edit, {**sent, "slip_red_days": "120", "stuck_updates": "4"}).status_code == 302
    assert thresholds_of(strategy.pk) == (100, 120, 60, 200, 4)
    history = pmo.get(f"/strategy/{strategy.slug}/strategy/{strategy.pk}/").content.decode()
    assert "slipping after more days than" in history.lower()


def test_the_list_of_all_says_no_days_where_they_differ(strategy: Strategy) -> None:
    own(strategy, silent_days=9)
    client = client_of(make_user(Role.PMO))
    assert (
        "Silent for 9 days"
        in client.get("/projects/", {"strategy": strategy.slug}).content.decode()
    )
    both = client.get("/projects/", {"strategy": "all"}).content.decode()
    assert "Silent for longer than its strategy says" in both
