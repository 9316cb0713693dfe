"""Word templates on their pages: uploaded, looked at, chosen, replaced, withdrawn, removed."""

import io
from typing import Any

import docx
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.access import Role
from core.history.saving import row_save
from core.history.versions import StaleRow, version_of
from core.jobs.services import job_run
from core.models import Job, RoleAssignment
from core.models.job import JobState
from reports.drafts import services
from reports.models import Draft, Export, Report, ReportTemplate, WordTemplate
from tests.access.people import user
from tests.factories import make_report, make_strategy, make_unit, make_user, regenerate
from tests.reports.word_templates.docx_templates import (
    as_dotx,
    german_template,
    letter_template,
    make_word_template,
    rewritten,
)

pytestmark = pytest.mark.django_db
NEW = "templates:word-create"


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(user("editor"))
    return client


def page(client: Client, name: str, *args: Any) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def upload(client: Client, content: bytes, file_name: str = "House.docx", **more: Any) -> Any:
    file = SimpleUploadedFile(file_name, content)
    return client.post(reverse(NEW), {"name": "House", "upload": file, **more})


def test_an_upload_is_checked_and_shown(editor: Client) -> None:
    response = upload(editor, german_template(), "Vorlage für Papiere.dotx")
    template = WordTemplate.objects.get()
    assert response["Location"] == template.get_absolute_url()
    assert template.file_name == "Vorlage für Papiere.dotx"
    assert template.uploaded_by == user("editor")
    text = page(editor, "templates:word-detail", template.pk)
    assert "Überschrift 1" in text
    assert "first page: name of the body" in text
    assert "probably missing on other computers" in text
    assert "None: papers get ours." in text


def test_a_refused_file_leaves_nothing_behind(editor: Client) -> None:
    macros = rewritten(letter_template(), added={"word/vbaProject.bin": b"\xd0\xcf"})
    response = upload(editor, macros)
    assert response.status_code == 422
    assert "macros" in response.content.decode()
    assert not WordTemplate.objects.exists()


def test_a_name_stands_once_for_a_strategy_and_once_for_all(editor: Client) -> None:
    make_word_template(name="House")
    response = upload(editor, letter_template())
    assert response.status_code == 422
    assert "There is a Word template of that name already." in response.content.decode()
    assert upload(editor, letter_template(), strategy=make_strategy().pk).status_code == 302


def test_original_and_sample_can_be_had(editor: Client) -> None:
    content = as_dotx(letter_template())
    upload(editor, content, "House.dotx")
    template = WordTemplate.objects.get()
    original = editor.get(reverse("templates:word-file", args=[template.pk]))
    assert b"".join(original) == content  # type: ignore[arg-type]
    assert 'filename="House.dotx"' in original["Content-Disposition"]
    sample = editor.get(reverse("templates:word-sample", args=[template.pk]))
    document = docx.Document(io.BytesIO(b"".join(sample)))  # type: ignore[arg-type]
    assert "A heading of level 3" in [one.text for one in document.paragraphs]


def test_a_sample_speaks_the_readers_language(editor: Client) -> None:
    template = make_word_template()
    person = user("editor")
    person.language = "de"
    person.save()
    sample = editor.get(reverse("templates:word-sample", args=[template.pk]))
    document = docx.Document(io.BytesIO(b"".join(sample)))  # type: ignore[arg-type]
    assert document.core_properties.language == "de-DE"


def test_a_report_wears_what_it_chose_else_what_its_strategy_chose() -> None:
    strategy = make_strategy()
    report = make_report(strategy=strategy)
    assert regenerate(report).template_sha256 == ""
    of_all, own = make_word_template(), make_word_template(strategy=strategy)
    ReportTemplate.objects.create(strategy=strategy, word_template=of_all)
    draft = regenerate(report)
    assert (draft.word_template, draft.template_sha256) == (of_all, of_all.sha256)
    assert _word_page_width(draft) == 12240
    report.word_template = own
    report.save()
    assert regenerate(report).word_template == own


