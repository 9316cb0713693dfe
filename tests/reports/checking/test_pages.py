"""The page of a report's findings, what can be done there, and the command."""

import json
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.access import Role
from core.models import RoleAssignment, User
from reports.checking.services import findings_of
from reports.drafts.services import report_paper
from reports.models import FindingWaiver, Report
from tests.factories import make_report, make_user, outline

pytestmark = pytest.mark.django_db
WRONG = "Of the 119 projects, 72 (63 per cent) were new, and 43% of it was tried."


@pytest.fixture
def report() -> Report:
    return make_report(outline=outline(WRONG), editions=("en", "de"))


def client_of(*roles: Role, **changes: Any) -> tuple[Client, User]:
    client, person = Client(), make_user(*roles, **changes)
    client.force_login(person)
    return client, person


def page(client: Client, report: Report, **query: str) -> str:
    response = client.get(reverse("reports:report-findings", args=[report.slug]), query)
    assert response.status_code == 200
    return response.content.decode()


def of_rule(report: Report, rule: str) -> str:
    return next(one.fingerprint for one in findings_of(report) if one.rule == rule)


def post(client: Client, name: str, report: Report, rule: str, **data: str) -> int:
    url = reverse(f"reports:{name}", args=[report.slug, of_rule(report, rule)])
    return client.post(f"{url}?severity=hint", data).status_code


def test_who_writes_in_an_edition_sees_the_findings_and_no_other_reader_does(
    report: Report,
) -> None:
    editor, _person = client_of(Role.REPORT_EDITOR)
    shown = page(editor, report)
    assert "A percentage that does not follow from its counts" in shown
    assert "72 of 119 are 61" in shown.replace("\u00a0", " ")
    assert "/mend/" in shown and "/waive/" in shown
    address = reverse("reports:report-findings", args=[report.slug])
    for roles in ((Role.MANAGER,), (Role.CLEARER,), ()):
        reader, _person = client_of(*roles)
        assert reader.get(address).status_code == 404
        detail = reader.get(reverse("reports:report-detail", args=[report.slug]))
        assert address not in detail.content.decode()


def test_filters_narrow_and_what_means_nothing_is_passed_over(report: Report) -> None:
    client, _person = client_of(Role.PMO)
    assert "43%" not in page(client, report, severity="error")
    assert "72 of 119 are" not in page(client, report, rule="per-cent-sign")
    assert "72 of 119 are" not in page(client, report, language="de")
    assert "Nothing of this kind" in page(client, report, state="waived")
    assert "Paragraph 1</h2>" in page(client, report, order="paper")
    assert "72 of 119 are" in page(client, report, severity="x", rule="y", language="z", order="q")


def test_a_repair_is_shown_before_it_is_made_and_then_made(report: Report) -> None:
    client, _person = client_of(Role.REPORT_EDITOR)
    shown = page(client, report, rule="per-cent-sign")
    assert "<del>" in shown and "<ins>" in shown
    assert post(client, "finding-mend", report, "per-cent-sign") == 302
    text = report_paper(report).sections[0].paragraphs[0].texts["en"]
    assert "43\u00a0per cent of it" in text
    assert "per-cent-sign" not in [one.rule for one in findings_of(report)]


def test_a_finding_is_waived_with_a_reason_and_taken_back(report: Report) -> None:
    client, person = client_of(Role.REPORT_EDITOR)
    assert post(client, "finding-waive", report, "per-cent-sign", reason="") == 302
    assert FindingWaiver.objects.count() == 0
    fingerprint = of_rule(report, "per-cent-sign")
    post(client, "finding-waive", report, "per-cent-sign", reason="The table says so.")
    assert FindingWaiver.objects.get().waived_by == person
    assert "43%" not in page(client, report)
    shown = page(client, report, state="waived")
    assert "The table says so." in shown and str(person) in shown
    client.post(reverse("reports:waiver-take-back", args=[report.slug, fingerprint]))
    assert "43%" in page(client, report)
    assert FindingWaiver.objects.count() == 0
    pmo, _person = client_of(Role.PMO)
    shown = page(pmo, report, state="waived")
    assert "Who changed what" in shown and "per-cent-sign (en): 43%" in shown


