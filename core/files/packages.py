"""Packages (zips) that people bring, such as Word and Excel files: opened and unpacked with limits.

Nothing is believed that a package says of itself. Whatever is wrong with one is one error, since
`zipfile` raises what it happens to stumble over: a seek before the beginning, an index out of range.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, TypeVar

Value = TypeVar("Value")

# What reading a damaged package may end in.
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(RuntimeError, ValueError, LookupError, OverflowError),  # a RuntimeError asks for a password
)
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_CHUNK = 256 * 1024


class PackageDamaged(Exception):
    """It is none, or something in it is broken; the text is what `zipfile` said, for the curious."""


@dataclass(frozen=True)
class Package:
    """A package that can be opened; `entries` are its parts as its directory lists them."""

    archive: zipfile.ZipFile
    entries: list[zipfile.ZipInfo]

    def pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """The content of a part, piece by piece, so that one can stop. Raises `PackageDamaged`."""
        if entry.compress_type not in METHODS:
            raise PackageDamaged(f"compression method {entry.compress_type}")
        part: IO[bytes] = _sound(lambda: self.archive.open(entry))
        with part:
            while piece := _sound(lambda: part.read(_CHUNK)):
                yield piece


def open_package(content: bytes) -> Package:
    """The package in `content`. Raises `PackageDamaged`."""
    archive = _sound(lambda: zipfile.ZipFile(io.BytesIO(content)))
    if not all(entry.filename for entry in archive.infolist()):
        raise PackageDamaged("a part without a name")
    return Package(archive, archive.infolist())


def _sound(read: Callable[[], Value]) -> Value:
    try:
        return read()
    except DAMAGE as error:
        raise PackageDamaged(str(error)[:120] or type(error).__name__) from error
