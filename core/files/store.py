"""The file store: a folder, or S3-compatible storage (`core.files.bucket`), by a setting.

Files are read through the program only, behind the row gate: no store gives out addresses. A file is
there whole or not at all, whatever dies while it is written.
"""

import errno
import hashlib
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AWAY = _("The file store does not answer.")
REFUSED = _("The file store does not let the program in, or its place there is missing.")
FULL = _("The file store is full.")
DAMAGED = _("The stored file is damaged: it is no longer what was written.")
WHAT_TO_DO = _("Nothing was saved. Try again; if it stays like this, tell your administrator.")

_FULL_ERRORS = {errno.ENOSPC, errno.EDQUOT}
_LEFT_OVER_AFTER = 24 * 3600.0


class FileStoreError(Exception):
    """The store cannot do it now; in words for the person who asked."""

    def __init__(self, what: str | Promise) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return f"{self.what} {WHAT_TO_DO}"


@contextmanager
def _in_words() -> Iterator[None]:
    """The operating system's complaints as a `FileStoreError`; a missing file stays what it is."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise FileStoreError(FULL if is_full(error) else AWAY) from error


def is_full(error: BaseException) -> bool:
    """Whether a disk or its quota is used up."""
    return isinstance(error, OSError) and error.errno in _FULL_ERRORS


class FolderStore(FileSystemStorage):
    """A folder of this machine, or a volume that several machines share.

    A file is written under another name first and renamed when all of it is on the disk: a process
    killed in between leaves nothing that looks like the file.
    """

    def _save(self, name: str, content: "File[Any]") -> str:
        target = Path(self.path(name))
        draft = Path(self.path(f".new/{uuid.uuid4().hex}"))
        with _in_words():
            for folder in (draft.parent, target.parent):
                _make_folder(folder, Path(self.location))
            _clear_left_over(draft.parent)
            try:
                _write(draft, content)
                draft.replace(target)
            except BaseException:
                draft.unlink(missing_ok=True)
                raise
            _sync_folder(target.parent)
        return name

    def _open(self, name: str, mode: str = "rb") -> "File[Any]":
        with _in_words():
            return super()._open(name, mode)  # type: ignore[misc]

    def url(self, name: str | None) -> str:
        """There is none: files are handed out by the program, to those who may have them."""
        raise ValueError("This file is not accessible via a URL.")


def _make_folder(folder: Path, store: Path) -> None:
    """For the program's user alone, from the store's own folder down."""
    if folder.is_dir():
        return
    if folder == store:
        store.parent.mkdir(parents=True, exist_ok=True)
    else:
        _make_folder(folder.parent, store)
    folder.mkdir(mode=0o700, exist_ok=True)


def _write(path: Path, content: "File[Any]") -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for chunk in content.chunks():
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """The name, too, is on the disk before a row speaks of it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _clear_left_over(folder: Path) -> None:
    """Remove what killed processes left half-written; nobody writes one file for a day."""
    for path in folder.iterdir():
        try:
            if time.time() - path.stat().st_mtime > _LEFT_OVER_AFTER:
                path.unlink()
        except FileNotFoundError:
            continue  # another process has just finished it


def store_whole(name: str, content: "File[Any]") -> None:
    """Keep `content` under a name made from it, unless it is there already in full length."""
    if default_storage.exists(name):
        if default_storage.size(name) == content.size:
            return
        default_storage.delete(name)
    default_storage.save(name, content)
    if not default_storage.exists(name) or default_storage.size(name) != content.size:
        raise FileStoreError(AWAY)  # under another name it would not be found again


def stored_file(name: str, *, sha256: str = "") -> IO[bytes]:
    """The stored file, all of it within reach before the first byte is passed on.

    With `sha256` its content is compared first. Raises FileNotFoundError and `FileStoreError`.
    """
    file: Any = default_storage.open(name, "rb")
    if sha256 and hashlib.file_digest(file, "sha256").hexdigest() != sha256:
        file.close()
        raise FileStoreError(DAMAGED)
    file.seek(0)
    return file
