"""A picture made anew from the one that was brought: its dots alone, no larger than a paper needs.

Nothing of the file that somebody brought is kept: it is decoded and drawn, turned as its camera says, on
white, and what is stored is the drawing. So it holds neither the place where it was taken nor a person's
name, and no browser or word processor ever reads the bytes of a stranger. The decoder is that of Typst,
which sets our PDF, written in a language that reads no byte beyond a file.
"""

import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import typst
from django.utils.translation import gettext as _

MOST_BYTES: Final = 20_000_000
MOST_DOTS: Final = 40_000_000
LEAST_SIDE: Final = 16
# At the width of the text some 240 dots to the inch.
MOST_SIDE: Final = 1400

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_KEPT: Final = (b"IHDR", b"IDAT", b"IEND")
# Frames of JPEG that state the size: all but DHT (C4), JPG (C8) and DAC (CC).
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TURNED: Final = frozenset({5, 6, 7, 8})


class PictureRefused(ValueError):
    """A file is no picture that a paper can show; the message says why, and what to do."""


@dataclass(frozen=True)
class EncodedPicture:
    """A picture as it is stored: a PNG, and how many dots it has."""

    content: bytes
    width: int
    height: int


def encode_picture(content: bytes) -> EncodedPicture:
    """Make a PNG of a PNG or JPEG file, whatever its name says. Raises `PictureRefused`."""
    if len(content) > MOST_BYTES:
        raise PictureRefused(_("The file is larger than 20 megabytes. Save the picture smaller."))
    if content.startswith(_PNG):
        ending, size = "png", _png_size(content)
    elif content.startswith(_JPEG):
        ending, size = "jpg", _jpeg_size(content)
    else:
        raise PictureRefused(
            _("A picture is a PNG or JPEG file; this is neither. Save it as one of them.")
        )
    if size is None:
        raise PictureRefused(_damaged())
    width, height = size
    if min(size) < LEAST_SIDE:
        message = _("The picture has %(width)s × %(height)s dots, too few to be seen.")
        raise PictureRefused(message % {"width": width, "height": height})
    if width * height > MOST_DOTS:
        message = _(
            "The picture has %(width)s × %(height)s dots, more than 40 million. Save it smaller."
        )
        raise PictureRefused(message % {"width": width, "height": height})
    scale = min(1.0, MOST_SIDE / max(size))
    target = max(1, round(width * scale)), max(1, round(height * scale))
    return EncodedPicture(_bare(_drawn(content, ending, *target)), *target)


def _damaged() -> str:
    return _("The picture is damaged. Open it in a program for pictures and save it anew.")


def _drawn(content: bytes, ending: str, width: int, height: int) -> bytes:
    """The picture on a page of its size, one dot to a point."""
    page = (
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: white)\n"
        f'#image("given.{ending}", width: 100%, height: 100%, fit: "stretch")\n'
    )
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"given.{ending}").write_bytes(content)
        Path(folder, "page.typ").write_text(page, "utf-8")
        try:
            compiler = typst.Compiler(
                str(Path(folder, "page.typ")), root=folder, ignore_system_fonts=True
            )
            made = compiler.compile(format="png", ppi=72)
        except typst.TypstError as error:
            raise PictureRefused(_damaged()) from error
        except BaseException as panic:
            # Not an `Exception`, and not to be had by import.
            if type(panic).__name__ == "PanicException":
                raise PictureRefused(_damaged()) from panic
            raise
    if not isinstance(made, bytes):
        raise PictureRefused(_damaged())
    return made


def _bare(png: bytes) -> bytes:
    """A PNG with nothing but its dots."""
    kept = (chunk for kind, chunk in _chunks(png) if kind in _KEPT)
    return _PNG + b"".join(kept)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 12 <= len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at : at + 12 + length]
        at += 12 + length


def _png_size(content: bytes) -> tuple[int, int] | None:
    if len(content) < 33 or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """How large it is once it is turned as its camera says."""
    turned = False
    for marker, part in _segments(content):
        if marker == 0xE1 and part.startswith(b"Exif\0\0"):
            turned = _orientation(part[6:]) in _TURNED
        elif marker in _FRAMES and len(part) >= 5:
            height, width = struct.unpack_from(">HH", part, 1)
            return (height, width) if turned else (width, height)
    return None


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG before its dots begin, by their markers."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # fill
            at += 1
            continue
        if marker == 0xDA:
            return
        (length,) = struct.unpack_from(">H", content, at + 2)
        yield marker, content[at + 4 : at + 2 + length]
        at += 2 + max(2, length)


def _orientation(tiff: bytes) -> int:
    """What the camera says of how it was held; 1 where it says nothing."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 10:
        return 1
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for place in range(first + 2, first + 2 + 12 * count, 12):
            tag, _kind, _number, value = struct.unpack_from(f"{order}HHIH", tiff, place)
            if tag == 0x0112:
                return int(value)
    except struct.error:
        return 1
    return 1
