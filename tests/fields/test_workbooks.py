"""A page taken along whole, as a workbook: what is in it, and for whom."""

from io import BytesIO

import pytest
from django.test import Client
from django.utils import translation
from django.utils.text import capfirst
from python_calamine import CalamineWorkbook

from core.models import User
from portfolio.models import Project, SignOffWithdrawal, StatusUpdate
from reports.models import (
    Edition,
    FindingWaiver,
    Paragraph,
    ParagraphText,
    PartAssignment,
    Report,
    ReportPicture,
    Section,
)

pytestmark = pytest.mark.django_db


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def project(code: str = "P-18") -> Project:
    return Project.objects.get(strategy__slug="it-2018-21", code=code)


def test_a_sheet_for_everything_that_belongs_to_a_project() -> None:
    response = client_of("pmo").get(f"{project().get_absolute_url()}?export=xlsx")
    assert 'filename="P-18-2022-01-17.xlsx"' in response["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(BytesIO(response.content))
    assert book.sheet_names == [
        *("Projects", "Stages", "Work-plan entries", "Milestones", "Promises", "Costs"),
        *("Quantities", "Remarks for the report", "Status updates", "Decisions"),
        capfirst(SignOffWithdrawal._meta.verbose_name_plural),
        "Linked deliverables",
        *("Questions", "Answers", "Documents", "Versions of documents"),
    ]
    updates = book.get_sheet_by_name("Status updates").to_python()
    assert len(updates) == 1 + project().updates.exclude(state="draft").count()


def test_a_draft_is_its_authors_and_in_no_file() -> None:
    draft = StatusUpdate.objects.filter(state="draft").first()
    assert draft is not None
    StatusUpdate.objects.filter(pk=draft.pk).update(achieved="Between you and me")
    content = client_of("pmo").get(f"{draft.project.get_absolute_url()}?export=xlsx").content
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    cells = [
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    assert draft.project.code in cells
    assert "Between you and me" not in cells


@pytest.mark.parametrize("username", ["owner", "outsider"])
def test_who_may_take_no_files_finds_none(username: str) -> None:
    project_page = project().get_absolute_url()
    line = project().strategy.funding_lines.first().get_absolute_url()
    client = client_of(username)
    assert client.get(project_page).status_code == (200 if username == "owner" else 404)
    for page in (project_page, line):
        assert client.get(f"{page}?export=xlsx").status_code == 404
    assert "?export=xlsx" not in client.get(project_page).content.decode()


@pytest.mark.parametrize(("username", "languages"), [("pmo", 4), ("translator", 1)])
def test_a_reports_words_go_along_in_the_editions_that_a_person_may_take(
    username: str, languages: int
) -> None:
    content = client_of(username).get("/reports/progress-2021/?export=xlsx").content
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    models = (
        *(Report, Edition, Section, Paragraph, PartAssignment, ParagraphText),
        ReportPicture,
        FindingWaiver,
    )
    with translation.override(User.objects.get(username=username).language):
        names = [capfirst(str(model._meta.verbose_name_plural)) for model in models]
    assert book.sheet_names == names
    _head, *rows = book.get_sheet_by_name(names[models.index(ParagraphText)]).to_python()
    assert len({language for _paragraph, language, *_texts in rows}) == languages
    assert len(rows) > 50 * languages
