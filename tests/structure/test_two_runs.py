"""Which tests `make test` leaves to `make test-rest`, and the one closing line for both."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.structure.sources import ROOT

# What a fixture starts → the marker of every test that asks for it.
STARTED = {
    "browser": "browser",
    "demonstrations": "slow",
    "site": "slow",
    "settled": "slow",
    "running": "slow",
}


def test_what_starts_a_browser_or_a_program_is_not_in_the_fast_run(
    request: pytest.FixtureRequest,
) -> None:
    wrong = [
        item.nodeid
        for item in request.session.items
        if isinstance(item, pytest.Function)
        for fixture, marker in STARTED.items()
        if fixture in item.fixturenames and not item.get_closest_marker(marker)
    ]
    assert not wrong, "\n".join(wrong)


def closing(folder: Path, *runs: str) -> tuple[int, str]:
    """Exit code and words of `.ci/closing` about runs that have printed this."""
    outputs = []
    for number, said in enumerate(runs):
        outputs.append(folder / str(number))
        outputs[-1].write_text(said, encoding="utf-8")
    command = [sys.executable, str(ROOT / ".ci/closing"), *map(str, outputs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_two_runs_close_with_one_line_in_pytests_form(tmp_path: Path) -> None:
    first = "=== 1 failed ===\n== 1 failed, 3000 passed, 2 skipped, 90 deselected in 59.50s ==\n"
    second = "=== 90 passed, 1 skipped, 1 warning, 2 errors in 240.75s (0:04:00) ===\n"
    code, said = closing(tmp_path, first, second)
    words = "1 failed, 3090 passed, 3 skipped, 1 warning, 2 errors in 300.25s (0:05:00)"
    assert (code, said.strip(" =\n")) == (0, words)
    assert said.startswith("=") and said.endswith("=\n")


def test_a_run_without_its_closing_line_is_a_failure(tmp_path: Path) -> None:
    code, said = closing(tmp_path, "=== 5 passed in 1.00s ===\n", "Killed\n")
    assert code == 1
    assert " 5 passed in 1.00s " in said
    assert "1 of 2 test runs ended without a closing line" in said
