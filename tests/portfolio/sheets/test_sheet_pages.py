"""A list's file brought back: what it would change, what is wrong, what somebody was faster with."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.access import Role
from core.languages.translated import text_of
from core.models import Installation, User, WaitingSheet
from outcomes.models import Strategy
from portfolio.models import Cost, Milestone, Project, StatusUpdate, UpdateState
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_round, make_strategy, make_update, make_user

pytestmark = pytest.mark.django_db
Rows = list[dict[str, str]]


@pytest.fixture
def strategy() -> Strategy:
    Installation.objects.update_or_create(pk=1, defaults={"fixed_date": date(2022, 1, 17)})
    return make_strategy(ends_on=date(2022, 12, 31))


@pytest.fixture
def project(strategy: Strategy) -> Project:
    return make_project(strategy=strategy, code="SH-1", manager=make_user(Role.PROJECT_MANAGER))


@pytest.fixture
def pmo() -> User:
    return make_user(Role.PMO)


def rows_of(user: User, name: str, strategy: Strategy) -> Rows:
    """The list's own CSV file."""
    answer = client_of(user).get(f"/{name}/", {"export": "csv", "strategy": strategy.slug})
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def sent(user: User, name: str, strategy: Strategy, rows: Rows) -> tuple[Client, str]:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    client = client_of(user)
    file = SimpleUploadedFile("list.csv", out.getvalue().encode())
    answer = client.post(f"/sheets/{name}/{strategy.slug}/", {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return client, answer["Location"]


def preview_of(client: Client, address: str) -> Any:
    return client.get(address).context["preview"]


def take(client: Client, address: str, **more: object) -> Any:
    digest = preview_of(client, address).digest
    return client.post(address, {"digest": digest, **more}, follow=True)


def milestone(project: Project, title: str, on: date = date(2022, 3, 1)) -> Milestone:
    return Milestone.objects.create(project=project, title=title, kind="ordinary", baseline_on=on)


def test_good_rows_are_taken_while_bad_ones_are_listed(
    strategy: Strategy, project: Project, pmo: User
) -> None:
    first, second = milestone(project, "One"), milestone(project, "Two")
    rows = rows_of(pmo, "milestones", strategy)
    by_title = {row["Milestone (en)"]: row for row in rows}
    by_title["One"]["Forecast"] = "2022-04-01"
    by_title["Two"]["Forecast"] = "1.4.2022"
    new = {**by_title["One"], "Milestone (en)": "Three", "Version (leave as it is)": ""}
    client, address = sent(pmo, "milestones", strategy, [*rows, new])
    preview = preview_of(client, address)
    told = {
        (row.is_new, cell.label, cell.old_text, cell.new_text)
        for row in preview.free
        for cell in row.cells
    }
    assert (False, "Forecast", "", "1 April 2022") in told
    assert (True, "Milestone (en)", "", "Three") in told
    (problem,) = preview.problems
    assert "as in 2022-04-01" in problem.message and problem.location.cell
    refused = client.post(address, {"digest": preview.digest})
    assert refused.status_code == 422
    assert take(client, address, good="on").status_code == 200
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.forecast_on, second.forecast_on) == (date(2022, 4, 1), None)
    assert Milestone.objects.get(title="Three").forecast_on == date(2022, 4, 1)
    # What is left of the same file is its mistake.
    again = preview_of(client, address)
    assert (again.is_empty, again.same, len(again.problems)) == (True, 2, 1)


def test_a_key_that_was_changed_changes_its_row(
    strategy: Strategy, project: Project, pmo: User
) -> None:
    known = milestone(project, "One")
    rows = rows_of(pmo, "milestones", strategy)
    rows[0]["Milestone (en)"] = "The first"
    take(*sent(pmo, "milestones", strategy, rows))
    assert [text_of(one, "title") for one in Milestone.objects.filter(pk=known.pk)] == ["The first"]
    assert not WaitingSheet.objects.exists()


def test_whoever_was_faster_is_shown_and_stays_unless_chosen(
    strategy: Strategy, project: Project, pmo: User
) -> None:
    known = milestone(project, "One")
    rows = rows_of(pmo, "milestones", strategy)
    rows[0]["Forecast"] = "2022-04-01"
    client, address = sent(pmo, "milestones", strategy, rows)
    Milestone.objects.filter(pk=known.pk).update(forecast_on=date(2022, 5, 1))
    preview = preview_of(client, address)
    assert preview.free == []
    (row,) = preview.overtaken
    (cell,) = row.cells
    assert (cell.old_text, cell.new_text) == ("1 May 2022", "1 April 2022")
    assert client.post(address, {"digest": preview.digest}).status_code == 422
    take(client, address, row=row.pk)
    known.refresh_from_db()
    assert known.forecast_on == date(2022, 4, 1)


def test_rows_of_others_are_left_and_unseen_ones_are_unknown(
    strategy: Strategy, project: Project, pmo: User
) -> None:
    cost = Cost.objects.create(project=project, year=2021, kind="spent", amount=5)
    rows = rows_of(pmo, "money", strategy)
    rows[0]["Amount"] = "7"
    stranger = make_user(Role.PROJECT_MANAGER)
    make_project(strategy=strategy, code="SH-2", manager=stranger)
    client, address = sent(stranger, "money", strategy, rows)
    preview = preview_of(client, address)
    assert preview.is_empty and (preview.others or preview.problems)
    assert project.name not in client.get(address).content.decode()
    cost.refresh_from_db()
    assert cost.amount == 5
    auditor = client_of(make_user(Role.AUDITOR))
    assert auditor.get(f"/sheets/money/{strategy.slug}/").status_code == 404
    assert auditor.get(f"/sheets/nothing/{strategy.slug}/").status_code == 404


def test_what_is_decided_elsewhere_is_told(strategy: Strategy, project: Project, pmo: User) -> None:
    rows = rows_of(pmo, "projects", strategy)
    rows[0]["Signed off on"] = "2022-01-10"
    rows[0]["Category"] = "nonsense"
    client, address = sent(pmo, "projects", strategy, rows)
    assert [one.field for one in preview_of(client, address).problems] == ["category"]
    rows[0]["Category"] = "Minor improvement"
    client, address = sent(pmo, "projects", strategy, rows)
    (problem,) = preview_of(client, address).problems
    assert "is not changed by a sheet" in problem.message
    rows[0]["Signed off on"] = ""
    take(*sent(pmo, "projects", strategy, rows))
    project.refresh_from_db()
    assert (project.category, project.signed_off_on) == ("minor_improvement", None)


def test_an_update_becomes_a_draft_of_the_sender(
    strategy: Strategy, project: Project, pmo: User
) -> None:
    open_round = make_round(strategy)
    given = make_update(project, round=open_round, author=project.manager, overall="g",
                        achieved="Tests.", reported_on=date(2022, 1, 3))  # fmt: skip
    rows = rows_of(pmo, "updates", strategy)
    assert rows[0]["Overall"] == "G Green"
    rows[0]["Achieved in this period"] = "All tests."
    rows[0]["Overall"] = "A Amber"
    rows[0]["Why not green"] = "late"
    client, address = sent(pmo, "updates", strategy, rows)
    preview = preview_of(client, address)
    assert preview.problems == [] and len(preview.free[0].cells) == 3
    take(client, address)
    given.refresh_from_db()
    assert (given.achieved, given.state) == ("Tests.", UpdateState.SUBMITTED)
    draft = StatusUpdate.objects.get(state=UpdateState.DRAFT, project=project)
    assert (draft.author, draft.achieved, draft.overall) == (pmo, "All tests.", "a")
    assert preview_of(*sent(pmo, "updates", strategy, rows)).is_empty
