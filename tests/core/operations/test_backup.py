"""Backup and restore: one moment, whole or not at all, and back byte by byte."""

import io
import json
import resource
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from core.models import Backup, PersonSession, Unit, User
from core.operations.backup import restoring, tables
from core.operations.backup.archive import opened
from core.operations.backup.files import stored_names
from core.operations.backup.making import backup_make
from core.operations.backup.manifest import BackupError
from core.operations.backup.progress import Progress
from core.operations.backup.restoring import backup_restore, backup_verify
from reports.models import Export
from tests.core.files.test_bucket import BUCKET, client, free_port, s3_server, use
from tests.factories import make_unit

pytestmark = pytest.mark.usefixtures("committed")


class Silent(Progress):
    """Says nothing; a test may act at each step."""

    def __init__(self, act: Callable[[str], None] = lambda what: None) -> None:
        super().__init__(io.StringIO())
        self.act = act

    def step(self, done: int, of: int, what: str) -> None:
        self.act(what)


@pytest.fixture(autouse=True)
def storage(committed: None, tmp_path: Path, settings: LazySettings) -> Path:
    """Files of this test alone: those of the demonstration's draft."""
    folder = tmp_path / "files"
    for name in Export.objects.values_list("file", flat=True):
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(default_storage.path(name), copy)
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "core.files.store.FolderStore",
            "OPTIONS": {"location": str(folder)},
        },
    }
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the backup goes."""
    return tmp_path / "backup.zip"


@pytest.fixture
def backup(path: Path) -> Path:
    """A backup of the demonstration."""
    backup_make(path=path, progress=Silent())
    return path


@pytest.fixture
def elsewhere(committed: None) -> "Iterator[psycopg.Connection[Any]]":
    """Another session in the same database."""
    wanted = {name: connection.settings_dict[name] for name in ("HOST", "PORT", "USER", "NAME")}
    with psycopg.connect(
        host=wanted["HOST"], port=wanted["PORT"], user=wanted["USER"], dbname=wanted["NAME"],
        autocommit=True,
    ) as other:  # fmt: skip
        yield other


def content() -> dict[str, Any]:
    """A checksum of every table, asked of the database in another way than the backup does."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables.our_tables(cursor):
            if table == "core_backup":
                continue
            cursor.execute(
                f"SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY md5(t::text)))"
                f' FROM "{table}" t'
            )
            found[table] = cursor.fetchone()
        for sequence in tables.our_sequences(cursor):
            if not sequence.startswith("core_backup"):
                found[sequence] = tables.sequence_state(cursor, sequence)
    return found


