"""A few of the fault drills (`python -m bench.faults` does them all): one `up`, and what dies in it."""

from collections.abc import Iterator

import pytest

from bench.faults import drills, invariants
from bench.faults.site import Demonstrations, Up
from bench.faults.works import Export, Import, Save, Work, install


@pytest.fixture(scope="module")
def up(demonstrations: Demonstrations) -> Iterator[Up]:
    """Outturn with its demonstration and first draft, and points at which work can be held."""
    with demonstrations.running() as running:
        install(running)
        assert invariants.broken(running) == []
        yield running


@pytest.mark.parametrize("work", [Save, Import, Export])
def test_the_database_killed_in_the_middle_loses_nothing_and_leaves_no_half(
    up: Up, work: type[Work]
) -> None:
    assert drills.killed(up, "postgres", work(up, 1))


def test_the_checks_find_what_is_wrong(up: Up) -> None:
    ((name,),) = up.sql("SELECT file FROM reports_export ORDER BY id LIMIT 1")
    path = up.data / "files" / name
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    try:
        found = " ".join(invariants.broken(up))
        assert "is not what was written" in found and "half a file" in found
    finally:
        path.write_bytes(whole)
    up.sql("ALTER TABLE portfolio_project DISABLE TRIGGER USER")
    up.sql("UPDATE portfolio_project SET description = 'x' WHERE code = 'P-13'")
    try:
        assert invariants.broken(up) == ["portfolio_project: 2 rows differ from their history"]
    finally:
        up.sql("ALTER TABLE portfolio_project ENABLE TRIGGER USER")
        up.sql("UPDATE portfolio_project SET description = '' WHERE code = 'P-13'")
    assert invariants.broken(up) == []
