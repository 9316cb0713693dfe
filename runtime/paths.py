"""Paths of the files that the runtime keeps, and who may reach them."""

import contextlib
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from runtime import environment as env
from runtime.processes import Servant
from runtime.trouble import Trouble

BASE_DIR = Path(__file__).resolve().parent.parent
SERVANT_NAME = "nobody"
POSTGRES_SOCKET = ".s.PGSQL.5432"
VALKEY_SOCKET = "valkey.sock"
# sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included.
SOCKET_PATH_LIMIT = 107 if sys.platform == "linux" else 103
TEMPORARY_PREFIX = "outturn-"
# What a process of the program makes is for its user alone, unless it asks for more.
PRIVATE_UMASK = 0o077
# What the program makes in its data folder; others may have come there with wider rights, in days before.
MADE_HERE = ("files", "static", "log", "runtime.json", "runtime.lock", "beat-schedule*", "metrics*")


@dataclass(frozen=True)
class Paths:
    """The files and folders of one data folder."""

    data: Path

    @property
    def cluster(self) -> Path:
        """Postgres's files."""
        return self.data / "postgres"

    @property
    def valkey(self) -> Path:
        """Valkey's append-only files."""
        return self.data / "valkey"

    @property
    def logs(self) -> Path:
        """One file per part, the one before it beside it as `.1`."""
        return self.data / "log"

    @property
    def state(self) -> Path:
        """Who runs on this data now."""
        return self.data / "runtime.json"

    @property
    def lock(self) -> Path:
        """Held by whoever has started servers on this data."""
        return self.data / "runtime.lock"


def paths() -> Paths:
    """The data folder of this process: OUTTURN_DATA_DIR, or `var` beside manage.py. Made if new."""
    found = Paths(Path(env.text("OUTTURN_DATA_DIR") or BASE_DIR / "var").resolve())
    is_new = not found.data.exists()
    try:
        found.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        found.logs.mkdir(mode=0o700, exist_ok=True)
        _close(found, is_new=is_new)
    except OSError as error:
        raise _cannot_write(found.data, error) from error
    if not os.access(found.data, os.W_OK | os.X_OK):
        raise _cannot_write(found.data, PermissionError("it belongs to another user"))
    return found


def _close(where: Paths, *, is_new: bool) -> None:
    """Nobody else looks into the data folder, whoever starts the program.

    Root's servant has to pass through (0710, by its group), and sees nothing but what is handed to
    it. A folder that was there with other rights keeps them, and a check says so (core.W011).
    """
    servant = servant_for(where)
    found = where.data.stat()
    was_ours = found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) == 0o711
    if servant and (is_new or was_ours):
        os.chown(where.data, -1, servant.gid)
        where.data.chmod(0o710)
    for pattern in MADE_HERE:
        for path in where.data.glob(pattern):
            made = path.lstat()
            if (
                made.st_uid == os.geteuid()
                and made.st_mode & PRIVATE_UMASK
                and not path.is_symlink()
            ):
                path.chmod(stat.S_IMODE(made.st_mode) & ~PRIVATE_UMASK)


def _cannot_write(folder: Path, error: OSError) -> Trouble:
    return Trouble(
        f"The data folder {folder} cannot be written: {error.strerror or error}. Give it to the "
        f"user {user_name()}, or name another one with OUTTURN_DATA_DIR."
    )


def user_name() -> str:
    """The name of the user we run as; its number where it has no name."""
    with contextlib.suppress(KeyError):
        return pwd.getpwuid(os.geteuid()).pw_name
    return str(os.geteuid())


def servant_for(where: Paths) -> Servant | None:
    """The user for the servers: ourselves (None), unless we are root, which Postgres refuses.

    Files that already belong to an ordinary user stay that user's, so that `sudo` once does not
    lock them out for ever after.
    """
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam(SERVANT_NAME)
    if where.cluster.exists() and (owner := where.cluster.stat().st_uid):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwuid(owner)
    return Servant(entry.pw_name, entry.pw_uid, entry.pw_gid)


def check_reach(servant: Servant | None, *wanted: Path) -> None:
    """Trouble when `servant` cannot pass through to one of `wanted`, naming the closed folder."""
    if servant is None:
        return
    for path in wanted:
        if _reaches(servant, path):
            continue
        way = [*reversed(path.parents), path]
        closed = next((step for step in way if not _reaches(servant, step)), path)
        raise Trouble(
            f"{path} cannot be reached by the user {servant.name}: {closed} is closed to it. "
            f"PostgreSQL refuses to run as root, so root starts it as {servant.name}. Start "
            "Outturn as an ordinary user, or keep the program and its data (OUTTURN_DATA_DIR) "
            "where every user may pass through."
        )


def _reaches(servant: Servant, path: Path) -> bool:
    test = shutil.which("test") or "/bin/test"
    asked = subprocess.run(
        [test, "-x", str(path)],
        user=servant.uid,
        group=servant.gid,
        extra_groups=[],
        process_group=0,  # a Ctrl-C meant for us would look like a refusal
        cwd="/",
        check=False,
    )
    return asked.returncode == 0


def own_folder(path: Path, servant: Servant | None) -> Path:
    """A private folder (0700) for the servers; root hands it to `servant` with all it holds."""
    path.mkdir(mode=0o700, exist_ok=True)
    if servant and path.stat().st_uid != servant.uid:
        for item in [path, *path.rglob("*")]:
            os.chown(item, servant.uid, servant.gid, follow_symlinks=False)
    if stat.S_IMODE(path.stat().st_mode) != 0o700:
        path.chmod(0o700)
    return path


def socket_folder(where: Paths, servant: Servant | None) -> Path:
    """The private folder of the sockets: `run` in the data folder.

    Where that cannot be a socket's address (too long, or a comma in it), a private folder of the moment
    under the temporary folder; its name stands in runtime.json.
    """
    path = where.data / "run"
    if not _fits(path):
        path = Path(tempfile.mkdtemp(prefix=TEMPORARY_PREFIX))
        if not _fits(path):
            path.rmdir()
            path = Path(tempfile.mkdtemp(prefix=TEMPORARY_PREFIX, dir="/tmp"))
    return own_folder(path, servant)


def _fits(folder: Path) -> bool:
    # libpq reads a host with a comma as several hosts.
    path = os.fsencode(folder / POSTGRES_SOCKET)
    return len(path) <= SOCKET_PATH_LIMIT and b"," not in path


def discard_socket_folder(where: Paths, folder: Path) -> None:
    """Remove a socket folder of the moment; the one in the data folder stays."""
    if folder.name.startswith(TEMPORARY_PREFIX) and where.data not in folder.parents:
        shutil.rmtree(folder, ignore_errors=True)


def open_log(where: Paths, part: str) -> Path:
    """A fresh log file for `part`; the last one is kept as `.1`."""
    path = where.logs / f"{part}.log"
    if path.exists():
        path.replace(path.with_suffix(".log.1"))
    path.touch(mode=0o600)
    return path


def last_lines(path: Path, count: int = 8) -> str:
    """The end of a log, to be shown with an error."""
    with contextlib.suppress(OSError):
        return "\n".join(path.read_text(errors="replace").splitlines()[-count:])
    return ""


def package_folder(name: str) -> Path:
    """Where an installed package lies, without running it; whoever reads its files needs no more."""
    found = find_spec(name)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(name)
    return Path(found.submodule_search_locations[0])
