"""Pages of the risks as people use them."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.access import Role
from core.history.versions import version_of
from core.languages.translated import text_in
from core.models import RoleAssignment, User
from risks import services
from risks.models import Acceptance, Assessment, Issue, Mitigation, Risk, RiskPolicy
from tests.factories import make_user
from tests.risks.rows import TODAY, make_assessment

pytestmark = pytest.mark.django_db
SLUG = "it-2018-21"


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def risk(code: str = "R-01") -> Risk:
    return Risk.objects.get(strategy__slug=SLUG, code=code)


def url(name: str, *args: Any) -> str:
    return reverse(f"risks:{name}", args=[SLUG, *args])


def facts(**changes: Any) -> dict[str, object]:
    """What the form of a new risk sends."""
    pmo = User.objects.get(username="pmo")
    values = {
        "code": "R-15",
        "register": "register",
        "event": "A new thing may happen",
        "event_de": "Etwas Neues kann geschehen",
        "owner": pmo.pk,
        "unit": pmo.unit_id,
        "identified_on": "2022-01-10",
        "version": "0",
    }
    return {**values, **changes}


def scores(**changes: Any) -> dict[str, object]:
    """What the form of an assessment sends."""
    values = {
        f"{level}_{side}": 3
        for level in ("inherent", "residual")
        for side in ("likelihood", "impact")
    }
    return {**values, "on": "2022-01-17", "version": "0", **changes}


def test_a_new_risk_gets_the_next_code_and_stands_in_both_languages() -> None:
    client = signed_in("pmo")
    page = client.get(url("risk-create"))
    assert page.context["form"]["code"].value() == "R-15"
    response = client.post(url("risk-create"), facts())
    assert response.status_code == 302
    assert text_in(risk("R-15"), "event", "de") == "Etwas Neues kann geschehen"


@pytest.mark.parametrize(
    ("field", "value"), [("code", "R-01"), ("code", "new"), ("code", "r-7"), ("event", "")]
)
def test_a_wrong_risk_is_refused_with_a_reason(field: str, value: str) -> None:
    response = signed_in("pmo").post(url("risk-create"), facts(**{field: value}))
    assert response.status_code == 422
    assert response.context["form"].errors


def test_nobody_puts_a_risk_where_they_do_not_reach() -> None:
    client = signed_in("owner")
    assert client.post(url("risk-create"), facts()).status_code == 422
    own = User.objects.get(username="owner").pk
    assert client.post(url("risk-create"), facts(owner=own)).status_code == 302


def test_closing_needs_a_reason() -> None:
    found = risk()
    sent = facts(
        code="R-01", event=found.event, identified_on="2019-02-11", closed_on="2022-01-15",
        version=version_of(found),
    )  # fmt: skip
    client = signed_in("pmo")
    assert client.post(url("risk-edit", "R-01"), sent).status_code == 422
    assert (
        client.post(url("risk-edit", "R-01"), {**sent, "closing_note": "Over"}).status_code == 302
    )
    assert not risk().is_open(TODAY)


def test_a_stale_save_shows_both_and_changes_nothing() -> None:
    before = version_of(risk())
    Risk.objects.filter(pk=risk().pk).update(event="Said by somebody else")
    sent = facts(code="R-01", event="Mine", identified_on="2019-02-11", version=before)
    response = signed_in("pmo").post(url("risk-edit", "R-01"), sent)
    assert response.status_code == 409
    assert any(
        f["theirs"] == "Said by somebody else" for f in response.context["conflict"]["fields"]
    )
    assert risk().event == "Said by somebody else"


def test_an_assessment_begins_with_the_last_figures_and_a_new_note() -> None:
    page = signed_in("pmo").get(url("assessment-create", "R-01"))
    form = page.context["form"]
    assert form["residual_likelihood"].value() == 2
    assert form["note"].value() == ""


def test_an_assessment_is_dated_and_signed() -> None:
    client = signed_in("pm-tms")  # owns R-02
    assert client.post(url("assessment-create", "R-02"), scores()).status_code == 302
    made = risk("R-02").assessments.get(on=TODAY)
    assert (made.residual_score, str(made.assessed_by)) == (9, "Ruben Castellane")


@pytest.mark.parametrize(
    "changes",
    [
        {"on": "2022-01-18"},
        {"on": "2021-12-31"},
        {"on": "2001-01-01"},
        {"residual_impact": 6},
        {"residual_impact": ""},
        {"target_likelihood": 2},
    ],
    ids=str,
)
def test_a_wrong_assessment_is_refused(changes: dict[str, object]) -> None:
    response = signed_in("pmo").post(url("assessment-create", "R-01"), scores(**changes))
    assert response.status_code == 422


def test_residual_above_inherent_is_saved_and_warned_of() -> None:
    client = signed_in("pmo")
    client.post(url("assessment-create", "R-01"), scores(residual_likelihood=5))
    page = client.get(url("risk-detail", "R-01"))
    assert any("higher than the inherent" in words for words in page.context["page"].warnings)
    listed = client.get(reverse("risks:risk-list"), {"attention": "made_worse"})
    assert listed.context["result_count"] == 1


def test_a_corrected_assessment_keeps_what_it_said_in_the_history() -> None:
    client = signed_in("pmo")
    row = risk().assessments.get(on=date(2021, 12, 31))
    sent = scores(on="2021-12-31", version=version_of(row))
    assert client.post(url("assessment-edit", "R-01", row.pk), sent).status_code == 302
    history = client.get(url("risk-detail", "R-01")).context["page"].history
    changed = [what for event in history for what in event.what]
    assert any(what.field == "residual likelihood" for what in changed)


def test_a_measure_is_added_done_and_seen_in_its_list() -> None:
    client = signed_in("pmo")
    sent = {"what": "A new measure", "due_on": "2022-03-31", "version": "0"}
    assert client.post(url("mitigation-create", "R-01"), sent).status_code == 302
    assert client.post(url("mitigation-create", "R-01"), sent).status_code == 422
    row = Mitigation.objects.get(what="A new measure")
    done = {**sent, "done_on": "2022-01-14", "effect": "It works.", "version": version_of(row)}
    assert client.post(url("mitigation-edit", "R-01", row.pk), done).status_code == 302
    listed = client.get(reverse("risks:mitigation-list"), {"state": "done", "q": "new measure"})
    assert listed.context["result_count"] == 1


def test_an_issue_runs_from_raised_over_escalated_to_closed() -> None:
    client = signed_in("pmo")
    project = risk("R-14").project_id
    sent = {
        "title": "Trouble", "severity": "high", "project": project, "raised_on": "2022-01-10",
        "version": "0",
    }  # fmt: skip
    assert client.post(url("issue-create"), sent).status_code == 302
    issue = Issue.objects.get(title="Trouble")
    assert issue.code == "I-08"
    client.post(url("issue-escalate", "I-08"))
    issue.refresh_from_db()
    assert issue.escalated_on == TODAY
    closing = {"closed_on": "2022-01-17", "resolution": "Solved", "version": version_of(issue)}
    early = {**closing, "closed_on": "2022-01-09"}
    assert client.post(url("issue-close", "I-08"), early).status_code == 422
    assert client.post(url("issue-close", "I-08"), closing).status_code == 302
    issue.refresh_from_db()
    assert not issue.is_open(TODAY)
    assert not services.issue_escalate(issue=issue, on=TODAY)


def test_an_issue_about_nothing_is_refused() -> None:
    sent = {"title": "x", "severity": "low", "raised_on": "2022-01-10", "version": "0"}
    assert signed_in("pmo").post(url("issue-create"), sent).status_code == 422


def above() -> Risk:
    """A risk of the demonstration that stands above the tolerance."""
    make_assessment(risk(), (4, 3), on=TODAY)
    return risk()


def test_a_residual_risk_is_accepted_until_a_day_and_no_longer_asks_for_it() -> None:
    above()
    client = signed_in("cio")
    waiting = {"attention": "unaccepted"}
    assert client.get(reverse("risks:risk-list"), waiting).context["result_count"] == 1
    past = {"until": "2021-12-31", "reason": "x", "version": "0"}
    assert client.post(url("risk-accept", "R-01"), past).status_code == 422
    sent = {"until": "2022-06-30", "reason": "Nothing quicker is to be had.", "version": "12"}
    assert client.post(url("risk-accept", "R-01"), sent).status_code == 302
    made = Acceptance.objects.get(risk=risk(), on=TODAY)
    assert (made.score, made.accepted_by.username) == (12, "cio")
    assert client.get(reverse("risks:risk-list"), waiting).context["result_count"] == 0


def test_an_owner_cannot_accept_and_the_service_says_so() -> None:
    found = above()
    owner = User.objects.get(username="cio")
    Risk.objects.filter(pk=found.pk).update(owner=owner)
    refused = signed_in("cio").get(url("risk-accept", "R-01"))
    assert refused.status_code == 403
    assert "This risk is yours. Somebody else must decide." in refused.content.decode()
    with pytest.raises(services.OwnRisk):
        services.risk_accept(risk=found, by=owner, on=TODAY, until=TODAY, reason="x", score=12)
    stand_in = make_user()
    RoleAssignment.objects.create(
        user=stand_in, role=Role.MANAGER, lent_by=owner, starts_on=TODAY, ends_on=TODAY
    )
    with pytest.raises(services.OwnRisk):
        services.risk_accept(risk=found, by=stand_in, on=TODAY, until=TODAY, reason="x", score=12)


def test_a_score_that_nobody_saw_is_not_accepted() -> None:
    above()
    client = signed_in("cio")
    sent = {"until": "2022-06-30", "reason": "So be it."}
    sent["version"] = client.get(url("risk-accept", "R-01")).context["version"]
    Assessment.objects.filter(risk=risk(), on=TODAY).update(residual_likelihood=5)
    response = client.post(url("risk-accept", "R-01"), sent)
    assert response.status_code == 422
    assert "was 12 and is 15 now" in response.content.decode()
    assert not Acceptance.objects.filter(risk=risk(), on=TODAY).exists()
    again = {**sent, "version": response.context["version"]}
    assert client.post(url("risk-accept", "R-01"), again).status_code == 302
    assert Acceptance.objects.get(risk=risk(), on=TODAY).score == 15


@pytest.mark.parametrize("refusal", [services.NothingToAccept, services.OwnRisk])
def test_what_stands_against_it_meanwhile_is_said(
    refusal: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    above()

    def refuse(**_given: Any) -> None:
        raise refusal

    monkeypatch.setattr(services, "risk_accept", refuse)
    sent = {"until": "2022-06-30", "reason": "So be it.", "version": "12"}
    response = signed_in("cio").post(url("risk-accept", "R-01"), sent)
    assert response.status_code == 422 and response.context["form"].non_field_errors()


def test_within_the_tolerance_there_is_nothing_to_accept() -> None:
    assert signed_in("cio").get(url("risk-accept", "R-02")).status_code == 302
    with pytest.raises(services.NothingToAccept):
        services.risk_accept(
            risk=risk("R-02"), by=User.objects.get(username="cio"),
            on=TODAY, until=TODAY, reason="x", score=6,
        )  # fmt: skip


def test_the_policy_is_set_by_managers_of_the_whole() -> None:
    assert signed_in("pmo").get(url("policy-edit")).status_code == 404
    assert signed_in("chief-tms").get(url("policy-edit")).status_code == 404
    client = signed_in("cio")
    sent = {"low_until": 4, "medium_until": 9, "high_until": 16, "tolerance": 8}
    version = version_of(RiskPolicy.objects.get(strategy__slug=SLUG))
    wrong = {**sent, "medium_until": 3, "version": version}
    assert client.post(url("policy-edit"), wrong).status_code == 422
    assert client.post(url("policy-edit"), {**sent, "version": version}).status_code == 302
    listed = client.get(reverse("risks:risk-list"), {"attention": "above_tolerance"})
    assert listed.context["result_count"] == 2


def test_the_project_page_shows_its_risks_and_issues() -> None:
    page = signed_in("pmo").get(reverse("portfolio:project-detail", args=[SLUG, "S-056"]))
    assert f"/risks/{SLUG}/R-14/" in page.content.decode()
    assert f"/risks/{SLUG}/issues/I-02/" in page.content.decode()


def test_outsiders_get_404_everywhere() -> None:
    client = signed_in("outsider")
    assert client.get(reverse("risks:risk-list")).status_code == 404
    assert client.get(url("risk-detail", "R-01")).status_code == 404
    assert client.get(url("issue-detail", "I-01")).status_code == 404
    assert client.post(url("issue-escalate", "I-04")).status_code == 404


@pytest.mark.parametrize("page", ["risk", "issue", "mitigation", "assessment", "acceptance"])
def test_the_export_says_everything_that_was_entered(page: str) -> None:
    response = signed_in("auditor").get(reverse(f"risks:{page}-list"), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    models: dict[str, type[Model]] = {
        "risk": Risk, "issue": Issue, "mitigation": Mitigation, "assessment": Assessment,
        "acceptance": Acceptance,
    }  # fmt: skip
    assert len(rows) == models[page]._default_manager.count() + 1
    said = " ".join(" ".join(row) for row in rows)
    for text in {
        "risk": ("Finance, payroll and mail", "Attackers encrypt", "Risk register", "2019-02-11"),
        "issue": ("The supplier has missed two dates", "2021-12-06", "repaired its directory"),
        "mitigation": ("Forty rights were withdrawn", "2021-06-11"),
        "assessment": ("Attempts from outside have doubled", "2020-09-30"),
        "acceptance": ("accepted once more", "2021-04-06"),
    }[page]:
        assert text in said


@pytest.mark.parametrize(
    "sort", ["residual", "-inherent", "place", "owner", "state", "-assessed_on"]
)
def test_every_order_holds(sort: str) -> None:
    assert signed_in("pmo").get(reverse("risks:risk-list"), {"sort": sort}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"q": "backup"}, 0),
        ({"q": "Schadsoftware"}, 1),
        ({"register": "framework"}, 13),
        ({"band": ["low", "none"]}, 18),
        ({"band": "very_high", "level": "inherent"}, 3),
        ({"likelihood": "2", "impact": "4"}, 2),
        ({"attention": "needs_assessment"}, 1),
        ({"attention": "overdue_measure"}, 1),
        ({"attention": "above_tolerance", "at": "2021-06-30"}, 1),
        ({"state": "closed"}, 0),
        ({"owner": "cio"}, 1),
        ({"mine": "on"}, 1),
        ({"number": "projects.total", "strategy": SLUG}, 0),
        ({"number": "nonsense"}, 0),
    ],
    ids=str,
)
def test_filters_find_what_they_say(asked: dict[str, str | int], expected: int) -> None:
    response = signed_in("pmo").get(reverse("risks:risk-list"), asked)
    assert response.context["result_count"] == expected


@pytest.mark.parametrize(
    ("page", "word", "expected"),
    [
        ("risk", "schadsoftware", 1),
        ("issue", "Liefertermin", 1),
        ("mitigation", "Sicherungskopien", 1),
        ("mitigation", "Schadsoftware", 3),
        ("assessment", "Schadsoftware", 8),
        ("acceptance", "Schadsoftware", 2),
    ],
)
def test_german_words_are_found_in_every_list(page: str, word: str, expected: int) -> None:
    response = signed_in("pmo").get(reverse(f"risks:{page}-list"), {"q": word})
    assert response.context["result_count"] == expected


def queries(client: Client, address: str) -> int:
    client.get(address)  # the first request also reads what later ones remember
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    ("page", "told"),
    [("mitigation", {"Overdue"}), ("issue", {"Open", "30"}), ("risk", {"Open", "1"})],
)
def test_a_list_of_a_past_day_tells_of_that_day(page: str, told: set[str]) -> None:
    found = Risk.objects.create(
        strategy=risk().strategy, code="R-77", event="Quokka", identified_on=date(2021, 1, 1)
    )
    Risk.objects.filter(pk=found.pk).update(closed_on=TODAY, closing_note="Over")
    late = {"due_on": date(2021, 12, 1), "done_on": date(2022, 1, 10)}
    Mitigation.objects.create(risk=found, what="Quokka done", **late)
    Issue.objects.create(
        strategy=found.strategy, risk=found, code="I-77", title="Quokka open",
        raised_on=date(2021, 11, 1), escalated_on=date(2021, 12, 1),
        closed_on=date(2022, 1, 10), resolution="Over",
    )  # fmt: skip
    asked = {"at": "2021-12-31", "q": "Quokka"}
    client, address = signed_in("pmo"), reverse(f"risks:{page}-list")
    rows = list(client.get(address, asked).context["table"].as_values())
    file = client.get(address, {**asked, "export": "csv"}).content.decode("utf-8-sig")
    for line in (rows[1], *list(csv.reader(io.StringIO(file)))[1:]):
        assert told <= {str(cell) for cell in line}, line


def test_a_page_of_a_risk_asks_no_more_with_more_below_it() -> None:
    client = signed_in("pmo")
    address = url("risk-detail", "R-01")
    before = queries(client, address)
    for month in (7, 8, 9):
        make_assessment(risk(), on=date(2019, month, 1))
        Mitigation.objects.create(risk=risk(), what=f"Measure {month}")
    assert queries(client, address) == before
