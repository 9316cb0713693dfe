"""The rows behind a number about milestones, promises, money or issues: titled, defined, explained."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from core.numbers.registry import numbers
from portfolio.models import Commitment
from tests.access.people import user

DAY = date(2022, 1, 17)
VIEWS = {
    "milestones.missed": (
        "/milestones/",
        ["Milestone", "Project", "Plan", "Late by", "Forecast", "Project manager", "Unit"],
    ),
    "promises.overdue": (
        "/promises/",
        ["Promise", "Project", "Due", "Late by", "Project manager", "Unit"],
    ),
    "money.spent": (
        "/money/",
        ["Funding line", "Project", "Amount", "Currency", "Note", "Unit"],
    ),
    "risks.escalated": (
        "/risks/issues/",
        [
            *("Code", "Issue", "Severity", "Project", "Responsible", "Escalated"),
            "Days on the management list",
        ],
    ),
}


@pytest.fixture
def pmo(client: Client) -> Client:
    client.force_login(user("pmo"))
    return client


def asked(key: str) -> dict[str, str]:
    return {"number": key, "strategy": "it-2018-21", "year": "2021"}


@pytest.mark.django_db
@pytest.mark.parametrize("key", VIEWS)
def test_a_view_of_a_number_has_the_columns_that_explain_it(pmo: Client, key: str) -> None:
    address, columns = VIEWS[key]
    answer = pmo.get(address, asked(key))
    shown = [str(column.header) for column in answer.context["table"].columns]
    assert sorted(shown) == sorted(columns)
    page, number = answer.context["page"], numbers[key]
    assert (page["title"], page["definition"]) == (str(number.label), str(number.definition))


@pytest.mark.django_db
def test_late_by_counts_the_days_since_a_milestone_was_planned(pmo: Client) -> None:
    rows = pmo.get("/milestones/", asked("milestones.missed")).context["table"].page.object_list
    late = {str(row.record): row.get_cell_value("late_by") for row in rows}
    assert late["Prototype shown to users"] == (DAY - date(2021, 12, 15)).days == 33
    assert len(late) == 2


@pytest.mark.django_db
def test_late_by_counts_the_days_since_a_promise_was_due(pmo: Client) -> None:
    promised = Commitment.objects.filter(year=2021).order_by("pk")
    promised.filter(pk=promised[0].pk).update(due_from=None, due_until=date(2021, 12, 31))
    answer = pmo.get("/promises/", asked("promises.overdue"))
    rows = answer.context["table"].page.object_list
    assert [row.get_cell_value("late_by") for row in rows] == [17]
    assert "17 days" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("key", [each.key for each in numbers if each.columns])
def test_the_columns_of_a_number_are_those_of_its_list(pmo: Client, key: str) -> None:
    table = pmo.get(reverse(numbers[key].page), asked(key)).context["table"]
    known = {column.name for column in table.columns.iterall()}
    assert set(numbers[key].columns) <= known
    assert len({column.name for column in table.columns} - set(numbers[key].columns)) <= 1
