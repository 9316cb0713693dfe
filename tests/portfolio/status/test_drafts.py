"""A draft of a status update is its author's: others see that there is one, and nobody sends it."""

from datetime import date
from typing import Any, NamedTuple

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from core.access import Role
from core.history.versions import StaleRow
from core.models import User
from portfolio.models import Project, StatusRound, StatusUpdate, UpdateState
from portfolio.status.services import status_confirm, status_save
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_round, make_strategy, make_update, make_user

pytestmark = pytest.mark.django_db
BEGUN = {date(2021, 1, 1): "in_progress"}
SECRET = "Between you and me"
TODAY = date(2022, 1, 17)


class Desk(NamedTuple):
    """A project with an accepted update of November, its manager and the PMO."""

    project: Project
    round: StatusRound
    manager: User
    pmo: User

    @property
    def address(self) -> str:
        return self.project.get_absolute_url() + "status/"


@pytest.fixture
def desk() -> Desk:
    strategy = make_strategy(ends_on=date(2022, 12, 31))
    manager, pmo = make_user(Role.PROJECT_MANAGER), make_user(Role.PMO)
    project = make_project(strategy=strategy, manager=manager, stages=BEGUN)
    november = make_round(
        strategy,
        period=date(2021, 11, 1),
        opens_on=date(2021, 11, 30),
        closes_on=date(2021, 12, 21),
    )
    said = {"overall": "a", "reason": "Late", "per_cent_complete": 40, "achieved": "November"}
    make_update(project, round=november, author=manager, **said)
    return Desk(project, make_round(strategy), manager, pmo)


def send(person: User, desk: Desk, submit: str, **changes: str) -> Any:
    """Send the form of the round as it stands, changed."""
    client: Client = client_of(person)
    page = client.get(desk.address)
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value is not None}
    version = str(page.context["version"])
    return client.post(
        desk.address, {**sent, "version": version, "submit": submit, **changes}, follow=True
    )


def rows(desk: Desk, *states: str) -> list[StatusUpdate]:
    return list(desk.project.updates.filter(round=desk.round, state__in=states).order_by("pk"))


def drafted(desk: Desk) -> StatusUpdate:
    send(desk.manager, desk, "draft", overall="g", achieved=SECRET)
    (draft,) = rows(desk, "draft")
    return draft


def test_others_see_that_there_is_one_and_begin_with_the_last_update(desk: Desk) -> None:
    drafted(desk)
    for address in (desk.address, desk.project.get_absolute_url()):
        page = client_of(desk.pmo).get(address).content.decode()
        assert SECRET not in page
        assert f"{desk.manager} has been writing a draft since 17 January 2022" in page
    form = client_of(desk.pmo).get(desk.address).context["form"]
    assert (form["overall"].value(), form["per_cent_complete"].value()) == ("a", 40)
    assert form["achieved"].value() == ""


def test_the_author_goes_on_with_their_own(desk: Desk) -> None:
    drafted(desk)
    form = client_of(desk.manager).get(desk.address).context["form"]
    assert form["achieved"].value() == SECRET
    page = client_of(desk.manager).get(desk.project.get_absolute_url()).content.decode()
    assert "You have had a draft of this round&#x27;s update since 17 January 2022." in page
    send(desk.manager, desk, "submit", achieved="Said aloud")
    (update,) = rows(desk, "draft", "submitted")
    assert (update.state, update.achieved, update.author) == (
        "submitted",
        "Said aloud",
        desk.manager,
    )


def test_the_history_keeps_a_drafts_words_from_others_once_it_is_submitted(desk: Desk) -> None:
    drafted(desk)
    send(desk.manager, desk, "submit", achieved="Said aloud")
    page = client_of(desk.pmo).get(desk.project.get_absolute_url())
    (line,) = [each for each in page.context["page"].history if each.of.endswith("2021-12")]
    assert (line.label, line.who, line.what) == ("insert", str(desk.manager), ())
    assert SECRET not in page.content.decode()


def test_nobody_sends_anothers_words(desk: Desk) -> None:
    draft = drafted(desk)
    send(desk.pmo, desk, "submit", overall="g", achieved="Of the PMO", reason="")
    (given,) = rows(desk, "submitted")
    assert (given.author, given.on_behalf_of, given.achieved) == (
        desk.pmo,
        desk.manager,
        "Of the PMO",
    )
    draft.refresh_from_db()
    assert (draft.state, draft.author, draft.achieved) == ("draft", desk.manager, SECRET)


def test_a_press_of_no_change_leaves_anothers_draft(desk: Desk) -> None:
    draft = drafted(desk)
    page = client_of(desk.pmo).get(desk.project.get_absolute_url())
    assert page.context["page"].may.status.confirm
    client_of(desk.pmo).post(desk.address, {"submit": "confirm", "version": "0"})
    (given,) = rows(desk, "submitted")
    assert (given.kind, given.author) == ("confirmation", desk.pmo)
    draft.refresh_from_db()
    assert draft.achieved == SECRET


