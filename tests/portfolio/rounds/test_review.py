"""Looking through a round: what stands beside what, and many judged at once, each by itself."""

from datetime import date
from typing import Any

import pytest

from core.access import Role
from core.history.versions import version_of
from core.models import RoleAssignment, User
from portfolio.models import CheckReason, StatusUpdate
from tests.access.test_three_people import client_of
from tests.factories import make_unit, make_update, make_user
from tests.portfolio.rounds.test_saving import Site, round_site

__all__ = ["round_site"]
pytestmark = pytest.mark.django_db


class Review:
    """The page of the December round as the PMO uses it."""

    def __init__(self, round_site: Site) -> None:
        self.site, self.url = round_site, f"{round_site.url}review/"
        self.client = client_of(round_site.pmo)

    def submitted(self, **changes: Any) -> StatusUpdate:
        """An update of a project of its own, given by its manager."""
        project = self.site.add()
        values = {"author": self.site.manager, "reported_on": date(2022, 1, 10)}
        return make_update(project, round=self.site.round, **{**values, **changes})

    def page(self) -> str:
        found: str = self.client.get(self.url).content.decode()
        return found

    def send(self, act: str, *updates: StatusUpdate, **more: str) -> Any:
        """Choose updates as they stand now, and press a button."""
        return self.client.post(
            self.url,
            {
                "act": act,
                "update": [each.pk for each in updates],
                "shown": [each.pk for each in updates],
                "version": [f"{each.pk}-{version_of(each)}" for each in updates],
                **more,
            },
            follow=True,
        )


@pytest.fixture
def review(round_site: Site) -> Review:
    return Review(round_site)


def said(response: Any) -> list[str]:
    return [str(each) for each in response.context["messages"]]


def states(*updates: StatusUpdate) -> list[str]:
    for each in updates:
        each.refresh_from_db()
    return [each.state for each in updates]


def test_an_update_stands_beside_the_last_accepted_one(review: Review) -> None:
    update = review.submitted(overall="a", reason="The tender is late", achieved="Tests were run.")
    november = review.site.last(update.project, achieved="Tests were planned.")
    november.state, november.accepted_by = "accepted", review.site.pmo
    november.save()
    CheckReason.objects.create(
        project=update.project,
        check_key="red_without_mitigation",
        fingerprint="red",
        reason="Of the past",
        author=review.site.manager,
        said_on=date(2021, 11, 1),
    )
    page = review.page()
    assert "Beside what was accepted for November 2021." in page
    assert "taken out: </span>planned.</del>" in page
    assert "added: </span>run.</ins>" in page
    assert "Of the past" not in page, "it is not red any more"
    (item,) = review.client.get(review.url).context["items"]
    changed = [str(each.label) for each in item.states if each.is_changed]
    assert changed == ["Overall", "Schedule", "Done", "Forecast finish"]


def test_a_warning_stands_with_its_reason(review: Review) -> None:
    update = review.submitted(overall="r", reason="Late")
    CheckReason.objects.create(
        project=update.project,
        check_key="red_without_mitigation",
        fingerprint="red",
        reason="The new vendor is the measure",
        author=review.site.manager,
        said_on=date(2022, 1, 10),
    )
    assert "The new vendor is the measure" in review.page()


def test_many_are_accepted_by_one_button(review: Review) -> None:
    updates = [review.submitted() for _each in range(3)]
    response = review.send("accept-all", *updates)
    assert said(response) == ["3 updates accepted."]
    assert states(*updates) == ["accepted"] * 3
    assert "Nothing in this round waits to be accepted." in response.content.decode()


def test_what_is_refused_is_named_and_the_rest_is_done(review: Review) -> None:
    good, own, changed, accepted, gone = [
        review.submitted(**each) for each in ({}, {"author": review.site.pmo}, {}, {}, {})
    ]
    versions = [f"{each.pk}-{version_of(each)}" for each in (good, own, changed, accepted, gone)]
    changed.reason = "Said in another way"
    changed.save()
    accepted.state, accepted.accepted_by = "accepted", make_user(Role.PMO)
    accepted.save()
    numbers = [str(each.pk) for each in (good, own, changed, accepted, gone)]
    gone.delete()
    values = {"act": "accept", "update": numbers, "version": versions}
    response = review.client.post(review.url, values, follow=True)
    told = said(response)
    assert told[0] == "1 update accepted."
    assert any(own.project.code in each and "by you" in each for each in told)
    assert any(changed.project.code in each and "changed meanwhile" in each for each in told)
    assert any(accepted.project.code in each and "already" in each for each in told)
    assert states(good, own, changed, accepted) == [
        *("accepted", "submitted", "submitted", "accepted")
    ]


def test_returning_wants_a_remark(review: Review) -> None:
    update = review.submitted()
    response = review.send("return", update)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Say why the updates are returned." in page
    assert f'id="tick-{update.pk}"' in page and "checked" in page
    assert states(update) == ["submitted"]
    assert said(review.send("return", update, remark="Which vendor?")) == ["1 update returned."]
    assert states(update) == ["returned"]
    assert (update.returned_by, update.return_remark) == (review.site.pmo, "Which vendor?")


def test_without_a_choice_nothing_happens(review: Review) -> None:
    update = review.submitted()
    response = review.client.post(review.url, {"act": "accept"})
    assert response.status_code == 422
    assert states(update) == ["submitted"]


def test_ones_own_shows_why_somebody_else_must(review: Review) -> None:
    own = review.submitted(author=review.site.pmo)
    page = review.page()
    assert "Nothing in this round waits for you" in page
    assert own.project.code not in page and "?show=others" in page
    page = review.client.get(f"{review.url}?show=others").content.decode()
    assert "Somebody else must decide." in page and own.project.code in page
    assert f'id="tick-{own.pk}"' not in page and "Accept all" not in page


def test_a_pmo_of_a_unit_judges_that_unit_alone(review: Review) -> None:
    unit = make_unit()
    mine = make_update(
        review.site.add(lead_unit=unit), round=review.site.round, author=review.site.manager
    )
    other = review.submitted()
    person: User = make_user()
    RoleAssignment.objects.create(user=person, role=Role.PMO, unit=unit)
    review.client = client_of(person)
    page = review.page()
    assert mine.project.code in page and other.project.code not in page
    review.send("accept", mine, other)
    assert states(mine, other) == ["accepted", "submitted"]


def test_the_round_and_the_project_lead_on(review: Review) -> None:
    first, second = sorted(
        (review.submitted(), review.submitted()), key=lambda each: each.project.code
    )
    assert "To review (2)" in review.client.get(review.site.url).content.decode()
    url = f"{first.project.get_absolute_url()}status/{first.pk}/accept/"
    response = review.client.post(url, {"version": str(version_of(first))}, follow=True)
    (told,) = said(response)
    assert "Next to accept (1)" in told and second.get_absolute_url() in told


def test_escalating_leads_to_an_issue_on_the_management_list(review: Review) -> None:
    update = review.submitted()
    (item,) = review.client.get(review.url).context["items"]
    (way,) = item.ways
    form = review.client.get(way.url).context["form"]
    assert form.instance.project == update.project
    assert form.initial["escalated_on"] == date(2022, 1, 17)
