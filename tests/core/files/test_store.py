"""The file store in a folder: whole files only, and clear words when it cannot."""

import errno
import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core.files.store import FileStoreError, FolderStore, store_whole, stored_file
from core.operations.checks import check_file_store

NAME = "exports/ab/abcd/report.docx"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    """A store of its own for each test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "core.files.store.FolderStore",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }
    return tmp_path


def contents(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


class Breaking(ContentFile):  # type: ignore[type-arg]
    """A file whose second half cannot be read, or written."""

    def chunks(self, chunk_size: int | None = None) -> Any:
        """Half of it, and then the error."""
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_comes_back_as_it_was_written(folder: Path) -> None:
    store_whole(NAME, ContentFile(b"words"))
    assert stored_file(NAME).read() == b"words"
    assert contents(folder) == [NAME]


def test_a_full_disk_leaves_neither_half_a_file_nor_a_draft_of_it(folder: Path) -> None:
    with pytest.raises(FileStoreError, match="file store is full. Nothing was saved"):
        default_storage.save(NAME, Breaking(b""))
    assert contents(folder) == []
    assert not default_storage.exists(NAME)


def test_what_a_killed_process_left_half_written_goes_after_a_day(folder: Path) -> None:
    import os

    (folder / ".new").mkdir()
    for name, age in (("old", 25 * 3600), ("young", 60)):
        left = folder / ".new" / name
        left.write_bytes(b"half")
        moment = left.stat().st_mtime - age
        os.utime(left, (moment, moment))
    default_storage.save(NAME, ContentFile(b"words"))
    assert contents(folder) == [".new/young", NAME]


def test_the_same_content_is_written_once_and_a_short_leftover_is_replaced(folder: Path) -> None:
    (folder / NAME).parent.mkdir(parents=True)
    (folder / NAME).write_bytes(b"wor")
    store_whole(NAME, ContentFile(b"words"))
    first = (folder / NAME).stat().st_ino
    store_whole(NAME, ContentFile(b"words"))
    assert (folder / NAME).read_bytes() == b"words"
    assert (folder / NAME).stat().st_ino == first
    assert contents(folder) == [NAME]


def test_a_damaged_file_is_not_handed_out(folder: Path) -> None:
    store_whole(NAME, ContentFile(b"words"))
    right = hashlib.sha256(b"words").hexdigest()
    assert stored_file(NAME, sha256=right).read() == b"words"
    (folder / NAME).write_bytes(b"wordz")
    with pytest.raises(FileStoreError, match="damaged"):
        stored_file(NAME, sha256=right)


def test_a_missing_file_stays_a_missing_file() -> None:
    with pytest.raises(FileNotFoundError):
        stored_file(NAME)


def test_no_store_gives_out_addresses() -> None:
    with pytest.raises(ValueError, match="not accessible via a URL"):
        FolderStore(location="/").url(NAME)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"bucket_name": "files"}, []),
        ({"bucket_name": "files", "access_key": "a", "secret_key": "b"}, []),
        ({"endpoint_url": "https://store.example.org"}, ["core.E010"]),
        ({"bucket_name": "files", "access_key": "a"}, ["core.E011"]),
        ({"bucket_name": "files", "secret_key": "b"}, ["core.E011"]),
        ({"bucket_name": "files", "endpoint_url": "store.example.org"}, ["core.E012"]),
        ({"bucket_name": "files", "endpoint_url": "http://store.example.org"}, ["core.W010"]),
    ],
)
def test_half_a_configuration_is_refused(
    settings: LazySettings, given: dict[str, str], codes: list[str]
) -> None:
    settings.PRODUCTION = True
    settings.S3 = dict.fromkeys(settings.S3) | given
    assert [message.id for message in check_file_store(None)] == codes
