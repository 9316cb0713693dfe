"""Cells save themselves: what is taken, refused, or asked, and that nothing is overwritten unseen."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.access import Role
from core.models import Installation, User
from portfolio.models import Project, StatusRound, StatusUpdate
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_round, make_strategy, make_update, make_user

pytestmark = pytest.mark.django_db
NOVEMBER = date(2021, 11, 1)
WORKING = date(2022, 1, 17)


class Site:
    """A strategy with a round, a manager with a project that was green in November, and the PMO."""

    def __init__(self) -> None:
        Installation.objects.update_or_create(pk=1, defaults={"fixed_date": WORKING})
        self.manager, self.pmo = make_user(Role.PROJECT_MANAGER), make_user(Role.PMO)
        self.strategy = make_strategy(ends_on=date(2022, 12, 31))
        self.round = make_round(self.strategy)
        self.before = make_round(
            self.strategy,
            period=NOVEMBER,
            opens_on=date(2021, 11, 30),
            closes_on=date(2021, 12, 21),
        )
        self.project = self.add()
        self.said = self.last(self.project)

    def add(self, **changes: Any) -> Project:
        stages = {date(2021, 1, 1): "in_progress"}
        return make_project(
            **{"strategy": self.strategy, "manager": self.manager, "stages": stages, **changes}
        )

    def last(self, project: Project, **changes: Any) -> StatusUpdate:
        values = {
            "author": self.manager,
            "schedule": "g",
            "per_cent_complete": 40,
            "forecast_finish": date(2022, 6, 30),
            "achieved": "Tests were run.",
            "reported_on": date(2021, 12, 1),
        }
        return make_update(project, round=self.before, **{**values, **changes})

    @property
    def url(self) -> str:
        return f"/rounds/{self.strategy.slug}/2021-12/"

    def send(self, user: User, *changes: Mapping[str, object]) -> Any:
        """Send changes as the page does; gives the answer."""
        listed = [
            {"id": str(place), "act": "set", "project": str(self.project.pk), **each}
            for place, each in enumerate(changes)
        ]
        response = client_of(user).post(
            f"{self.url}save/", json.dumps({"changes": listed}), content_type="application/json"
        )
        assert response.status_code == 200, response.content[:500]
        return response.json()

    def draft(self, user: User, project: Project | None = None) -> StatusUpdate | None:
        rows = StatusUpdate.objects.filter(round=self.round, author=user, state="draft")
        return rows.filter(project=project or self.project).first()


@pytest.fixture
def round_site() -> Site:
    return Site()


def test_the_first_cell_begins_a_draft_with_the_last_values(round_site: Site) -> None:
    answer = round_site.send(round_site.manager, {"field": "overall", "text": "A", "seen": "g"})
    assert answer["results"][0]["state"] == "taken"
    assert answer["results"][0]["value"] == "a"
    draft = round_site.draft(round_site.manager)
    assert draft is not None
    assert (draft.overall, draft.schedule, draft.per_cent_complete) == ("a", "g", 40)
    assert draft.forecast_finish == date(2022, 6, 30)
    assert draft.achieved == "", "texts are written afresh"
    cells = answer["rows"][str(round_site.project.pk)]["cells"]
    assert "rag-a" in cells["overall"]["html"]
    assert "old" in cells["achieved"]["classes"]
    assert "Tests were run." in cells["achieved"]["html"]


def test_the_forecast_shows_its_slip_at_once(round_site: Site) -> None:
    Project.objects.filter(pk=round_site.project.pk).update(baseline_finish=date(2022, 6, 30))
    answer = round_site.send(
        round_site.manager,
        {"field": "forecast_finish", "text": "14 Aug 2022", "seen": "2022-06-30"},
    )
    cells = answer["rows"][str(round_site.project.pk)]["cells"]
    assert "+45" in cells["slip"]["html"]
    assert "rag-a" in cells["data"]["html"], "the data say amber"
    assert "differs" in cells["data"]["html"]


def test_the_same_change_twice_is_taken_once(round_site: Site) -> None:
    change = {"field": "reason", "text": "Supplier late", "seen": ""}
    round_site.send(round_site.manager, change)
    again = round_site.send(round_site.manager, change)
    assert again["results"][0]["state"] == "taken"
    assert StatusUpdate.objects.filter(round=round_site.round).count() == 1


def test_a_stale_cell_shows_both_values_and_overwrites_nothing(round_site: Site) -> None:
    round_site.send(
        round_site.manager, {"field": "reason", "text": "Mine from the office", "seen": ""}
    )
    answer = round_site.send(
        round_site.manager, {"field": "reason", "text": "Mine from the phone", "seen": ""}
    )
    result = answer["results"][0]
    assert result["state"] == "conflict"
    assert result["text"] == "Mine from the office"
    assert "Mine from the office" in result["message"]
    draft = round_site.draft(round_site.manager)
    assert draft is not None
    assert draft.reason == "Mine from the office"
    chosen = {"field": "reason", "text": "Mine from the phone", "seen": result["value"]}
    assert round_site.send(round_site.manager, chosen)["results"][0]["state"] == "taken"


def test_what_somebody_submitted_meanwhile_is_not_overwritten_unseen(round_site: Site) -> None:
    make_update(
        round_site.project,
        round=round_site.round,
        author=round_site.pmo,
        overall="r",
        reason="Stopped",
        schedule="g",
    )
    answer = round_site.send(round_site.manager, {"field": "overall", "text": "A", "seen": "g"})
    assert answer["results"][0]["state"] == "conflict"
    assert str(round_site.pmo) in answer["results"][0]["message"]
    assert round_site.draft(round_site.manager) is None


def test_two_changes_of_a_cell_in_one_request_are_applied_in_order(round_site: Site) -> None:
    answer = round_site.send(
        round_site.manager,
        {"field": "overall", "text": "A", "seen": "g"},
        {"field": "overall", "text": "R", "seen": None},
    )
    assert [each["state"] for each in answer["results"]] == ["taken", "taken"]
    draft = round_site.draft(round_site.manager)
    assert draft is not None
    assert draft.overall == "r"


def test_a_draft_that_says_nothing_new_is_none(round_site: Site) -> None:
    round_site.send(round_site.manager, {"field": "overall", "text": "A", "seen": "g"})
    round_site.send(round_site.manager, {"field": "overall", "text": "G", "seen": "a"})
    assert round_site.draft(round_site.manager) is None


def test_what_cannot_be_read_is_refused_with_the_rest_taken(round_site: Site) -> None:
    answer = round_site.send(
        round_site.manager,
        {"field": "overall", "text": "blue"},
        {"field": "per_cent_complete", "text": "55", "seen": "40"},
        {"field": "forecast_finish", "text": "30 Feb 2022"},
        {"field": "slip", "text": "3"},
    )
    assert [each["state"] for each in answer["results"]] == [
        *("refused", "taken", "refused", "refused")
    ]
    assert "blue" in answer["results"][0]["message"]


def test_a_day_in_doubt_is_asked_with_both_days(round_site: Site) -> None:
    answer = round_site.send(round_site.manager, {"field": "forecast_finish", "text": "10/07/2022"})
    (result,) = answer["results"]
    assert result["state"] == "ask"
    assert [each["value"] for each in result["readings"]] == ["2022-07-10", "2022-10-07"]


def test_no_change_is_confirmed_for_the_manager_and_can_be_taken_back(round_site: Site) -> None:
    answer = round_site.send(round_site.pmo, {"act": "confirm"})
    assert answer["results"][0]["state"] == "taken"
    update = StatusUpdate.objects.get(round=round_site.round)
    assert update.kind == "confirmation"
    assert (update.author, update.on_behalf_of) == (round_site.pmo, round_site.manager)
    assert answer["rows"][str(round_site.project.pk)]["confirmed"]
    round_site.send(round_site.pmo, {"act": "withdraw"})
    assert not StatusUpdate.objects.filter(round=round_site.round).exists()
    assert round_site.send(round_site.pmo, {"act": "withdraw"})["results"][0]["state"] == "taken"


def test_nobody_takes_back_the_confirmation_of_another(round_site: Site) -> None:
    round_site.send(round_site.manager, {"act": "confirm"})
    answer = round_site.send(round_site.pmo, {"act": "withdraw"})
    assert answer["results"][0]["state"] == "refused"
    assert StatusUpdate.objects.get(round=round_site.round).author == round_site.manager


def test_what_was_never_reported_cannot_be_confirmed(round_site: Site) -> None:
    fresh = round_site.add()
    answer = round_site.send(round_site.manager, {"act": "confirm", "project": str(fresh.pk)})
    assert answer["results"][0]["state"] == "refused"
    assert "first update" in answer["results"][0]["message"]


def test_what_one_has_begun_is_not_lost_by_a_confirmation(round_site: Site) -> None:
    round_site.send(round_site.manager, {"field": "reason", "text": "Begun", "seen": ""})
    assert (
        round_site.send(round_site.manager, {"act": "confirm"})["results"][0]["state"] == "refused"
    )
    assert round_site.draft(round_site.manager) is not None


def test_a_forecast_that_has_passed_is_not_confirmed(round_site: Site) -> None:
    late = round_site.add()
    round_site.last(late, forecast_finish=date(2022, 1, 1))
    answer = round_site.send(round_site.manager, {"act": "confirm", "project": str(late.pk)})
    assert answer["results"][0]["state"] == "refused"
    assert "2022-01-01" in answer["results"][0]["message"]


def test_accepted_rows_are_locked(round_site: Site) -> None:
    make_update(
        round_site.project,
        round=round_site.round,
        author=round_site.manager,
        state="accepted",
        accepted_by=round_site.pmo,
    )
    answer = round_site.send(round_site.manager, {"field": "overall", "text": "R"})
    assert answer["results"][0]["state"] == "refused"
    assert answer["rows"][str(round_site.project.pk)]["locked"]


def test_a_draft_of_somebody_else_is_named_and_not_shown(round_site: Site) -> None:
    round_site.send(round_site.manager, {"field": "reason", "text": "Secret words", "seen": ""})
    page = client_of(round_site.pmo).get(round_site.url).content.decode()
    assert "Secret words" not in page
    assert f"begun by {round_site.manager}" in page


ROLES = {
    Role.PMO: True,
    Role.PROJECT_MANAGER: False,
    Role.FOCAL_POINT: False,
    Role.MANAGER: False,
    Role.AUDITOR: False,
    Role.TRANSLATOR: None,
}


@pytest.mark.parametrize("role", ROLES)
def test_who_writes_who_reads_and_who_sees_nothing(round_site: Site, role: Role) -> None:
    person = make_user(role)
    may = ROLES[role]
    page = client_of(person).get(round_site.url)
    sees = may is not None
    assert page.status_code == (200 if sees else 404)
    change = {"id": "1", "act": "set", "project": str(round_site.project.pk), "field": "overall"}
    response = client_of(person).post(
        f"{round_site.url}save/",
        json.dumps({"changes": [{**change, "text": "R", "seen": "g"}]}),
        content_type="application/json",
    )
    if may:
        assert response.json()["results"][0]["state"] == "taken"
    else:
        assert response.status_code == 404 or (response.json()["results"][0]["state"] == "refused")
        assert not StatusUpdate.objects.filter(round=round_site.round).exists()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"changes": 1}',
        b'{"changes": [1]}',
        b'{"changes": [{"id": "1"}]}',
        b'{"changes": [{"id": "1", "act": "drop", "project": "1"}]}',
        b'{"changes": [{"id": "1", "act": "set", "project": "-1"}]}',
        b'{"changes": [{"id": "1", "act": "set", "project": "9999999999999"}]}',
        b'{"changes": [{"id": "1", "act": "set", "project": "1", "field": 3}]}',
        b'{"changes": [{"id": 1, "act": "set", "project": "1"}]}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_our_page_never_sends_is_a_bad_request(round_site: Site, body: bytes) -> None:
    response = client_of(round_site.pmo).post(
        f"{round_site.url}save/", body, content_type="application/json"
    )
    assert response.status_code == 400


def test_a_cell_takes_as_many_queries_among_few_and_many(
    round_site: Site, django_assert_max_num_queries: Any
) -> None:
    for _each in range(5):
        round_site.last(round_site.add())
    client = client_of(round_site.manager)
    change = {"id": "1", "act": "set", "project": str(round_site.project.pk), "field": "overall"}

    def save(text: str, seen: str) -> None:
        body = json.dumps({"changes": [{**change, "text": text, "seen": seen}]})
        client.post(f"{round_site.url}save/", body, content_type="application/json")

    save("A", "g")
    with django_assert_max_num_queries(26):
        save("R", "a")


def test_the_page_takes_as_many_queries_for_many_rows(round_site: Site) -> None:
    client = client_of(round_site.pmo)
    counted: list[int] = []
    for _each in range(2):
        client.get(round_site.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(round_site.url)
        counted.append(len(queries))
        for _other in range(8):
            round_site.last(round_site.add())
    assert counted[0] == counted[1]


def test_one_round_is_none_of_another_strategys(round_site: Site) -> None:
    other = make_strategy(ends_on=date(2022, 12, 31))
    make_round(other)
    foreign = make_project(strategy=other, stages={date(2021, 1, 1): "in_progress"})
    answer = round_site.send(
        round_site.pmo, {"field": "overall", "text": "R", "project": str(foreign.pk)}
    )
    assert answer["results"][0]["state"] == "refused"
    assert not StatusUpdate.objects.filter(project=foreign).exists()
    assert (
        not StatusRound.objects.filter(strategy=other)
        .exclude(period=round_site.round.period)
        .exists()
    )


def test_nobody_is_asked_to_sign_in_with_a_page(round_site: Site) -> None:
    response = Client().post(f"{round_site.url}save/", b"{}", content_type="application/json")
    assert response.status_code == 302, "the page tells its person that they are signed out"
