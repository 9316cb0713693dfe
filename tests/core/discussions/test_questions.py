"""Questions: who sees, asks, answers, settles; what stays as it was said."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from core.discussions import services
from core.discussions.readers import names_of, readers_of
from core.discussions.services import open_questions_to
from core.models import Answer, Question, User
from core.subjects import subjects
from portfolio.models import StatusUpdate
from tests.access.test_three_people import client_of
from tests.core.discussions.rows import ROWS, ask, person

pytestmark = pytest.mark.django_db


def client(username: str) -> Client:
    return client_of(person(username))


def ask_url(kind: str = "project") -> str:
    return f"/questions/{kind}/{ROWS[kind]().pk}/new/"


def said(url: str, username: str = "pmo") -> str:
    return client(username).get(url).content.decode()


def test_every_kind_that_is_registered_is_tried_here() -> None:
    assert {each.key for each in subjects} == ROWS.keys()


# --- The row gate ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ROWS)
def test_readers_are_exactly_those_whom_the_row_gate_lets_in(kind: str) -> None:
    row = ROWS[kind]()
    seen = {
        each.pk
        for each in User.objects.active()
        if subjects[kind].seen(each).filter(pk=row.pk).exists()
    }
    assert {each.pk for each in readers_of(kind, row.pk)} == seen
    # A translator sees reports, and nothing of the portfolio.
    assert person("pmo").pk in seen
    assert (person("translator").pk in seen) is (kind == "paragraph")


@pytest.mark.parametrize("kind", ROWS)
def test_a_question_is_seen_by_exactly_whoever_sees_the_row(kind: str) -> None:
    question = ask(kind, text="Only for readers?")
    readers = {each.pk for each in readers_of(kind, question.row)}
    for each in User.objects.active():
        found = Question.objects.visible_to(each).filter(pk=question.pk).exists()
        assert found == (each.pk in readers), each
        status = client_of(each).get(question.get_absolute_url()).status_code
        assert status == (200 if each.pk in readers else 404), each


def test_nobody_asks_about_a_draft_not_even_its_author() -> None:
    draft = StatusUpdate.objects.filter(state="draft").select_related("author")[0]
    assert draft.author is not None
    url = f"/questions/update/{draft.pk}/new/"
    assert client_of(draft.author).get(url).status_code == 404
    assert client("pmo").get(url).status_code == 404


def test_what_is_asked_of_a_row_that_does_not_exist_is_not_there() -> None:
    assert client("pmo").get("/questions/project/999999/new/").status_code == 404
    assert client("pmo").get("/questions/nothing/1/new/").status_code == 404


# --- Asking ---------------------------------------------------------------------------------------


def test_the_owner_is_proposed_and_the_question_stands_on_the_page_of_the_row() -> None:
    page = said(ask_url(), "auditor")
    manager = ROWS["project"]().manager
    assert f'<option value="{manager.pk}" selected>{manager}</option>' in page
    sent = client("auditor").post(
        ask_url(), {"asked_of": manager.pk, "text": "<b>When</b> & why?\r\nNow?"}
    )
    assert sent.status_code == 302 and sent["Location"].endswith("#questions-project")
    question = Question.objects.get()
    assert (question.asked_of, question.text) == (manager, "<b>When</b> & why?\nNow?")
    page = said(ROWS["project"]().get_absolute_url())
    assert "&lt;b&gt;When&lt;/b&gt; &amp; why?" in page
    assert "1 open question" in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"text": ""}, "required"),
        ({"text": "x" * 2001}, "2000"),
        ({"text": "a\x07b"}, "control sign"),
        ({"text": "a\u202eb"}, "control sign"),
        ({"text": "a", "asked_of": "outsider"}, "not one of the available choices"),
        ({"text": "a", "mention": "translator"}, "not one of the available choices"),
        ({"text": "Hello @{translator}"}, "may not see this"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(sent: dict[str, str], words: str) -> None:
    given = dict(sent)
    for name in ("asked_of", "mention"):
        if name in given:
            given[name] = str(person(given[name]).pk)
    given["text"] = given["text"].format(translator=person("translator").full_name)
    answer = client("pmo").post(ask_url(), given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Question.objects.exists()


def test_who_is_mentioned_is_kept_by_name_or_from_the_list_without_a_script() -> None:
    cio, focal = person("cio"), person("pm-ams")
    client("pmo").post(ask_url(), {"text": f"@{cio.full_name}, look", "mention": focal.pk})
    question = Question.objects.get()
    assert question.mentioned == sorted([cio.pk, focal.pk])
    assert question.text.endswith(f"\n@{focal.full_name}")
    assert f'<b class="mention">@{cio.full_name}</b>' in said(question.get_absolute_url())
    found = said("/questions/?whose=mentioned", "cio")
    assert question.get_absolute_url() in found
    assert question.get_absolute_url() not in said("/questions/?whose=mentioned", "auditor")


def test_two_of_one_name_are_told_apart() -> None:
    people = [User(pk=pk, full_name="Ann Lee") for pk in (1, 2)] + [User(pk=3, full_name="Bo")]
    assert names_of(people) == {1: "Ann Lee", 2: "Ann Lee (2)", 3: "Bo"}


# --- Answering and settling -----------------------------------------------------------------------


def test_a_question_waits_for_whom_it_is_put_to_until_they_have_spoken() -> None:
    question = ask(by="cio", of="pm-ams")
    asked, asker = person("pm-ams"), person("cio")

    def waiting() -> int:
        return open_questions_to(person("pm-ams")).count()

    assert waiting() == 1
    assert open_questions_to(asker).count() == 0
    services.question_answer(question=question, author=asked, text="Soon", mentioned=[])
    assert waiting() == 0
    services.question_answer(question=question, author=asker, text="When?", mentioned=[])
    assert waiting() == 1
    services.question_settle(question=question, user=asker)
    assert waiting() == 0
    services.question_reopen(question=question)
    assert waiting() == 1


def test_what_one_may_no_longer_see_waits_for_nobody() -> None:
    ask(of="pm-ams")
    row = ROWS["project"]()
    row.manager, row.lead_unit = person("pm-tms"), person("pm-tms").unit
    row.save()
    assert open_questions_to(person("pm-ams")).count() == 0


def test_answers_stand_in_order_and_can_settle_or_pass_on() -> None:
    question = ask(by="cio", of="pm-ams")
    url = question.get_absolute_url()
    pmo = person("pmo")
    sent = client("pm-ams").post(url, {"text": "The PMO knows.", "pass_on": pmo.pk})
    assert sent.status_code == 302
    question.refresh_from_db()
    assert question.asked_of == pmo and question.is_open
    assert client("pmo").post(url, {"text": "In May.", "settles": "on"}).status_code == 302
    question.refresh_from_db()
    assert question.settled_by == pmo
    page = said(url, "cio")
    assert page.index("When?") < page.index("The PMO knows.") < page.index("In May.")
    both = client("cio").post(url, {"text": "x", "settles": "on", "pass_on": pmo.pk})
    assert both.status_code == 302, "a settled question has no such fields"
    assert Answer.objects.filter(question=question).count() == 3


def test_settling_and_passing_on_at_once_is_refused() -> None:
    question = ask(by="cio", of="pm-ams")
    sent = {"text": "x", "settles": "on", "pass_on": person("pmo").pk}
    assert client("pm-ams").post(question.get_absolute_url(), sent).status_code == 422


@pytest.mark.parametrize(
    ("username", "may"),
    [("cio", True), ("pm-ams", True), ("pmo", True), ("auditor", False), ("editor", False)],
)
def test_asker_asked_and_pmo_settle_and_reopen(username: str, may: bool) -> None:
    question = ask(by="cio", of="pm-ams")
    url = question.get_absolute_url()
    expected = 302 if may else 404
    assert ("Settle the question" in said(url, username)) is may
    assert client(username).post(f"{url}settle/").status_code == expected
    question.refresh_from_db()
    assert question.is_open is not may
    services.question_settle(question=question, user=person("pmo"))
    assert client(username).post(f"{url}reopen/").status_code == expected
    question.refresh_from_db()
    assert question.is_open is may


def test_others_answer_without_settling_whatever_they_send() -> None:
    question = ask(by="cio", of="pm-ams")
    client("auditor").post(
        question.get_absolute_url(),
        {"text": "Indeed", "settles": "on", "pass_on": person("pmo").pk},
    )
    question.refresh_from_db()
    assert question.is_open and question.asked_of == person("pm-ams")


def test_settling_twice_changes_nothing() -> None:
    question = ask(by="cio")
    assert services.question_settle(question=question, user=person("cio"))
    assert not services.question_settle(question=question, user=person("pmo"))
    question.refresh_from_db()
    assert question.settled_by == person("cio")
    assert services.question_reopen(question=question)
    assert not services.question_reopen(question=question)


# --- What was said stays --------------------------------------------------------------------------


def test_the_database_lets_nobody_change_or_delete_what_was_said() -> None:
    question = ask()
    answer = services.question_answer(
        question=question, author=person("pmo"), text="Yes", mentioned=[]
    )
    for refused in (
        lambda: Question.objects.filter(pk=question.pk).update(text="Other"),
        lambda: Question.objects.filter(pk=question.pk).update(author=person("pmo")),
        lambda: Question.objects.filter(pk=question.pk).delete(),
        lambda: Answer.objects.filter(pk=answer.pk).update(text="No"),
        lambda: Answer.objects.filter(pk=answer.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            refused()


def test_a_promise_that_somebody_has_asked_about_is_not_removed() -> None:
    question = ask("promise", text="Still meant?")
    promise = ROWS["promise"]()
    url = f"/projects/it-2018-21/{promise.project.code}/promises/{promise.pk}/delete/"
    page = client("pmo").post(url, follow=True).content.decode()
    assert "still needed by Still meant?" in page
    assert ROWS["promise"]().pk == question.row


# --- History, files, lists ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ROWS)
def test_history_of_the_row_tells_what_was_asked_answered_and_settled(kind: str) -> None:
    question = ask(kind, by="cio", of="pmo", text="Is this so?")
    services.question_answer(
        question=question, author=person("pmo"), text="It is so.", mentioned=[], settles=True
    )
    subject, row = subjects[kind], ROWS[kind]()
    address = subject.address(row).partition("#")[0]
    page = said(address, "auditor")
    history = page[page.index('id="history"') :]
    for words in ("Question: Is this so?", "Answer: It is so.", "settled by"):
        assert words in history
    card = page[page.index('id="questions-') : page.index('id="history"')]
    assert "Is this so?" in card and "It is so." in card


@pytest.mark.parametrize("kind", ["project", "update", "indicator"])
def test_workbook_of_the_row_has_its_questions(kind: str) -> None:
    question = ask(kind, by="cio", of="pmo", text="=Is this so?")
    services.question_answer(
        question=question, author=person("pmo"), text="It is so.", mentioned=[]
    )
    address = subjects[kind].address(ROWS[kind]()).partition("#")[0]
    content = client("pmo").get(f"{address}?export=xlsx").content
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    [head, row] = book.get_sheet_by_name("Questions").to_python()
    told = dict(zip(head, row, strict=True))
    assert told["Question"] == "=Is this so?"
    assert told["Kind of row"] == str(subjects[kind].label)
    assert (told["Asked by"], told["Directed to"]) == (str(person("cio")), str(person("pmo")))
    assert "It is so." in book.get_sheet_by_name("Answers").to_python()[1]


def listed(query: str, username: str = "pmo") -> list[dict[str, str]]:
    content = client(username).get(f"/questions/?export=csv&{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content)))


def test_list_filters_and_exports() -> None:
    risk = ask("risk", by="pmo", of="cio", text="First?")
    project = ask("project", by="cio", of="pmo", text="Second?")
    services.question_answer(question=project, author=person("pmo"), text="Third", mentioned=[])
    services.question_settle(question=risk, user=person("pmo"))
    assert [row["Question"] for row in listed("")] == ["Second?", "First?"]
    assert [row["Question"] for row in listed("sort=text")] == ["First?", "Second?"]
    for query, found in {
        "whose=to-me": ["Second?"],
        "whose=by-me": ["First?"],
        "whose=waiting": [],
        "state=open": ["Second?"],
        "state=settled": ["First?"],
        "kind=risk": ["First?"],
        "code=p-18": ["Second?"],
        "q=third": ["Second?"],
        "q=R-05": ["First?"],
        "q=second+nothing": [],
    }.items():
        assert [row["Question"] for row in listed(query)] == found, query
    row = listed("kind=project")[0]
    assert (row["About"], row["Code"], row["State"], row["Answers"]) == (
        "Project",
        "P-18",
        "Open",
        "1",
    )


def test_list_and_card_ask_no_more_for_more_questions() -> None:
    def asked(url: str) -> int:
        reader = client("pmo")
        reader.get(url)
        ask(text="One more, so that nothing is kept")
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(url).status_code == 200
        return len(captured)

    for url in ("/questions/", ROWS["project"]().get_absolute_url()):
        ask()
        before = asked(url)
        for number in range(5):
            question = ask(by=("cio", "pmo", "auditor")[number % 3], of="pm-ams")
            services.question_answer(
                question=question, author=person("focal"), text="x", mentioned=[]
            )
        assert asked(url) <= before + 1, url  # the people's names, once there are answers


def test_a_page_where_nothing_was_asked_asks_two_queries_more_at_most() -> None:
    url = ROWS["risk"]().get_absolute_url()
    reader = client("pmo")
    reader.get(url)
    with CaptureQueriesContext(connection) as captured:
        reader.get(url)
    tables = ("core_question", "core_answer", "core_document")
    ours: list[Any] = [each for each in captured if any(t in each["sql"] for t in tables)]
    assert len(ours) <= 2


def test_navigation_counts_what_waits_for_me() -> None:
    def counted(username: str) -> str:
        page = said("/projects/", username)
        line = page[page.index('href="/questions/') :]
        return line[: line.index("</a>")]

    assert "count" not in counted("pm-ams")
    ask(of="pm-ams")
    assert '<span class="count">1</span>' in counted("pm-ams").replace("\n", "")
    assert 'href="/questions/?whose=waiting"' in counted("pm-ams"), "it leads to what it counts"
