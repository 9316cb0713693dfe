"""All editions at once: what one states and another does not is marked, on the page and in the file."""

import io

import openpyxl
import pytest
from django.test import Client

from core.access import Role
from core.models import RoleAssignment
from reports.editions.reconcile import reconciled
from reports.models import Report
from tests.factories import make_report, make_user
from tests.reports.editions.test_side_by_side import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    return paper(
        make_report(editions=("en", "de", "fr"), summary=""),
        {
            "en": "On 14 February 2022 there were 2,637 people.^[See [[para:intro/2]].]",
            "de": "Am 14. Februar 2022 waren es 2.637 Personen.^[Siehe [[para:intro/2]].]",
            "fr": "Le 14 février 2022, il y avait 2\u202f637 personnes.^[Voir [[para:intro/2]].]",
        },
        {"en": "Seventy-two of 119 ended.", "de": "72 von 118 endeten."},
        {"en": "All was well.", "de": "Alles war gut.", "fr": "Tout allait bien."},
    )


def test_facts_stand_in_the_form_of_each_edition_and_differences_are_marked(report: Report) -> None:
    page = reconciled(report, make_user(Role.REPORT_EDITOR), only_differing=False)
    rows = {row.id: row for row in page.rows}
    level, other = rows["para/intro/1"], rows["para/intro/2"]
    assert [fact.words for fact in level.cells[0].facts][:2] == ["2,637", "14 February 2022"]
    assert [fact.words for fact in level.cells[1].facts][:2] == ["2.637", "14. Februar 2022"]
    assert not level.differs and other.differs and "para/intro/3" not in rows
    english, german, french = other.cells
    assert [(fact.words, fact.differs) for fact in english.facts] == [("119", True), ("72", False)]
    assert [fact.words for fact in german.lacks] == ["119"] and french.missing
    assert page.differing == 1


def test_the_workbook_holds_the_page_for_editions_that_may_be_taken(report: Report) -> None:
    person = make_user(language="en")
    RoleAssignment.objects.create(user=person, role=Role.TRANSLATOR, language="de")
    editor = make_user(Role.REPORT_EDITOR, language="en")
    heads = {}
    for who in (person, editor):
        client = Client()
        client.force_login(who)
        answer = client.get(f"{report.get_absolute_url()}reconcile/?export=xlsx&show=differs")
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
        heads[who] = [cell.value for cell in sheet[1]]
        assert sheet.max_row == 2 and sheet.cell(2, sheet.max_column).value == "✗"
    assert heads[person] == ["Text", "Deutsch", "Differs"]
    assert heads[editor] == ["Text", "English", "Deutsch", "Français", "Differs"]


def test_the_page_says_when_nothing_differs() -> None:
    report = paper(make_report(editions=("en", "de"), summary=""), {"en": "72.", "de": "72."})
    client = Client()
    client.force_login(make_user(Role.PMO, language="en"))
    shown = client.get(f"{report.get_absolute_url()}reconcile/?show=differs").content.decode()
    assert "Nothing differs" in shown
