"""Rounds of status open by themselves: at the end of each month, in every strategy in force."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from config.celery import app
from core.access import Role
from core.models import Installation
from outcomes.models import Strategy
from portfolio.models import Project, StatusRound, StatusUpdate
from portfolio.status.rounds import open_round, rounds_open
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_round, make_strategy, make_user

pytestmark = pytest.mark.django_db
NIGHT_BEFORE, LAST_DAY, CLOSES = date(2022, 3, 30), date(2022, 3, 31), date(2022, 4, 21)
MARCH = date(2022, 3, 1)


def second_strategy() -> Strategy:
    """A strategy for which nobody has loaded a round."""
    return make_strategy(starts_on=date(2022, 1, 1), ends_on=date(2025, 12, 31))


def begun() -> tuple[Project, Client]:
    """A project in progress in that strategy, and its manager, signed in."""
    manager = make_user(Role.PROJECT_MANAGER)
    stages = {MARCH: "in_progress"}
    project = make_project(strategy=second_strategy(), manager=manager, stages=stages)
    return project, client_of(manager)


def stand_on(day: date) -> None:
    Installation.objects.update(fixed_date=day)


def test_a_round_is_open_from_the_last_day_of_its_month_for_three_weeks() -> None:
    strategy = second_strategy()
    assert open_round(strategy, NIGHT_BEFORE) is None
    for day in (LAST_DAY, CLOSES):
        found = open_round(strategy, day)
        assert found is not None
        assert (found.period, found.opens_on, found.closes_on) == (MARCH, LAST_DAY, CLOSES)
    assert open_round(strategy, date(2022, 4, 22)) is None
    assert open_round(strategy, date(2026, 1, 1)).period == date(2025, 12, 1)  # type: ignore[union-attr]
    assert open_round(strategy, date(2026, 1, 31)) is None, "the strategy is over"
    assert not StatusRound.objects.filter(strategy=strategy).exists(), "asking saves nothing"


def test_a_round_with_days_of_its_own_keeps_them() -> None:
    strategy = second_strategy()
    make_round(strategy, period=MARCH, opens_on=LAST_DAY, closes_on=date(2022, 4, 5))
    assert open_round(strategy, date(2022, 4, 6)) is None


def test_the_night_makes_the_rounds_of_two_months_in_every_strategy_in_force() -> None:
    strategy, over = second_strategy(), make_strategy()
    sent = str(settings.CELERY_BEAT_SCHEDULE["open-rounds"]["task"])
    app.loader.import_default_modules()
    rounds = StatusRound.objects.filter(strategy__in=(strategy, over))
    stand_on(NIGHT_BEFORE)
    made = [(strategy, date(2022, 4, 1)), (strategy, MARCH)]
    assert app.tasks[sent]() == 2 * Strategy.objects.filter(ends_on__gte=LAST_DAY).count()
    assert app.tasks[sent]() == 0
    assert [(each.strategy, each.period) for each in rounds] == made
    assert open_round(strategy, NIGHT_BEFORE) is None, "made, and not open yet"
    stand_on(LAST_DAY)
    assert app.tasks[sent]() == 0
    assert [(each.strategy, each.period) for each in rounds] == made
    assert open_round(strategy, LAST_DAY) == rounds.get(period=MARCH)


def test_a_round_made_ahead_opens_on_the_day_that_it_was_given() -> None:
    project, client = begun()
    rounds_open(on=NIGHT_BEFORE)
    StatusRound.objects.filter(strategy=project.strategy, period=MARCH).update(
        opens_on=date(2022, 4, 4)
    )
    stand_on(LAST_DAY)
    assert not Project.objects.awaiting_update(LAST_DAY).contains(project)
    said = "The next one opens on 4 April 2022."
    assert said in client.get(project.get_absolute_url()).content.decode()
    assert Project.objects.awaiting_update(date(2022, 4, 4)).contains(project)


def test_a_quarter_has_no_rounds_of_its_other_months_ahead() -> None:
    strategy = make_strategy(starts_on=date(2022, 1, 1), ends_on=date(2025, 12, 31), rounds_every=3)
    rounds_open(on=date(2022, 2, 10))
    assert [each.period for each in strategy.rounds.all()] == [MARCH]


def test_the_demonstration_gets_no_round_that_its_files_do_not_hold() -> None:
    assert rounds_open(on=date(2022, 1, 17)) == 0


def test_a_manager_gives_the_status_in_a_strategy_without_rounds() -> None:
    project, client = begun()
    stand_on(LAST_DAY)
    assert Project.objects.awaiting_update(LAST_DAY).contains(project)
    page = client.get(project.get_absolute_url())
    assert page.context["page"].may.status.update
    assert client.get(project.get_absolute_url() + "status/").status_code == 200
    assert not project.strategy.rounds.exists(), "looking saves nothing"
    sent = {"overall": "g", "achieved": "Done", "version": "0", "submit": "submit"}
    assert client.post(project.get_absolute_url() + "status/", sent).status_code == 302
    update = StatusUpdate.objects.get(project=project)
    assert (update.round.period, update.round.opens_on) == (MARCH, LAST_DAY)
    assert not Project.objects.awaiting_update(LAST_DAY).contains(project)


def test_between_rounds_a_manager_is_told_when_the_next_one_opens() -> None:
    project, client = begun()
    stand_on(NIGHT_BEFORE)
    said = "No round of status is open. The next one opens on 31 March 2022."
    assert said in client.get(project.get_absolute_url()).content.decode()
    answer = client.get(project.get_absolute_url() + "status/", follow=True)
    assert [str(each) for each in answer.context["messages"]] == [said]
    assert not Project.objects.awaiting_update(NIGHT_BEFORE).contains(project)
    stand_on(date(2026, 2, 1))
    assert "This strategy has ended" in client.get(project.get_absolute_url()).content.decode()
