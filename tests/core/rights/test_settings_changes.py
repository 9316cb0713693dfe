"""Changes of settings, rights and templates: who, when, from what to what, and never a secret."""

import csv
import io
from datetime import date

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.access import Role
from core.history.tracking import event_models
from core.models import Installation, RoleAssignment, StartSetting, User
from core.models.start_setting import Part
from core.people.services import role_assign, role_end
from core.rights.changes.kinds import settings_kinds
from outcomes.models import Strategy
from reports.models import ReportTemplate
from risks.models import RiskPolicy
from tests.access.test_three_people import client_of
from tests.factories import make_strategy, make_unit, make_user
from tests.reports.word_templates.docx_templates import make_word_template

pytestmark = pytest.mark.django_db
TODAY = date(2022, 1, 17)


@pytest.fixture
def auditor() -> Client:
    return client_of(make_user(Role.AUDITOR))


def lines(client: Client, query: str = "") -> list[dict[str, str]]:
    """The lines of the file."""
    content = client.get(f"/rights/changes/?export=csv&{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_a_role_given_and_ended_tells_who_did_it_and_what_changed(auditor: Client) -> None:
    administrator, subject, unit = make_user(Role.ADMINISTRATOR), make_user(), make_unit()
    with pghistory.context(user=administrator.pk):
        role = role_assign(
            by=administrator, user=subject, role=Role.MANAGER, unit=unit, starts_on=date(2022, 1, 1)
        )
        role_end(by=administrator, assignment=role, on=TODAY)
    ended, given = lines(auditor, f"person={subject.pk}&kind=roles")
    assert {ended["Who"], given["Who"]} == {administrator.full_name}
    assert given["What"].startswith(f"New: {subject.full_name}: Manager ({unit.code})")
    assert given["From"] == ""
    assert "Role: Manager" in given["To"] and f"Only in unit: {unit.code}" in given["To"]
    assert (ended["From"], ended["To"]) == ("", "Until: 2022-01-16")
    page = auditor.get(f"/rights/changes/?person={subject.pk}").content.decode()
    assert subject.full_name in page and "2022-01-16" in page


def test_every_kind_of_setting_is_told(auditor: Client) -> None:
    strategy, administrator = make_strategy(), make_user(Role.ADMINISTRATOR)
    with pghistory.context(user=administrator.pk):
        Installation.objects.update(fixed_date=date(2022, 1, 18))
        RiskPolicy.objects.create(strategy=strategy)
        RiskPolicy.objects.filter(strategy=strategy).update(tolerance=5)
        word = make_word_template()
        word.name = "The new house style"
        word.save()
        outline = ReportTemplate.objects.create(
            strategy=strategy, outline=[{"key": "a", "title": {"en": "First"}}]
        )
        outline.outline = [{"key": "a", "title": {"en": "Second"}}]
        outline.save()
        StartSetting.objects.create(part=Part.WEB, name="OUTTURN_SLIP_DAYS", value="30")
    found = {
        kind.key: lines(auditor, f"kind={kind.key}&user={administrator.pk}")
        for kind in settings_kinds
    }
    assert found["installation"][0]["To"] == "Fixed working date: 2022-01-18"
    tolerance = found["risk_policies"][0]
    assert (tolerance["From"], tolerance["To"]) == (
        "Highest acceptable score: 9", "Highest acceptable score: 5",
    )  # fmt: skip
    assert found["word_templates"][0]["To"] == "Name: The new house style"
    changed = found["outlines"][0]
    assert "First" in changed["From"] and "Second" in changed["To"]
    assert "Second" not in changed["From"]
    assert found["environment"][0]["To"].endswith("Name: OUTTURN_SLIP_DAYS; Value: 30")


def test_an_administrator_sees_that_a_template_changed_not_what_it_says() -> None:
    strategy = make_strategy()
    outline = ReportTemplate.objects.create(strategy=strategy, outline=[{"key": "a"}])
    outline.outline = [{"key": "a", "title": {"en": "For eyes of the report team"}}]
    outline.save()
    client = client_of(make_user(Role.ADMINISTRATOR))
    line = lines(client, "kind=outlines")[0]
    assert line["What"] == "Changed: not shown to you"
    assert "Outline: not shown to you" in line["To"]
    assert "report team" not in client.get("/rights/changes/").content.decode()
    assert "report team" in lines(client_of(make_user(Role.AUDITOR)), "kind=outlines")[0]["To"]


def test_every_table_of_settings_is_told_or_is_content() -> None:
    """A new tracked table is content, or it has a kind: whoever adds one decides which."""
    content = {
        "outcomes", "portfolio", "risks.risk", "risks.assessment", "risks.mitigation",
        "risks.acceptance", "risks.issue", "reports.report", "reports.edition", "reports.section",
        "reports.paragraph", "reports.paragraphtext", "reports.acceptednumber",
        "reports.numberoverride", "reports.findingwaiver", "reports.partassignment",
        "reports.reportpicture", "reports.translationbehind",
            "core.question", "core.answer", "core.document", "core.documentversion", "core.subscription",
    }  # fmt: skip
    told = {kind.model._meta.label_lower for kind in settings_kinds}
    tracked = {each.pgh_tracked_model._meta.label_lower for each in event_models()}  # type: ignore[attr-defined]
    left = {
        label for label in tracked - told
        if label not in content and label.partition(".")[0] not in content
    }  # fmt: skip
    assert not left


def test_filters_narrow_by_who_what_when_and_words(auditor: Client) -> None:
    one, other, subject = make_user(Role.ADMINISTRATOR), make_user(Role.ADMINISTRATOR), make_user()
    with pghistory.context(user=one.pk):
        role_assign(by=one, user=subject, role=Role.PMO)
    with pghistory.context(user=other.pk):
        User.objects.filter(pk=subject.pk).update(full_name="Renamed Person")
    assert len(lines(auditor, f"user={one.pk}")) == 1
    assert len(lines(auditor, f"user={other.pk}&label=update")) == 1
    assert not lines(auditor, f"user={other.pk}&label=insert")
    assert len(lines(auditor, f"q=Renamed&user={other.pk}")) == 1
    assert len(lines(auditor, f"person={subject.pk}&kind=roles")) == 1
    assert len(lines(auditor, f"person={subject.pk}&user=null")) == 1  # the test itself made them
    day = date.today().isoformat()
    assert lines(auditor, f"since={day}") and not lines(auditor, "until=2000-01-01")


def test_no_password_is_ever_told(auditor: Client) -> None:
    subject = make_user(password="a long secret that nobody sees")
    subject.set_password("another long secret")
    subject.save()
    told = auditor.get(f"/rights/changes/?export=csv&person={subject.pk}").content.decode()
    assert "pbkdf2" not in told and "argon2" not in told and "secret" not in told


def test_ten_times_the_changes_ask_no_more_questions(auditor: Client) -> None:
    def asked() -> int:
        auditor.get("/rights/changes/?per_page=100")  # what is kept, is kept
        with CaptureQueriesContext(
            connection,
        ) as queries:
            auditor.get("/rights/changes/?per_page=100")
        return len(queries)

    for _ in range(4):
        RoleAssignment.objects.create(user=make_user(), role=Role.PMO)
    few = asked()
    for _ in range(40):
        RoleAssignment.objects.create(user=make_user(), role=Role.PMO)
    assert asked() <= few


def test_a_file_of_changes_asks_no_more_for_more(auditor: Client) -> None:
    def asked() -> int:
        lines(auditor, "kind=roles")
        with CaptureQueriesContext(connection) as queries:
            lines(auditor, "kind=roles")
        return len(queries)

    RoleAssignment.objects.create(user=make_user(), role=Role.PMO)
    few = asked()
    for _ in range(40):
        RoleAssignment.objects.create(user=make_user(), role=Role.PMO, lent_by=None)
    assert asked() == few


def test_what_pointed_to_a_row_that_is_gone_keeps_its_number(auditor: Client) -> None:
    strategy = Strategy.objects.create(
        slug="gone", title="Gone", short_title="Gone", starts_on=TODAY, ends_on=TODAY
    )
    RiskPolicy.objects.create(strategy=strategy)
    key = strategy.pk
    strategy.delete()
    found = lines(auditor, "kind=risk_policies&label=delete")
    assert found[0]["What"].endswith(str(key))
