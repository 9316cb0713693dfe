"""Kinds of files: what is taken, and what only calls itself so."""

import pytest

from core.files.kinds import CONTENT_TYPES, FileRefused, check_kind
from core.files.office_files import MOST_PARTS
from tests.core.files.office_packages import letter, office, packed

SOUND = {
    "pdf": b"%PDF-1.7 x",
    "png": b"\x89PNG\r\n\x1a\nx",
    "jpg": b"\xff\xd8\xffx",
    **{kind: office(kind) for kind in ("docx", "xlsx", "pptx", "odt", "ods")},
    "txt": "h\u00e9\nllo".encode(),
    "csv": "a;b\r\n1;\u00e4".encode("latin-1"),
    "eml": letter(),
}
FETCHED = (
    '<Relationships><Relationship Id="r1" Type="http://x/attachedTemplate"'
    ' Target="http://elsewhere/a.dotm" TargetMode="External"/></Relationships>'
)


def test_there_is_a_sound_one_of_every_kind() -> None:
    assert SOUND.keys() == CONTENT_TYPES.keys()


@pytest.mark.parametrize("kind", CONTENT_TYPES)
def test_each_kind_is_taken_and_under_no_other_name(kind: str) -> None:
    check_kind(kind, SOUND[kind])
    words = {"txt", "csv", "eml"}
    for other in CONTENT_TYPES.keys() - {kind}:
        if kind in words and other in words - {"eml"}:
            continue  # a letter and a sheet are words, too
        with pytest.raises(FileRefused):
            check_kind(other, SOUND[kind])


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("docx", office("docx", "word/vbaProject.bin")),
        ("docx", office("docx", content_type="application/vnd.ms-word.document.macroEnabled.main+xml")),
        ("docx", office("docx", relations=FETCHED)),
        ("docx", office("docx", "word/activeX/one.bin")),
        ("xlsx", office("xlsx", "xl/macrosheets/sheet1.xml")),
        ("odt", office("odt", "Basic/script.xml")),
        ("ods", office("ods", "Scripts/python/a.py")),
        ("docx", office("docx", content_type="text/plain")),
        ("docx", b"MZ" + office("docx")),
        ("docx", office("docx")[:-30]),
        ("docx", packed({f"{number}": "" for number in range(MOST_PARTS + 1)})),
        ("docx", packed({"[Content_Types].xml": "x", "../word/document.xml": "x"})),
        ("odt", office("odt", content_type="application/vnd.oasis.opendocument.graphics")),
        ("pdf", b""),
        ("pdf", b"<html>%PDF-"),
        ("txt", b"a\x00b"),
        ("txt", b"a\x1b[2Jb"),
        ("csv", b"PK\x03\x04"),
        ("txt", b"MZ\x90"),
        ("txt", b"#!/bin/sh\n"),
        ("eml", b"Just words"),
        ("eml", b"Subject: no sender\n\nx"),
        ("eml", letter("run.exe", b"MZ")),
        ("eml", letter("minutes.docm", b"PK\x03\x04")),
        ("eml", letter("minutes.docx", office("docx", "word/activeX/one.bin"))),
        ("eml", letter("minutes.pdf", b"<html>")),
    ],
)  # fmt: skip
def test_what_runs_or_lies_is_refused(kind: str, content: bytes) -> None:
    with pytest.raises(FileRefused):
        check_kind(kind, content)


def test_a_file_that_unpacks_to_far_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.files.office_files.MOST_UNPACKED", 100)
    with pytest.raises(FileRefused):
        check_kind("docx", office("docx"))


def test_a_letter_may_bring_what_may_be_brought_and_a_calendar() -> None:
    check_kind("eml", letter("minutes.docx", office("docx")))
    check_kind("eml", letter("logo.gif", b"GIF89a"))
    check_kind("eml", letter("forwarded.eml", letter("scan.pdf", b"%PDF-")))
    check_kind("txt", "\ufeffsaid".encode("utf-16"))


def test_letters_within_letters_end(monkeypatch: pytest.MonkeyPatch) -> None:
    content = letter()
    for _ in range(12):
        content = letter("inner.eml", content)
    with pytest.raises(FileRefused):
        check_kind("eml", content)
