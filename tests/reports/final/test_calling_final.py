"""A report is called final on a page; what is open there needs a reason, which the history keeps."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.access import Role
from core.history.events import changes_of
from core.history.versions import version_of
from reports.models import Report, ReportTemplate
from tests.factories import make_report, make_user, regenerate

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    found = make_report()
    ReportTemplate.objects.create(strategy=found.strategy, requires=["words"], languages=["en"])
    return found


def client_of(*roles: Role) -> Client:
    client = Client()
    client.force_login(make_user(*roles))
    return client


def send(client: Client, name: str, report: Report, reason: str) -> Any:
    data = {"final_reason": reason, "version": str(version_of(report))}
    return client.post(reverse(f"reports:{name}", args=[report.slug]), data)


def is_open(report: Report) -> bool:
    """Whether it is in drafting now."""
    return Report.objects.in_drafting().filter(pk=report.pk).exists()


def test_what_is_open_needs_a_reason_which_the_history_keeps(report: Report) -> None:
    editor = client_of(Role.REPORT_EDITOR)
    refused = send(editor, "report-close", report, "All the same.")
    assert refused.status_code == 422 and "There is no draft yet" in refused.content.decode()
    regenerate(report)
    refused = send(editor, "report-close", report, "")
    assert refused.status_code == 422
    assert "Not kept: Word budgets are kept." in refused.content.decode()
    assert is_open(report)
    assert send(editor, "report-close", report, "The session is tomorrow.").status_code == 302
    assert not is_open(report)
    report.refresh_from_db()
    assert report.final_reason == "The session is tomorrow."
    changed = {each.field.name for each in changes_of(report, 1)[0].fields}
    assert changed == {"known_at", "final_reason"}
    facts = editor.get(reverse("reports:report-facts", args=[report.slug])).content.decode()
    assert "The session is tomorrow." in facts
    assert editor.get(reverse("reports:report-close", args=[report.slug])).status_code == 404


def test_what_is_kept_needs_none(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(word_budget=500)
    regenerate(report)
    report.refresh_from_db()
    assert send(client_of(Role.PMO), "report-close", report, "").status_code == 302
    report.refresh_from_db()
    assert not report.is_in_drafting and not report.final_reason


def test_a_final_report_is_opened_again_with_a_reason_alone(report: Report) -> None:
    editor = client_of(Role.REPORT_EDITOR)
    assert editor.get(reverse("reports:report-reopen", args=[report.slug])).status_code == 404
    regenerate(report)
    send(editor, "report-close", report, "So.")
    report.refresh_from_db()
    page = editor.get(reverse("reports:report-reopen", args=[report.slug])).content.decode()
    assert ">So.<" not in page
    assert send(editor, "report-reopen", report, "").status_code == 422
    assert send(editor, "report-reopen", report, "A figure was wrong.").status_code == 302
    report.refresh_from_db()
    assert report.is_in_drafting and report.final_reason == "A figure was wrong."


def test_who_only_reads_sees_the_list_and_is_told_who_may(report: Report) -> None:
    reader = client_of(Role.MANAGER)
    page = reader.get(reverse("reports:report-requirements", args=[report.slug])).content.decode()
    assert "Word budgets are kept" in page and "Call it final" not in page
    edit = reverse("reports:report-edit", args=[report.slug])
    assert edit not in page
    editor = client_of(Role.REPORT_EDITOR)
    page = editor.get(reverse("reports:report-requirements", args=[report.slug])).content.decode()
    assert edit in page
    card = reader.get(reverse("reports:report-requirements-card", args=[report.slug]))
    assert "0 of 1 kept" in card.content.decode()
    regenerate(report)
    assert send(reader, "report-close", report, "So.").status_code == 403
    Report.objects.filter(pk=report.pk).update(known_at="2022-01-01T00:00Z")
    assert send(reader, "report-reopen", report, "So.").status_code == 403


def test_the_requirements_are_chosen_on_the_page_of_the_outline(report: Report) -> None:
    pmo, slug = client_of(Role.PMO), report.strategy.slug
    template = ReportTemplate.objects.get(strategy=report.strategy)
    template.outline = report.outline
    template.save()
    url = reverse("templates:outline-edit", args=[slug])
    from reports.models.outline_yaml import outline_text

    data = {
        "profile": "information",
        "languages": ["en"],
        "requires": ["gate", "gate", "findings"],
        "required_figures": "stages, stages",
        "required_tables": "",
        "outline": outline_text(report.outline),
        "version": str(version_of(template)),
    }
    refused = pmo.post(url, {**data, "required_tables": "no key"})
    assert refused.status_code == 422 and "no key" in refused.content.decode()
    assert pmo.post(url, data).status_code == 302
    template.refresh_from_db()
    assert template.requires == ["gate", "findings"] and template.required_figures == ["stages"]
    page = pmo.get(reverse("templates:outline-detail", args=[slug])).content.decode()
    assert "The checker finds no error" in page and "Figure stages" in page
