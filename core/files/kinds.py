"""The kinds of files that people may bring, and whether one is what its name says.

Nothing is believed of a file but its bytes. What runs when it is opened is refused; whatever is taken
is only ever handed out to be saved.
"""

import email
import email.policy
import re
from email.message import EmailMessage

from django.utils.translation import gettext as _

from core.files.names import extension
from core.files.office_files import ODF, OOXML, HasMacros, is_office

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": ODF["odt"],
    "ods": ODF["ods"],
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "eml": "message/rfc822",
}
_BEGINNINGS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_OTHERS = (*_BEGINNINGS.values(), b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"#!")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# What a letter's footer or calendar brings along, which nobody opens by itself.
_HARMLESS = frozenset({"gif", "ics", "vcf", "p7s", "asc"})
_MOST_LETTERS = 5  # within one another


class FileRefused(Exception):
    """The file is not taken; the message says why, and what to do."""


def check_kind(kind: str, content: bytes) -> None:
    """Refuse a file that is not of the `kind` (a key of `CONTENT_TYPES`), or that runs something.

    Raises `FileRefused`.
    """
    try:
        is_meant = _is(kind, content)
    except HasMacros:
        raise FileRefused(
            _(
                "The file carries macros, controls or a template from elsewhere. Save it without them."
            )
        ) from None
    if not content or not is_meant:
        raise FileRefused(_("The file is empty, damaged, or not what its name says."))


def _is(kind: str, content: bytes) -> bool:
    if kind in _BEGINNINGS:
        return content.startswith(_BEGINNINGS[kind])
    if kind in OOXML or kind in ODF:
        return is_office(kind, content)
    if kind == "eml":
        return _is_letter(content, _MOST_LETTERS)
    return _is_text(content)


def _is_text(content: bytes) -> bool:
    """Words in UTF-8, UTF-16 with its mark, or what Windows writes; no other control signs."""
    if content.startswith(_OTHERS):
        return False
    mark = next((name for start, name in _MARKS.items() if content.startswith(start)), "")
    for encoding in (mark,) if mark else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not _CONTROL.search(text)
    return False


def _is_letter(content: bytes, most: int) -> bool:
    """A mail as programs save it: who, when, and nothing attached that would not be taken itself."""
    if not _is_text(content):
        return False
    letter = email.message_from_bytes(content, policy=email.policy.default)
    if not (letter["From"] and (letter["Date"] or letter["Received"])):
        return False
    for part in letter.walk():
        name = part.get_filename()
        if name:
            _check_attached(part, extension(name), most)
    return True


def _check_attached(part: EmailMessage, kind: str, most: int) -> None:
    if kind in _HARMLESS:
        return
    inner = part.get_payload(decode=True)
    if kind not in CONTENT_TYPES or most == 0:
        raise FileRefused(
            _("The message carries an attachment of a kind that is not taken (.%(kind)s).")
            % {"kind": kind[:10] or "?"}
        )
    # A message within the message has been walked through with it.
    if isinstance(inner, bytes):
        if kind == "eml":
            if not _is_letter(inner, most - 1):
                raise FileRefused(_("An attachment of the message is not what its name says."))
        else:
            check_kind(kind, inner)
