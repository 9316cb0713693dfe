"""Files of a draft as they are downloaded: the stored bytes, the right name, the right type."""

import hashlib

import pytest
from django.test import Client
from django.urls import reverse

from core.languages import LANGUAGES
from reports.models import Draft, Export
from reports.writers import WRITERS
from tests.access.people import user
from tests.factories import make_report, regenerate

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(user("editor"))
    return client


def address(export: Export) -> str:
    draft = export.edition.draft
    return reverse(
        "reports:export-download",
        args=[draft.report.slug, draft.number, export.edition.language, export.format],
    )


def exports() -> list[Export]:
    draft = Draft.objects.get(report__slug="progress-2021", number=1)
    return list(
        Export.objects.filter(edition__draft=draft).select_related("edition__draft__report")
    )


def test_a_download_is_the_stored_file_with_its_hash_name_and_type(client: Client) -> None:
    found = exports()
    assert len(found) == len(LANGUAGES) * len(WRITERS)
    for export in found:
        response = client.get(address(export))
        content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
        assert hashlib.sha256(content).hexdigest() == export.sha256
        assert len(content) == export.size
        assert response["Content-Type"] == WRITERS[export.format].content_type
        assert export.name in response["Content-Disposition"]
        assert response["Content-Disposition"].startswith("attachment")


def test_an_older_draft_stays_as_it_was(client: Client) -> None:
    report = make_report()
    first = regenerate(report)
    (export,) = Export.objects.filter(edition__draft=first, format="docx")
    before = b"".join(client.get(address(export)).streaming_content)  # type: ignore[attr-defined]
    report.title = "Another title"
    report.save()
    regenerate(report)
    assert b"".join(client.get(address(export)).streaming_content) == before  # type: ignore[attr-defined]


def test_files_of_another_report_draft_or_language_do_not_exist(client: Client) -> None:
    for arguments in (
        ["progress-2021", 99, "en", "docx"],
        ["progress-2021", 1, "it", "docx"],
        ["progress-2021", 1, "en", "exe"],
        [make_report().slug, 1, "en", "docx"],
    ):
        assert client.get(reverse("reports:export-download", args=arguments)).status_code == 404


def test_a_file_that_is_lost_is_a_404_and_no_empty_file(client: Client) -> None:
    from django.core.files.storage import default_storage

    report = make_report()
    export = Export.objects.filter(edition__draft=regenerate(report), format="json")[0]
    default_storage.delete(str(export.file.name))
    assert client.get(address(export)).status_code == 404