def _word_page_width(draft: Draft) -> int:
    """In twips."""
    with Export.objects.get(edition__draft=draft, format="docx").file.open("rb") as file:
        width = docx.Document(io.BytesIO(file.read())).sections[0].page_width
    assert width is not None
    return round(width / 635)


def test_a_change_of_template_asks_for_files_though_no_word_moved(editor: Client) -> None:
    report = Report.objects.get(slug="progress-2021")
    before = report.drafts.first()
    assert "were written in another template" not in page(
        editor, "reports:report-detail", report.slug
    )
    address = reverse("reports:report-word-template", args=[report.slug])
    template = make_word_template()
    response = editor.post(address, {"word_template": template.pk, "version": version_of(report)})
    assert response.status_code == 302
    text = page(editor, "reports:report-detail", report.slug)
    assert "were written in another template" in text
    assert services.reports_refresh() == 1
    after = regenerate(report, user("editor"))
    assert (after.fingerprint, after.template_sha256) == (before.fingerprint, template.sha256)
    assert services.reports_refresh() == 0
    exports = Export.objects.filter(edition__language="en")
    old, new = (
        dict(exports.filter(edition__draft=draft).values_list("format", "sha256"))
        for draft in (before, after)
    )
    changed = {name for name in old if old[name] != new[name]}
    assert "docx" in changed


def test_a_stale_choice_shows_both(editor: Client) -> None:
    address = reverse("reports:report-word-template", args=["progress-2021"])
    response = editor.post(address, {"word_template": make_word_template().pk, "version": "999999"})
    assert response.status_code == 409
    assert Report.objects.get(slug="progress-2021").word_template is None


def test_a_locked_report_keeps_its_template(editor: Client) -> None:
    report = Report.objects.get(slug="progress-2021")
    address = reverse("reports:report-word-template", args=[report.slug])
    assert address in page(editor, "reports:report-detail", report.slug)
    seen = version_of(report)
    Report.objects.filter(pk=report.pk).update(known_at=timezone.now())
    report.word_template = make_word_template()
    with pytest.raises(StaleRow):
        row_save(row=report, version=seen, only=("word_template",))
    assert editor.get(address).status_code == 404
    assert address not in page(editor, "reports:report-detail", report.slug)


def test_two_choices_at_once_wait_for_each_other(editor: Client) -> None:
    report = Report.objects.get(slug="progress-2021")
    address = reverse("reports:report-word-template", args=[report.slug])
    sent = {"word_template": make_word_template().pk, "version": version_of(report)}
    with CaptureQueriesContext(connection) as asked:
        assert editor.post(address, sent).status_code == 302
    locks = [i for i, one in enumerate(asked) if "FOR UPDATE" in one["sql"]]
    saves = [i for i, one in enumerate(asked) if 'UPDATE "reports_report"' in one["sql"]]
    assert locks and locks[0] < saves[0]


@pytest.mark.parametrize(("role", "reads"), [(Role.PMO, False), (Role.MANAGER, True)])
def test_whoever_has_a_role_in_one_unit_writes_no_report_of_the_house(
    role: Role, reads: bool
) -> None:
    """A manager of a unit reads what a report says of it; a PMO of a unit does not."""
    member = make_user()
    RoleAssignment.objects.create(user=member, role=role, unit=make_unit())
    client = Client()
    client.force_login(member)
    shown = client.get(reverse("reports:report-detail", args=["progress-2021"]))
    assert shown.status_code == (200 if reads else 404)
    text = shown.content.decode()
    for name in ("reports:report-regenerate", "reports:report-word-template"):
        address = reverse(name, args=["progress-2021"])
        assert address not in text
        assert client.post(address).status_code == 404
    assert not Job.objects.filter(state=JobState.QUEUED).exists()


