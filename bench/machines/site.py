"""The program itself: two webs, two workers and a beat on folders of their own, in production."""

import os
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg

from bench.machines.servers import BUCKET, ROOT, Nginx, ObjectStore, Postgres, Redis, Server
from bench.person import Person
from runtime.processes import wait_until

PASSWORD = "a-long-sentence-for-trials"
PEOPLE = 40
CELERY = ["-m", "celery", "--quiet", "-A", "config"]


class Program(Server):
    """One process of Outturn's, with a data folder of its own."""

    def __init__(self, site: "Machines", kind: str, name: str) -> None:
        super().__init__(name, site.folder)
        self.site, self.kind = site, kind
        self.data = site.folder / name
        self.data.mkdir()

    def start(self) -> None:
        """Start it, or start it again."""
        commands = {
            "web": ["-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi:application"],
            "worker": [*CELERY, "worker", "--concurrency=1", "--loglevel=WARNING",
                       "--without-gossip", "--without-mingle", "-n", f"{self.name}@%h"],
            "beat": [*CELERY, "beat", "--loglevel=WARNING", "--pidfile=",
                     f"--schedule={self.data}/schedule"],
        }  # fmt: skip
        self.run(
            [sys.executable, *commands[self.kind]],
            **self.site.environment,
            OUTTURN_DATA_DIR=str(self.data),
            OUTTURN_WEB_BIND=f"127.0.0.1:{self.port}",
            OUTTURN_WEB_PROCESSES="1",
            OUTTURN_WEB_THREADS="6",
            PYTHONWARNINGS="ignore:You're running the worker with superuser",
        )

    @property
    def well(self) -> bool:
        """Whether the web server answers."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/healthz",
            headers={"X-Forwarded-Proto": "https", "Host": "localhost"},
        )
        with suppress(OSError), urllib.request.urlopen(request, timeout=2) as answer:
            return bool(answer.status == 200)
        return False


class Machines:
    """Everything, in a folder of the moment; `with Machines() as site`."""

    def __init__(self, *, bucket: bool = True, clock: dict[str, str] | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="outturn-machines-", dir="/tmp"))
        self.folder.chmod(0o711)
        self.deploy = self.folder / "deploy"
        self.secrets = self.deploy / "secrets"
        self.postgres, self.redis = Postgres(self.folder), Redis(self.folder)
        self.nginx = Nginx(self.folder)
        self.store = ObjectStore(self.folder) if bucket else None
        self.webs = [Program(self, "web", f"web-{name}") for name in "ab"]
        self.workers = [Program(self, "worker", f"worker-{name}") for name in "ab"]
        self.beat = Program(self, "beat", "beat")
        self.postgres.clock = clock or {}

    @property
    def environment(self) -> dict[str, str]:
        """What every process of the program gets: production, secrets as files, no state of its own."""
        found = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "OUTTURN_PRODUCTION": "1",
            "OUTTURN_LOG_LEVEL": "WARNING",
            "OUTTURN_STATIC_DIR": str(self.folder / "static"),
            "ALLOWED_HOSTS": "localhost",
            "CSRF_TRUSTED_ORIGINS": self.address,
            # A dead worker is noticed within seconds here; the defaults are 20 and 10.
            "OUTTURN_JOB_LEASE_SECONDS": "6",
            "OUTTURN_JOB_REAP_SECONDS": "2",
            "PYTHONUNBUFFERED": "1",
        }
        for name in ("secret_key", "database_url", "redis_url"):
            found[f"{name.upper()}_FILE"] = str(self.secrets / name)
        if self.store is None:
            return {**found, "OUTTURN_FILES_DIR": str(self.folder / "files")}
        (self.secrets / "s3_access_key").chmod(0o644)
        return {
            **found,
            "OUTTURN_S3_BUCKET": BUCKET,
            "OUTTURN_S3_ENDPOINT": self.store.address,
            "OUTTURN_S3_REGION": "us-east-1",
            "OUTTURN_S3_ACCESS_KEY_FILE": str(self.secrets / "s3_access_key"),
            "OUTTURN_S3_SECRET_KEY_FILE": str(self.secrets / "s3_secret_key"),
        }

    @property
    def address(self) -> str:
        """What people type."""
        return f"https://localhost:{self.nginx.port}"

    @property
    def certificate(self) -> str:
        """The file that a browser has to trust."""
        return str(self.deploy / "certificates" / "server.crt")

    def person(self, username: str = "", timeout: float = 90) -> Person:
        """Somebody in front of the proxy, signed in."""
        found = Person(self.address, self.certificate, timeout)
        if username and (answer := found.sign_in(username, PASSWORD)).status != 302:
            raise RuntimeError(f"{username} could not sign in: {answer.status}")
        return found

    def manage(self, *words: str, stdin: str = "") -> str:
        """`manage.py …` as the migrate container runs it."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                **self.environment,
                "OUTTURN_DATA_DIR": str(self.folder / "commands"),
                "DATABASE_OWNER_URL_FILE": str(self.secrets / "database_owner_url"),
            },
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(words)}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def sql(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask the database, as its owner."""
        address = (self.secrets / "database_owner_url").read_text().strip()
        with psycopg.connect(address, autocommit=True) as line:
            cursor = line.execute(query, values)  # type: ignore[call-overload]
            return list(cursor.fetchall()) if cursor.description else []

    def __enter__(self) -> "Machines":
        try:
            self._start()
        except BaseException:
            self.end()
            raise
        return self

    def _start(self) -> None:
        subprocess.run(
            [ROOT / "deploy/prepare", "localhost"],
            env={
                "PATH": os.environ["PATH"],
                "OUTTURN_DEPLOY_DIR": str(self.deploy),
                "OUTTURN_POSTGRES": f"127.0.0.1:{self.postgres.port}",
                "OUTTURN_BROKER": f"127.0.0.1:{self.redis.port}",
            },
            check=True,
            capture_output=True,
        )
        for name, value in (("s3_access_key", "key"), ("s3_secret_key", "secret")):
            (self.secrets / name).chmod(0o644)
            (self.secrets / name).write_text(value)
        self.redis.start(self.secrets)
        if self.store:
            self.store.start()
        self.postgres.make(self.secrets)
        self.manage("check", "--deploy", "--fail-level", "ERROR")
        self.manage("collectstatic", "--no-input", "--verbosity=0")
        self.manage("migrate", "--no-input", "--verbosity=0")
        self.manage("load_demo")
        self._make_people()
        for part in (*self.webs, *self.workers, self.beat):
            part.start()
        for web in self.webs:
            wait_until(lambda web=web: web.well, 60, 0.1)  # type: ignore[misc]
        self.nginx.start(self.deploy / "certificates", [web.port for web in self.webs])
        if not wait_until(lambda: self.job().startswith("done"), 120, 0.2):
            raise RuntimeError(f"the first draft is not made: {self.job()}")

    def _make_people(self) -> None:
        """Forty of the PMO and the management, and a password for everybody."""
        lines = ["units: []", "users:"]
        for number in range(1, PEOPLE + 1):
            role = "pmo" if number % 4 else "manager"
            lines.append(
                f"  - {{username: u{number:02}, full_name: Person {number:02}, unit: PGMS, "
                f"language: en, roles: [{{role: {role}}}]}}"
            )
        file = self.folder / "people.yaml"
        file.write_text("\n".join(lines) + "\n")
        self.manage("load_people", str(file))
        self.manage(
            "shell", "-c",
            "from core.models import User\n"
            "from django.contrib.auth.hashers import make_password\n"
            f"User.objects.update(password=make_password({PASSWORD!r}))\n",
        )  # fmt: skip

    def job(self) -> str:
        """State and error of the latest job."""
        rows = self.sql("SELECT state, error FROM core_job ORDER BY id DESC LIMIT 1")
        return " ".join(rows[0]) if rows else ""

    def trusts(self) -> ssl.SSLContext:
        """For other clients."""
        return ssl.create_default_context(cafile=self.certificate)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def end(self) -> None:
        """Stop everything and remove the folder."""
        for part in (self.nginx, *self.webs, self.beat, *self.workers, self.redis, self.store):
            if part:
                part.end(signal.SIGTERM, 5)
        self.postgres.end()
        shutil.rmtree(self.folder, ignore_errors=True)
