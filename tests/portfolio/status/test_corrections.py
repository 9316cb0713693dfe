"""A correction is a new version of an accepted update: it stands, and what was accepted stays."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core.history.versions import version_of
from portfolio.models import Project, StatusUpdate
from portfolio.status.in_round import in_round
from tests.access.test_three_people import client_of
from tests.factories import make_update
from tests.portfolio.rounds.test_saving import Site, round_site

__all__ = ["round_site"]
pytestmark = pytest.mark.django_db


class Desk:
    """An update of November that was accepted, with a figure that is wrong."""

    def __init__(self, round_site: Site) -> None:
        self.site, self.project = round_site, round_site.project
        self.accepted = round_site.said
        self.accepted.state, self.accepted.accepted_by = "accepted", round_site.pmo
        self.accepted.save()
        self.url = f"{self.project.get_absolute_url()}status/{self.accepted.pk}/correct/"

    def correct(self, seen: StatusUpdate | None = None, **changes: str) -> Any:
        """Send the form as it stands, with other values."""
        sent = {
            "overall": "a",
            "reason": "The tender was late",
            "per_cent_complete": "35",
            "correction_reason": "A typing mistake",
            "version": str(version_of(seen or self.accepted)),
        }
        client = client_of(self.site.manager)
        return client.post(self.url, {**sent, **changes}, follow=True)

    @property
    def correction(self) -> StatusUpdate:
        return StatusUpdate.objects.get(replaces=self.accepted)

    def accept(self) -> None:
        url = f"{self.project.get_absolute_url()}status/{self.correction.pk}/accept/"
        client_of(self.site.pmo).post(url, {"version": str(version_of(self.correction))})


@pytest.fixture
def desk(round_site: Site) -> Desk:
    return Desk(round_site)


def test_the_form_begins_with_what_was_accepted_and_wants_a_reason(desk: Desk) -> None:
    page = client_of(desk.site.manager).get(desk.project.get_absolute_url()).content.decode()
    assert desk.url in page
    answer = client_of(desk.site.manager).get(desk.url)
    assert answer.context["page"].title == f"Correct the status: {desk.project.name}"
    told = answer.context["page"].subtitle
    assert told == "Round November 2021; it took updates until 21 December 2021."
    form = answer.context["form"]
    assert form.initial["per_cent_complete"] == 40
    answer = desk.correct(correction_reason="")
    assert answer.status_code == 422
    assert not StatusUpdate.objects.filter(replaces=desk.accepted).exists()


def test_the_new_version_stands_and_the_accepted_one_stays(desk: Desk) -> None:
    before = version_of(desk.accepted)
    page = desk.correct().content.decode()
    assert "A typing mistake" in page and "A newer version stands" in page
    desk.accepted.refresh_from_db()
    assert (desk.accepted.overall, version_of(desk.accepted)) == ("g", before)
    correction = desk.correction
    assert (correction.state, correction.per_cent_complete) == ("submitted", 35)
    assert correction.reported_on == desk.accepted.reported_on, "it is of the same day"
    assert correction.corrected_on == date(2022, 1, 17)
    desk.accept()
    assert desk.correction.state == "accepted"
    history = client_of(desk.site.pmo).get(desk.project.get_absolute_url()).content.decode()
    assert desk.url not in history and f"status/{correction.pk}/correct/" in history
    assert "Submitted" in history and "Accepted" in history


def test_everything_that_takes_the_update_of_a_round_takes_the_new_version(desk: Desk) -> None:
    desk.correct()
    at, correction = date(2022, 1, 17), desk.correction
    here = in_round(desk.project, desk.site.before, desk.site.manager)
    assert (here.given, here.is_accepted) == (correction, True)
    assert list(desk.project.updates.substantive()) == [correction]
    rows = Project.objects.filter(pk=desk.project.pk)
    (told,) = rows.with_latest_update(at)
    assert (told.rag, told.per_cent) == ("a", 35)  # type: ignore[attr-defined]
    (told,) = rows.with_standing(at)
    assert told.standing.startswith("in_progress|a|")  # type: ignore[attr-defined]
    page = client_of(desk.site.manager).get(desk.project.get_absolute_url()).context["page"]
    strip = {each.period: each.rag for each in page.periods}
    assert strip[date(2021, 11, 1)] == "a"
    assert [each.row for each in page.updates] == [correction, desk.accepted]
    table = client_of(desk.site.manager).get(f"/rounds/{desk.site.strategy.slug}/2021-11/")
    assert "correction to accept" in table.content.decode()
    listed = client_of(desk.site.pmo).get(
        f"/updates/?project={desk.project.code}&columns=version&columns=correction_reason"
    )
    assert "replaced" in listed.content.decode() and "A typing mistake" in listed.content.decode()


def test_a_returned_correction_stands_no_more_and_is_given_anew(desk: Desk) -> None:
    desk.correct()
    correction = desk.correction
    client = client_of(desk.site.pmo)
    url = f"/rounds/{desk.site.strategy.slug}/2021-11/review/"
    assert "Corrected because: A typing mistake" in client.get(url).content.decode()
    sent = {
        "act": "return",
        "update": str(correction.pk),
        "version": f"{correction.pk}-{version_of(correction)}",
        "remark": "Which figure?",
    }
    client.post(url, sent)
    assert desk.correction.state == "returned"
    assert in_round(desk.project, desk.site.before, desk.site.manager).given == desk.accepted
    assert list(desk.project.updates.substantive()) == [desk.accepted]
    desk.correct(seen=desk.correction, per_cent_complete="36", correction_reason="Per cent")
    again = desk.correction
    assert (again.pk, again.state, again.per_cent_complete) == (correction.pk, "submitted", 36)


def test_a_correction_is_corrected_in_its_turn(desk: Desk) -> None:
    desk.correct()
    desk.accept()
    first = desk.correction
    assert "Only the last accepted version" in desk.correct(seen=first).content.decode()
    desk.url = f"{desk.project.get_absolute_url()}status/{first.pk}/correct/"
    desk.correct(seen=first, per_cent_complete="30")
    second = StatusUpdate.objects.get(replaces=first)
    assert list(desk.project.updates.substantive()) == [second]


def test_two_corrections_at_once_show_both(desk: Desk) -> None:
    desk.correct()
    assert desk.correct(per_cent_complete="20").status_code == 409
    assert desk.correction.per_cent_complete == 35


def test_the_forecast_of_the_project_follows_its_last_update_alone(desk: Desk) -> None:
    make_update(
        desk.project, round=desk.site.round, author=desk.site.manager, reported_on=date(2022, 1, 3)
    )
    desk.correct(forecast_finish="2023-01-01")
    desk.project.refresh_from_db()
    assert desk.project.forecast_finish is None
    StatusUpdate.objects.filter(round=desk.site.round).delete()
    desk.correct(seen=desk.correction, forecast_finish="2023-02-01")
    desk.project.refresh_from_db()
    assert desk.project.forecast_finish == date(2023, 2, 1)


def test_who_does_not_report_on_the_project_corrects_nothing(desk: Desk) -> None:
    stranger = client_of(desk.site.pmo.__class__.objects.get(username="auditor"))
    assert stranger.get(desk.url).status_code == stranger.post(desk.url, {}).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "draft"},
        {"kind": "confirmation", "overall": ""},
        {"corrected_on": None},
        {"correction_reason": ""},
    ],
)
def test_the_database_holds_what_a_correction_is(desk: Desk, wrong: dict[str, Any]) -> None:
    values = {"corrected_on": date(2022, 1, 17), "correction_reason": "Why", **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        make_update(desk.project, round=desk.site.before, replaces=desk.accepted, **values)


def test_only_an_accepted_update_of_the_same_round_is_replaced(desk: Desk) -> None:
    values = {"corrected_on": date(2022, 1, 17), "correction_reason": "Why"}
    with pytest.raises(IntegrityError), transaction.atomic():
        make_update(desk.project, round=desk.site.round, replaces=desk.accepted, **values)
    other = desk.site.last(desk.site.add())
    with pytest.raises(IntegrityError), transaction.atomic():
        make_update(other.project, round=desk.site.before, replaces=other, **values)
