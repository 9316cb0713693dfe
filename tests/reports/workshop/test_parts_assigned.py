"""Parts of a paper that wait for a person or a unit: given, shown, done, taken back."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from core.access import Role
from core.models import User
from core.my_work.gathering import my_work
from core.time import working_date
from reports.models import PartAssignment, Report
from reports.writing.services import paragraph_remove, part_assign
from tests.factories import make_report, make_unit, make_user, outline

pytestmark = pytest.mark.django_db
TARGET, SECTION = "para/introduction/one", "section/introduction"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def workshop(report: Report, person: User, query: str = "") -> str:
    address = reverse("reports:workshop", args=[report.slug]) + query
    return signed_in(person).get(address).content.decode()


def form_url(report: Report, target: str = TARGET) -> str:
    return reverse("reports:part-assign", args=[report.slug, "en", target])


def waiting(person: User) -> list[str]:
    """The addresses of what waits for somebody of their parts of papers."""
    fresh = User.objects.get(pk=person.pk)
    return [
        item.url
        for group in my_work(fresh, working_date())
        if group.kind.key == "paper-parts"
        for item in group.items
    ]


def assign(report: Report, to: object, target: str = TARGET, **more: object) -> PartAssignment:
    given = {"due_on": None, "user": make_user(Role.PMO), **more}
    return part_assign(report=report, target=target, to=to, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("target", [TARGET, SECTION])
def test_a_part_is_given_to_a_person_shown_and_done(target: str) -> None:
    report = make_report()
    editor = make_user(Role.REPORT_EDITOR)
    other = make_user(Role.REPORT_EDITOR, full_name="Bo Writer")
    sent = {"to": f"person:{other.pk}", "due_on": "5 Feb 2022"}
    answer = signed_in(editor).post(form_url(report, target), sent)
    assert answer["Location"].endswith(f"#paper-{target}")
    row = PartAssignment.objects.get()
    assert (row.target, row.person, row.due_on) == (target, other, date(2022, 2, 5))
    assert (row.assigned_by, row.done_at) == (editor, None)

    page = workshop(report, editor)
    assert "waits for Bo Writer, until 5 February 2022" in page
    outline_, _paper = page.split('id="paper"')
    assert "waits for Bo Writer" in outline_ and "wait for you" not in page
    assert waiting(other) == [f"/reports/{report.slug}/workshop/?language=en#paper-{target}"]
    assert waiting(editor) == []
    assert "1 part waits for you" in workshop(report, other)

    done = reverse("reports:assignment-done", args=[report.slug, row.pk])
    assert signed_in(other).post(done).status_code == 302
    row.refresh_from_db()
    assert row.done_by == other and row.done_at is not None
    assert waiting(other) == []
    assert "waits for Bo Writer" not in workshop(report, editor)
    beside = signed_in(editor).get(
        reverse("reports:piece-detail", args=[report.slug, "en", target])
    )
    assert "Bo Writer: done, said Bo Writer" in beside.content.decode()
    # Said twice it is said once; what is given out anew is another.
    signed_in(editor).post(done)
    row.refresh_from_db()
    assert row.done_by == other
    assign(report, editor, target)
    assert PartAssignment.objects.count() == 2


def test_the_people_of_a_unit_have_it_among_their_work() -> None:
    report, unit = make_report(), make_unit()
    inside, outside = make_user(Role.AUDITOR, unit=unit), make_user(Role.AUDITOR, unit=make_unit())
    blind = make_user(Role.PROJECT_MANAGER, unit=unit)
    assign(report, unit)
    assert len(waiting(inside)) == 1
    assert waiting(outside) == []
    assert waiting(blind) == [], "who does not read the report hears nothing of it"


def test_an_assignment_gives_no_rights_and_the_form_says_so() -> None:
    report, editor = make_report(), make_user(Role.REPORT_EDITOR)
    reader = make_user(Role.AUDITOR, full_name="Ann Reader")
    blind = make_user(Role.PROJECT_MANAGER, full_name="Tom Blind")
    client = signed_in(editor)
    page = client.get(form_url(report)).content.decode()
    readers = page[page.index('<optgroup label="Only read it">') :]
    assert "Ann Reader" in readers and "Tom Blind" not in page
    assert "gives no rights" in page
    said = client.post(form_url(report), {"to": f"person:{reader.pk}"}, follow=True)
    assert "Ann Reader may read the paper, and not write it." in said.content.decode()
    text = reverse("reports:text-form", args=[report.slug, "en", TARGET])
    assert signed_in(reader).get(text).status_code == 404
    refused = client.post(form_url(report), {"to": f"person:{blind.pk}"})
    assert refused.status_code == 422


def test_giving_it_to_another_changes_whom_it_waits_for() -> None:
    report = make_report()
    first, second = make_user(Role.PMO), make_user(Role.PMO)
    assign(report, first)
    assign(report, second)
    assert PartAssignment.objects.get().person == second
    assert waiting(first) == [] and len(waiting(second)) == 1
    # Given back at once, by the same form: that is no form sent twice.
    client = signed_in(make_user(Role.PMO))
    for person in (first, second, first):
        page = client.get(form_url(report)).content.decode()
        seen = page.split('name="seen" value="')[1].split('"')[0]
        client.post(form_url(report), {"to": f"person:{person.pk}", "seen": seen})
        assert PartAssignment.objects.get().person == person


def test_who_may_give_take_back_and_say_done() -> None:
    report, reader = make_report(), make_user(Role.AUDITOR)
    row = assign(report, make_user(Role.PMO))
    client = signed_in(reader)
    done, withdraw = (
        reverse(f"reports:assignment-{name}", args=[report.slug, row.pk])
        for name in ("done", "withdraw")
    )
    assert client.get(form_url(report)).status_code == 404
    assert client.post(done).status_code == 404
    assert client.post(withdraw).status_code == 404
    editor = signed_in(make_user(Role.REPORT_EDITOR))
    assert editor.post(withdraw).status_code == 302
    assert not PartAssignment.objects.exists()
    # The history keeps who had it.
    page = editor.get(reverse("reports:piece-detail", args=[report.slug, "en", TARGET]))
    assert f"Assignment: {row.person}" in page.content.decode()


def test_what_was_taken_out_or_locked_waits_for_nobody() -> None:
    report, person = make_report(), make_user(Role.PMO)
    assign(report, person)
    paragraph_remove(report=report, key="introduction/one")
    assert waiting(person) == []
    other = make_report()
    assign(other, person)
    assert len(waiting(person)) == 1
    Report.objects.filter(pk=other.pk).update(known_at=PartAssignment.objects.all()[0].assigned_at)
    assert waiting(person) == []


def test_the_outline_can_show_only_what_waits_for_me() -> None:
    sections = [*outline("One."), {
        "key": "second",
        "heading": {"en": "Second part"},
        "paragraphs": [{"key": "second/one", "text": {"en": "Two."}}],
    }]  # fmt: skip
    report, person = make_report(outline=sections), make_user(Role.PMO)
    assign(report, person, "para/second/one", due_on=date(2020, 1, 1))
    whole, _paper = workshop(report, person).split('id="paper"')
    assert "Introduction" in whole and "Second part" in whole
    mine, paper = workshop(report, person, "?mine=1").split('id="paper"')
    assert "Introduction" not in mine.split('class="outline card"')[1]
    assert "Second part" in mine and "Paragraph 2" in mine and "The whole outline" in mine
    assert "One." in paper, "the paper stays whole"
    # What is late asks for somebody.
    assert '<li class="piece-mark asks">waits for' in paper
