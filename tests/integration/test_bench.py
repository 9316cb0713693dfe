"""`python -m bench` by name, on servers of its own: what it prints."""

import subprocess
import sys

from bench.faults.site import PATIENCE
from bench.machines.servers import ROOT
from bench.verdict import HEADER


def test_one_page_is_measured_by_name() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bench", "--small", "stand-ins"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    *head, row, empty, count, kind = ran.stdout.splitlines()
    assert ran.stderr == "", "no log of accesses either"
    assert head == HEADER.splitlines()
    assert row.startswith("| stand-ins (119 projects) |")
    assert empty == ""
    # Whether it is over is no matter of a test: other tests share its machine.
    assert count.startswith("1 measured, ")
    assert kind.startswith("list ")
    assert ran.returncode == int(" over " in kind)
