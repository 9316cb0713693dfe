"""Files of the data folder are for the program's user alone, whoever starts it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile

from core.files.store import FolderStore
from core.operations.private_files import check_private_files
from runtime import state
from runtime.paths import Paths, paths, servant_for
from runtime.state import State
from tests.runtime.conftest import Site


def mode(path: Path) -> int:
    """The rights of a file or folder, as chmod writes them."""
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.fixture
def lax() -> Iterator[None]:
    """Whoever starts the program gives everybody every right, unless told otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lax: None) -> Path:
    """A data folder that is not there yet."""
    monkeypatch.setenv("OUTTURN_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_new_data_folder_is_closed_but_for_the_way_of_roots_servant(folder: Path) -> None:
    where = paths()
    servant = servant_for(where)
    assert mode(folder) == (0o710 if servant else 0o700)
    assert servant is None or folder.stat().st_gid == servant.gid
    assert mode(where.logs) == 0o700


def test_what_older_versions_left_open_is_closed(folder: Path) -> None:
    folder.mkdir(mode=0o711)
    (folder / "files").mkdir(mode=0o755)
    (folder / "beat-schedule.db").touch(mode=0o644)
    (folder / "of-somebody-else").mkdir(mode=0o755)
    paths()
    if os.geteuid() == 0:
        assert mode(folder) == 0o710
    assert mode(folder / "files") == 0o700
    assert mode(folder / "beat-schedule.db") == 0o600
    assert mode(folder / "of-somebody-else") == 0o755


def test_the_state_of_a_run_is_private(folder: Path) -> None:
    folder.mkdir()
    where = Paths(folder)
    state.write(where, State.of_this_process("up", folder))
    assert mode(where.state) == 0o600


def test_a_stored_file_and_its_folders_are_private(tmp_path: Path, lax: None) -> None:
    store = FolderStore(location=str(tmp_path / "files"))
    store.save("evidence/2021/paper.pdf", ContentFile(b"secret"))
    made = [tmp_path / "files", *(tmp_path / "files").rglob("*")]
    assert {path.name for path in made} >= {"files", "evidence", "2021", "paper.pdf"}
    assert {path.name: mode(path) for path in made if mode(path) & 0o077} == {}


def test_a_check_says_what_others_can_reach(
    tmp_path: Path, settings: LazySettings, lax: None
) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    settings.DATA_DIR, settings.FILES_DIR = data, data / "files"
    (data / "files").mkdir(mode=0o700)
    assert check_private_files(None) == []
    (data / "files").chmod(0o750)
    data.chmod(0o711)
    (warning,) = check_private_files(None)
    assert warning.id == "core.W011"
    assert f"{data} (0711), {data / 'files'} (0750)" in warning.msg
    assert "chmod -R go-rwx" in str(warning.hint)
    data.chmod(0o710)
    (data / "files").chmod(0o700)
    assert bool(check_private_files(None)) is (os.geteuid() != 0)


def test_nothing_in_the_folder_of_a_running_program_is_for_others(running: Site) -> None:
    """Sockets, logs, state, counts and the database among them."""
    # What the test itself keeps there, with its own rights, is left out.
    found = [running.data, *(each for each in running.data.rglob("*") if each.name != "said")]
    assert {path.suffix for path in found} >= {".log", ".json", ".sock"}
    passing = 0o010 if os.geteuid() == 0 else 0
    wide = {
        str(path.relative_to(running.data)): f"{mode(path):04o}"
        for path in found
        if path.exists()
        and not path.is_symlink()
        and mode(path) & 0o077 & ~(passing if path == running.data else 0)
    }
    assert wide == {}
