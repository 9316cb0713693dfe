"""Names that people give their files, fit for a header, a page and a disk."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST_NAME = 100


def extension(file_name: str) -> str:
    """The kind of file by its name: lower case, "jpeg" as "jpg", empty for none."""
    found = PurePosixPath(file_name.replace("\\", "/")).suffix.lower().lstrip(".")
    return "jpg" if found == "jpeg" else found


def safe_name(file_name: str, ending: str, otherwise: str = "file") -> str:
    """Letters, digits, space, - . _ only, with the `ending` that its content has.

    A name of which nothing is left is `otherwise`.
    """
    base = unicodedata.normalize("NFC", file_name.replace("\\", "/").rsplit("/", 1)[-1])
    stem, _dot, _suffix = base.rpartition(".")
    kept = re.sub(r"[^\w\- .]+", "_", stem or base).strip(" ._")
    return f"{kept[:LONGEST_NAME].rstrip(' ._') or otherwise}.{ending}"
