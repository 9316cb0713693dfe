"""Stored files, wherever the storage keeps them: found, hashed, put back."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.apps import apps
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import models
from django.db.backends.utils import CursorWrapper

from core.files.store import FileStoreError
from core.operations.backup.archive import blocks
from core.operations.backup.manifest import BackupError
from core.operations.backup.tables import values_of


@contextmanager
def store_at_hand() -> Iterator[None]:
    """Whatever the store cannot do, in words for whoever runs the command."""
    try:
        yield
    except FileStoreError as error:
        raise BackupError(f"{error.what} The database is as it was.") from error


def stored_names(folder: str = "") -> Iterator[str]:
    """Every file of the storage, by its name there; what is still being written (".new") is none."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return  # nothing has been stored yet
    for name in sorted(names):
        if name:  # object storage may list the folder itself
            yield f"{folder}{name}"
    for inner in sorted(folders):
        if inner.startswith("."):
            continue
        yield from stored_names(f"{folder}{inner}/")


def referenced_names(cursor: CursorWrapper) -> set[str]:
    """The files that rows speak of, asked of the columns that are there: the database may be older."""
    return {
        name
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.FileField)
        for name in values_of(cursor, model._meta.db_table, str(field.column))
    }


def sha256_of(name: str) -> str:
    """The hash of a stored file; empty when there is none."""
    if not default_storage.exists(name):
        return ""
    digest = hashlib.sha256()
    with default_storage.open(name) as file:
        for block in blocks(file):
            digest.update(block)
    return digest.hexdigest()


def put_back(name: str, sha256: str, content: IO[bytes]) -> None:
    """Store a file under the very name it had, and read it back.

    The names say what is in them (a hash, or a random word given once), so another content under
    the same name is a damaged copy of it.
    """
    found = sha256_of(name)
    if found == sha256:
        return
    if found:
        default_storage.delete(name)
    given = default_storage.save(name, File(content))
    if given != name:
        default_storage.delete(given)
        raise BackupError(f"The file {name} could not be stored under its name.")
    if sha256_of(name) != sha256:
        raise BackupError(f"The file {name} did not reach the storage as it left the backup.")
