"""A round of status: who is still waited for, the way from one to the next, "no change" in one press."""

from datetime import date

import pytest
from django.utils.html import escape

from core.models import User
from core.numbers.registry import numbers
from portfolio.models import Project, StatusUpdate
from tests.access.test_three_people import client_of
from tests.factories import make_project, make_round, make_strategy, make_update

pytestmark = pytest.mark.django_db
OPEN = date(2022, 1, 10)


def pmo() -> User:
    return User.objects.get(username="pmo")


def waiting() -> list[Project]:
    """The demonstration's, in order."""
    rows = Project.objects.filter(strategy__slug="it-2018-21")
    return list(rows.awaiting_update(date(2022, 1, 17)).order_by("code"))


def test_waited_for_is_what_has_begun_and_has_said_nothing_in_the_open_round() -> None:
    strategy = make_strategy()
    begun = {date(2021, 1, 1): "in_progress"}
    round_ = make_round(strategy)
    before = make_round(
        strategy, period=date(2021, 11, 1), opens_on=date(2021, 12, 1), closes_on=date(2021, 12, 20)
    )
    said, confirmed, drafted, silent = (
        make_project(strategy=strategy, stages=begun) for _ in range(4)
    )
    make_project(strategy=strategy, stages={date(2021, 1, 1): "completed"})
    make_update(said, round=round_)
    make_update(confirmed, round=round_, kind="confirmation", overall="")
    make_update(drafted, round=round_, state="draft")
    make_update(silent, round=before)
    rows = Project.objects.filter(strategy=strategy)
    assert set(rows.awaiting_update(OPEN)) == {drafted, silent}
    assert not rows.awaiting_update(date(2022, 2, 1)).exists(), "no round is open then"


def test_the_list_shows_who_is_waited_for() -> None:
    answer = client_of(pmo()).get("/projects/?attention=awaiting_update")
    assert answer.context["result_count"] == len(waiting()) > 5


def test_the_way_there_is_for_whoever_gives_status() -> None:
    way = 'href="/projects/?attention=awaiting_update"'
    assert way in client_of(pmo()).get("/projects/").content.decode()
    auditor = client_of(User.objects.get(username="auditor"))
    assert way not in auditor.get("/projects/").content.decode()


def test_one_press_confirms_and_names_the_next() -> None:
    first, second = waiting()[:2]
    client = client_of(pmo())
    page = client.get(first.get_absolute_url())
    assert page.context["page"].may.status.confirm
    sent = {"submit": "confirm", "version": "0"}
    answer = client.post(page.context["page"].head.status_url, sent, follow=True)
    update = StatusUpdate.objects.get(project=first, round__period=date(2021, 12, 1))
    assert (update.kind, update.state, update.author) == ("confirmation", "submitted", pmo())
    (message,) = answer.context["messages"]
    assert f'href="{second.get_absolute_url()}"' in str(message)
    assert f"{len(waiting())} projects" in str(message)
    assert not answer.context.get("can_confirm"), "what has been said cannot be said again"


def test_a_name_is_not_read_as_markup() -> None:
    first, second = waiting()[:2]
    second.name = "<script>1</script>"
    second.save()
    address = client_of(pmo()).get(first.get_absolute_url()).context["page"].head.status_url
    sent = {"submit": "confirm", "version": "0"}
    said = client_of(pmo()).post(address, sent, follow=True).content.decode()
    assert escape(second.name) in said
    assert second.name not in said


def test_the_last_is_told_that_all_have_spoken() -> None:
    *others, last = waiting()
    round_ = last.strategy.rounds.get(period=date(2021, 12, 1))
    drafts = StatusUpdate.objects.filter(round=round_, state="draft")
    drafts.update(state="submitted", overall="g", schedule="", budget="", scope="")
    for each in others:
        if not each.updates.filter(round=round_).exists():
            make_update(each, round=round_)
    client = client_of(pmo())
    address = client.get(last.get_absolute_url()).context["page"].head.status_url
    answer = client.post(address, {"submit": "confirm", "version": "0"}, follow=True)
    (message,) = answer.context["messages"]
    assert str(message).endswith("Every project of yours has its update in this round.")


