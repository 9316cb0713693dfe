"""The check that nobody but the program's user reads its files: core.W011."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

NAMED = 5


@register(Tags.security)
def check_private_files(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """Warn where other users of the machine may enter the data folder, or read what lies in it."""
    found = list(_open_to_others())
    if not found:
        return []
    named = ", ".join(f"{path} ({mode:04o})" for path, mode in found[:NAMED])
    return [
        Warning(
            f"Other users of this machine can reach files of the program: {named}"
            f"{' …' if len(found) > NAMED else ''}.",
            hint=f"chmod -R go-rwx {settings.DATA_DIR} while the program is stopped; it sets what its "
            "servers need when it starts.",
            id="core.W011",
        )
    ]


def _open_to_others() -> Iterator[tuple[Path, int]]:
    data = Path(settings.DATA_DIR)
    # Root's servers run as another user: its group passes through, and reads no names.
    passing = 0o010 if os.geteuid() == 0 else 0
    for path, allowed in ((data, passing), *((each, 0) for each in _in(data))):
        try:
            mode = stat.S_IMODE(path.lstat().st_mode)
        except OSError:
            continue  # it is gone, or was never there
        if mode & 0o077 & ~allowed and not path.is_symlink():
            yield path, mode


def _in(data: Path) -> list[Path]:
    """What lies in the folder, and the folder of stored files elsewhere."""
    there = sorted(data.iterdir()) if data.is_dir() and os.access(data, os.R_OK) else []
    files = Path(settings.FILES_DIR)
    return there if settings.S3["bucket_name"] or files.parent == data else [*there, files]