def test_only_what_is_offered_can_be_chosen(editor: Client) -> None:
    other = make_word_template(strategy=make_strategy())
    withdrawn = make_word_template(is_withdrawn=True)
    report = Report.objects.get(slug="progress-2021")
    address = reverse("reports:report-word-template", args=[report.slug])
    for template in (other, withdrawn):
        sent = {"word_template": template.pk, "version": version_of(report)}
        assert editor.post(address, sent).status_code == 422


def test_a_lost_file_fails_the_draft_with_words_and_changes_nothing() -> None:
    report = make_report()
    report.word_template = make_word_template(file="word-templates/gone.docx")
    report.save()
    job = services.report_regenerate_request(report=report, user=None)
    job_run(job.pk)
    job = Job.objects.get(pk=job.pk)
    assert job.state == JobState.FAILED
    assert "Upload it again" in job.error
    assert not report.drafts.exists()


def test_a_replaced_file_is_for_the_next_draft_and_the_old_one_stays(editor: Client) -> None:
    template = make_word_template()
    report = make_report(word_template=template)
    draft = regenerate(report)
    old = str(template.file.name)
    file = SimpleUploadedFile("New.docx", german_template())
    address = reverse("templates:word-replace", args=[template.pk])
    response = editor.post(address, {"upload": file, "version": version_of(template)})
    assert response.status_code == 302
    template.refresh_from_db()
    draft.refresh_from_db()
    assert template.sha256 != draft.template_sha256
    assert default_storage.exists(old)
    assert regenerate(report).template_sha256 == template.sha256


def test_a_template_of_drafts_stays_but_can_be_withdrawn(editor: Client) -> None:
    template = make_word_template()
    report = make_report(word_template=template)
    regenerate(report)
    report.word_template = None
    report.save()
    address = reverse("templates:word-delete", args=[template.pk])
    assert editor.get(address)["Location"] == template.get_absolute_url()
    assert editor.post(address)["Location"] == template.get_absolute_url()
    assert "so it stays" in page(editor, "templates:word-detail", template.pk)
    edit = reverse("templates:word-edit", args=[template.pk])
    sent = {"name": template.name, "is_withdrawn": "on", "version": version_of(template)}
    assert editor.post(edit, sent).status_code == 302
    assert not WordTemplate.objects.all().offered_for(report.strategy).exists()


def test_an_unused_template_can_be_removed(editor: Client) -> None:
    template = make_word_template()
    assert "Remove" in page(editor, "templates:word-detail", template.pk)
    assert editor.post(reverse("templates:word-delete", args=[template.pk])).status_code == 302
    assert not WordTemplate.objects.exists()


def test_a_template_in_use_cannot_move_to_another_strategy(editor: Client) -> None:
    template = make_word_template()
    make_report(word_template=template)
    address = reverse("templates:word-edit", args=[template.pk])
    sent = {"name": "x", "strategy": make_strategy().pk, "version": version_of(template)}
    response = editor.post(address, sent)
    assert response.status_code == 422
    assert "Reports of another strategy use this template" in response.content.decode()


@pytest.mark.parametrize("role", [Role.MANAGER, Role.TRANSLATOR, Role.PROJECT_MANAGER])
def test_outsider_gets_404(role: Role) -> None:
    client, template = Client(), make_word_template()
    client.force_login(make_user(role))
    for name, args in (
        ("templates:overview", ()),
        ("templates:word-detail", (template.pk,)),
        ("templates:word-file", (template.pk,)),
        ("templates:word-create", ()),
    ):
        assert client.get(reverse(name, args=args)).status_code == 404


def test_an_auditor_reads_and_writes_nothing() -> None:
    client, template = Client(), make_word_template()
    client.force_login(user("auditor"))
    text = page(client, "templates:word-detail", template.pk)
    assert reverse("templates:word-replace", args=[template.pk]) not in text
    assert client.post(reverse("templates:word-delete", args=[template.pk])).status_code == 404
