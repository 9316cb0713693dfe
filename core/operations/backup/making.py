"""Making a backup, while the program may be at work."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from core.models import Backup
from core.operations.backup import files, tables
from core.operations.backup.archive import FILES, TABLES, Writer, blocks, new_archive
from core.operations.backup.manifest import BackupError, BackupTable, Manifest
from core.operations.backup.progress import Progress


def backup_make(*, path: Path, progress: Progress) -> Backup:
    """Write everything to `path` and note it down. Raises `BackupError`; then nothing is left.

    One snapshot of the database decides what is in it. Files are stored before the row that speaks
    of them is committed and never deleted, so every file of the snapshot is still there when its
    turn comes.
    """
    begun, made_at = time.monotonic(), timezone.now()
    with new_archive(path) as writer, files.store_at_hand():
        with snapshot() as cursor:
            manifest = _tables(cursor, writer, progress, made_at.isoformat())
            referenced = files.referenced_names(cursor)
        _files(writer, manifest, referenced, progress)
        writer.finish(manifest)
    progress.say("Hashing the file")
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    made = Backup(
        made_at=made_at,
        path=str(path),
        size=path.stat().st_size,
        sha256=sha256,
        version=manifest.version,
        rows=manifest.rows,
        files=len(manifest.files),
        missing_files=len(manifest.missing_files),
        seconds=round(time.monotonic() - begun),
    )
    _note(made, progress)
    return made


def _note(made: Backup, progress: Progress) -> None:
    """For the status page. A database that waits for its migrations may have no place for it yet."""
    try:
        with transaction.atomic():
            made.save()
    except DatabaseError as error:
        progress.say(f"The backup is whole, but could not be noted down: {error}")


@contextmanager
def snapshot() -> Iterator[CursorWrapper]:
    """Everything read inside is of one moment."""
    if connection.in_atomic_block:
        raise BackupError("A backup needs a transaction of its own.")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        tables.prepare(cursor)
        yield cursor


def _tables(cursor: CursorWrapper, writer: Writer, progress: Progress, made_at: str) -> Manifest:
    applied = MigrationRecorder(connection).applied_migrations()
    if not applied:
        raise BackupError("This database holds no data of Outturn: there is nothing to back up.")
    manifest = Manifest(
        version=settings.VERSION,
        made_at=made_at,
        server=tables.server_version(),
        migrations=sorted(applied),
    )
    names = tables.our_tables(cursor)
    for number, name in enumerate(names, 1):
        progress.step(number, len(names), f"tables: {name}")
        manifest.tables[name] = _table(cursor, writer, name)
    # Sequences stand outside of snapshots: read last, they are beyond every number in it.
    for name in tables.our_sequences(cursor):
        manifest.sequences[name] = tables.sequence_state(cursor, name)
    progress.say(f"{len(manifest.tables):,} tables with {manifest.rows:,} rows")
    return manifest


def _table(cursor: CursorWrapper, writer: Writer, name: str) -> BackupTable:
    """Write one table; in Postgres's text form a row is a line. Live sessions stay behind."""
    rows = 0

    def counted(content: Iterator[bytes]) -> Iterator[bytes]:
        nonlocal rows
        for block in content:
            rows += block.count(b"\n")
            yield block

    columns = tables.columns_of(cursor, name)
    held = name not in tables.LEFT_EMPTY
    content = tables.rows_out(cursor, name, columns) if held else iter(())
    part = writer.add(TABLES + name, counted(content))
    return BackupTable(part.size, part.sha256, columns, rows)


def _files(writer: Writer, manifest: Manifest, referenced: set[str], progress: Progress) -> None:
    names = list(files.stored_names())
    for number, name in enumerate(names, 1):
        progress.step(number, len(names), "files")
        try:
            with default_storage.open(name) as file:
                manifest.files[name] = writer.add(FILES + name, blocks(file))
        except FileNotFoundError:
            continue  # removed since it was listed; if a row needs it, it is missing below
    manifest.missing_files = sorted(referenced - set(manifest.files))
    size = sum(part.size for part in manifest.files.values())
    progress.say(f"{len(manifest.files):,} files, {size / 1e6:,.1f} MB")
