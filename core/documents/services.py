"""What is done with documents: brought, replaced by a newer version, removed with a reason."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.files.kinds import CONTENT_TYPES, FileRefused, check_kind
from core.files.names import extension, given_stem
from core.files.names import file_name as fit_name
from core.files.store import store_whole
from core.history.saving import locked
from core.models import Document, DocumentVersion, Question, User


class DocumentIsGone(Exception):
    """Somebody has removed it meanwhile."""


@dataclass(frozen=True)
class CheckedFile:
    """The content of a file of a kind that is taken, and the name it is kept under."""

    content: bytes
    kind: str
    name: str


def most_bytes() -> int:
    """How large a document may be."""
    return settings.DOCUMENT_MEGABYTES * 1024 * 1024


def document_check(content: bytes, file_name: str) -> CheckedFile:
    """A file that may be kept. Raises `core.files.kinds.FileRefused`."""
    kind = extension(file_name)
    if kind not in CONTENT_TYPES:
        raise FileRefused(
            _("This kind of file is not taken. These are: %(kinds)s.")
            % {"kinds": ", ".join(CONTENT_TYPES)}
        )
    if len(content) > most_bytes():
        raise FileRefused(
            ngettext(
                "The file is larger than %(most)s megabyte.",
                "The file is larger than %(most)s megabytes.",
                settings.DOCUMENT_MEGABYTES,
            )
            % {"most": settings.DOCUMENT_MEGABYTES}
        )
    check_kind(kind, content)
    return CheckedFile(content, kind, fit_name(given_stem(file_name), kind))


def document_add(*, document: Document, file: CheckedFile, user: User) -> DocumentVersion:
    """Keep a new document with its first file. Raises `FileStoreError`; then nothing stays."""
    with transaction.atomic():
        document.save()
        return _version_add(document, file, user, number=1)


def document_replace(*, document: Document, file: CheckedFile, user: User) -> DocumentVersion:
    """Keep a newer version; the older ones stay. Raises `DocumentIsGone` and `FileStoreError`."""
    with transaction.atomic():
        now = _still_there(document)
        last = now.versions.order_by("-number").values_list("number", flat=True)[0]
        return _version_add(now, file, user, number=last + 1)


def document_remove(*, document: Document, reason: str, user: User) -> None:
    """Take it from pages and lists; history and file store keep it. Raises `DocumentIsGone`."""
    with transaction.atomic():
        now = _still_there(document)
        now.removed_by, now.removed_at, now.removal_reason = user, timezone.now(), reason
        now.save()


def _still_there(document: Document) -> Document:
    now = locked(Document, document.pk)
    if now.removed_at is not None:
        raise DocumentIsGone
    return now


def _version_add(
    document: Document, file: CheckedFile, user: User, *, number: int
) -> DocumentVersion:
    digest = hashlib.sha256(file.content).hexdigest()
    path = f"documents/{digest[:2]}/{digest}/document.{file.kind}"
    store_whole(path, ContentFile(file.content))
    return DocumentVersion.objects.create(
        document=document,
        number=number,
        file=path,
        file_name=file.name,
        format=file.kind,
        size=len(file.content),
        sha256=digest,
        uploaded_by=user,
    )


def refuse_removal(kind: str, row: Model) -> None:
    """Raise `ProtectedError` where somebody has asked about the row or keeps documents with it."""
    held: set[Model] = {
        *Question.objects.filter(kind=kind, row=row.pk)[:3],
        *Document.objects.filter(kind=kind, row=row.pk, removed_at__isnull=True)[:3],
    }
    if held:
        raise ProtectedError("Questions or documents hang on it.", held)
