"""Lends one command the servers it needs: those of a running `up`, or its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime import environment as env
from runtime import postgres, state, valkey
from runtime.claim import claimed
from runtime.paths import Paths, discard_socket_folder, paths, servant_for, socket_folder
from runtime.processes import identity
from runtime.trouble import FAILURE, WRONG_USE, Trouble

# What must have the data to itself: not even a running `up` may lend it.
ALONE = {"restore"}


def server_environment(where: Paths, sockets: Path) -> dict[str, str]:
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
    where = paths()
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
def _own_postgres(where: Paths, command: str) -> Iterator[dict[str, str]]:
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
