"""Forms that arrive at the same moment, in transactions of their own: one row, and never a 500."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from core.models import Job, RoleAssignment, Submission, User
from core.people import services
from tests.access.creating import CREATING, opened, typed, who_may
from tests.access.people import user
from tests.access.test_every_address import Line
from tests.access.test_every_creation import rows
from tests.access.test_three_people import client_of
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("committed")
PATIENCE = 60
# One of each address; of rows of projects one of each kind.
KINDS = {(line.name, line.row.partition("-")[2]): line for line in reversed(CREATING)}
# A second tab that says something else of what the first one names.
OTHERWISE = {
    "portfolio:project-create": {"name": "Another name"},
    "portfolio:row-create": {"amount": "4", "what": "Another promise", "achieved": "Another"},
    "portfolio:line-create": {"title": "Another title"},
    "portfolio:decision-create": {"text": "Another text"},
    "outcomes:strategy-create": {"short_title": "Another"},
    "outcomes:part-create": {"in_force_until": "2021-12-31", "description": "Another"},
    "indicators:indicator-create": {"title": "Another title"},
    "indicators:target-create": {"value": "4"},
    "indicators:measurement-create": {"numerator": "2"},
    "people:person-create": {"full_name": "Another Name"},
    "people:unit-create": {"name": "Another name"},
    "people:role-create": {"ends_on": "2022-12-31"},
    "people:absence-create": {"ends_on": "2022-03-08"},
    "risks:risk-create": {"event": "Another event"},
    "risks:assessment-create": {"note": "Another note"},
    "risks:mitigation-create": {"effect": "Another effect"},
    "risks:risk-accept": {"reason": "Another reason"},
    "reports:report-create": {"symbol": "GB.1/1"},
}

# A report has an edition in each language, a review of rights a line for each who has one, a strategy
# the usual words.
COMES_WITH = {"reports.Edition": 4, "core.AccessReviewLine": 17, "outcomes.Term": 14}


def at_once(client: Client, address: str, *sent: Mapping[str, Any]) -> list[Any]:
    """The answers to forms that all arrive together, each over a connection of its own."""
    together = Barrier(len(sent))

    def send(values: Mapping[str, Any]) -> Any:
        browser = Client(raise_request_exception=False)
        browser.cookies = client.cookies.copy()  # type: ignore[assignment]
        try:
            together.wait(PATIENCE)
            return browser.post(address, values)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(sent)) as pool:
        return list(pool.map(send, sent))


def copies(sent: Mapping[str, Any], count: int) -> list[dict[str, Any]]:
    """The same form again and again; each request reads a file of its own."""
    return [deepcopy(dict(sent)) for _ in range(count)]


def added_since(before: Mapping[str, int]) -> dict[str, int]:
    """How many rows each table has more."""
    return {name: count - before[name] for name, count in rows().items() if count != before[name]}


def is_one(line: Line, added: Mapping[str, int]) -> bool:
    """Whether `added` is what one such form adds: one row of each kind, but for what comes with it."""
    return bool(added) and all(count <= COMES_WITH.get(name, 1) for name, count in added.items())


@pytest.mark.parametrize("line", KINDS.values(), ids=str)
def test_three_clicks_make_one_row(line: Line) -> None:
    client, sent = opened(line)
    before = rows()
    answers = at_once(client, line.url, *copies(sent, 3))
    assert [answer.status_code for answer in answers] == [302] * 3
    assert len({answer["Location"] for answer in answers}) == 1
    assert Submission.objects.filter(key=sent["submission"][0]).count() == 1
    assert is_one(line, added_since(before))


@pytest.mark.parametrize("line", KINDS.values(), ids=str)
def test_two_tabs_make_one_row_or_say_what_stands_against_the_second(line: Line) -> None:
    client, first = opened(line)
    page = client.get(line.url)
    second = typed(page, line)
    changes = OTHERWISE.get(line.name, {})
    second |= {name: changes[name] for name in changes.keys() & page.context["form"].fields.keys()}
    assert first["submission"] != second["submission"]
    before = rows()
    answers = at_once(client, line.url, first, second)
    refused = [answer for answer in answers if answer.status_code != 302]
    if refused:
        (answer,) = refused
        assert answer.status_code in {409, 422}
        assert answer.status_code == 409 or answer.context["form"].errors
    else:
        assert answers[0]["Location"] == answers[1]["Location"]
    assert is_one(line, added_since(before))


# --- What only the database sees: somebody else was quicker by less than a look --------------------


def behind_its_back(monkeypatch: pytest.MonkeyPatch, name: str, add: Callable[[], object]) -> None:
    """Before the service `name` of the people does its work, `add` is committed beside it."""
    inner: Callable[..., object] = getattr(services, name)

    def late(**arguments: Any) -> object:
        def beside() -> None:
            try:
                add()
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as pool:
            pool.submit(beside).result(PATIENCE)
        return inner(**arguments)

    monkeypatch.setattr(services, name, late)


def line_named(name: str) -> Line:
    """The line of the form at this address."""
    return next(line for line in CREATING if line.name == name)


def test_a_name_taken_between_look_and_save_is_said_at_its_field(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = line_named("people:person-create")
    client, sent = opened(line)
    behind_its_back(
        monkeypatch, "user_create", lambda: make_user(username="twice.once", full_name="Quicker")
    )
    response = client.post(line.url, sent)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["username"]
    assert User.objects.get(username="twice.once").full_name == "Quicker"


def test_a_role_given_between_look_and_save_is_said_above_the_form(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = line_named("people:role-create")
    client, sent = opened(line)
    person = user("pm-ims")
    behind_its_back(
        monkeypatch,
        "role_assign",
        lambda: RoleAssignment.objects.create(user=person, role="auditor"),
    )
    response = client.post(line.url, sent)
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()
    assert person.assignments.filter(role="auditor").count() == 1


def test_a_new_draft_that_is_asked_for_twice_at_once_is_one_job() -> None:
    client = client_of(
        who_may(next(line for line in CREATING if line.name == "risks:issue-create"))
    )
    address = reverse("reports:report-regenerate", args=["progress-2021"])
    before = Job.objects.count()
    sent = {"submission": "6d1f5f3e-6f0c-4c53-9a3b-51b8a6f3c1aa"}
    answers = at_once(client, address, sent, sent, sent)
    assert [answer.status_code for answer in answers] == [302] * 3
    assert Job.objects.count() == before + 1
