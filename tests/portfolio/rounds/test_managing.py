"""Extending, closing and reopening a round, and the list of rounds."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from core.history.versions import version_of
from portfolio.models import StatusRound
from portfolio.status.services import RoundShut, status_confirm, status_save
from tests.access.test_three_people import client_of
from tests.portfolio.rounds.test_saving import WORKING, Site, round_site

__all__ = ["round_site"]
pytestmark = pytest.mark.django_db
YESTERDAY = WORKING - timedelta(days=1)
REASON = "The office was shut"


def give_days(round_site: Site, closes: date, reason: str = REASON) -> int:
    """Send the form; gives the status of the answer."""
    sent = {
        "opens_on": round_site.round.opens_on.isoformat(),
        "closes_on": closes.isoformat(),
        "reason": reason,
        "version": str(version_of(round_site.round)),
    }
    answer = client_of(round_site.pmo).post(f"{round_site.url}days/", sent)
    round_site.round.refresh_from_db()
    return answer.status_code


def test_extending_moves_the_last_day_in_time(round_site: Site) -> None:
    assert give_days(round_site, date(2022, 1, 28)) == 302
    assert (round_site.round.closes_on, round_site.round.due, round_site.round.due_on) == (
        *(date(2022, 1, 28), date(2022, 1, 28)),
        None,
    )
    page = client_of(round_site.manager).get(round_site.url).content.decode()
    assert "Days changed: The office was shut" in page
    form = client_of(round_site.pmo).get(f"{round_site.url}days/").content.decode()
    assert "Who changed what" in form and "Jan" in form


def test_a_reopened_round_keeps_its_first_last_day(round_site: Site) -> None:
    StatusRound.objects.filter(pk=round_site.round.pk).update(closes_on=date(2022, 1, 10))
    assert give_days(round_site, date(2022, 1, 20)) == 302
    assert (round_site.round.closes_on, round_site.round.due_on) == (
        date(2022, 1, 20),
        date(2022, 1, 10),
    )
    assert (
        "late after 10 January 2022"
        in client_of(round_site.pmo).get(round_site.url).content.decode()
    )
    assert give_days(round_site, date(2022, 1, 25)) == 302
    assert round_site.round.due_on == date(2022, 1, 10), "extending it does not forgive"
    assert give_days(round_site, date(2022, 1, 9)) == 302
    assert (round_site.round.closes_on, round_site.round.due_on) == (date(2022, 1, 9), None)


def test_nothing_is_written_into_a_closed_round(round_site: Site) -> None:
    assert give_days(round_site, YESTERDAY) == 302
    change = {"field": "per_cent_complete", "text": "50", "seen": "40"}
    answer = round_site.send(round_site.manager, change, {"act": "confirm"})
    assert {each["state"] for each in answer["results"]} == {"refused"}
    assert "closed on 16 January 2022" in answer["results"][0]["message"]
    assert answer["rows"][str(round_site.project.pk)]["locked"]
    assert round_site.draft(round_site.manager) is None
    common: dict[str, Any] = {
        "project": round_site.project,
        "round_": round_site.round,
        "author": round_site.manager,
    }
    with pytest.raises(RoundShut):
        status_save(**common, on=WORKING, values={"overall": "g"}, version=0)
    with pytest.raises(RoundShut):
        status_confirm(**common, on=WORKING, version=0)


def test_what_was_begun_waits_until_the_round_is_open_again(round_site: Site) -> None:
    round_site.send(round_site.manager, {"field": "per_cent_complete", "text": "50", "seen": "40"})
    give_days(round_site, YESTERDAY)
    client: Client = client_of(round_site.manager)
    answer = client.post(f"{round_site.url}submit/", follow=True)
    assert "This round closed on 16 January 2022" in answer.content.decode()
    assert round_site.draft(round_site.manager) is not None
    give_days(round_site, date(2022, 1, 20))
    client.post(f"{round_site.url}submit/")
    (update,) = round_site.round.updates.all()
    assert (update.state, update.is_late) == ("submitted", True)


def test_days_are_refused_in_words(round_site: Site) -> None:
    assert give_days(round_site, date(2022, 1, 28), reason="") == 422
    assert give_days(round_site, date(2021, 12, 1)) == 422
    assert round_site.round.closes_on == date(2022, 1, 21)


def test_a_round_that_has_not_opened_can_open_on_another_day(round_site: Site) -> None:
    StatusRound.objects.filter(pk=round_site.round.pk).update(
        opens_on=date(2022, 1, 31), closes_on=date(2022, 2, 21)
    )
    round_site.round.refresh_from_db()
    page = client_of(round_site.pmo).get(round_site.url).content.decode()
    assert "opens on 31 January 2022" in page
    round_site.round.opens_on = date(2022, 1, 28)
    assert give_days(round_site, date(2022, 2, 21)) == 302
    assert round_site.round.opens_on == date(2022, 1, 28)


def test_the_list_of_rounds(round_site: Site) -> None:
    client = client_of(round_site.pmo)
    page = client.get(f"/rounds/all/?strategy={round_site.strategy.slug}")
    assert page.context["result_count"] == 2
    closed = client.get(f"/rounds/all/?strategy={round_site.strategy.slug}&standing=closed")
    (row,) = closed.context["table"].rows
    assert row.record.period == date(2021, 11, 1)
    assert (row.record.said, row.record.accepted) == (1, 0)
    file = client.get(
        f"/rounds/all/?strategy={round_site.strategy.slug}&export=csv"
    ).content.decode()
    assert "2021-12" in file and "2022-01-21" in file
