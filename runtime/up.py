"""`manage.py up`: from nothing to a page, and in order back to nothing."""

import argparse
import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from runtime import environment as env
from runtime import state
from runtime.claim import claimed
from runtime.listener import address, is_loopback, listen, status
from runtime.output import say
from runtime.paths import (
    PRIVATE_UMASK,
    Paths,
    discard_socket_folder,
    paths,
    servant_for,
    socket_folder,
)
from runtime.postgres import Postgres
from runtime.pulse import Pulse
from runtime.servers import server_environment
from runtime.state import State
from runtime.supervisor import Program, StopRequested, Supervisor, child_environment, ending
from runtime.trouble import WRONG_USE, Trouble
from runtime.valkey import Valkey

# Together with those of the servers (0.5 and 0.9) these stay below five seconds.
WEB_STEPS = BEAT_STEPS = ((signal.SIGTERM, 0.9),)
# An idle worker takes up to two. A job that takes longer loses its lease; the reaper hands it on.
WORKER_STEPS = ((signal.SIGTERM, 2.6),)
WEB_ANSWERS_WITHIN = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `manage.py up`."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument(
        "--port", type=int, default=env.number("PORT", 8000), help="port to listen on (PORT, 8000)"
    )
    parser.add_argument("--workers", type=int, default=2, help="web server processes (2)")
    parser.add_argument(
        "--no-demo", action="store_true", help="leave an empty database without demonstration data"
    )


def main(arguments: Sequence[str]) -> int:
    """Run until stopped; the exit code. Raises Trouble."""
    parser = argparse.ArgumentParser(prog="manage.py up", description=__doc__)
    add_arguments(parser)
    options = parser.parse_args(arguments)
    if options.workers < 1:
        parser.error("--workers must be at least 1")
    # A shell has what it puts into the background ignore Ctrl-C; we stop on it from the first moment.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Every part inherits it.
    os.umask(PRIVATE_UMASK)
    where = paths()
    _refuse_a_second(where, state.read_alive(where))
    with listen(options.host, options.port) as listener, claimed(where, share=False) as running:
        _refuse_a_second(where, running)
        return _supervise(where, options, listener)


def _refuse_a_second(where: Paths, running: State | None) -> None:
    if running and running.is_up:
        at = f" at {running.address}" if running.address else ""
        raise Trouble(
            f"manage.py up already runs on {where.data}{at} (process {running.runner.pid}). Stop "
            "it first, or give this one other data with OUTTURN_DATA_DIR and another --port.",
            WRONG_USE,
        )


def _supervise(where: Paths, options: argparse.Namespace, listener: socket.socket) -> int:
    servant = servant_for(where)
    sockets = socket_folder(where, servant)
    supervisor = Supervisor(where, State.of_this_process("up", sockets))
    supervisor.listen_to_signals()
    try:
        Start(supervisor, options, listener, sockets).run()
        supervisor.run()
    except StopRequested:
        pass
    finally:
        say("stopping")
        supervisor.stop()
        discard_socket_folder(where, sockets)
        say("stopped")
    return 0


