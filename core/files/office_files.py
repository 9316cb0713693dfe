"""Office files: zip packages that are what they say, of a sound size and without anything that runs."""

import re
import zipfile
from collections.abc import Mapping

from core.files.packages import Package, PackageDamaged, open_package

Parts = Mapping[str, zipfile.ZipInfo]
ZIP = b"PK\x03\x04"
MOST_PARTS = 5_000
MOST_UNPACKED = 400 * 1024 * 1024
_MOST_READ = 1024 * 1024  # of the small parts that are looked into
_OOXML = "application/vnd.openxmlformats-officedocument."
# Of each kind: the part it must have, and what the package says that part is.
OOXML = {
    "docx": ("word/document.xml", f"{_OOXML}wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{_OOXML}spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{_OOXML}presentationml.presentation.main+xml"),
}
ODF = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
# Macros of Word, Excel and PowerPoint, Excel's older ones, controls, and those of LibreOffice.
_RUNS = re.compile(
    r"(^|/)(vbaproject|vbadata|vbaprojectsignature)[^/]*$|(^|/)(macrosheets|activex)/|^(basic|scripts)/",
    re.IGNORECASE,
)
_RUNS_BY_KIND = (b"macroenabled", b"vbaproject", b"ms-office.activex")
# A template elsewhere, which Word fetches with its macros when the file is opened.
_FETCHED = (b"attachedtemplate", b"external")


class HasMacros(Exception):
    """The file carries something that runs when it is opened."""


def is_office(kind: str, content: bytes) -> bool:
    """Whether this is a sound package of the `kind` (docx, xlsx, pptx, odt, ods).

    Raises `HasMacros`. Nothing is unpacked but the few small parts that tell the kind.
    """
    if not content.startswith(ZIP):
        return False
    try:
        package = open_package(content)
        if not _is_sound(package.entries):
            return False
        parts = {one.filename: one for one in package.entries}
        is_kind = _is_odf(kind, package, parts) if kind in ODF else _is_ooxml(kind, package, parts)
    except PackageDamaged:
        return False
    if is_kind and any(_RUNS.search(name) for name in parts):
        raise HasMacros
    return is_kind


def _is_sound(entries: list[zipfile.ZipInfo]) -> bool:
    """Few parts, none twice, none encrypted or leading outside, and not made to blow up."""
    names = [one.filename.casefold() for one in entries]
    return (
        len(entries) <= MOST_PARTS
        and len(set(names)) == len(names)
        and sum(one.file_size for one in entries) <= MOST_UNPACKED
        and not any(one.flag_bits & 0x1 for one in entries)
        and not any(name.startswith("/") or ".." in name.split("/") for name in names)
    )


def _is_ooxml(kind: str, package: Package, parts: Parts) -> bool:
    main, meant = OOXML[kind]
    said = _small_part(package, parts, "[Content_Types].xml").lower()
    if any(word in said for word in _RUNS_BY_KIND):
        raise HasMacros
    relations = _small_part(package, parts, "word/_rels/settings.xml.rels").lower()
    if any(all(word in tag for word in _FETCHED) for tag in relations.split(b"<")):
        raise HasMacros
    return meant.encode() in said and bool(_small_part(package, parts, main))


def _is_odf(kind: str, package: Package, parts: Parts) -> bool:
    said = _small_part(package, parts, "mimetype").strip()
    return said == ODF[kind].encode() and bool(_small_part(package, parts, "content.xml"))


def _small_part(package: Package, parts: Parts, name: str) -> bytes:
    """The beginning of a part; nothing where there is none."""
    if name not in parts:
        return b""
    found = b""
    for piece in package.pieces(parts[name]):
        found += piece
        if len(found) >= _MOST_READ:
            break
    return found
