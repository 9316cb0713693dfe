"""Documents of rows: who brings and who gets them, versions, removal, and how a file is handed out."""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from python_calamine import CalamineWorkbook

from core.documents import services
from core.models import Document, DocumentVersion, User
from core.subjects import subjects
from tests.access.test_three_people import client_of
from tests.core.discussions.rows import ROWS, person
from tests.core.files.office_packages import office

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 minutes"


def client(username: str) -> Client:
    return client_of(person(username))


def bring(
    kind: str = "project",
    name: str = "Minutes of May.pdf",
    content: bytes = PDF,
    username: str = "pmo",
    **fields: str,
) -> Any:
    """Send the form of a new document."""
    url = f"/documents/{kind}/{ROWS[kind]().pk}/new/"
    upload = SimpleUploadedFile(name, content)
    return client(username).post(url, {"upload": upload, "purpose": "minutes", **fields})


def replace(document: Document, content: bytes, username: str = "pmo") -> Any:
    upload = SimpleUploadedFile("newer.pdf", content)
    return client(username).post(f"/documents/{document.pk}/replace/", {"upload": upload})


def page_of(kind: str = "project", username: str = "auditor") -> str:
    address = subjects[kind].address(ROWS[kind]()).partition("#")[0]
    return client(username).get(address).content.decode()


# --- Bringing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ROWS)
def test_a_document_stands_on_the_page_of_its_row_with_its_history(kind: str) -> None:
    assert bring(kind, title="What was agreed").status_code == 302
    version = DocumentVersion.objects.get()
    assert (version.file_name, version.format, version.size, version.number) == (
        "Minutes of May.pdf",
        "pdf",
        len(PDF),
        1,
    )
    page = page_of(kind)
    card = page[page.index('id="documents-') : page.index('id="history"')]
    for words in ("What was agreed", "Minutes", "Version 1, PDF", str(person("pmo"))):
        assert words in card
    history = page[page.index('id="history"') :]
    assert "Document: What was agreed" in history
    assert "Document: Minutes of May.pdf, version 1" in history


