"""A WSGI application whose database connection is opened on import, as a careless pool would be."""

import os
from collections.abc import Callable, Iterable
from typing import Any

import psycopg

connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """The number in the path by way of the database, and which process this is."""
    number = int(environ["PATH_INFO"].strip("/"))
    row = connection.execute("SELECT %s::bigint, pg_sleep(0.002)", [number]).fetchone()
    start("200 OK", [("Content-Type", "text/plain")])
    return [f"{row[0] if row else None} {os.getpid()}".encode()]
