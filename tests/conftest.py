"""Real servers for the run, and the demonstration portfolio in each worker's database.

Without DATABASE_URL the run starts its own Postgres and Valkey, once, before Django's settings are
read; xdist's workers inherit the way to them. The demonstration is loaded once, into a database that
each worker copies. Tests run as the database's owner; what the application role may do is tested
over connections of its own (`application`).
"""

import fcntl
import gc
import os
import shutil
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import dj_database_url
import hypothesis
import psycopg
import pytest
from django.db import DatabaseError
from hypothesis import HealthCheck

from bench.faults.site import Demonstrations

# Parts of the ids of tests that take longest, in this order: no worker is left with one at the end.
FIRST = (
    *(
        "/browser/",
        "/runtime/",
        "/integration/",
        "/access/",
        "/test_backup.py",
        "/word_templates/test_apply.py",
    ),
    *(
        "/test_query_ledger.py",
        "/test_twice_the_rows.py",
        "/test_people_admin.py",
        "/test_checks.py",
    ),
    *("/test_counts_agree.py", "/test_dashboard.py", "/reports/", "/loaders/"),
)
# What `make test` leaves to `make test-rest`: marker → parts of a test's id, a folder or a file.
SLOW = {
    "browser": ("/browser/", "_browser.py::"),
    # Programs of ours, an S3 server, an office.
    "processes": (
        *("/runtime/", "/test_bucket.py::", "/test_backup.py::", "::test_nothing_starts_"),
        "/test_reminder_drill.py::",
        *("/test_docx_pages.py::", "::test_libreoffice_", "/test_jobs.py::test_a_job_that_hangs_"),
    ),
    # Whole papers in every language and format, again and again.
    "papers": (
        *(
            "/test_figures_agree.py::",
            "/reports/test_commands.py::",
            "/reports/test_kept_pages.py::",
        ),
        *("/word_templates/test_pages.py::", "/reports/test_counts_agree.py::"),
        "/test_dashboard.py::test_every_count_of_the_demonstration_",
        "/risks/test_numbers.py::test_the_report_says_",
        *("/test_formats.py::test_every_figure_", "/loaders/test_difference.py::"),
    ),
    # Every address with everybody; every pattern, address, form and file with input that means ill,
    # every form several times: minutes. Each leaves a sample to the fast run.
    "drills": (
        *("/integration/", "/test_linear_cost.py::", "/test_unreadable_input.py::"),
        *("/test_same_moment.py::", "/walks/test_forms.py::test_a_long_"),
        *("/walks/test_addresses.py::test_a_long_", "/walks/test_files.py::test_a_long_"),
        "/walks/test_sheets.py::test_a_long_",
        *(
            "/test_hidden_names.py::",
            "/test_pages_speak.py::",
            "/test_every_address.py::test_everybody_",
        ),
        "/test_limited_roles.py::test_in_a_unit_",
        # Every list in two languages beside what the library makes of it; a cell of megabytes.
        *("/test_cells.py::test_every_list_shows_", "/test_watching.py::"),
        *("/walks/test_addresses.py::test_a_short_", "/walks/test_files.py::test_a_short_"),
        *("/test_far_and_damaged_sheets.py::test_a_large_text_", "/status/test_drafts.py::"),
        # Every decision with every trace, once more for stand-ins and for what is over.
        *(
            f"/test_nobody_decides_alone.py::test_{name}_"
            for name in ("nor_whoever", "what_is_long_over", "giving_the_lent")
        ),
    ),
}
# Tests that try one thing with every page, list, form, field or person: `make test` tries a few of each,
# `make test-rest` the others.
SWEEPS = (
    *("/test_query_ledger.py::test_a_page_asks_", "/test_every_field.py::test_every_field_stands_"),
    *("/test_every_creation.py::test_a_form_sent_", "/test_column_choice.py::test_every_column_"),
    *("/test_people_admin.py::test_no_question_", "/test_people_admin.py::test_nobody_but_"),
    "/test_limited_roles.py::test_lists_hold_",
    *("/test_limited_roles.py::test_of_an_edition_", "/test_counts_agree.py::test_every_count_"),
    *("/test_documents.py::test_whoever_", "/test_questions.py::test_a_question_is_seen_"),
    *("/test_questions.py::test_readers_are_", "/test_pdf_missing_glyphs.py::"),
    *("/test_twice_the_rows.py::test_twice_", "/test_there_and_back.py::"),
    *("/test_every_sheet.py::", "/test_nobody_decides_alone.py::test_whoever_has_a_hand_"),
    "/test_limited_roles.py::test_what_is_",
    *("/test_ended_roles.py::", "/test_questions.py::", "/test_documents.py::"),
    *("/terms/test_own_fields.py::", "/reports/test_dashboard.py::test_every_count_on_"),
    "/reports/test_pages_follow_writes.py::",
)
FEW = 2
# Names the folder that all workers share: the demonstration's files, and its data for `up`.
SHARED = "OUTTURN_TEST_SHARED"


