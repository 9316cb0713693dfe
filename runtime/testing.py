"""Servers for a test run: real ones, in a folder of their own, gone with the process."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from runtime.paths import Paths, servant_for, socket_folder
from runtime.postgres import Postgres
from runtime.servers import server_environment
from runtime.valkey import Valkey
from runtime.valkey import url as broker_url

# Nobody needs the data of a test after a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


def servers_for_tests() -> dict[str, str]:
    """Start Postgres and Valkey in a temporary folder; the environment that leads to them.

    They stop when this process ends. `outturn_owner` may create databases, and every database it
    creates gives `outturn` the rights it has in the real one.
    """
    folder = Path(tempfile.mkdtemp(prefix="outturn-tests-"))
    folder.chmod(0o711)
    where = Paths(folder)
    where.logs.mkdir(mode=0o700)
    servant = servant_for(where)
    sockets = socket_folder(where, servant)
    valkey, postgres = Valkey(where, sockets, servant), Postgres(where, sockets, servant, FAST)
    starter = os.getpid()

    def stop() -> None:
        if os.getpid() != starter:  # a forked child has inherited this function, not the servers
            return
        valkey.stop()
        postgres.stop()
        for path in {folder, sockets}:
            shutil.rmtree(path, ignore_errors=True)

    atexit.register(stop)
    valkey.prepare()
    valkey.start()
    postgres.prepare()
    postgres.run()
    valkey.wait()
    return {**server_environment(where, sockets), "REDIS_URL": broker_url(sockets)}
