"""Putting a backup back: all checks first, then one transaction, so that there is no half way.

Files go first. Their names are their own for ever, so new ones disturb nobody; the database
follows in one transaction, and only when that stands do files go that it does not know.
"""

import hashlib
from collections import defaultdict
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.sql import emit_pre_migrate_signal
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from core.operations.backup import files, tables
from core.operations.backup.archive import FILES, TABLES, Reader, opened
from core.operations.backup.manifest import BackupError, Manifest
from core.operations.backup.progress import Progress

# A database is in use once somebody can sign in; before, it holds only what `migrate` writes.
_USERS = "core_user"


def backup_verify(*, path: Path, progress: Progress) -> Manifest:
    """Check every hash in a backup, and that this program could restore it. Raises `BackupError`."""
    with opened(path) as reader:
        reader.check(progress.step)
        _check_migrations(reader.manifest)
        return reader.manifest


def backup_restore(*, path: Path, force: bool, progress: Progress) -> Manifest:
    """Replace database and files by a backup's. Raises `BackupError`; then all is as it was."""
    with opened(path) as reader:
        progress.say(f"Checking {path}")
        reader.check(progress.step)
        _check_migrations(reader.manifest)
        with connection.cursor() as cursor, files.store_at_hand():
            _check_target(cursor, force=force)
        _put_files(reader, progress)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                _put_database(cursor, reader, progress)
        except DatabaseError as error:
            raise BackupError(f"The database refused: {error}. It is as it was before.") from error
        # What Django remembers of rows is of the database before.
        ContentType.objects.clear_cache()
        with files.store_at_hand():
            _remove_other_files(reader.manifest)
        return reader.manifest


def _check_migrations(manifest: Manifest) -> None:
    """An older backup is brought up to date; a newer one nobody here can read."""
    known = {(app, name) for app, name in MigrationLoader(None).disk_migrations}
    if unknown := sorted(set(manifest.migrations) - known):
        more = f" and {len(unknown) - 1} more" if len(unknown) > 1 else ""
        raise BackupError(
            f"The backup was made by Outturn {manifest.version} with {'.'.join(unknown[0])}{more}, "
            f"which this program ({settings.VERSION}) does not know. Restore it with that version, "
            "or a newer one that still knows it."
        )


def _check_target(cursor: CursorWrapper, *, force: bool) -> None:
    present = tables.existing_tables(cursor)
    if strangers := [name for name in present if not tables.is_ours(name)]:
        raise BackupError(
            f"The database {connection.settings_dict['NAME']} also holds tables of another program "
            f"({', '.join(strangers[:3])}). Name an empty database with DATABASE_OWNER_URL and "
            "DATABASE_URL."
        )
    if others := tables.other_sessions(cursor):
        raise BackupError(
            f"{others} other {'connection works' if others == 1 else 'connections work'} in this "
            "database. Stop web servers, workers and beat first."
        )
    cursor.execute("SELECT has_schema_privilege('public', 'CREATE')")
    if not cursor.fetchone()[0]:
        raise BackupError(
            f"{connection.settings_dict['USER']} may not make tables in this database. Name its "
            "owner with DATABASE_OWNER_URL."
        )
    in_use = _USERS in present and tables.has_rows(cursor, _USERS)
    if not force and (in_use or next(files.stored_names(), "")):
        raise BackupError(
            "There are already data here ("
            + ("people in the database" if in_use else "stored files")
            + "). Add --force to replace them all by those of the backup."
        )


def _put_files(reader: Reader, progress: Progress) -> None:
    wanted = reader.manifest.files
    for number, (name, part) in enumerate(wanted.items(), 1):
        progress.step(number, len(wanted), "files")
        with files.store_at_hand(), reader.open(FILES + name) as content:
            files.put_back(name, part.sha256, content)
    progress.say(f"{len(wanted):,} files stored")


def _remove_other_files(manifest: Manifest) -> None:
    for name in list(files.stored_names()):
        if name not in manifest.files:
            default_storage.delete(name)


def _put_database(cursor: CursorWrapper, reader: Reader, progress: Progress) -> None:
    """Old tables away, tables of the backup's day, its rows, then today's migrations."""
    manifest = reader.manifest
    tables.prepare(cursor)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    if present := tables.our_tables(cursor):
        tables.drop(cursor, present)
    progress.say("Making the tables")
    emit_pre_migrate_signal(0, False, connection.alias)
    executor = MigrationExecutor(connection)
    executor.migrate(_last_of_each_app(manifest, executor.loader))
    _check_columns(cursor, manifest)
    _load(cursor, reader, progress)
    _read_back(cursor, manifest, progress)
    # Backups of before they were left out may hold some.
    tables.empty(cursor, [name for name in tables.LEFT_EMPTY if name in manifest.tables])
    progress.say("Bringing it up to date")
    # Also what follows migrations: permissions, and the rights of the application role.
    call_command("migrate", verbosity=0, interactive=False)


def _last_of_each_app(manifest: Manifest, loader: MigrationLoader) -> list[tuple[str, str]]:
    """Where each app stood; what they need before comes by itself."""
    applied = set(manifest.migrations)
    of_app: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key in applied:
        of_app[key[0]].append(key)
    followed = {
        parent.key
        for key in applied
        for parent in loader.graph.node_map[key].parents
        if parent.key[0] == key[0]
    }
    return sorted(key for keys in of_app.values() for key in keys if key not in followed)


def _check_columns(cursor: CursorWrapper, manifest: Manifest) -> None:
    made = {name: tables.columns_of(cursor, name) for name in tables.our_tables(cursor)}
    held = {name: part.columns for name, part in manifest.tables.items()}
    wrong = [
        name
        for name in sorted(made.keys() | held.keys())
        if sorted(made.get(name, ())) != sorted(held.get(name, ()))
    ]
    if wrong:
        raise BackupError(
            f"The backup's {', '.join(wrong[:3])} differs from what its migrations make: its "
            "database had been changed by hand. The database here is as it was before."
        )


def _load(cursor: CursorWrapper, reader: Reader, progress: Progress) -> None:
    wanted = reader.manifest.tables
    tables.switch_triggers(cursor, list(wanted), on=False)
    tables.empty(cursor, list(wanted))
    # Rows point at rows of tables that come later; all is looked at when all is there.
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for number, (name, part) in enumerate(wanted.items(), 1):
        progress.step(number, len(wanted), f"tables: {name}")
        rows = tables.rows_in(cursor, name, part.columns, reader.read(TABLES + name))
        if rows != part.rows:
            raise BackupError(f"{name} took {rows} rows of {part.rows}.")
    progress.say(f"{len(wanted):,} tables with {reader.manifest.rows:,} rows")
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    tables.switch_triggers(cursor, list(wanted), on=True)
    for name, state in reader.manifest.sequences.items():
        tables.sequence_set(cursor, name, state)


def _read_back(cursor: CursorWrapper, manifest: Manifest, progress: Progress) -> None:
    """What stands in the database now, byte by byte as in the backup."""
    for number, (name, part) in enumerate(manifest.tables.items(), 1):
        progress.step(number, len(manifest.tables), "tables read back")
        digest = hashlib.sha256()
        for block in tables.rows_out(cursor, name, part.columns):
            digest.update(block)
        if digest.hexdigest() != part.sha256:
            raise BackupError(f"{name} did not reach the database as it left the backup.")
