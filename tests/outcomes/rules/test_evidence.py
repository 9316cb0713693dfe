"""Evidence files: what is taken, and under which name."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from outcomes.rules.evidence import LARGEST, check_evidence, clean_name, evidence_name
from tests.core.files.office_packages import office


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7 x"),
        ("a.PNG", b"\x89PNG\r\n\x1a\nx"),
        ("a.jpeg", b"\xff\xd8\xffx"),
        ("a.xlsx", office("xlsx")),
        ("a.docx", office("docx")),
        ("a.csv", "a;b\n1;ä".encode("latin-1")),
        ("a.txt", "hé".encode()),
    ],
)
def test_each_kind_is_taken(name: str, content: bytes) -> None:
    check_evidence(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("a.svg", b"<svg/>"),
        ("a.html", b"<script>"),
        ("a.pdf", b"<html>"),
        ("a.pdf", b""),
        ("a.xlsx", office("docx")),
        ("a.xlsx", b"PK broken"),
        ("a.docx", office("docx", "word/vbaProject.bin")),
        ("a.txt", b"a\x00b"),
        ("pdf", b"%PDF-"),
        ("a.pdf.exe", b"%PDF-"),
    ],
)
def test_others_and_false_names_are_refused(name: str, content: bytes) -> None:
    with pytest.raises(ValidationError):
        check_evidence(SimpleUploadedFile(name, content))


def test_too_large_is_refused() -> None:
    with pytest.raises(ValidationError, match="10 megabytes"):
        check_evidence(SimpleUploadedFile("a.txt", b"x" * (LARGEST + 1)))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Survey 2021.pdf", "Survey 2021.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\Umfrage ü.PDF", "Umfrage ü.pdf"),
        ('a"; rm -rf\r\n.csv', "a_ rm -rf.csv"),
        ("....pdf", "evidence.pdf"),
        ("x" * 300 + ".jpeg", "x" * 100 + ".jpg"),
    ],
)
def test_names_are_made_harmless(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_the_stored_name_tells_nothing_of_the_given_one() -> None:
    stored = evidence_name(None, "../secret name.pdf")
    assert stored.startswith("evidence/") and stored.endswith(".pdf") and "secret" not in stored