def test_without_a_title_it_is_called_as_its_file() -> None:
    bring()
    assert Document.objects.get().title == "Minutes of May"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.exe", b"MZ", "not taken"),
        ("a.html", b"<script>", "not taken"),
        ("a.svg", b"<svg/>", "not taken"),
        ("a.pdf", b"<html>", "not what its name says"),
        ("a.pdf.exe", PDF, "not taken"),
        ("a", PDF, "not taken"),
        ("a.docx", office("docx", "word/activeX/one.bin"), "macros"),
    ],
)
def test_what_is_not_taken_is_said_at_its_field(name: str, content: bytes, words: str) -> None:
    answer = bring(name=name, content=content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Document.objects.exists()


def test_how_large_it_may_be_is_a_setting(settings: LazySettings) -> None:
    settings.DOCUMENT_MEGABYTES = 1
    assert bring(content=PDF + b" " * 1024 * 1024).status_code == 422
    assert bring(content=PDF).status_code == 302


@pytest.mark.parametrize("kind", ROWS)
def test_whoever_may_change_the_row_brings_and_removes_nobody_else(kind: str) -> None:
    bring(kind)
    document, row = Document.objects.get(), ROWS[kind]()
    for each in User.objects.active():
        reads = subjects[kind].seen(each).filter(pk=row.pk).exists()
        writes = reads and subjects[kind].written(each).filter(pk=row.pk).exists()
        got = client_of(each)
        expected = 200 if writes else 404
        assert got.get(f"/documents/{kind}/{row.pk}/new/").status_code == expected, each
        assert got.get(f"/documents/{document.pk}/replace/").status_code == expected, each
        assert got.get(f"/documents/{document.pk}/remove/").status_code == expected, each
        file = got.get(document.versions.get().get_absolute_url())
        assert file.status_code == (200 if reads else 404), each
        listed = got.get("/documents/?export=csv&q=May")
        if listed.status_code == 200:
            assert ("Minutes of May" in listed.content.decode()) is reads, each
    assert client("auditor").get(f"/documents/{kind}/{row.pk}/new/").status_code == 404


# --- Handing out ----------------------------------------------------------------------------------


def test_a_file_is_saved_and_never_shown_or_run() -> None:
    bring(name='Prot\u00f6koll "1".pdf')
    response: Any = client("auditor").get(DocumentVersion.objects.get().get_absolute_url())
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment;")
    assert "%C3%B6" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Type"] == "application/pdf"


def test_a_file_that_was_changed_in_the_store_is_not_handed_out() -> None:
    bring(content=b"%PDF-1.7 tampered with")
    version = DocumentVersion.objects.get()
    path = Path(settings.FILES_DIR) / str(version.file)
    path.write_bytes(b"%PDF-1.7 other content ")
    response = client("auditor").get(version.get_absolute_url(), follow=True)
    assert "cannot be read from the store" in response.content.decode()
    path.unlink()
    response = client("auditor").get(version.get_absolute_url(), follow=True)
    assert "cannot be read from the store" in response.content.decode()


# --- Versions and removal -------------------------------------------------------------------------


def test_a_newer_version_takes_the_place_and_the_old_one_stays() -> None:
    bring()
    document = Document.objects.get()
    assert replace(document, b"%PDF-1.7 second").status_code == 302
    first, second = document.versions.order_by("number")
    page = page_of()
    assert "Version 2, PDF" in page and "1 older version" in page
    for version, content in ((first, PDF), (second, b"%PDF-1.7 second")):
        got: Any = client("auditor").get(version.get_absolute_url())
        assert b"".join(got.streaming_content) == content
    assert replace(document, b"<html>").status_code == 422


def test_removing_asks_for_a_reason_and_keeps_history_and_file() -> None:
    bring()
    document, version = Document.objects.get(), DocumentVersion.objects.get()
    url = f"/documents/{document.pk}/remove/"
    assert client("pmo").post(url, {"reason": " "}).status_code == 422
    assert client("pmo").post(url, {"reason": "Of another project"}).status_code == 302
    page = page_of()
    history = page[page.index('id="history"') :]
    assert "Of another project" in history
    assert version.get_absolute_url() not in page
    assert client("pmo").get(version.get_absolute_url()).status_code == 404
    assert client("pmo").get(url).status_code == 404
    assert (Path(settings.FILES_DIR) / str(version.file)).exists()


def test_what_somebody_has_removed_meanwhile_takes_no_newer_version() -> None:
    bring()
    document = Document.objects.get()
    services.document_remove(document=document, reason="Wrong", user=person("pmo"))
    file = services.document_check(PDF, "a.pdf")
    with pytest.raises(services.DocumentIsGone):
        services.document_replace(document=document, file=file, user=person("pmo"))
    with pytest.raises(services.DocumentIsGone):
        services.document_remove(document=document, reason="Wrong", user=person("cio"))


def test_the_database_keeps_documents_and_versions() -> None:
    bring()
    for refused in (
        lambda: Document.objects.all().delete(),
        lambda: DocumentVersion.objects.update(sha256="0" * 64),
        lambda: DocumentVersion.objects.all().delete(),
        lambda: Document.objects.update(removed_by=person("pmo")),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            refused()


# --- Lists and files ------------------------------------------------------------------------------


def test_list_filters_and_exports_the_newest_version() -> None:
    bring(title="First")
    replace(Document.objects.get(), b"%PDF-1.7 second")
    bring("risk", title="Second", purpose="evidence", name="a.txt", content=b"words")

    def titles(query: str) -> list[str]:
        content = client("pmo").get(f"/documents/?export=csv&{query}").content.decode("utf-8-sig")
        return [row["Document"] for row in csv.DictReader(StringIO(content))]

    assert titles("sort=title") == ["First", "Second"]
    for query, found in {
        "purpose=evidence": ["Second"],
        "kind=project": ["First"],
        "format=txt": ["Second"],
        "code=r-05": ["Second"],
        "q=newer": ["First"],
        "q=P-18": ["First"],
    }.items():
        assert titles(query) == found, query
    content = client("pmo").get("/documents/?export=csv&kind=project").content.decode("utf-8-sig")
    [row] = csv.DictReader(StringIO(content))
    assert (row["Version"], row["Code"], row["Size"]) == ("2", "P-18", "15")
    assert row["Hash of the file"] == Document.objects.get(title="First").versions.first().sha256


def test_workbook_of_the_row_lists_documents_and_versions() -> None:
    bring(title="First")
    content = client("pmo").get(f"{ROWS['project']().get_absolute_url()}?export=xlsx").content
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    head, row = book.get_sheet_by_name("Documents").to_python()
    told = dict(zip(head, row, strict=True))
    assert (told["Title"], told["Kind of document"]) == ("First", "Minutes")
    head, row = book.get_sheet_by_name("Versions of documents").to_python()
    told = dict(zip(head, row, strict=True))
    assert (told["Name of the file"], told["Version"]) == ("Minutes of May.pdf", 1)
    assert "File" not in told
