"""Other commands: with servers of their own while no `up` runs, and gone without a trace."""

import json
import os
import signal
import time
from pathlib import Path

from runtime.processes import birth
from tests.runtime.conftest import Site
from tests.waiting import PATIENCE, wait_for


def test_a_command_brings_its_own_database_and_leaves_no_process(settled: Site) -> None:
    assert settled.manage("leave") == (0, "notes 0\n")
    assert settled.processes() == []
    assert not (settled.data / "runtime.json").exists()


def test_exit_codes_pass_through(settled: Site) -> None:
    assert settled.manage("leave", "--error", "7")[0] == 7
    assert settled.manage("leave", "--exit", "3")[0] == 3
    assert settled.manage("no-such-command")[0] == 1
    assert settled.processes() == []


def test_a_command_that_is_interrupted_stops_its_database(settled: Site) -> None:
    for number, code in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
        command = settled.begin("leave", "--stay", "30")
        assert command.stdout
        assert "notes" in command.stdout.readline()
        command.send_signal(number)
        assert command.wait(PATIENCE) == code
        assert settled.processes() == []


def test_two_at_once_wait_for_each_other_and_say_so(settled: Site) -> None:
    first = settled.begin("leave", "--stay", "5")
    assert first.stdout
    assert "notes" in first.stdout.readline()
    code, said = settled.manage("leave")
    assert code == 0
    assert f"waiting for manage.py leave (process {first.pid})" in said
    assert said.endswith("notes 0\n")


def test_commands_that_need_no_server_start_none(site: Site) -> None:
    for words in (["--version"], ["help"], ["check"], ["migrate", "--help"]):
        assert site.manage(*words)[0] == 0
    assert list(site.data.iterdir()) == []


def test_a_database_url_is_used_and_nothing_embedded_is_touched(site: Site) -> None:
    code, said = site.manage("leave", DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")
    assert code == 1
    assert "port 9" in said
    assert list(site.data.iterdir()) == []


def test_a_stale_runtime_json_is_known_by_the_process_not_the_number(settled: Site) -> None:
    # Our own number, alive, but of a process that was born at another time.
    stale = {"pid": os.getpid(), "born": "another/1"}
    content = {
        "command": "up",
        "runner": stale,
        "sockets": str(settled.data / "run"),
        "started_at": "2020-01-01T00:00:00+00:00",
        "address": "http://127.0.0.1:1/",
        "ready": True,
        "environment": {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"},
        "parts": {"postgres": stale, "web": stale},
    }
    (settled.data / "runtime.json").write_text(json.dumps(content))
    assert settled.manage("leave") == (0, "notes 0\n")


def test_a_stale_postmaster_pid_with_somebody_elses_number_is_no_obstacle(settled: Site) -> None:
    (settled.data / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n/elsewhere\n")
    assert settled.manage("leave") == (0, "notes 0\n")


def test_a_killed_command_leaves_nothing_the_next_one_stumbles_over(settled: Site) -> None:
    command = settled.begin("leave", "--stay", "30")
    assert command.stdout
    assert "notes" in command.stdout.readline()
    server = settled.pid("postgres")
    command.kill()
    command.wait()
    assert settled.manage("leave")[0] == 0
    wait_for(lambda: birth(server) is None)


def test_a_path_too_long_for_a_socket_gets_a_private_folder(deep_site: Site) -> None:
    deep_site.manage("migrate", "--verbosity=0")
    command = deep_site.begin("leave", "--stay", "3")
    assert command.stdout
    assert "notes" in command.stdout.readline()
    folder = Path(deep_site.state()["sockets"])
    assert folder.name.startswith("outturn-")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert command.wait(PATIENCE) == 0
    assert not folder.exists()


def test_a_folder_the_servant_of_root_cannot_reach_is_named(site: Site) -> None:
    if os.geteuid() != 0:
        return
    site.data.parent.chmod(0o700)
    code, said = site.manage("leave")
    assert code == 1
    assert f"{site.data.parent} is closed to it" in said
    assert "OUTTURN_DATA_DIR" in said


def test_the_start_of_a_command_is_quick(settled: Site) -> None:
    def seconds(command: str) -> float:
        begun = time.monotonic()
        settled.manage(command)
        return time.monotonic() - begun

    # A command that starts no server takes about a second, more where others work at the same time.
    assert any(seconds("leave") < 5 * seconds("check") for _ in range(3))


def test_a_database_that_goes_away_is_a_sentence_and_no_traceback(settled: Site) -> None:
    command = settled.begin("leave", "--stay", "5", "--ask-again")
    assert command.stdout
    assert "notes" in command.stdout.readline()
    os.kill(settled.pid("postgres"), signal.SIGKILL)
    said = command.stdout.read()
    assert command.wait(PATIENCE) == 1
    assert said.startswith("outturn: The database stopped answering")
    assert "Traceback" not in said
