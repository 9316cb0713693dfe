"""What manage.py calls: decides what servers a command needs, and runs it."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from runtime import environment as env
from runtime.servers import database
from runtime.trouble import FAILURE, Trouble

WITHOUT_SERVERS = {
    "help", "--help", "-h", "version", "--version", "check", "makemessages", "compilemessages",
    "collectstatic", "findstatic", "diffsettings", "startapp", "startproject",
}  # fmt: skip
AS_OWNER = {
    "migrate", "makemigrations", "flush", "loaddata", "sqlmigrate", "sqlflush", "pgtrigger",
    "test", "backup", "restore",
}  # fmt: skip


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
        from runtime import up

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
