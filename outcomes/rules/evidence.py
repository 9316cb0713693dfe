"""Evidence files: which are taken, under which name they are kept, and how they are given back."""

import uuid
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from core.files.names import file_name, given_stem
from core.files.packages import PackageDamaged, open_package

LARGEST = 10 * 1024 * 1024
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
_BEGINNINGS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_OFFICE_PARTS = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
_LONGEST_NAME = 100


def evidence_storage() -> Storage:
    """Where evidence is kept: with the other files of the installation."""
    return default_storage


def evidence_name(instance: Any, filename: str) -> str:
    """A name nobody can guess and no file system can misread; the given one is kept beside it."""
    return f"evidence/{uuid.uuid4().hex}.{extension(filename)}"


def extension(filename: str) -> str:
    """The kind of file by its name: lower case, "jpeg" as "jpg", empty for none."""
    found = PurePosixPath(filename.replace("\\", "/")).suffix.lower().lstrip(".")
    return "jpg" if found == "jpeg" else found


def clean_name(filename: str) -> str:
    """The name a person gave, fit for a header and a disk."""
    stem = given_stem(filename)[:_LONGEST_NAME]
    return file_name(stem, extension(filename), otherwise="evidence")


def check_evidence(file: "UploadedFile[Any]") -> None:
    """Refuse what is too large, of a kind not taken, or not what its name says."""
    kind = extension(file.name or "")
    if kind not in CONTENT_TYPES:
        raise ValidationError(
            _("This kind of file is not taken. These are: %(kinds)s."),
            params={"kinds": ", ".join(CONTENT_TYPES)},
        )
    if (file.size or 0) > LARGEST:
        raise ValidationError(_("The file is larger than 10 megabytes."))
    content = file.read()
    file.seek(0)
    if not content or not _is(kind, content):
        raise ValidationError(_("The file is empty, damaged, or not what its name says."))


def _is(kind: str, content: bytes) -> bool:
    if kind in _BEGINNINGS:
        return content.startswith(_BEGINNINGS[kind])
    if kind in _OFFICE_PARTS:
        return _is_office(kind, content)
    return b"\x00" not in content


def _is_office(kind: str, content: bytes) -> bool:
    """A package whose main part can be read, and without macros."""
    try:
        package = open_package(content)
        parts = {entry.filename: entry for entry in package.entries}
        main = parts.get(_OFFICE_PARTS[kind])
        is_sound = main is not None and any(package.pieces(main))
    except PackageDamaged:
        return False
    return is_sound and not any(name.lower().endswith("vbaproject.bin") for name in parts)
