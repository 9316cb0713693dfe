"""The file itself: a zip whose members are hashed on their way in and checked on their way out.

It grows under another name beside its own and takes its own at the end, so that a backup which was
interrupted, or for which the disk was too small, never looks like one.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from core.files.packages import DAMAGE
from core.operations.backup.manifest import NAME, BackupError, BackupPart, Manifest

TABLES, FILES = "tables/", "files/"
BLOCK = 1024 * 1024
# Already compressed by their own format: pressing them again costs time and saves nothing.
PRESSED = (".docx", ".dotx", ".xlsx", ".pdf", ".png", ".jpg", ".zip")


def blocks(source: IO[bytes]) -> Iterator[bytes]:
    """What is left of `source`, piece by piece."""
    while block := source.read(BLOCK):
        yield block


@dataclass
class Writer:
    """Adds members; each returns its length and hash."""

    archive: zipfile.ZipFile

    def add(self, name: str, content: Iterable[bytes | memoryview]) -> BackupPart:
        """Write one member."""
        digest, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name)
        info.compress_type = (
            zipfile.ZIP_STORED if name.lower().endswith(PRESSED) else zipfile.ZIP_DEFLATED
        )
        with self.archive.open(info, "w", force_zip64=True) as member:
            for block in content:
                digest.update(block)
                size += len(block)
                member.write(block)
        return BackupPart(size, digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        """The manifest comes last: only now are all hashes known."""
        self.archive.writestr(NAME, manifest.to_json(), zipfile.ZIP_DEFLATED)


@contextmanager
def new_archive(path: Path) -> Iterator[Writer]:
    """A backup in the making; it is at `path`, whole and on the disk, when the block has ended well."""
    draft = path.with_name(f"{path.name}.part")
    try:
        # For its owner only: it holds every person's data and the hashes of passwords.
        descriptor = os.open(draft, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise BackupError(f"Cannot write {draft}: {error.strerror}.") from None
    try:
        with os.fdopen(descriptor, "r+b") as file:
            _claim(file, draft)
            file.truncate()
            with zipfile.ZipFile(file, "w", compresslevel=6) as archive:
                yield Writer(archive)
            file.flush()
            os.fsync(file.fileno())
            draft.replace(path)
        _sync_folder(path.parent)
    except Taken:
        raise
    except BaseException as error:
        draft.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:
            raise _cannot_write(path, error) from error
        raise


class Taken(BackupError):
    """Somebody else is writing this very file."""


def _claim(file: IO[bytes], draft: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Taken(f"Another backup is being written to {draft}.") from None


def _cannot_write(path: Path, error: OSError) -> BackupError:
    free = shutil.disk_usage(path.parent).free
    return BackupError(
        f"Cannot write {path}: {error.strerror} ({free / 1e6:,.0f} MB free there). Nothing was "
        "left of it. Make room, or name a file on another disk."
    )


def _sync_folder(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass
class Reader:
    """A backup that exists."""

    path: Path
    archive: zipfile.ZipFile
    manifest: Manifest

    def read(self, name: str) -> Iterator[bytes]:
        """The content of a member, piece by piece."""
        with self.archive.open(name) as member:
            yield from blocks(member)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A member as a file."""
        with self.archive.open(name) as member:
            yield member

    def parts(self) -> Iterator[tuple[str, BackupPart]]:
        """Every member that the manifest promises."""
        for name, table in self.manifest.tables.items():
            yield TABLES + name, table
        for name, part in self.manifest.files.items():
            yield FILES + name, part

    def check(self, step: Callable[[int, int, str], None]) -> None:
        """Read everything and compare it with the manifest; `BackupError` names what differs."""
        held = {name for name in self.archive.namelist() if name != NAME}
        promised = dict(self.parts())
        if odd := sorted(held ^ set(promised)):
            raise BackupError(
                f"{self.path} is damaged: {odd[0]} is {'not' if odd[0] in promised else 'too much'}"
                " in it" + (f", and {len(odd) - 1} more." if len(odd) > 1 else ".")
            )
        for number, (name, part) in enumerate(promised.items(), 1):
            self._check_part(name, part)
            step(number, len(promised), "parts checked")

    def _check_part(self, name: str, part: BackupPart) -> None:
        digest, size = hashlib.sha256(), 0
        try:
            for block in self.read(name):
                digest.update(block)
                size += len(block)
        except DAMAGE as error:
            raise BackupError(f"{self.path} is damaged: {name} cannot be read ({error}).") from None
        if (size, digest.hexdigest()) != (part.size, part.sha256):
            raise BackupError(f"{self.path} is damaged: {name} is not what was written.")


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """The backup at `path`; `BackupError` when there is none."""
    with contextlib.ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(path))
            manifest = Manifest.from_json(archive.read(NAME).decode())
        except OSError as error:
            raise BackupError(f"Cannot read {path}: {error.strerror}.") from None
        except DAMAGE:
            raise BackupError(
                f"{path} is no backup, or only a part of one: it has no manifest at its end."
            ) from None
        yield Reader(path, archive, manifest)