def stored(folder: Path) -> dict[str, bytes]:
    """Every file."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def restore(path: Path, *, force: bool = True) -> None:
    """Put it back into the database of the test."""
    backup_restore(path=path, force=force, progress=Silent())


def altered(path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A copy with another manifest."""
    copy = path.with_name("altered.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "manifest.json":
                manifest = json.loads(data)
                change(manifest)
                data = json.dumps(manifest).encode()
            new.writestr(name, data)
    return copy


def test_what_was_changed_since_is_as_it_was(backup: Path, storage: Path) -> None:
    before, files = content(), stored(storage)
    assert len(files) >= 2
    make_unit(code="LATER")
    Unit.objects.filter(code="AMS").update(name="Changed")
    for file in storage.rglob("*.docx"):
        file.write_bytes(b"damaged")
    default_storage.save("evidence/later.txt", ContentFile(b"later"))
    assert content() != before
    restore(backup)
    assert content() == before
    assert stored(storage) == files


def test_history_refuses_changes_after_a_restore_and_goes_on(
    backup: Path, request: pytest.FixtureRequest
) -> None:
    restore(backup)
    request.getfixturevalue("as_application")
    unit = Unit.objects.get(code="AMS")
    events = unit.events.count()  # type: ignore[attr-defined]
    Unit.objects.filter(pk=unit.pk).update(name="Renamed")
    assert unit.events.count() == events + 1  # type: ignore[attr-defined]
    for statement in (
        "UPDATE core_unitevent SET name = ''",
        "DELETE FROM core_unitevent",
        "TRUNCATE core_unitevent",
        "UPDATE reports_draft SET number = 9",
        "ALTER TABLE core_unitevent DISABLE TRIGGER ALL",
    ):
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(statement)


def test_new_rows_get_numbers_of_their_own_after_a_restore(backup: Path) -> None:
    latest = max(Unit.objects.values_list("pk", flat=True))
    restore(backup)
    assert make_unit().pk == latest + 1


def test_a_backup_is_of_one_moment_while_people_save(
    path: Path, elsewhere: "psycopg.Connection[Any]"
) -> None:
    """At every step somebody commits a unit, a person in it, and a file: all or none comes in."""
    added: list[str] = []

    def save(what: str) -> None:
        code = f"U{len(added)}"
        default_storage.save(f"evidence/{code}.txt", ContentFile(b"x" * 1000))
        with elsewhere.transaction():
            (unit,) = elsewhere.execute(
                "INSERT INTO core_unit (code, name, i18n) VALUES (%s, 'New', '{}') RETURNING id",
                [code],
            ).fetchone() or (0,)
            elsewhere.execute(
                "INSERT INTO core_user (username, password, full_name, email, unit_id, language,"
                " time_zone, is_active) VALUES (%s, '', 'New', '', %s, 'en', 'UTC', true)",
                [code, unit],
            )
        added.append(code)

    before = content()
    backup_make(path=path, progress=Silent(save))
    assert len(added) > 50
    elsewhere.close()
    restore(path)
    after = content()
    assert {name: sum_ for name, sum_ in after.items() if not name.endswith("_seq")} == {
        name: sum_ for name, sum_ in before.items() if not name.endswith("_seq")
    }
    assert make_unit().pk, "the numbers given meanwhile are not given again"


def test_who_has_a_backup_is_signed_in_as_nobody(path: Path) -> None:
    """Nor is anybody after a restore, also from a backup that still held sessions."""
    client = Client()
    client.force_login(User.objects.get(username="admin"))
    assert PersonSession.objects.exists()
    backup_make(path=path, progress=Silent())
    with zipfile.ZipFile(path) as archive:
        assert archive.read("tables/core_personsession") == b""
    assert PersonSession.objects.exists(), "who works goes on"
    restore(path)
    assert not PersonSession.objects.exists()
    assert client.get("/projects/").status_code == 302


def test_sessions_of_an_older_backup_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Client().force_login(User.objects.get(username="admin"))
    with monkeypatch.context() as earlier:
        earlier.setattr(tables, "LEFT_EMPTY", ())
        backup_make(path=path, progress=Silent())
    with zipfile.ZipFile(path) as archive:
        assert archive.read("tables/core_personsession") != b""
    restore(path)
    assert not PersonSession.objects.exists()


def test_a_backup_is_noted_down_and_readable_by_its_owner_only(backup: Path) -> None:
    noted = Backup.objects.get()
    assert (noted.path, noted.size) == (str(backup), backup.stat().st_size)
    assert noted.rows > 5000
    assert backup.stat().st_mode & 0o777 == 0o600
    manifest = backup_verify(path=backup, progress=Silent())
    assert (manifest.rows, len(manifest.files)) == (noted.rows, noted.files)


def test_two_backups_of_the_same_data_hold_the_same_hashes(backup: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.zip"
    backup_make(path=second, progress=Silent())
    with opened(backup) as one, opened(second) as two:
        differing = {
            name
            for name, part in one.manifest.tables.items()
            if part.sha256 != two.manifest.tables[name].sha256
        }
        assert differing == {"core_backup"}
        assert one.manifest.files == two.manifest.files


def test_a_file_that_a_row_needs_and_nobody_has_is_named(
    path: Path, storage: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = next(storage.rglob("*.docx"))
    gone.unlink()
    call_command("backup", str(path))
    assert "1 files that the database speaks of are not in the storage" in capsys.readouterr().err
    with opened(path) as reader:
        assert reader.manifest.missing_files == [str(gone.relative_to(storage))]


def test_a_full_disk_leaves_no_half_file_and_says_so(path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(BackupError, match=r"Cannot write .*File too large.*MB free"):
            backup_make(path=path, progress=Silent())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(path.parent.glob("backup.zip*")) == []
    assert not Backup.objects.exists()


def test_an_interrupted_backup_leaves_nothing(path: Path) -> None:
    def interrupt(what: str) -> None:
        if "portfolio_project" in what:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup_make(path=path, progress=Silent(interrupt))
    assert list(path.parent.glob("backup.zip*")) == []


def test_an_existing_file_is_replaced_only_on_demand(backup: Path) -> None:
    content = backup.read_bytes()
    with pytest.raises(CommandError, match="exists") as refused:
        call_command("backup", str(backup))
    assert refused.value.returncode == 2
    assert backup.read_bytes() == content
    call_command("backup", str(backup), force=True)
    assert backup.read_bytes() != content


def test_a_folder_gets_a_file_with_the_date(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    call_command("backup", str(folder))
    (made,) = folder.iterdir()
    assert made.name.startswith("outturn-20")
    call_command("backup", str(made), verify=True)


@pytest.mark.parametrize("place", ["a table", "a file", "the end"])
def test_a_damaged_file_changes_nothing(backup: Path, storage: Path, place: str) -> None:
    with zipfile.ZipFile(backup) as archive:
        table = archive.getinfo("tables/portfolio_project")
        file = next(each for each in archive.infolist() if each.filename.endswith(".docx"))
    data = bytearray(backup.read_bytes())
    if place == "the end":
        del data[-500:]
    else:
        member = table if place == "a table" else file
        data[member.header_offset + 300] ^= 0xFF
    backup.write_bytes(bytes(data))
    before, files = content(), stored(storage)
    make_unit(code="STAYS")
    with pytest.raises(BackupError, match="damaged|no backup"):
        restore(backup)
    assert Unit.objects.filter(code="STAYS").exists()
    Unit.objects.filter(code="STAYS").delete()
    assert content()["portfolio_project"] == before["portfolio_project"]
    assert stored(storage) == files


def test_a_forged_row_is_found(backup: Path) -> None:
    def forge(manifest: dict[str, Any]) -> None:
        manifest["tables"]["core_unit"]["sha256"] = "0" * 64

    with pytest.raises(BackupError, match="tables/core_unit is not what was written"):
        backup_verify(path=altered(backup, forge), progress=Silent())


def test_another_zip_is_no_backup(tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("manifest.json", "{}")
    for path, words in ((other, "no backup of Outturn"), (tmp_path / "none", "Cannot read")):
        with pytest.raises(BackupError, match=words):
            restore(path)


def test_a_newer_backup_is_refused_with_the_version_it_needs(backup: Path) -> None:
    def newer(manifest: dict[str, Any]) -> None:
        manifest["version"] = "9.1"
        manifest["migrations"].append(["core", "0999_from_the_future"])

    with pytest.raises(BackupError, match=r"made by Outturn 9\.1 with core\.0999_from_the_future"):
        restore(altered(backup, newer))

    def other_form(manifest: dict[str, Any]) -> None:
        manifest["format"] = 2

    with pytest.raises(BackupError, match="has form 2"):
        restore(altered(backup, other_form))


def test_an_older_backup_is_brought_up_to_date(path: Path) -> None:
    names = set(content())
    executor = MigrationExecutor(connection)
    older = ("admin", "0002_logentry_remove_auto_add")
    executor.migrate([older])
    backup_make(path=path, progress=Silent())
    with opened(path) as reader:
        latest = max(name for app, name in reader.manifest.migrations if app == "admin")
    assert latest == older[1]
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    make_unit(code="LATER")
    restore(path)
    assert not Unit.objects.filter(code="LATER").exists()
    assert set(content()) == names
    assert not MigrationExecutor(connection).migration_plan(executor.loader.graph.leaf_nodes())


def test_data_are_not_replaced_without_being_asked(backup: Path) -> None:
    with pytest.raises(BackupError, match="people in the database.*--force"):
        restore(backup, force=False)


def test_a_restore_waits_for_nobody_who_works_here(
    backup: Path, elsewhere: "psycopg.Connection[Any]"
) -> None:
    with pytest.raises(BackupError, match="1 other connection works"):
        restore(backup)


def test_tables_of_another_program_are_never_dropped(backup: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE invoices (id int)")
    with pytest.raises(BackupError, match="tables of another program \\(invoices\\)"):
        restore(backup)


def test_a_restore_that_fails_leaves_the_database_as_it_was(
    backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_unit(code="STAYS")
    before = content()

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(restoring, "_read_back", fail)
    with pytest.raises(KeyboardInterrupt):
        restore(backup)
    assert content() == before


def test_files_go_from_a_folder_into_a_bucket_and_back(
    backup: Path, storage: Path, settings: LazySettings, tmp_path: Path
) -> None:
    files = stored(storage)
    folder = settings.STORAGES
    port = free_port()
    with s3_server(port):
        endpoint = f"http://127.0.0.1:{port}"
        client(endpoint).create_bucket(Bucket=BUCKET)
        use(settings, endpoint)
        default_storage.save("evidence/stranger.txt", ContentFile(b"not in the backup"))
        restore(backup)
        assert set(stored_names()) == set(files)
        second = tmp_path / "second.zip"
        backup_make(path=second, progress=Silent())
    shutil.rmtree(storage)
    settings.STORAGES = folder
    restore(second)
    assert stored(storage) == files


def test_a_store_that_is_away_is_said_in_words(
    backup: Path, settings: LazySettings, path: Path
) -> None:
    before = content()
    use(settings, f"http://127.0.0.1:{free_port()}")
    with pytest.raises(BackupError, match="The file store does not answer"):
        restore(backup)
    with pytest.raises(BackupError, match="The file store does not answer"):
        backup_make(path=path.with_name("second.zip"), progress=Silent())
    assert content() == before


def test_no_migration_needs_a_transaction_of_its_own() -> None:
    """A restore runs all of them in one, or an interrupted one would leave a half database."""
    loader = MigrationExecutor(connection).loader
    apart = [key for key, migration in loader.disk_migrations.items() if not migration.atomic]
    assert not apart
