"""What manage.py calls: decides what servers a command needs, and lends them for as long."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from config import environment as env
from config.runtime import postgres, state, valkey
from config.runtime.claim import claimed
from config.runtime.places import Places, discard_socket_folder, places, servant_for, socket_folder
from config.runtime.processes import identity
from config.runtime.trouble import FAILURE, WRONG_USE, Trouble

WITHOUT_SERVERS = {
    "help", "--help", "-h", "version", "--version", "check", "makemessages", "compilemessages",
    "collectstatic", "findstatic", "diffsettings", "startapp", "startproject",
}  # fmt: skip
AS_OWNER = {
    "migrate", "makemigrations", "flush", "loaddata", "sqlmigrate", "sqlflush", "pgtrigger",
    "test", "backup", "restore",
}  # fmt: skip
# What must have the data to itself: not even a running `up` may lend it.
ALONE = {"restore"}


def run(arguments: list[str]) -> int:
    """Run one manage.py command line with the servers it needs; the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        return _run(arguments)
    except Trouble as trouble:
        print(f"outturn: {trouble}", file=sys.stderr)
        return trouble.code
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _run(arguments: list[str]) -> int:
    command = arguments[1] if len(arguments) > 1 else "help"
    asks_for_help = not {"-h", "--help"}.isdisjoint(arguments[2:])
    if command == "up" and not asks_for_help:
        from config.runtime import up

        return up.main(arguments[2:])
    if command in AS_OWNER:
        os.environ.setdefault("OUTTURN_DATABASE_ROLE", "owner")
    if env.text("DATABASE_URL") or asks_for_help or not _needs_servers(command, arguments):
        return _django(arguments)
    with _unwound_by_signals(), database(command) as environment:
        os.environ.update(environment)
        return _django(arguments)


def _needs_servers(command: str, arguments: list[str]) -> bool:
    if command == "check":
        return any(word.startswith("--database") for word in arguments)
    return command not in WITHOUT_SERVERS


def _django(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line
    from django.db import InterfaceError, OperationalError

    try:
        execute_from_command_line(arguments)
    except (OperationalError, InterfaceError) as error:
        # Not a mistake of the program: a sentence for whoever runs it, and no traceback.
        raise Trouble(
            f"The database stopped answering: {str(error).splitlines()[0]}\nWhat was not complete "
            "has not been saved. Repeat the command when the database answers again.",
            FAILURE,
        ) from error
    return 0


@contextmanager
def _unwound_by_signals() -> Iterator[None]:
    """Let a signal that would end us at once unwind the stack, so that our server is stopped."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def server_environment(where: Places, sockets: Path) -> dict[str, str]:
    """The variables that lead a process to the embedded servers behind `sockets`.

    A REDIS_URL that is already set stays.
    """
    return {
        "DATABASE_URL": postgres.url(sockets, postgres.APPLICATION_ROLE),
        "DATABASE_OWNER_URL": postgres.url(sockets, postgres.OWNER_ROLE),
        "REDIS_URL": env.text("REDIS_URL") or valkey.url(sockets),
        "OUTTURN_EMBEDDED": "1",
        "OUTTURN_DATA_DIR": str(where.data),
    }


@contextmanager
def database(command: str) -> Iterator[dict[str, str]]:
    """The environment for one command: the running `up`'s servers, or a Postgres of its own.

    Its own has no broker beside it: REDIS_URL then names a socket that nobody listens on, not
    whatever may stand on this machine's port 6379.
    """
    where = places()
    with claimed(where, share=True) as running:
        if running is None:
            with _own_postgres(where, command) as environment:
                yield environment
            return
        if command in ALONE:
            raise Trouble(
                f"manage.py up (process {running.runner.pid}) runs on {where.data}. Stop it first: "
                f"{command} needs the data for itself.",
                WRONG_USE,
            )
        if "DATABASE_URL" not in running.environment:
            raise Trouble(
                f"manage.py up (process {running.runner.pid}) runs on {where.data} with a "
                "database of its own choice: set the same DATABASE_URL for this command.",
                FAILURE,
            )
        yield {**running.environment, "REDIS_URL": env.text("REDIS_URL")
               or running.environment["REDIS_URL"]}  # fmt: skip


@contextmanager
def _own_postgres(where: Places, command: str) -> Iterator[dict[str, str]]:
    servant = servant_for(where)
    sockets = socket_folder(where, servant)
    now = state.State.of_this_process(command, sockets)
    state.write(where, now)
    server = postgres.Postgres(where, sockets, servant)
    try:
        server.prepare()
        server.run()
        assert server.process
        now.parts["postgres"] = identity(server.process.pid)
        state.write(where, now)
        yield server_environment(where, sockets)
    finally:
        server.stop()
        discard_socket_folder(where, sockets)
