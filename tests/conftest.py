"""Real servers for the run, and the demonstration portfolio in each worker's database.

Without DATABASE_URL the run starts its own Postgres and Valkey, once, before Django's settings are
read; xdist's workers inherit the way to them. Tests run as the database's owner; what the
application role may do is tested over connections of its own (`application`).
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

# Long files first, so that no worker is left with one at the end.
FIRST = ("tests/browser/", "tests/integration/", "tests/runtime/")
DEMONSTRATION = "_demonstration"


def pytest_configure(config: pytest.Config) -> None:
    """Start the servers and only then name the settings, which read the environment once."""
    if not os.environ.get("DATABASE_URL"):
        from config.runtime.testing import servers_for_tests

        os.environ.update(servers_for_tests())
    data = Path(os.environ.setdefault("OUTTURN_DATA_DIR", tempfile.mkdtemp(prefix="outturn-")))
    (data / "static").mkdir(exist_ok=True)
    os.environ["OUTTURN_DATABASE_ROLE"] = "owner"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order files by how long they take, and skip what needs a browser where there is none."""
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Each worker's database holds the demonstration with its first draft."""
    from django.core.management import call_command

    from core.jobs import job_run
    from core.models import Job

    with django_db_blocker.unblock():
        call_command("load_demo", verbosity=0, stdout=open(os.devnull, "w"))
        for job in Job.objects.all():
            job_run(job.pk)
        _copy_database(_database(), _database() + DEMONSTRATION)
    yield
    with django_db_blocker.unblock():
        _administer(f'DROP DATABASE IF EXISTS "{_database()}{DEMONSTRATION}"')


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demonstration in a database where commits are real; put back afterwards.

    For what a test inside one transaction cannot show: threads, other roles, events at different
    moments.
    """
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            _copy_database(_database() + DEMONSTRATION, _database())


@pytest.fixture
def application(committed: None) -> "Iterator[psycopg.Connection[Any]]":
    """A connection with the rights of the web server and the workers, and no more."""
    import dj_database_url

    parts = dj_database_url.parse(os.environ["DATABASE_URL"])
    with psycopg.connect(
        host=parts["HOST"],
        port=parts["PORT"] or None,
        user=parts["USER"],
        password=parts["PASSWORD"] or None,
        dbname=_database(),
        autocommit=True,
    ) as connection:
        yield connection


def _database() -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def _copy_database(source: str, target: str) -> None:
    """Make `target` a copy of `source`: 0.1 s, files copied by the server."""
    _administer(
        f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)',
        f'CREATE DATABASE "{target}" TEMPLATE "{source}"',
    )


def _administer(*statements: str) -> None:
    from django.db import connection, connections

    connections.close_all()
    # Django's own way to a database beside the one tests run in.
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        for statement in statements:
            cursor.execute(statement)
