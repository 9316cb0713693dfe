"""The plain form looks at an update as the table does: errors at the fields, reasons in the form."""

from datetime import date
from typing import Any

import pytest

from portfolio.models import CheckReason, StatusUpdate
from tests.access.test_three_people import client_of
from tests.portfolio.rounds.test_saving import Site, round_site

__all__ = ["round_site"]
pytestmark = pytest.mark.django_db


def send(round_site: Site, **values: str) -> Any:
    url = f"{round_site.project.get_absolute_url()}status/"
    sent = {"overall": "g", "per_cent_complete": "50", "version": "0", "submit": "submit"}
    return client_of(round_site.manager).post(url, {**sent, **values})


def test_it_names_the_round_and_its_last_day(round_site: Site) -> None:
    page = client_of(round_site.manager).get(f"{round_site.project.get_absolute_url()}status/")
    assert "Round December 2021; it takes updates until 21 January 2022." in page.content.decode()


def test_an_error_stands_at_its_field(round_site: Site) -> None:
    answer = send(round_site, forecast_finish="2022-01-01")
    assert answer.status_code == 422
    (words,) = answer.context["form"].errors["forecast_finish"]
    assert "has passed: give a new forecast" in words
    assert not StatusUpdate.objects.filter(round=round_site.round).exists()


def test_a_warning_asks_in_the_form_and_once(round_site: Site) -> None:
    answer = send(round_site, per_cent_complete="30", forecast_finish="2022-09-30")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'name="why-per_cent_falls"' in page and "30 per cent are done" in page
    assert not CheckReason.objects.exists()
    why = {"why-per_cent_falls": "The scope has grown"}
    answer = send(round_site, per_cent_complete="30", forecast_finish="2022-09-30", **why)
    assert answer.status_code == 302
    reason = CheckReason.objects.get()
    assert (reason.project, reason.reason, reason.author) == (
        *(round_site.project, "The scope has grown"),
        round_site.manager,
    )
    update = StatusUpdate.objects.get(round=round_site.round)
    assert (update.state, update.per_cent_complete) == ("submitted", 30)


def test_a_draft_is_not_looked_at(round_site: Site) -> None:
    assert send(round_site, per_cent_complete="30", submit="draft").status_code == 302
    assert StatusUpdate.objects.get(round=round_site.round).state == "draft"


def test_a_confirmation_is_stopped_as_in_the_table(round_site: Site) -> None:
    StatusUpdate.objects.filter(pk=round_site.said.pk).update(forecast_finish=date(2022, 1, 1))
    url = f"{round_site.project.get_absolute_url()}status/"
    sent = {"submit": "confirm", "version": "0"}
    answer = client_of(round_site.manager).post(url, sent, follow=True)
    assert "has passed: give a new forecast" in answer.content.decode()
    assert not StatusUpdate.objects.filter(round=round_site.round).exists()