def test_a_translator_acts_in_their_edition_alone(report: Report) -> None:
    section = outline(WRONG)
    section[0]["paragraphs"][0]["text"]["de"] = (  # type: ignore[index]
        "Von den 119 Projekten waren 72 (63 Prozent) neu, und 43 % davon wurden erprobt."
    )
    Report.objects.filter(pk=report.pk).update(outline=section)
    report.refresh_from_db()
    german = next(
        one for one in findings_of(report) if one.rule == "per-cent-sign" and one.language == "de"
    )
    reader, _person = client_of(Role.MANAGER)
    url = reverse("reports:finding-mend", args=[report.slug, german.fingerprint])
    assert reader.post(url).status_code == 404
    translator, person = client_of()
    RoleAssignment.objects.create(user=person, role=Role.TRANSLATOR, language="de")
    assert post(translator, "finding-mend", report, "wrong-percentage") == 403
    assert translator.post(url).status_code == 302
    assert "43\u00a0Prozent" in report_paper(report).sections[0].paragraphs[0].texts["de"]


def test_a_locked_report_is_read_and_not_mended(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(known_at=timezone.now())
    client, _person = client_of(Role.PMO)
    shown = page(client, report)
    assert "/mend/" not in shown and "/waive/" not in shown


def test_the_report_page_leads_there_and_fetches_the_count(report: Report) -> None:
    client, _person = client_of(Role.PMO)
    detail = client.get(reverse("reports:report-detail", args=[report.slug])).content.decode()
    assert reverse("reports:report-findings", args=[report.slug]) in detail
    counted = client.get(reverse("reports:report-findings-count", args=[report.slug]))
    assert str(len(findings_of(report))) in counted.content.decode()


def test_a_waiver_stands_in_the_workbook_of_the_report(report: Report) -> None:
    client, _person = client_of(Role.PMO)
    post(client, "finding-waive", report, "per-cent-sign", reason="The table says so.")
    response = client.get(reverse("reports:report-detail", args=[report.slug]), {"export": "xlsx"})
    content = response.getvalue()
    sheets = load_workbook(BytesIO(content))
    values = [cell for sheet in sheets for row in sheet.values for cell in row]
    assert "The table says so." in values


def run(*args: str, **options: Any) -> tuple[int, str]:
    """The command's exit code and what it wrote."""
    out = StringIO()
    try:
        call_command("check_report", *args, stdout=out, stderr=StringIO(), **options)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def test_the_command_writes_a_line_for_each_finding_and_ends_with_one_for_an_error(
    report: Report,
) -> None:
    code, printed = run(report.slug)
    assert code == 1
    assert "error wrong-percentage, en, Paragraph 1: “119 projects, 72 (63 per cent)”" in printed
    assert run(report.strategy.slug, "2021") == (code, printed)
    code, printed = run(report.slug, format="json", language="en")
    plain = json.loads(printed)
    assert code == 1 and {one["rule"] for one in plain} >= {"wrong-percentage", "per-cent-sign"}
    client, _person = client_of(Role.PMO)
    post(client, "finding-waive", report, "wrong-percentage", reason="So.")
    code, printed = run(report.slug, language="en")
    assert code == 0 and "wrong-percentage" not in printed


@pytest.mark.parametrize(
    "call",
    [
        (("nothing",), {}),
        (("nothing", "2021"), {}),
        (("it-2018-21", "year"), {}),
        (("it-2018-21", "2031"), {}),
        (("progress-2021",), {"language": "xx"}),
        (("progress-2021",), {"format": "docx"}),
        (("it-2018-21", "2021"), {"wanted": "nothing"}),
    ],
)
def test_a_bad_call_ends_with_two(call: tuple[tuple[str, ...], dict[str, str]]) -> None:
    assert run(*call[0], **call[1]) == (2, "")


def test_the_demonstration_has_no_error_and_no_warning() -> None:
    """A silent output is all that is told of it, and rightly so (domain, point 8)."""
    assert [one.rule for one in findings_of(Report.objects.get(slug="progress-2021"))] == [
        "silent-part"
    ]