def pytest_configure(config: pytest.Config) -> None:
    """Start the servers and only then name the settings, which read the environment once."""
    if not os.environ.get("DATABASE_URL"):
        from runtime.testing import servers_for_tests

        os.environ.update(servers_for_tests())
    is_first = not os.environ.get(SHARED)
    # A data folder for each process; what they share is made by the first.
    for name in ("OUTTURN_DATA_DIR", *([SHARED] if is_first else [])):
        os.environ[name] = tempfile.mkdtemp(prefix="outturn-tests-", dir="/tmp")
        config.add_cleanup(partial(shutil.rmtree, os.environ[name], ignore_errors=True))
    os.environ["OUTTURN_DATABASE_ROLE"] = "owner"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django
    from django.conf import settings

    django.setup()
    if is_first:
        config.add_cleanup(_drop_the_demonstration)
    _settle_hypothesis()
    # Every test client makes the middleware anew, and this one would list all static files each time.
    settings.WHITENOISE_AUTOREFRESH = True


def _settle_hypothesis() -> None:
    """The same examples in every run, and no limit by a clock that other tests slow down.

    `OUTTURN_EXPLORE=1 pytest …` looks for new ones.
    """
    profiles = hypothesis.settings
    patient: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
    profiles.register_profile("explore", **patient)
    profiles.register_profile("steady", derandomize=True, **patient)
    profiles.load_profile("explore" if os.environ.get("OUTTURN_EXPLORE") else "steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the markers of the slow run on, and order files by how long they take."""

    def matches(item: pytest.Item, *parts: str) -> bool:
        name = item.nodeid.partition("[")[0]
        return any(part in name for part in parts)

    def place(item: pytest.Item) -> int:
        return next((n for n, part in enumerate(FIRST) if matches(item, part)), len(FIRST))

    seen: Counter[str] = Counter()
    for item in items:
        for kind, parts in SLOW.items():
            if matches(item, *parts):
                item.add_marker(kind)
                item.add_marker("slow")
        if matches(item, *SWEEPS):
            test = item.nodeid.partition("[")[0]
            seen[test] += 1
            if seen[test] > FEW:
                item.add_marker("sweeps")
                item.add_marker("slow")

    items.sort(key=place)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Which files took longest, with their fixtures: where a run over its limit is to be mended."""
    taken: defaultdict[str, float] = defaultdict(float)
    for report in (one for reports in terminalreporter.stats.values() for one in reports):
        if isinstance(report, pytest.TestReport):
            taken[report.nodeid.partition("::")[0]] += report.duration
    terminalreporter.section(f"the files that took longest, of {sum(taken.values()):.0f} s")
    for file, seconds in sorted(taken.items(), key=lambda each: -each[1])[:25]:
        terminalreporter.write_line(f"{seconds:8.1f} s  {file}")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """Each worker's database holds the demonstration with its first draft.

    In place of the plugin's own, which makes none when no test carries its marker: `committed`
    would then work on the database that the settings name.
    """
    from django.conf import settings
    from django.db import connection

    settled = connection.settings_dict["NAME"]
    own: str = connection.creation._get_test_db_name()  # type: ignore[attr-defined]
    with django_db_blocker.unblock():
        made = _make_the_demonstration()
        _copy_database(_demonstration(), own)
    shutil.copytree(made, settings.FILES_DIR, dirs_exist_ok=True)
    connection.settings_dict["NAME"] = own
    # What is loaded by now stays to the end: the collector need not look through it again and again.
    gc.collect()
    gc.freeze()
    yield
    with django_db_blocker.unblock():
        _administer(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')
    connection.settings_dict["NAME"] = settled


def _demonstration() -> str:
    """The database that all workers copy."""

    # Of one run: another may work on the same server.
    suffix = Path(os.environ[SHARED]).name.rpartition("-")[2].lower()
    return f"test_outturn_demonstration_{suffix}"


def _make_the_demonstration() -> Path:
    """Load it once, into the database that all copy; gives the folder with its files.

    Who comes second waits for the first.
    """
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_databases

    from core.jobs.services import job_run
    from core.models import Job

    shared = Path(os.environ[SHARED])
    files = shared / "files"
    with (shared / "loading").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not files.exists():
            setup_databases(verbosity=0, interactive=False)
            with Path(os.devnull).open("w") as nowhere:
                call_command("load_demo", verbosity=0, stdout=nowhere)
            for job in Job.objects.all():
                job_run(job.pk)
            _administer(f'ALTER DATABASE "{_database()}" RENAME TO "{_demonstration()}"')
            shutil.copytree(settings.FILES_DIR, shared / "copying")
            (shared / "copying").rename(files)
    return files


def _drop_the_demonstration() -> None:
    _administer(f'DROP DATABASE IF EXISTS "{_demonstration()}"')


@pytest.fixture(scope="session")
def demonstrations() -> Demonstrations:
    """Data of `manage.py up` after its first start, made once; `running()` starts it on a copy."""
    made = Demonstrations(Path(os.environ[SHARED]))
    made.make()
    return made


@pytest.fixture
def committed(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """The demonstration in a database where commits are real; put back afterwards.

    For what a test inside one transaction cannot show: threads, other roles, events at different
    moments.
    """
    assert not request.node.get_closest_marker("django_db"), "the marker opens a transaction"
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            _copy_database(_demonstration(), _database())


@pytest.fixture
def plain_404(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal is answered without its page, whose frame takes most of such an answer's time.

    For tests of many refusals; each lets the page be drawn for some.
    """
    from django.http import HttpRequest, HttpResponseNotFound

    def answer(_request: HttpRequest, exception: Exception) -> HttpResponseNotFound:
        return HttpResponseNotFound()

    monkeypatch.setattr("config.urls.handler404", answer, raising=False)


@pytest.fixture
def application(
    django_db_setup: None, django_db_blocker: Any
) -> "Iterator[psycopg.Connection[Any]]":
    """A connection with the rights of the web server and the workers, and no more.

    It sees the demonstration; what it writes is rolled back.
    """
    with django_db_blocker.unblock():
        parts = _application_settings()
        name = _database()
    with psycopg.connect(
        host=parts["HOST"],
        port=parts["PORT"] or None,
        user=parts["USER"],
        password=parts["PASSWORD"] or None,
        dbname=name,
    ) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def as_application(committed: None) -> Iterator[None]:
    """Django itself works with the rights of the web server and the workers."""
    from django.db import connection

    mine = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update({name: _application_settings()[name] for name in mine})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(mine)


def _application_settings() -> dict[str, Any]:
    return dict(dj_database_url.parse(os.environ["DATABASE_URL"]))


def _database() -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def _copy_database(source: str, target: str) -> None:
    """Make `target` a copy of `source`: 0.1 s, files copied by the server."""
    _administer(
        f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)',
        f'CREATE DATABASE "{target}" TEMPLATE "{source}"',
        # Rights to a database are not copied with it.
        f'REVOKE TEMPORARY ON DATABASE "{target}" FROM PUBLIC',
    )


def _administer(*statements: str) -> None:
    """Run these beside the tests' database.

    A vacuum of the server's own in one of them may not be ended by us, but it ends soon.
    """
    from django.db import connection, connections

    for pause in (0.1, 0.3, 1, 3, 10, 0):
        connections.close_all()
        try:
            # Django's own way to a database beside the one tests run in.
            with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
                for statement in statements:
                    cursor.execute(statement)
            return
        except DatabaseError:
            if not pause:
                raise
            time.sleep(pause)
