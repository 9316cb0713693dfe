"""The parts of the running program, each looked at now: what it says, and whether that is well."""

import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.files.store import FileStoreError
from core.history.tracking import event_models
from core.jobs.heartbeats import ALIVE_WITHIN
from core.models import AccessReview, Backup, Heartbeat
from core.rights.reviews.services import review_is_due, review_is_late
from core.time import working_date

WELL, ATTENTION, DOWN = "g", "a", "r"
TICKS_MISSED = 6
LITTLE_SPACE = 0.1
SLOW_DATABASE = 0.05


@dataclass(frozen=True)
class ProgramPart:
    """A line of the page: `state` is one of WELL, ATTENTION, DOWN."""

    name: str
    state: str
    says: str


def program_parts() -> list[ProgramPart]:
    """Every part, looked at one after another."""
    return [
        part
        for look in (
            *(database, broker, tick, processes, migrations, history, store, disks, backup),
            review,
        )
        for part in look()
    ]


def database() -> Iterator[ProgramPart]:
    """Version, size, how long a question takes, and how many are connected."""
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        seconds = time.perf_counter() - begun
        cursor.execute(
            "SELECT current_setting('server_version'), pg_database_size(current_database()),"
            " (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),"
            " current_setting('max_connections')::int"
        )
        version, size, used, most = cursor.fetchone()
    crowded = used > most * 0.8
    yield ProgramPart(
        _("Database"),
        ATTENTION if seconds > SLOW_DATABASE or crowded else WELL,
        _(
            "PostgreSQL %(version)s, %(size)s, answers in %(ms)s ms, %(used)s of %(most)s connections"
        )
        % {
            "version": version.split()[0],
            "size": filesizeformat(size),
            "ms": f"{seconds * 1000:.1f}",
            "used": used,
            "most": most,
        },
    )


def broker() -> Iterator[ProgramPart]:
    """Whether it answers; without it jobs wait in their rows."""
    begun = time.perf_counter()
    try:
        with current_app.connection_for_write() as line:
            line.ensure_connection(max_retries=1, timeout=2)
            channel: Any = line.default_channel
            channel.client.ping()
    except Exception as error:
        # Whatever the broker's client raises: it is not there.
        says = _("does not answer (%(error)s); jobs wait in the database")
        yield ProgramPart(_("Broker"), DOWN, says % {"error": type(error).__name__})
        return
    ms = f"{(time.perf_counter() - begun) * 1000:.1f}"
    yield ProgramPart(_("Broker"), WELL, _("answers in %(ms)s ms") % {"ms": ms})


def tick() -> Iterator[ProgramPart]:
    """Beat's tick on its way through broker and worker into the database."""
    seen = Heartbeat.objects.filter(part="worker").first()
    within = timedelta(seconds=TICKS_MISSED * settings.JOB_REAP_SECONDS)
    name = _("Tick through beat, broker and worker")
    if seen is None:
        yield ProgramPart(name, DOWN, _("none has ever arrived"))
        return
    age = timezone.now() - seen.seen_at
    yield ProgramPart(name, WELL if abs(age) < within else DOWN, _ago(age))


def processes() -> Iterator[ProgramPart]:
    """Workers and beat as they say it themselves, without the broker."""
    names = {"worker": _("Worker on %(host)s"), "beat": _("Beat on %(host)s")}
    seen = list(Heartbeat.objects.filter(part__contains="@").order_by("part"))
    for beat in seen:
        kind, _at, host = beat.part.partition("@")
        age = timezone.now() - beat.seen_at
        other = "" if beat.version == settings.VERSION else f" ({beat.version})"
        yield ProgramPart(
            names.get(kind, kind) % {"host": host},
            WELL if abs(age) < ALIVE_WITHIN else ATTENTION,
            _ago(age) + other,
        )
    fresh = {b.part.partition("@")[0] for b in seen if _is_fresh(b)}
    for kind, name in (("worker", _("Worker")), ("beat", _("Beat"))):
        if kind not in fresh:
            yield ProgramPart(name, DOWN, _("none is alive"))


def _is_fresh(beat: Heartbeat) -> bool:
    return abs(timezone.now() - beat.seen_at) < ALIVE_WITHIN


def migrations() -> Iterator[ProgramPart]:
    """Whether the tables are those of this version."""
    executor = MigrationExecutor(connection)
    open_ = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not open_:
        yield ProgramPart(_("Migrations"), WELL, _("all applied"))
        return
    says = ngettext(
        "%(number)s is open: run migrate", "%(number)s are open: run migrate", len(open_)
    )
    yield ProgramPart(_("Migrations"), DOWN, says % {"number": len(open_)})


