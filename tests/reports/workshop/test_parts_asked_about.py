"""Questions about paragraphs: where they show, who asks, what stays of them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.access import Role
from core.discussions import services
from core.models import Question, User
from core.my_work.gathering import my_work
from core.time import working_date
from reports.models import PARAGRAPH_KIND, Paragraph, Report
from reports.writing.services import paragraph_remove, paragraph_row
from tests.factories import make_report, make_user, outline, regenerate

pytestmark = pytest.mark.django_db
KEY = "introduction/one"
TARGET = f"para/{KEY}"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def ask(report: Report, by: User, of: User | None = None, text: str = "Is it so?") -> Question:
    row = paragraph_row(report=report, key=KEY)
    return services.question_ask(
        kind=PARAGRAPH_KIND, row=row.pk, author=by, text=text, asked_of=of, mentioned=[]
    )


def shown(report: Report, person: User, name: str = "workshop", *more: str) -> str:
    address = reverse(f"reports:{name}", args=[report.slug, *more])
    return signed_in(person).get(address).content.decode()


def test_an_open_question_marks_paragraph_and_outline_until_it_is_settled() -> None:
    report, editor = make_report(), make_user(Role.REPORT_EDITOR)
    assert "open question" not in shown(report, editor)
    question = ask(report, editor)
    page = shown(report, editor)
    assert '<li class="piece-mark asks questions">1 open question</li>' in page
    outline_, paper = page.split('id="paper"')
    assert "? 1" in outline_ and "? 1" not in paper
    services.question_settle(question=question, user=editor)
    assert "open question" not in shown(report, editor)


def test_the_thread_stands_beside_the_paper_and_on_the_page_of_the_paragraph() -> None:
    report, editor = make_report(editions=("en", "de")), make_user(Role.REPORT_EDITOR)
    question = ask(report, editor)
    for language in ("en", "de"):
        page = shown(report, editor, "piece-detail", language, TARGET)
        assert "Is it so?" in page and question.get_absolute_url() in page
        # Its history tells it, and the paper is one step away.
        assert "Question: Is it so?" in page[page.index('id="history"') :]
        assert f"/workshop/?language={language}#paper-{TARGET}" in page


def test_who_is_asked_finds_it_among_their_work_and_the_way_to_the_paragraph() -> None:
    report = make_report()
    editor, clearer = make_user(Role.REPORT_EDITOR), make_user(Role.CLEARER)
    question = ask(report, editor, clearer)
    items = [item for group in my_work(clearer, working_date()) for item in group.items]
    assert [item.url for item in items] == [question.get_absolute_url()]
    page = signed_in(clearer).get(question.get_absolute_url()).content.decode()
    assert f"/en/about/{TARGET}/" in page
    assert "Question about Paragraph 1, GB.1/TEST/1" in page


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.CLEARER, Role.AUDITOR, Role.MANAGER])
def test_whoever_reads_the_paper_asks(role: Role) -> None:
    report, person = make_report(), make_user(role)
    row = paragraph_row(report=report, key=KEY)
    client = signed_in(person)
    address = reverse("discussions:question-create", args=[PARAGRAPH_KIND, row.pk])
    assert address in shown(report, person, "piece-detail", "en", TARGET)
    assert client.post(address, {"text": "Why?"}).status_code == 302
    assert Question.objects.get().author == person


def test_who_does_not_read_the_report_sees_no_question_about_it() -> None:
    report, manager = make_report(), make_user(Role.PROJECT_MANAGER)
    question = ask(report, make_user(Role.REPORT_EDITOR), text="Secret?")
    client = signed_in(manager)
    assert client.get(question.get_absolute_url()).status_code == 404
    assert "Secret?" not in client.get("/questions/").content.decode()


def test_a_paragraph_that_no_draft_has_stored_can_be_asked_about() -> None:
    report, editor = make_report(), make_user(Role.CLEARER)
    page = shown(report, editor, "piece-detail", "en", TARGET)
    address = reverse("reports:paragraph-ask", args=[report.slug, "en", TARGET])
    assert address in page and not Paragraph.objects.filter(section__report=report).exists()
    answer = signed_in(editor).post(address)
    row = Paragraph.objects.get(section__report=report, key=KEY)
    assert answer["Location"] == f"/questions/paragraph/{row.pk}/new/"


def test_a_paragraph_that_was_taken_out_keeps_its_thread() -> None:
    report, editor = make_report(), make_user(Role.REPORT_EDITOR)
    question = ask(report, editor)
    paragraph_remove(report=report, key=KEY)
    page = shown(report, editor, "piece-detail", "en", TARGET)
    assert "Paragraph that was taken out" in page and "Is it so?" in page
    assert signed_in(editor).get(question.get_absolute_url()).status_code == 200


def test_a_paragraph_that_no_source_calls_for_any_more_keeps_its_thread() -> None:
    report, editor = make_report(), make_user(Role.REPORT_EDITOR)
    regenerate(report)
    question = ask(report, editor)
    other = [{**outline("")[0], "key": "other", "paragraphs": [
        {"key": "other/one", "text": {"en": "Something else."}},
    ]}]  # fmt: skip
    Report.objects.filter(pk=report.pk).update(outline=other)
    report.refresh_from_db()
    regenerate(report)
    assert Paragraph.objects.filter(pk=question.row).exists()
    assert Question.objects.visible_to(editor).filter(pk=question.pk).exists()
    assert KEY not in shown(report, editor)
    # And comes back under it with its source.
    Report.objects.filter(pk=report.pk).update(outline=outline("Again."))
    report.refresh_from_db()
    regenerate(report)
    assert "1 open question" in shown(report, editor)


def test_the_workshop_asks_no_more_for_more_questions() -> None:
    report, editor = make_report(), make_user(Role.REPORT_EDITOR)
    client, address = signed_in(editor), reverse("reports:workshop", args=[report.slug])

    def asked() -> int:
        ask(report, editor)
        client.get(address)
        ask(report, editor, text="One more, so that nothing is kept")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    before = asked()
    for _n in range(3):
        ask(report, editor)
    assert asked() <= before
