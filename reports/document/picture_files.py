"""The files of pictures: where they are kept, and what a paper must know of one.

A file has the name of its content, so that a paper once composed has the same picture for ever, whatever
is uploaded in its place.
"""

from dataclasses import dataclass

from core.files.store import stored_file

CONTENT_TYPE = "image/png"


@dataclass(frozen=True)
class PictureFile:
    """A picture as it is stored: the hash of its file, and how large it is in pixels."""

    sha256: str
    width: int
    height: int


def picture_path(sha256: str) -> str:
    """The name of its file in the store."""
    return f"pictures/{sha256[:2]}/{sha256}.png"


def picture_content(sha256: str) -> bytes:
    """The bytes of a picture. Raises FileNotFoundError and `core.files.store.FileStoreError`."""
    with stored_file(picture_path(sha256), sha256=sha256) as file:
        return file.read()
