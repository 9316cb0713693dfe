"""Where the processes of one web server count their requests together (prometheus-client's files)."""

import contextlib
import os
import shutil
import socket
import tempfile
from pathlib import Path

from runtime import environment as env
from runtime.paths import BASE_DIR
from runtime.processes import birth

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def make() -> Path:
    """A new folder for this server, and an end to those of dead ones on this machine.

    It lies under the data folder; where that cannot be written (a container with a read-only file
    system), under the temporary one.
    """
    data = Path(env.text("OUTTURN_DATA_DIR") or BASE_DIR / "var")
    for above in (data / "metrics", Path(tempfile.gettempdir()) / "outturn-metrics"):
        with contextlib.suppress(OSError):
            above.mkdir(mode=0o700, exist_ok=True)
            _clear(above)
            mine = above / f"{socket.gethostname()}-{os.getpid()}"
            mine.mkdir(mode=0o700)
            os.environ[VARIABLE] = str(mine)
            return mine
    mine = Path(tempfile.mkdtemp(prefix="outturn-metrics-"))
    os.environ[VARIABLE] = str(mine)
    return mine


def _clear(above: Path) -> None:
    """Remove the folders of servers of this machine that no longer run."""
    prefix = f"{socket.gethostname()}-"
    for old in above.glob(f"{prefix}*"):
        number = old.name.removeprefix(prefix)
        if number.isdigit() and (int(number) == os.getpid() or birth(int(number)) is None):
            shutil.rmtree(old, ignore_errors=True)


def in_use() -> bool:
    """Whether this process has made one."""
    return VARIABLE in os.environ


def remove() -> None:
    """Remove it, at the end of the server."""
    if in_use():
        shutil.rmtree(os.environ[VARIABLE], ignore_errors=True)