@dataclass
class Start:
    """The way from nothing to a page, with as much as possible side by side."""

    supervisor: Supervisor
    options: argparse.Namespace
    listener: socket.socket
    sockets: Path
    begun: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        where = self.supervisor.where
        servant = servant_for(where)
        self.valkey = None if env.text("REDIS_URL") else Valkey(where, self.sockets, servant)
        self.postgres = None if env.text("DATABASE_URL") else Postgres(where, self.sockets, servant)
        self.servers = self._server_environment()

    def _server_environment(self) -> dict[str, str]:
        found = server_environment(self.supervisor.where, self.sockets)
        if self.postgres is None:
            # Somebody else's database: not embedded, and where it is stands in the environment.
            for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "OUTTURN_EMBEDDED"):
                del found[name]
        if env.text("REDIS_URL"):
            del found["REDIS_URL"]
        return found

    def run(self) -> None:
        """Servers, migrations, demonstration, web; then worker and beat."""
        mine = self.supervisor.state
        mine.address, mine.environment = address(self.listener), self.servers
        self.supervisor.save()
        say(f"starting on {self.supervisor.where.data}")
        # collectstatic fills it in production; whitenoise wants to see it in any case.
        (self.supervisor.where.data / "static").mkdir(exist_ok=True)
        if self.valkey:
            self.valkey.prepare()
            self.supervisor.add(self.valkey)
        # Both import the application while the database starts.
        preparation = self._preparation()
        gate, opener = os.pipe()
        web = self._web(gate)
        try:
            preparation.start()
            self.supervisor.add(web)
            self._start_servers()
            self._finish(preparation, web)
        finally:
            preparation.stop()
            os.close(opener)
            os.close(gate)
        mine.ready = True
        self.supervisor.save()
        self._open_to_people(web)
        self._start_celery()

    def _program(
        self, name: str, command: Sequence[str], steps: Sequence[tuple[int, float]], **extra: str
    ) -> Program:
        environment = child_environment({**self.servers, **extra})
        return Program(name, self.supervisor.where, command, environment, steps)

    def _preparation(self) -> Program:
        command = ["-m", "config.prepare"]
        if self.options.no_demo:
            command.append("--no-demo")
        program = self._program("prepare", command, ((signal.SIGTERM, 1.0),))
        program.stdin = subprocess.PIPE
        return program

    def _web(self, gate: int) -> Program:
        command = ["-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi:application"]
        program = self._program(
            "web",
            command,
            WEB_STEPS,
            OUTTURN_WEB_BIND=f"fd://{self.listener.fileno()}",
            OUTTURN_WEB_PROCESSES=str(self.options.workers),
            OUTTURN_WEB_GRACE="1",
            OUTTURN_WEB_GATE=str(gate),
            # The one-click sign-in asks for it: nobody else can reach this server.
            OUTTURN_LOOPBACK="1" if is_loopback(self.options.host) else "",
        )
        program.pass_fds = (self.listener.fileno(), gate)
        return program

    def _start_servers(self) -> None:
        if self.postgres:
            self.postgres.prepare()
            self.postgres.run()
            self.supervisor.adopt(self.postgres)
        if self.valkey:
            self.valkey.wait()

    def _finish(self, preparation: Program, web: Program) -> None:
        """Tell `preparation` that the database answers, and wait until it is through."""
        child = preparation.process
        assert child
        assert child.stdin
        child.stdin.close()
        while child.poll() is None:
            self._check(web)
            self.supervisor.pause(0.02)
        if child.returncode == WRONG_USE:
            raise Trouble("Nothing was started: mend the settings named above.", WRONG_USE)
        if child.returncode:
            raise Trouble(
                f"Migrations or demonstration data: the process {ending(child.returncode)}. Its "
                f"words stand above and in {self.supervisor.where.logs / 'prepare.log'}; nothing "
                "was started."
            )

    def _check(self, web: Program) -> None:
        if web.process and (code := web.process.poll()) is not None:
            raise Trouble(
                f"The web server {ending(code)} before its first page. Its words stand above and "
                f"in {self.supervisor.where.logs / 'web.log'}."
            )

    def _open_to_people(self, web: Program) -> None:
        # The gate is open; a web server started again later finds none.
        web.env = {name: value for name, value in web.env.items() if name != "OUTTURN_WEB_GATE"}
        web.pass_fds = (self.listener.fileno(),)
        deadline = time.monotonic() + WEB_ANSWERS_WITHIN
        while (answer := status(self.listener, "/healthz")) is None:
            self._check(web)
            if time.monotonic() > deadline:
                raise Trouble(f"The web server did not answer within {WEB_ANSWERS_WITHIN:g} s.")
            self.supervisor.pause(0.02)
        if answer >= 500:
            say(f"the web server answers, but /healthz with {answer}; see its lines above")
        seconds = time.monotonic() - self.begun
        say(f"ready after {seconds:.1f} s: {address(self.listener)}  (Ctrl-C stops it)")

    def _start_celery(self) -> None:
        celery = ["-m", "celery", "--quiet", "-A", "config"]
        worker = [*celery, "worker", "--concurrency=2", "--loglevel=INFO", "--without-gossip",
                  "--without-mingle"]  # fmt: skip
        # A pid file left by a killed beat would forbid the next one.
        beat = [*celery, "beat", "--loglevel=INFO", "--pidfile="]
        # Celery warns root of pickled messages, which we neither send nor accept.
        warnings = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"}
        self.supervisor.add(self._program("worker", worker, WORKER_STEPS, **warnings))
        self.supervisor.add(self._program("beat", beat, BEAT_STEPS))
        Pulse(self.listener, self.supervisor.state, self.valkey).watch()