def test_two_drafts_of_a_round_and_one_update_that_replaces(desk: Desk) -> None:
    drafted(desk)
    send(desk.pmo, desk, "draft", achieved="Mine")
    assert {each.author for each in rows(desk, "draft")} == {desk.manager, desk.pmo}
    send(desk.pmo, desk, "submit", overall="g", reason="")
    assert [each.author for each in rows(desk, "draft")] == [desk.manager]
    page = client_of(desk.manager).get(desk.address)
    assert f"{desk.pmo} submitted an update on 17 January 2022" in page.content.decode()
    assert page.context["form"]["achieved"].value() == SECRET, "their draft has not gone"
    send(desk.manager, desk, "submit", achieved="Of the manager")
    (given,) = rows(desk, "draft", "submitted")
    assert (given.author, given.achieved) == (desk.manager, "Of the manager")


def test_a_draft_takes_nothing_back_that_was_given(desk: Desk) -> None:
    send(desk.manager, desk, "submit", overall="g", reason="", achieved="Given")
    send(desk.pmo, desk, "draft", achieved="Another thought")
    (given,) = rows(desk, "submitted")
    assert (given.author, given.achieved) == (desk.manager, "Given")


def test_after_no_change_the_form_begins_with_the_last_values_and_says_what_it_replaces(
    desk: Desk,
) -> None:
    client_of(desk.manager).post(desk.address, {"submit": "confirm", "version": "0"})
    page = client_of(desk.manager).get(desk.address)
    form = page.context["form"]
    assert [form[name].value() for name in ("overall", "reason", "per_cent_complete")] == [
        "a",
        "Late",
        40,
    ]
    words = f"{desk.manager} confirmed “no change” on 17 January 2022: an update replaces that."
    assert words in page.content.decode()
    send(desk.manager, desk, "submit", achieved="There is news")
    (given,) = rows(desk, "submitted")
    assert (given.kind, given.overall, given.achieved) == ("substantive", "a", "There is news")


def test_two_who_write_at_once_see_each_others_update(desk: Desk) -> None:
    page = client_of(desk.manager).get(desk.address)
    send(desk.pmo, desk, "submit", overall="g", reason="", achieved="First")
    why = {"why-red_without_mitigation": "A measure follows in February"}
    sent = {"overall": "r", "reason": "No", "achieved": "Second", "submit": "submit", **why}
    client = client_of(desk.manager)
    clash = client.post(desk.address, {**sent, "version": str(page.context["version"])})
    assert clash.status_code == 409
    assert "First" in clash.content.decode()
    again = client.post(desk.address, {**sent, "version": str(clash.context["version"])})
    assert again.status_code == 302
    (given,) = rows(desk, "submitted")
    assert (given.author, given.achieved) == (desk.manager, "Second")


def test_the_service_holds_the_same_without_a_page(desk: Desk) -> None:
    draft = drafted(desk)
    given: dict[str, Any] = {"project": desk.project, "round_": desk.round, "on": TODAY}
    values = {"overall": "g"}
    with pytest.raises(StaleRow):
        status_save(**given, author=desk.manager, values=values, version=0)
    update = status_save(**given, author=desk.pmo, values=values, version=0)
    assert (update.state, update.pk == draft.pk) == (UpdateState.SUBMITTED, False)
    with pytest.raises(StaleRow):
        status_confirm(**given, author=desk.manager, version=0)


def test_the_database_holds_one_update_a_round_and_one_draft_of_an_author(desk: Desk) -> None:
    make_update(desk.project, round=desk.round, author=desk.pmo)
    make_update(desk.project, round=desk.round, author=desk.pmo, state="draft")
    for state in ("submitted", "draft"):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_update(desk.project, round=desk.round, author=desk.pmo, state=state)


def test_a_draft_is_in_nobodys_list_but_its_authors(desk: Desk) -> None:
    drafted(desk)
    for person, times in ((desk.manager, 1), (desk.pmo, 0)):
        found = StatusUpdate.objects.visible_to(person).filter(achieved=SECRET)
        assert found.count() == times
        listed = client_of(person).get(f"/updates/?project={desk.project.code}").content.decode()
        assert (SECRET in listed) == bool(times)


def test_what_was_begun_can_be_left_for_the_last_update(desk: Desk) -> None:
    drafted(desk)
    client = client_of(desk.manager)
    afresh = f"{desk.address}?afresh=1"
    for address in (desk.address, desk.project.get_absolute_url()):
        assert f'href="{afresh}"' in client.get(address).content.decode()
    form = client.get(afresh).context["form"]
    assert [form[name].value() for name in ("overall", "per_cent_complete", "achieved")] == [
        "a",
        40,
        "",
    ]
    (draft,) = rows(desk, "draft")
    assert draft.achieved == SECRET, "looking takes nothing away"


@pytest.mark.parametrize("submit", ["submit", "draft"])
def test_no_change_takes_back_no_update_and_no_draft(desk: Desk, submit: str) -> None:
    send(desk.manager, desk, submit, overall="g", reason="", achieved="Given")
    page = client_of(desk.manager).get(desk.address)
    assert 'value="confirm"' not in page.content.decode()
    version = str(page.context["version"])
    sent = {"submit": "confirm", "version": version}
    said = client_of(desk.manager).post(desk.address, sent, follow=True).content.decode()
    assert "there is nothing to confirm" in said or "You have begun an update here" in said
    (row,) = desk.project.updates.filter(round=desk.round)
    assert (row.kind, row.achieved) == ("substantive", "Given")
