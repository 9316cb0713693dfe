"""`manage.py up`, running."""

import os
import signal
import socket

from runtime.processes import birth
from tests.runtime.conftest import Site
from tests.waiting import PATIENCE, wait_for


def test_migrations_run_as_the_owner_and_the_demonstration_as_the_application(
    running: Site,
) -> None:
    assert running.get("notes/demo by outturn".replace(" ", "%20")) == "1"


def test_second_up_on_the_same_data_says_so(running: Site) -> None:
    code, said = running.manage("up", "--port", "0")
    state = running.state()
    assert code == 2
    assert state["address"] in said
    assert f"process {state['runner']['pid']}" in said


def test_a_port_in_use_is_named_before_anything_starts(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = site.manage("up", PORT=str(port))
    assert code == 2
    assert f"Port {port} on 127.0.0.1 is in use" in said
    assert "--port" in said
    assert len(said.splitlines()) == 1
    assert not (site.data / "postgres").exists()


def test_another_command_uses_the_running_servers(running: Site) -> None:
    server = running.pid("postgres")
    code, said = running.manage("leave", "--error", "5")
    assert code == 5
    assert "notes" in said
    assert running.pid("postgres") == server


def test_beat_and_worker_work_over_the_private_socket(running: Site) -> None:
    wait_for(lambda: int(running.get("notes/beat") or 0) > 0)
    assert running.state()["environment"]["REDIS_URL"].startswith("redis+socket://")


def test_a_part_that_dies_is_started_again_and_says_so(running: Site) -> None:
    for part in ("web", "worker", "beat", "valkey", "postgres"):
        dead = running.pid(part)
        os.kill(dead, signal.SIGKILL)
        wait_for(lambda part=part, dead=dead: running.pid(part) != dead)  # type: ignore[misc]
        assert f"{part} was ended by SIGKILL; starting it again in 0.5 s" in running.said
        assert birth(dead) is None
    wait_for(lambda: running.get("healthz") == "ok")
    # Database and broker are reached again by those who had connections to the dead ones.
    before = int(wait_for(lambda: running.get("notes/beat")))
    wait_for(lambda: int(running.get("notes/beat") or 0) > before)


def test_a_killed_up_recovers_at_the_next_start_and_a_term_leaves_no_process(site: Site) -> None:
    first = site.up()
    site.get("ask/kept/0")
    wait_for(lambda: site.get("notes/kept") == "1")
    # Everything at once, as when a machine runs out of memory.
    pids = [site.pid(part) for part in site.state()["parts"]]
    for pid in [first.pid, *pids]:
        os.kill(pid, signal.SIGKILL)
    first.wait()
    second = site.up()
    assert site.get("notes/kept") == "1"
    # And the runner alone: its parts must not outlive it beside the next one's.
    second.kill()
    second.wait()
    third = site.up()
    assert site.get("notes/kept") == "1"
    # A job that takes longer than there is time for does not hold up the end.
    site.get(f"ask/slow/{10 * PATIENCE:.0f}")
    wait_for(lambda: "received" in (site.data / "log" / "worker.log").read_text())
    third.send_signal(signal.SIGTERM)
    # Five seconds when nothing else runs (.ci/newcomer).
    assert third.wait(PATIENCE) == 0
    assert site.processes() == []
    assert not (site.data / "runtime.json").exists()


def test_ctrl_c_during_the_first_start_stops_cleanly(site: Site) -> None:
    child = site.begin("up", "--port", "0")
    wait_for(lambda: (site.data / "runtime.json").exists())
    os.killpg(child.pid, signal.SIGINT)
    said, _ = child.communicate(timeout=PATIENCE)
    assert child.returncode == 0
    assert said.endswith("stopped\n")
    assert site.processes() == []


def test_ctrl_c_reaches_an_up_that_a_shell_has_put_into_the_background(site: Site) -> None:
    """Such a shell has its children ignore it."""
    assert site.manage("migrate", "--verbosity=0") == (0, "")
    site.ctrl_c = signal.SIG_IGN
    holder = site.begin("leave", "--stay", "60")
    assert holder.stdout
    assert holder.stdout.readline() == "notes 0\n"
    waiting = site.begin("up", "--port", "0")
    assert waiting.stdout
    assert f"waiting for manage.py leave (process {holder.pid})" in waiting.stdout.readline()
    waiting.send_signal(signal.SIGINT)
    assert waiting.wait(PATIENCE) == 130
    holder.terminate()
    holder.wait(PATIENCE)
    child = site.begin("up", "--port", "0")
    wait_for(lambda: (site.data / "runtime.json").exists())
    child.send_signal(signal.SIGINT)
    said, _ = child.communicate(timeout=PATIENCE)
    assert child.returncode == 0
    assert said.endswith("stopped\n")


def test_a_web_server_that_cannot_import_stops_the_start_with_its_reason(site: Site) -> None:
    child = site.begin("up", "--port", "0", DJANGO_SETTINGS_MODULE="no_such_settings")
    said, _ = child.communicate(timeout=PATIENCE)
    assert child.returncode == 1
    assert "no_such_settings" in said
    assert site.processes() == []
