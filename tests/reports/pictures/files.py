"""Files of pictures for tests: PNG made dot by dot, a JPEG of a red and a blue half, and its look."""

import base64
import hashlib
import struct
import zlib

from django.core.files.base import ContentFile

from core.files.store import store_whole
from reports.document.picture_files import PictureFile, picture_path
from reports.models import Report, ReportPicture
from reports.pictures.encoding import encode_picture
from reports.pictures.services import picture_upload

# 64 dots wide and 32 high.
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAA"
    "EAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKA"
    "AAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0"
    "AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWi"
    "AAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQA"
    "AAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbA"
    "BlACAASQBuAGMALgAgADIAMAAxADb/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVt"
    "VkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fH"
    "x8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAgAEADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/"
    "xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFwEBAQEBAAAAAAAAAAAAAAAAAAYHBf/EABQRAQAAAAAAAAAAAAAAAAAAAA"
    "D/2gAMAwEAAhEDEQA/AJQDnrAABMAaAhwAFMBn64AATAGgIcAB/9k="
)


def png(width: int, height: int, colour: tuple[int, int, int] = (0, 90, 160)) -> bytes:
    """A PNG of one colour, with a comment that names a person."""
    rows = (b"\0" + bytes(colour) * width) * height
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            chunk(b"tEXt", b"Author\0Jane Doe"),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        )
    )


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG with its sum."""
    crc = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + crc


def turned(jpeg: bytes, orientation: int) -> bytes:
    """A JPEG whose camera says how it was held, and where."""
    entries = struct.pack("<HHIHH", 0x112, 3, 1, orientation, 0)
    tiff = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 1) + entries + struct.pack("<I", 0)
    exif = b"Exif\0\0" + tiff + b"GPS 46.2 N 6.1 E"
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def dots(content: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and rows of a PNG that holds four bytes a dot."""
    width, height = struct.unpack_from(">II", content, 16)
    packed, at = b"", 8
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        if content[at + 4 : at + 8] == b"IDAT":
            packed += content[at + 8 : at + 8 + length]
        at += 12 + length
    raw, rows = zlib.decompress(packed), list[bytes]()
    size = width * 4 + 1
    for number in range(height):
        before = rows[-1] if rows else bytes(size - 1)
        rows.append(
            _unfiltered(raw[number * size], raw[number * size + 1 : (number + 1) * size], before)
        )
    return width, height, rows


def _unfiltered(kind: int, row: bytes, above: bytes) -> bytes:
    found = bytearray(row)
    for place in range(len(found)):
        left = found[place - 4] if place >= 4 else 0
        corner = above[place - 4] if place >= 4 else 0
        found[place] = (found[place] + _predicted(kind, left, above[place], corner)) % 256
    return bytes(found)


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        guess = left + up - corner
        return min((left, up, corner), key=lambda one: abs(guess - one))
    return (0, left, up, (left + up) // 2)[kind]


def stored(content: bytes, width: int, height: int) -> PictureFile:
    """A file in the store, under its hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    store_whole(picture_path(sha256), ContentFile(content))
    return PictureFile(sha256, width, height)


def make_picture(report: Report, key: str, content: bytes = b"") -> ReportPicture:
    """A picture of a report, brought as a person brings one."""
    picture = ReportPicture(report=report, key=key)
    file = content or png(320, 200)
    return picture_upload(
        picture=picture, made=encode_picture(file), file_name=f"{key}.png", user=None
    )