def history() -> Iterator[ProgramPart]:
    """Whether the role we work with could rewrite what happened."""
    table = event_models()[0]._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(%s, 'UPDATE') OR has_table_privilege(%s, 'TRUNCATE')",
            [table, table],
        )
        open_ = cursor.fetchone()[0]
    yield ProgramPart(
        _("History"),
        ATTENTION if open_ else WELL,
        _("not protected: the program works as the owner of its tables (DATABASE_OWNER_URL)")
        if open_
        else _("protected: the program's own role cannot change it"),
    )


def store() -> Iterator[ProgramPart]:
    """Write a file, read it, remove it."""
    name, begun = f".probe/{uuid.uuid4().hex}", time.perf_counter()
    place = settings.S3["bucket_name"] or settings.FILES_DIR
    try:
        default_storage.save(name, ContentFile(b"probe"))
        with default_storage.open(name) as file:
            whole = file.read() == b"probe"
        default_storage.delete(name)
    except (FileStoreError, OSError) as error:
        yield ProgramPart(_("File store"), DOWN, str(getattr(error, "what", error)))
        return
    ms = f"{(time.perf_counter() - begun) * 1000:.0f}"
    says = _("%(place)s: written, read and removed in %(ms)s ms") % {"place": place, "ms": ms}
    yield ProgramPart(_("File store"), WELL if whole else DOWN, says)


def disks() -> Iterator[ProgramPart]:
    """Room where data and files lie."""
    folders = {settings.DATA_DIR: None} | (
        {} if settings.S3["bucket_name"] else {settings.FILES_DIR: None}
    )
    seen: set[tuple[int, int]] = set()
    for folder in map(Path, folders):
        if not folder.exists():
            continue
        usage = shutil.disk_usage(folder)
        if (usage.total, usage.free) in seen:
            continue
        seen.add((usage.total, usage.free))
        share = usage.free / usage.total
        says = _("%(free)s of %(total)s free (%(folder)s)") % {
            "free": filesizeformat(usage.free),
            "total": filesizeformat(usage.total),
            "folder": folder,
        }
        yield ProgramPart(_("Disk"), ATTENTION if share < LITTLE_SPACE else WELL, says)


def backup() -> Iterator[ProgramPart]:
    """The last one, and whether it is too old."""
    last = Backup.objects.first()
    if last is None:
        yield ProgramPart(_("Backup"), ATTENTION, _("none has been made: manage.py backup FILE"))
        return
    age = timezone.now() - last.made_at
    old = age > timedelta(days=settings.BACKUP_WARN_DAYS)
    says = _("%(ago)s, %(size)s, %(path)s") % {
        "ago": _ago(age),
        "size": filesizeformat(last.size),
        "path": last.path,
    }
    yield ProgramPart(_("Backup"), ATTENTION if old or last.missing_files else WELL, says)


def review() -> Iterator[ProgramPart]:
    """The yearly review of rights: whether one is due, or late."""
    today, name = working_date(), _("Review of rights")
    last = AccessReview.objects.first()
    if (late := review_is_late(today)) is not None:
        says = _("open, and should have been finished by %(day)s")
        day = date_format(late.due_on, "SHORT_DATE_FORMAT")
        yield ProgramPart(name, ATTENTION, says % {"day": day})
    elif last is None:
        yield ProgramPart(name, ATTENTION, _("none has been made"))
    else:
        says = _("the last was opened on %(day)s")
        day = date_format(last.opened_on, "SHORT_DATE_FORMAT")
        yield ProgramPart(name, ATTENTION if review_is_due(today) else WELL, says % {"day": day})


def _ago(age: timedelta) -> str:
    seconds = max(0, round(age.total_seconds()))
    steps: tuple[tuple[int, Callable[[int], str]], ...] = (
        (120, lambda n: ngettext("%(n)s second ago", "%(n)s seconds ago", n)),
        (7200, lambda n: ngettext("%(n)s minute ago", "%(n)s minutes ago", n)),
        (172_800, lambda n: ngettext("%(n)s hour ago", "%(n)s hours ago", n)),
        (10**12, lambda n: ngettext("%(n)s day ago", "%(n)s days ago", n)),
    )
    units = (1, 60, 3600, 86_400)
    for (limit, words), unit in zip(steps, units, strict=True):
        if seconds < limit:
            return words(seconds // unit) % {"n": seconds // unit}
    return ""
