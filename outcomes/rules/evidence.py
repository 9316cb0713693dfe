"""Evidence files: which are taken, under which name they are kept, and how they are given back."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from core.files.kinds import CONTENT_TYPES as ALL_CONTENT_TYPES
from core.files.kinds import FileRefused, check_kind
from core.files.names import extension, file_name, given_stem

LARGEST = 10 * 1024 * 1024
_LONGEST_NAME = 100
_TAKEN = ("pdf", "png", "jpg", "xlsx", "docx", "csv", "txt")
CONTENT_TYPES = {kind: ALL_CONTENT_TYPES[kind] for kind in _TAKEN}


def evidence_storage() -> Storage:
    """Where evidence is kept: with the other files of the installation."""
    return default_storage


def evidence_name(instance: Any, filename: str) -> str:
    """A name nobody can guess and no file system can misread; the given one is kept beside it."""
    return f"evidence/{uuid.uuid4().hex}.{extension(filename)}"


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
    try:
        check_kind(kind, content)
    except FileRefused as refused:
        raise ValidationError(str(refused)) from refused
