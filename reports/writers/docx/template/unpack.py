"""Opening a file that somebody brings: a sound zip of a sound size, and a Word file by content.

Nothing is believed that the file says of itself: kinds are read from the content, and sizes are
counted while unpacking.
"""

import io
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.files import packages
from reports.writers.docx.template.errors import TemplateRefused

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 1_000
# XML packs about 20 : 1; what packs much better and is large was made to blow up.
MOST_RATIO, RATIO_FROM = 150, 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
# OLE files name their streams in UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def open_package(content: bytes) -> dict[str, bytes]:
    """The parts of a Word file by their paths. Raises `TemplateRefused`."""
    _refuse_size(content)
    _refuse_other_kinds(content)
    try:
        package = packages.open_package(content)
        return dict(_unpacked(package, _entries(package)))
    except packages.PackageDamaged as error:
        raise TemplateRefused(
            _(
                "The file is damaged: it cannot be unpacked (%(reason)s). Open it in Word, save it "
                "again under a new name, and upload that file."
            )
            % {"reason": error}
        ) from error


def _refuse_size(content: bytes) -> None:
    if not content:
        raise TemplateRefused(_("The file is empty. Choose the .docx or .dotx file again."))
    if len(content) > MOST_BYTES:
        raise TemplateRefused(
            _(
                "The file has %(size)d megabytes; at most %(most)d are taken. Make its pictures "
                "smaller (Picture Format, Compress Pictures) or remove text and pictures from the "
                "pages: only header, footer and styles are used."
            )
            % {"size": len(content) // 2**20, "most": MOST_BYTES // 2**20}
        )


def _refuse_other_kinds(content: bytes) -> None:
    """By the first bytes: names of files may say anything."""
    if content.startswith(_ZIP):
        return
    if content.startswith(_OLE):
        raise TemplateRefused(_old_or_encrypted(content))
    kinds = {b"%PDF": "PDF", b"{\\rtf": "RTF", b"<": "HTML/XML", b"\x1f\x8b": "gzip"}
    found = next((name for start, name in kinds.items() if content.startswith(start)), "")
    what = _("It is a file of the kind %(kind)s.") % {"kind": found} if found else ""
    told = _("This is not a Word file, whatever its name says.")
    cure = _("Open it in Word and save it as “Word Document (.docx)” or “Word Template (.dotx)”.")
    raise TemplateRefused(" ".join(filter(None, (told, what, cure))))


def _old_or_encrypted(content: bytes) -> str:
    if _ENCRYPTED in content:
        return _(
            "The file is protected by a password, so nobody can read its styles. Open it in Word, "
            "remove the password (File, Info, Protect Document, Encrypt with Password), save, and "
            "upload it again."
        )
    return _(
        "This is a file of Word 97–2003 (.doc or .dot). Open it in Word, save it as “Word Document "
        "(.docx)” or “Word Template (.dotx)”, and upload that file."
    )


def _entries(package: packages.Package) -> list[zipfile.ZipInfo]:
    """The files of the zip, if their names and number are what Word would write."""
    entries = [one for one in package.entries if not one.is_dir()]
    if len(entries) > MOST_PARTS:
        raise TemplateRefused(
            _(
                "The file holds %(count)d parts; at most %(most)d are taken. Save an empty document "
                "with your styles, header and footer, and upload that."
            )
            % {"count": len(entries), "most": MOST_PARTS}
        )
    seen: set[str] = set()
    for entry in entries:
        _refuse_name(entry, seen)
        seen.add(entry.filename.casefold())
    return entries


def _refuse_name(entry: zipfile.ZipInfo, seen: set[str]) -> None:
    # zipfile cuts names at a NUL and turns backslashes; what was really written is kept here.
    name = entry.orig_filename
    steps = name.replace("\\", "/").split("/")
    if "\\" in name or "\0" in name or ":" in name or name.startswith("/") or ".." in steps:
        raise TemplateRefused(
            _(
                "The file holds a part with the forbidden name “%(name)s”, which leads outside the "
                "file. Word never writes such a name; get the template again from where it came."
            )
            % {"name": name[:120].replace("\0", "␀")}
        )
    if name.casefold() in seen:
        raise TemplateRefused(
            _(
                "The part “%(name)s” stands in the file twice, so that two programs may read two "
                "different files. Open it in Word, save it under a new name, and upload that file."
            )
            % {"name": name[:120]}
        )
    if entry.flag_bits & 0x1:
        raise TemplateRefused(
            _("The zip is encrypted. Save the file from Word without a password and upload it again.")
        )  # fmt: skip
    if entry.compress_type not in packages.METHODS:
        raise TemplateRefused(
            _(
                "The part “%(name)s” is packed in a way that Word does not read. Open the file in "
                "Word, save it under a new name, and upload that file."
            )
            % {"name": name[:120]}
        )


def _unpacked(
    package: packages.Package, entries: list[zipfile.ZipInfo]
) -> Iterator[tuple[str, bytes]]:
    """Each part with its bytes; stops at the limit, whatever sizes the zip declares."""
    left = MOST_UNPACKED
    for entry in entries:
        content = io.BytesIO()
        for piece in package.pieces(entry):
            content.write(piece)
            size = content.tell()
            too_dense = size > RATIO_FROM and size > MOST_RATIO * max(entry.compress_size, 1)
            if size > left or too_dense:
                raise TemplateRefused(_bomb(entry.filename))
        left -= content.tell()
        yield entry.filename, content.getvalue()


def _bomb(name: str) -> str:
    return _(
        "Unpacked, the file would be far larger than a template is (at the part “%(name)s”). Save an "
        "empty document with your styles, header and footer from Word, and upload that."
    ) % {"name": name[:120]}