def test_a_project_that_nobody_has_spoken_of_has_nothing_to_confirm() -> None:
    strategy = Project.objects.get(code="P-15", strategy__slug="it-2018-21").strategy
    project = make_project(strategy=strategy, stages={date(2021, 1, 1): "in_progress"})
    page = client_of(pmo()).get(project.get_absolute_url())
    assert page.context["page"].may.status.update
    assert not page.context["page"].may.status.confirm


def test_the_usual_columns_are_named_for_the_address() -> None:
    said = client_of(pmo()).get("/projects/").content.decode()
    assert 'data-name="columns" data-usual="name place' in said


def test_the_filters_in_force_are_named_in_words() -> None:
    asked = "year=2021&at=2021-12-31&number=projects.late&mine=on&rag=r&rag=none"
    chips = client_of(pmo()).get(f"/projects/?{asked}").context["active_filters"]
    said = {chip["label"]: chip["value"] for chip in chips}
    assert said["As it stood on"] == "31 December 2021"
    assert said["Mine"] == "yes"
    assert said["Status"] == "Red, No data"
    assert said["Counted in"] == str(numbers["projects.late"].label)


def test_a_filter_that_cannot_be_read_is_shown_as_it_was_asked() -> None:
    chips = client_of(pmo()).get("/projects/?at=someday&number=no.such").context["active_filters"]
    assert {chip["value"] for chip in chips} == {"someday (not understood)", "no.such"}


def status_address(project: Project) -> str:
    address = client_of(pmo()).get(project.get_absolute_url()).context["page"].head.status_url
    return str(address)


def test_a_form_of_the_round_before_is_not_filed_under_the_next() -> None:
    project = waiting()[0]
    sent = {"submit": "submit", "version": "0", "period": "2021-11-01", "overall": "g"}
    answer = client_of(pmo()).post(status_address(project), sent)
    assert "Another round has begun" in answer.content.decode()
    assert not StatusUpdate.objects.filter(project=project, round__period="2021-12-01").exists()


def test_a_press_that_comes_too_late_shows_no_empty_form() -> None:
    project = waiting()[0]
    address = status_address(project)
    make_update(project, round=project.strategy.rounds.get(period="2021-12-01"))
    answer = client_of(pmo()).post(address, {"submit": "confirm", "version": "0"}, follow=True)
    assert answer.redirect_chain[-1][0] == project.get_absolute_url()
    assert "Somebody has given a status meanwhile" in answer.content.decode()


def test_a_draft_of_the_last_does_not_say_that_all_have_spoken() -> None:
    last, *others = waiting()
    round_ = last.strategy.rounds.get(period="2021-12-01")
    for other in others:
        StatusUpdate.objects.filter(project=other, round=round_).delete()
        make_update(other, round=round_)
    sent = {"submit": "draft", "version": "0"}
    answer = client_of(pmo()).post(status_address(last), sent, follow=True)
    assert "Every project of yours" not in answer.content.decode()


def test_what_is_said_later_does_not_hide_who_was_waited_for() -> None:
    project = waiting()[0]
    round_ = project.strategy.rounds.get(period="2021-12-01")
    make_update(project, round=round_, reported_on=date(2022, 1, 15))
    rows = Project.objects.filter(pk=project.pk)
    assert rows.awaiting_update(date(2022, 1, 12)).exists()
    assert not rows.awaiting_update(date(2022, 1, 17)).exists()


@pytest.mark.parametrize("pressed", ["", "nothing", "Submit", "-inf"])
def test_whatever_no_button_says_is_checked_as_submitted(pressed: str) -> None:
    address = f"{waiting()[0].get_absolute_url()}status/"
    sent = {"version": "0", "overall": "a", "submit": pressed}
    answer = client_of(pmo()).post(address, sent)
    assert answer.status_code == 422
    assert "Say why a dimension is amber or red." in answer.content.decode()
