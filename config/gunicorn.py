"""The web server's settings: `gunicorn -c config/gunicorn.py config.wsgi`.

OUTTURN_WEB_PROCESSES (2), OUTTURN_WEB_THREADS (4), OUTTURN_WEB_GRACE (seconds a request may still
take at the end, 30) and OUTTURN_WEB_BIND (or PORT) override the defaults.
"""

import os
import select
from importlib import import_module
from pathlib import Path
from typing import Any

from core.requests import logs
from runtime import environment as env
from runtime import metrics_folder
from runtime.paths import PRIVATE_UMASK

bind = env.text("OUTTURN_WEB_BIND") or f"0.0.0.0:{env.number('PORT', 8000)}"
worker_class = "config.web_worker.PatientWorker"
workers = env.number("OUTTURN_WEB_PROCESSES", 2)
threads = env.number("OUTTURN_WEB_THREADS", 4)
timeout = 60
graceful_timeout = env.number("OUTTURN_WEB_GRACE", 30)
keepalive = 5
# Nothing that was handed on is believed unless a proxy is said to stand in front; then whoever reaches
# this server is that proxy.
proxies = env.number("OUTTURN_TRUSTED_PROXIES", 1 if env.flag("OUTTURN_PRODUCTION") else 0)
forwarded_allow_ips = "*" if proxies > 0 else ""
# A database connection opened before the fork would be one connection in every worker, and answers
# would reach the wrong requests: each worker makes the application, and connects, for itself. What
# they share are modules (on_starting), which connect to nothing.
preload_app = False
# Nobody steers a running server here, and the default socket's place is one for all gunicorns.
control_socket_disable = True
# The heartbeat's file must not wait for a busy disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
# The program tells of each request itself, with its number (core.requests.middleware).
accesslog = None
errorlog = "-"
loglevel = "warning"
logconfig_dict = logs.for_gunicorn(env.text("OUTTURN_LOG_FORMAT", "line"))

# The reading end of a pipe: `up` closes the other end when the database is ready. Until then the
# workers, already imported, take no request.
gate = env.number("OUTTURN_WEB_GATE", 0)


def on_starting(_server: Any) -> None:
    """Before any worker: files for nobody else, a folder in which they count together, and the modules.

    A worker that imports them for itself takes 60 MB more.
    """
    os.umask(PRIVATE_UMASK)
    metrics_folder.make()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.conf import settings

    from config.starting import rest_collector

    django.setup()
    import_module(settings.ROOT_URLCONF)
    rest_collector()


def child_exit(_server: Any, worker: Any) -> None:
    """A worker has ended: what only the living count is forgotten."""
    if metrics_folder.in_use():
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(_server: Any) -> None:
    """The counts end with the server."""
    metrics_folder.remove()


def post_fork(_server: Any, _worker: Any) -> None:
    """Belt beside braces: forget connections that came over the fork, without closing them.

    Closing one would say goodbye on the socket the parent still uses.
    """
    from django.conf import settings
    from django.db import connections

    if not settings.configured:
        return
    for connection in connections.all(initialized_only=True):
        if inherited := connection.connection:
            # Kept alive, so that no destructor closes it either.
            inherited_connections.append(inherited)
            connection.connection = None


inherited_connections: list[object] = []


def post_worker_init(worker: Any) -> None:
    """The application is imported: wait at the gate, with a heartbeat, before the first request.

    From there on the database is there, and learns with which settings this start was made.
    """
    from config.starting import record_settings, rest_collector

    rest_collector()
    if gate:
        _wait_at_the_gate(worker)
    record_settings("web")


def _wait_at_the_gate(worker: Any) -> None:
    while worker.alive:
        worker.notify()
        if select.select([gate], [], [], 0.5)[0]:
            break
    os.close(gate)
