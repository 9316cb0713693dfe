"""One submission once: what a form that comes again is answered, and what is known of it how long."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pgtrigger
import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.history.versions import version_of
from core.jobs.services import job_enqueue
from core.models import Job, Submission, Unit
from core.models.job import JobState
from core.pages.submissions import ALIKE_FOR, KEPT_FOR
from core.pages.tasks import forget_submissions
from portfolio.models import Cost, CostKind, Project
from portfolio.money.checks import check_costs
from reports.drafts.jobs import KIND
from risks.models import Issue
from tests.access.people import user
from tests.access.test_three_people import client_of
from tests.loaders.running import run

pytestmark = pytest.mark.django_db
ISSUE = reverse("risks:issue-create", args=["it-2018-21"])
UNITS = reverse("people:unit-create")
MONEY = reverse("portfolio:row-create", args=["it-2018-21", "P-13", "money"])
ALREADY = "This has been saved already; nothing was added."


@pytest.fixture
def pmo() -> Client:
    """The PMO's browser."""
    return client_of(user("pmo"))


def said(response: Any) -> list[str]:
    """The messages of an answer."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def issue(**changes: str) -> dict[str, str]:
    """An issue as a browser sends it, from a form of its own."""
    project = str(Project.objects.get(code="P-13").pk)
    return {
        "submission": str(uuid.uuid4()),
        "title": "The same",
        "project": project,
        "severity": "high",
        "owner": str(user("pmo").pk),
        "raised_on": "2022-01-17",
        **changes,
    }


def issues() -> int:
    """How many issues there are."""
    return Issue.objects.count()


def test_each_form_that_is_shown_has_a_key_of_its_own(pmo: Client) -> None:
    keys = {pmo.get(ISSUE).context["submission"] for _ in range(2)}
    assert len(keys) == 2
    assert all(uuid.UUID(key) for key in keys)
    assert f'name="submission" value="{keys.pop()}"' not in pmo.get(ISSUE).content.decode()


def test_the_second_of_two_clicks_leads_to_what_the_first_has_made(pmo: Client) -> None:
    sent, before = issue(), issues()
    first, second = pmo.post(ISSUE, sent), pmo.post(ISSUE, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert issues() == before + 1
    assert ALREADY in said(second) and ALREADY not in said(first)


def test_the_same_form_with_other_values_adds_nothing_and_keeps_what_was_typed(pmo: Client) -> None:
    sent = issue()
    made = pmo.post(ISSUE, sent)["Location"]
    before = issues()
    response = pmo.post(ISSUE, {**sent, "title": "Another word"})
    page = response.content.decode()
    assert response.status_code == 409 and issues() == before
    assert "This form has been saved already" in page
    assert f'href="{made}"' in page and 'value="Another word"' in page
    # Who saves once more means a second one.
    key = response.context["submission"]
    assert key != sent["submission"]
    again = pmo.post(ISSUE, {**sent, "title": "Another word", "submission": key})
    assert again.status_code == 302 and issues() == before + 1
    assert again["Location"] != made


def test_an_equal_form_from_a_second_tab_is_the_same_for_an_hour(pmo: Client) -> None:
    made = pmo.post(ISSUE, issue())["Location"]
    before = issues()
    response = pmo.post(ISSUE, issue())
    assert response["Location"] == made and issues() == before and ALREADY in said(response)
    long_ago = timezone.now() - ALIKE_FOR - timedelta(seconds=1)
    Submission.objects.update(taken_at=long_ago)
    assert pmo.post(ISSUE, issue())["Location"] != made
    assert issues() == before + 1


def test_a_form_without_a_key_counts_by_what_it_says(pmo: Client) -> None:
    for key in ("", "no key", "1" * 40):
        before = issues()
        sent = issue(title=f"Without {key}", submission=key)
        first = pmo.post(ISSUE, sent)
        assert pmo.post(ISSUE, sent)["Location"] == first["Location"]
        assert issues() == before + 1


def test_an_equal_form_of_somebody_else_is_another(pmo: Client) -> None:
    before = issues()
    sent = issue()
    pmo.post(ISSUE, sent)
    assert client_of(user("cio")).post(ISSUE, sent).status_code == 302
    assert issues() == before + 2


def test_what_was_removed_since_is_added_anew_when_it_is_saved_again(pmo: Client) -> None:
    sent = issue()
    pmo.post(ISSUE, sent)
    Issue.objects.get(title="The same").delete()
    before = issues()
    response = pmo.post(ISSUE, sent)
    assert response.status_code == 409 and issues() == before
    assert "has been removed since" in response.content.decode()
    key = response.context["submission"]
    assert pmo.post(ISSUE, {**sent, "submission": key}).status_code == 302
    assert issues() == before + 1


def test_a_refused_form_keeps_its_key_and_is_saved_when_it_is_mended(pmo: Client) -> None:
    sent = issue(title="")
    refused = pmo.post(ISSUE, sent)
    assert refused.status_code == 422
    assert refused.context["submission"] == sent["submission"]
    assert not Submission.objects.filter(key=sent["submission"]).exists()
    assert pmo.post(ISSUE, {**sent, "title": "Mended"}).status_code == 302


def test_a_change_sent_twice_is_no_clash_with_oneself_unless_another_came_between() -> None:
    admin, unit = client_of(user("admin")), Unit.objects.get(code="AMS")
    address = reverse("people:unit-edit", args=[unit.code])
    page = admin.get(address)
    version = str(page.context["version"])
    sent = {"submission": page.context["submission"], "version": version}
    sent |= {"code": unit.code, "name": "Renamed", "parent": str(unit.parent_id or "")}
    assert admin.post(address, sent).status_code == 302
    second = admin.post(address, sent)
    assert second.status_code == 302 and ALREADY in said(second)
    Unit.objects.filter(pk=unit.pk).update(name="By another")
    third = admin.post(address, sent)
    assert third.status_code == 409 and third.context["conflict"]
    unit.refresh_from_db()
    assert unit.name == "By another"


def test_what_nobody_can_send_any_more_is_forgotten(pmo: Client) -> None:
    old, new = issue(), issue(title="New")
    pmo.post(ISSUE, old)
    long_ago = timezone.now() - KEPT_FOR - timedelta(minutes=1)
    Submission.objects.update(taken_at=long_ago)
    pmo.post(ISSUE, new)
    assert forget_submissions() == 1
    assert str(Submission.objects.get().key) == new["submission"]


# --- The key of a cost --------------------------------------------------------------------------


def cost(**changes: str) -> dict[str, str]:
    """A cost as a browser sends it."""
    sent = {"year": "2021", "kind": "committed", "amount": "777", "currency": "USD", "note": ""}
    return {"submission": str(uuid.uuid4()), "funding_line": "", **sent, **changes}


def costs() -> Any:
    """The costs of the project."""
    return Cost.objects.filter(project__code="P-13")


def test_a_second_cost_of_one_key_is_refused_in_words_at_its_note(pmo: Client) -> None:
    assert pmo.post(MONEY, cost()).status_code == 302
    before = costs().count()
    for sent in (cost(amount="5000"), cost(), cost(currency="usd")):
        response = pmo.post(MONEY, sent)
        assert response.status_code == 422
        (words,) = response.context["form"].errors["note"]
        assert words.startswith("That stands there already.")
    assert costs().count() == before
    assert pmo.post(MONEY, cost(note="Licences")).status_code == 302
    assert pmo.post(MONEY, cost(kind="spent")).status_code == 302


def test_the_database_holds_the_key_of_a_cost_too() -> None:
    project = Project.objects.get(code="P-13")
    of: dict[str, Any] = {"project": project, "year": 2021, "kind": CostKind.COMMITTED}
    of |= {"amount": 1, "note": "Twice"}
    first = Cost.objects.create(**of)
    other = Cost.objects.create(**{**of, "note": "Once"})
    with (
        pytest.raises(IntegrityError, match="cost_once|stands there already"),
        transaction.atomic(),
    ):
        Cost.objects.create(**of)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cost.objects.bulk_create([Cost(**{**of, "note": "Both"}) for _ in range(2)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Cost.objects.filter(pk=other.pk).update(note="Twice")
    Cost.objects.filter(pk=first.pk).update(amount=2)


@pytest.fixture
def twins() -> list[Cost]:
    """Two costs of one key, as they could be entered before."""
    of: dict[str, Any] = {"project": Project.objects.get(code="P-13"), "year": 2021, "note": ""}
    with pgtrigger.ignore("portfolio.Cost:cost_once"):
        return [Cost.objects.create(**of, kind="committed", amount=777) for _ in range(2)]


def test_twins_from_before_are_named_and_can_be_mended(pmo: Client, twins: list[Cost]) -> None:
    (warning,) = check_costs(None, databases=["default"])
    assert warning.id == "portfolio.W001"
    assert "1 costs stand twice" in warning.msg and "P-13 2021 committed USD" in warning.msg
    address = reverse("portfolio:row-edit", args=["it-2018-21", "P-13", "money", twins[1].pk])
    opened = {"version": str(version_of(twins[1]))}
    # Its amount may be mended as it is; with a note there are no twins any more.
    assert pmo.post(address, cost(amount="778", **opened)).status_code == 302
    opened = {"version": str(version_of(twins[1]))}
    assert pmo.post(address, cost(amount="778", note="Licences", **opened)).status_code == 302
    assert check_costs(None, databases=["default"]) == []
    opened = {"version": str(version_of(twins[1]))}
    assert pmo.post(address, cost(amount="778", **opened)).status_code == 422


def test_a_sheet_that_means_one_of_twins_is_refused(tmp_path: Path, twins: list[Cost]) -> None:
    sheet = tmp_path / "costs.csv"
    sheet.write_text("project,year,kind,amount\nP-13,2021,committed,5000\n", encoding="utf-8")
    ended = run("load_costs", sheet, "--strategy", "it-2018-21")
    assert ended.code == 1
    (mistake,) = ended.mistakes
    assert "line 2" in mistake and "nothing tells which one is meant" in mistake
    assert sorted(costs().filter(pk__in=[twin.pk for twin in twins]).values_list("amount")) == [
        (777,),
        (777,),
    ]
    twins[0].delete()
    assert run("load_costs", sheet, "--strategy", "it-2018-21").code == 0
    twins[1].refresh_from_db()
    assert twins[1].amount == 5000


# --- Jobs ---------------------------------------------------------------------------------------


def test_one_start_is_one_job_even_when_the_first_has_ended(pmo: Client) -> None:
    address = reverse("reports:report-regenerate", args=["progress-2021"])
    page = pmo.get(reverse("reports:report-detail", args=["progress-2021"]))
    sent = {"submission": page.context["submission"]}
    assert f'name="submission" value="{sent["submission"]}"' in page.content.decode()
    before = Job.objects.count()
    pmo.post(address, sent)
    Job.objects.filter(state=JobState.QUEUED).update(state=JobState.DONE)
    assert pmo.post(address, sent).status_code == 302
    assert Job.objects.count() == before + 1
    pmo.post(address, {"submission": str(uuid.uuid4())})
    assert Job.objects.count() == before + 2


def test_after_a_failed_job_the_same_form_starts_another() -> None:
    begin: dict[str, Any] = {"kind": KIND, "key": "x", "params": {}, "user": user("pmo")}
    begin |= {"language": "en", "submission": uuid.uuid4()}
    first = job_enqueue(**begin)
    assert job_enqueue(**begin) == first
    Job.objects.filter(pk=first.pk).update(state=JobState.FAILED)
    assert job_enqueue(**begin) != first
