"""Submitting what was begun: checked first, each by itself, reasons asked once."""

from datetime import date

import pytest

from portfolio.models import CheckReason, Project, StatusUpdate
from tests.access.test_three_people import client_of
from tests.factories import make_update
from tests.portfolio.rounds.test_saving import Site, site

__all__ = ["site"]
pytestmark = pytest.mark.django_db


def submitted(site: Site) -> list[Project]:
    rows = StatusUpdate.objects.filter(round=site.round, state="submitted").order_by("project")
    return [each.project for each in rows.select_related("project")]


def test_what_is_good_is_submitted_and_what_is_not_stays_a_draft(site: Site) -> None:
    other = site.add()
    site.last(other)
    site.send(
        site.manager,
        {"field": "per_cent_complete", "text": "50", "seen": "40"},
        {"field": "overall", "text": "A", "seen": "g", "project": str(other.pk)},
    )
    response = client_of(site.manager).post(f"{site.url}submit/")
    assert response.status_code == 422
    page = response.content.decode()
    assert "Say why a dimension is amber or red." in page
    assert other.code in page
    assert f"held-{site.project.pk}" not in page
    assert submitted(site) == [site.project]
    assert site.draft(site.manager, other) is not None


def test_a_warning_wants_a_word_once(site: Site) -> None:
    site.send(site.manager, {"field": "per_cent_complete", "text": "30", "seen": "40"})
    client = client_of(site.manager)
    assert client.post(f"{site.url}submit/").status_code == 422
    assert submitted(site) == []
    name = f"reason-{site.project.pk}-per_cent_falls"
    response = client.post(f"{site.url}submit/", {name: "Scope has grown"})
    assert response.status_code == 302
    assert submitted(site) == [site.project]
    reason = CheckReason.objects.get()
    assert (reason.reason, reason.author) == ("Scope has grown", site.manager)
    site.send(site.manager, {"field": "planned", "text": "Go on", "seen": ""})
    assert client.post(f"{site.url}submit/").status_code == 302, "the same is not asked again"
    assert StatusUpdate.objects.get(round=site.round).planned == "Go on"


def test_an_error_stops_whatever_is_said(site: Site) -> None:
    site.send(site.manager, {"field": "forecast_finish", "text": "1 Jan 2022"})
    name = f"reason-{site.project.pk}-finish_passed"
    response = client_of(site.manager).post(f"{site.url}submit/", {name: "So be it"})
    assert response.status_code == 422
    assert submitted(site) == []
    assert not CheckReason.objects.exists()


def test_only_what_is_ticked_goes_out(site: Site) -> None:
    other = site.add()
    site.last(other)
    for project in (site.project, other):
        change = {"field": "per_cent_complete", "text": "50", "project": str(project.pk)}
        site.send(site.manager, change)
    client_of(site.manager).post(f"{site.url}submit/", {"project": str(other.pk)})
    assert submitted(site) == [other]


def test_a_submitted_forecast_reaches_the_project(site: Site) -> None:
    site.send(site.manager, {"field": "forecast_finish", "text": "30 Sep 2022"})
    client_of(site.manager).post(f"{site.url}submit/")
    site.project.refresh_from_db()
    assert site.project.forecast_finish == date(2022, 9, 30)


def test_nobody_submits_the_draft_of_another(site: Site) -> None:
    site.send(site.manager, {"field": "per_cent_complete", "text": "50"})
    client_of(site.pmo).post(f"{site.url}submit/", {"project": str(site.project.pk)})
    assert submitted(site) == []


def test_an_update_accepted_meanwhile_is_told(site: Site) -> None:
    site.send(site.manager, {"field": "per_cent_complete", "text": "50"})
    make_update(
        site.project, round=site.round, author=site.manager, state="accepted", accepted_by=site.pmo
    )
    response = client_of(site.manager).post(f"{site.url}submit/", follow=True)
    assert "somebody else has submitted" in response.content.decode()
    assert StatusUpdate.objects.get(round=site.round, state="accepted").per_cent_complete is None


def test_a_returned_update_waits_for_its_manager_again(site: Site) -> None:
    make_update(
        site.project,
        round=site.round,
        author=site.manager,
        state="returned",
        returned_by=site.pmo,
        return_remark="Which supplier?",
        reason="Late",
        overall="a",
    )
    page = client_of(site.manager).get(f"{site.url}?open=1").content.decode()
    assert "Which supplier?" in page
    site.send(site.manager, {"field": "reason", "text": "Acme is late", "seen": "Late"})
    response = client_of(site.manager).post(f"{site.url}submit/")
    assert response.status_code == 302, response.content.decode()
    update = StatusUpdate.objects.get(round=site.round)
    assert (update.state, update.reason) == ("submitted", "Acme is late")


def test_what_comes_after_the_round_was_due_is_late(site: Site) -> None:
    site.round.due_on = date(2022, 1, 10)
    site.round.save()
    site.send(site.manager, {"field": "per_cent_complete", "text": "50"})
    client_of(site.manager).post(f"{site.url}submit/")
    page = client_of(site.pmo).get(site.url).content.decode()
    assert "submitted, late" in page
