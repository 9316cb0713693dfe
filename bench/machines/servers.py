"""The neighbours of the program: PostgreSQL, Redis, an S3 server, nginx. Loopback only."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from runtime import processes
from runtime.processes import Servant, wait_until

ROOT = Path(__file__).resolve().parents[2]
KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
BUCKET = "outturn"


class Missing(Exception):
    """A program that the distribution has, and this machine has not."""


def program(name: str, *places: str) -> str:
    """Where a program is; the newest of several versions."""
    for place in places:
        for found in sorted(Path("/").glob(place.lstrip("/")), reverse=True):
            return str(found / name)
    found_here = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if not found_here:
        raise Missing(f"{name} is not installed")
    return found_here


def missing() -> str:
    """The first program that is not there; empty when all are."""
    try:
        postgres_program("postgres")
        for name in ("redis-server", "nginx", "openssl", "psql"):
            program(name)
    except Missing as error:
        return str(error)
    return ""


def postgres_program(name: str) -> str:
    """One of PostgreSQL's own programs."""
    found = program(name, "/usr/lib/postgresql/*/bin")
    if not Path(found).exists():
        raise Missing(f"{name} is not installed")
    return found


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as line:
        line.settimeout(1)
        return line.connect_ex(("127.0.0.1", port)) == 0


class Server:
    """A process with its output in a file."""

    def __init__(self, name: str, folder: Path, servant: Servant | None = None) -> None:
        self.name, self.folder, self.servant = name, folder, servant
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.log = folder / f"{name}.log"
        self.clock: dict[str, str] = {}  # variables that bend its clock (`bench.faults.clock`)

    def run(self, command: list[str], **env: str) -> None:
        """Start it, or start it again."""
        with self.log.open("ab") as log:
            self.process = processes.start(
                command,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **self.clock, **env},
                cwd=self.folder if self.servant else ROOT,
                servant=self.servant,
                output=log,
            )

    def wait(self, seconds: float = 30) -> None:
        """Until it takes connections."""
        if not wait_until(lambda: answers(self.port), seconds, 0.05):
            raise RuntimeError(f"{self.name} did not start:\n{self.log.read_text()[-2000:]}")

    def kill(self) -> None:
        """As a power cut would."""
        assert self.process
        processes.kill_group(self.process.pid)
        self.process.wait()

    def end(self, number: int = signal.SIGTERM, seconds: float = 15) -> None:
        """In order."""
        if self.process:
            processes.end(self.process, ((number, seconds),))
            self.process = None


class Postgres(Server):
    """The distribution's PostgreSQL with the two roles of `deploy/postgres/roles.sh`."""

    def __init__(self, folder: Path) -> None:
        super().__init__("postgres", folder, _servant("postgres"))
        self.data = folder / "postgres"

    def make(self, secrets: Path) -> None:
        """A new cluster, started, with database and roles."""
        self.data.mkdir(mode=0o700)
        password = self.folder / "superuser"
        password.write_text((secrets / "postgres_password").read_text())
        if self.servant:
            for path in (self.data, password):
                os.chown(path, self.servant.uid, self.servant.gid)
        self.run([
            postgres_program("initdb"), "-D", str(self.data), "-U", "postgres", "-E", "UTF8",
            "--locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={password}",
        ])  # fmt: skip
        assert self.process
        if self.process.wait():
            raise RuntimeError(self.log.read_text()[-2000:])
        self.start()
        subprocess.run(
            [ROOT / "deploy/postgres/roles.sh"],
            env={
                "PATH": os.environ["PATH"],
                "PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": "postgres",
                "PGPASSWORD": password.read_text().strip(),
                "OWNER_PASSWORD_FILE": str(secrets / "owner_password"),
                "APPLICATION_PASSWORD_FILE": str(secrets / "application_password"),
            },
            check=True,
        )  # fmt: skip

    def start(self) -> None:
        """Start it, or start it again."""
        self.run([
            postgres_program("postgres"), "-D", str(self.data), "-p", str(self.port),
            "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self.data}",
            "-c", "max_connections=100",
        ])  # fmt: skip
        self.wait()

    def end(self, number: int = signal.SIGINT, seconds: float = 20) -> None:
        """A fast shutdown."""
        super().end(number, seconds)


def _servant(name: str) -> Servant | None:
    if os.geteuid():
        return None
    entry = pwd.getpwnam(name)
    return Servant(name, entry.pw_uid, entry.pw_gid)


class Redis(Server):
    """The distribution's Redis with the secret file that the containers use."""

    def __init__(self, folder: Path) -> None:
        super().__init__("redis", folder)

    def start(self, secrets: Path) -> None:
        """Start it, or start it again."""
        data = self.folder / "redis"
        data.mkdir(exist_ok=True)
        self.run([
            program("redis-server"), str(secrets / "broker.conf"), "--port", str(self.port),
            "--bind", "127.0.0.1", "--dir", str(data),
        ])  # fmt: skip
        self.wait()


class ObjectStore(Server):
    """A server that speaks S3 over HTTP, with one bucket."""

    def __init__(self, folder: Path) -> None:
        super().__init__("s3", folder)

    def start(self) -> None:
        """Start it with an empty bucket."""
        self.run([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)])
        self.wait()
        make = urllib.request.Request(f"{self.address}/{BUCKET}", method="PUT")
        urllib.request.urlopen(make, timeout=10).close()

    @property
    def address(self) -> str:
        """What OUTTURN_S3_ENDPOINT gets."""
        return f"http://127.0.0.1:{self.port}"


class Nginx(Server):
    """The distribution's nginx with the site file of the proxy container."""

    def __init__(self, folder: Path) -> None:
        super().__init__("nginx", folder)

    def start(self, certificates: Path, webs: list[int]) -> None:
        """TLS in front of these ports."""
        place = self.folder / "nginx"
        place.mkdir(exist_ok=True)
        upstream = "\n".join(
            f"    server 127.0.0.1:{port} max_fails=1 fail_timeout=2s;" for port in webs
        )
        temporary = "\n".join(
            f"  {kind}_temp_path {place}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (place / "nginx.conf").write_text(f"""
daemon off;
worker_processes 1;
pid {place}/pid;
error_log {place}/error.log warn;
events {{ worker_connections 512; }}
http {{
  access_log off;
{temporary}
  upstream outturn {{
{upstream}
  }}
  server {{
    listen 127.0.0.1:{self.port} ssl http2;
    ssl_certificate {certificates}/server.crt;
    ssl_certificate_key {certificates}/server.key;
    add_header X-Served-By $upstream_addr always;
    include {ROOT}/deploy/nginx/site.conf;
  }}
}}
""")
        self.run(
            [program("nginx"), "-c", str(place / "nginx.conf"), "-e", str(place / "error.log")]
        )
        self.wait()
