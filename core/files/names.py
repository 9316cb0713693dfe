"""Names of files: fit for a disk, a header, a member of an archive, on every system."""

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

from core.codes import UNPRINTED

LONGEST = 120  # characters; in bytes far below what any file system takes
# Signs that leave a folder or their quotation marks, or that some system does not take.
_UNFIT = re.compile(rf"[/\\?%*:|\"'<>;\x00\ud800-\udfff{UNPRINTED}]+")
# Names that one system takes for devices.
_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)")


def file_name(stem: str, ending: str, *, otherwise: str = "file") -> str:
    """`stem.ending` without any sign that is unfit; `otherwise` where nothing would be left of it."""
    kept = _UNFIT.sub("_", unicodedata.normalize("NFC", stem.replace("\u00a0", " ")))
    kept = kept.strip(" ._")[:LONGEST].rstrip(" .") or otherwise
    if _DEVICE.match(kept):
        kept = f"_{kept}"
    while len(kept.encode()) > 2 * LONGEST:
        kept = kept[:-1]
    return f"{kept}.{ending}"


def given_stem(given: str) -> str:
    """Of the name that somebody's machine gave a file: without its folders and its ending."""
    base = given.replace("\\", "/").rsplit("/", 1)[-1]
    stem, _dot, _ending = base.rpartition(".")
    return stem or base


def extension(given: str) -> str:
    """The kind of file by its name: lower case, "jpeg" as "jpg", empty for none."""
    found = PurePosixPath(given.replace("\\", "/")).suffix.lower().lstrip(".")
    return "jpg" if found == "jpeg" else found


def as_attachment(name: str) -> str:
    """The header of a file to be saved: a plain name for old browsers, and the whole one in UTF-8."""
    fit = _fit(name)
    plain = _fit(unicodedata.normalize("NFKD", fit).encode("ascii", "ignore").decode())
    header = f'attachment; filename="{plain}"'
    return header if fit == plain else f"{header}; filename*=utf-8''{quote(fit)}"


def _fit(name: str) -> str:
    stem, _dot, ending = name.rpartition(".")
    return file_name(stem, _UNFIT.sub("", ending) or "bin")
