"""Submitting what was begun: checked first, each by itself, reasons asked once."""

from datetime import date

import pytest

from portfolio.models import CheckReason, Project, StatusUpdate
from tests.access.test_three_people import client_of
from tests.factories import make_update
from tests.portfolio.rounds.test_saving import Site, round_site

__all__ = ["round_site"]
pytestmark = pytest.mark.django_db


def submitted(round_site: Site) -> list[Project]:
    rows = StatusUpdate.objects.filter(round=round_site.round, state="submitted").order_by(
        "project"
    )
    return [each.project for each in rows.select_related("project")]


def test_what_is_good_is_submitted_and_what_is_not_stays_a_draft(round_site: Site) -> None:
    other = round_site.add()
    round_site.last(other)
    round_site.send(
        round_site.manager,
        {"field": "per_cent_complete", "text": "50", "seen": "40"},
        {"field": "overall", "text": "A", "seen": "g", "project": str(other.pk)},
    )
    response = client_of(round_site.manager).post(f"{round_site.url}submit/")
    assert response.status_code == 422
    page = response.content.decode()
    assert "Say why a dimension is amber or red." in page
    assert other.code in page
    assert f"held-{round_site.project.pk}" not in page
    assert submitted(round_site) == [round_site.project]
    assert round_site.draft(round_site.manager, other) is not None


def test_a_warning_wants_a_word_once(round_site: Site) -> None:
    round_site.send(round_site.manager, {"field": "per_cent_complete", "text": "30", "seen": "40"})
    client = client_of(round_site.manager)
    assert client.post(f"{round_site.url}submit/").status_code == 422
    assert submitted(round_site) == []
    name = f"reason-{round_site.project.pk}-per_cent_falls"
    response = client.post(f"{round_site.url}submit/", {name: "Scope has grown"})
    assert response.status_code == 302
    assert submitted(round_site) == [round_site.project]
    reason = CheckReason.objects.get()
    assert (reason.reason, reason.author) == ("Scope has grown", round_site.manager)
    round_site.send(round_site.manager, {"field": "planned", "text": "Go on", "seen": ""})
    assert client.post(f"{round_site.url}submit/").status_code == 302, "the same is not asked again"
    assert StatusUpdate.objects.get(round=round_site.round).planned == "Go on"


def test_an_error_stops_whatever_is_said(round_site: Site) -> None:
    round_site.send(round_site.manager, {"field": "forecast_finish", "text": "1 Jan 2022"})
    name = f"reason-{round_site.project.pk}-finish_passed"
    response = client_of(round_site.manager).post(f"{round_site.url}submit/", {name: "So be it"})
    assert response.status_code == 422
    assert submitted(round_site) == []
    assert not CheckReason.objects.exists()


def test_only_what_is_ticked_goes_out(round_site: Site) -> None:
    other = round_site.add()
    round_site.last(other)
    for project in (round_site.project, other):
        change = {"field": "per_cent_complete", "text": "50", "project": str(project.pk)}
        round_site.send(round_site.manager, change)
    client_of(round_site.manager).post(f"{round_site.url}submit/", {"project": str(other.pk)})
    assert submitted(round_site) == [other]


def test_a_submitted_forecast_reaches_the_project(round_site: Site) -> None:
    round_site.send(round_site.manager, {"field": "forecast_finish", "text": "30 Sep 2022"})
    client_of(round_site.manager).post(f"{round_site.url}submit/")
    round_site.project.refresh_from_db()
    assert round_site.project.forecast_finish == date(2022, 9, 30)


def test_nobody_submits_the_draft_of_another(round_site: Site) -> None:
    round_site.send(round_site.manager, {"field": "per_cent_complete", "text": "50"})
    client_of(round_site.pmo).post(
        f"{round_site.url}submit/", {"project": str(round_site.project.pk)}
    )
    assert submitted(round_site) == []


def test_an_update_accepted_meanwhile_is_told(round_site: Site) -> None:
    round_site.send(round_site.manager, {"field": "per_cent_complete", "text": "50"})
    make_update(
        round_site.project,
        round=round_site.round,
        author=round_site.manager,
        state="accepted",
        accepted_by=round_site.pmo,
    )
    response = client_of(round_site.manager).post(f"{round_site.url}submit/", follow=True)
    assert "somebody else has submitted" in response.content.decode()
    assert (
        StatusUpdate.objects.get(round=round_site.round, state="accepted").per_cent_complete is None
    )


def test_a_returned_update_waits_for_its_manager_again(round_site: Site) -> None:
    make_update(
        round_site.project,
        round=round_site.round,
        author=round_site.manager,
        state="returned",
        returned_by=round_site.pmo,
        return_remark="Which supplier?",
        reason="Late",
        overall="a",
    )
    page = client_of(round_site.manager).get(f"{round_site.url}?open=1").content.decode()
    assert "Which supplier?" in page
    round_site.send(round_site.manager, {"field": "reason", "text": "Acme is late", "seen": "Late"})
    response = client_of(round_site.manager).post(f"{round_site.url}submit/")
    assert response.status_code == 302, response.content.decode()
    update = StatusUpdate.objects.get(round=round_site.round)
    assert (update.state, update.reason) == ("submitted", "Acme is late")


def test_what_comes_after_the_round_was_due_is_late(round_site: Site) -> None:
    round_site.round.due_on = date(2022, 1, 10)
    round_site.round.save()
    round_site.send(round_site.manager, {"field": "per_cent_complete", "text": "50"})
    client_of(round_site.manager).post(f"{round_site.url}submit/")
    page = client_of(round_site.pmo).get(round_site.url).content.decode()
    assert "submitted, late" in page
