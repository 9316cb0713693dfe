"""Migrations of ours are quick from nothing: what can run together, does (decision 012)."""

from collections.abc import Iterator

import pytest
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

from core.migration import together
from tests.structure.sources import PACKAGES


def of_ours() -> Iterator[Migration]:
    """Every migration of the product."""
    for (app, _name), migration in MigrationLoader(None).disk_migrations.items():
        if app in PACKAGES:
            yield migration


@pytest.mark.parametrize("migration", sorted(of_ours(), key=str), ids=str)
def test_what_can_run_together_does(migration: Migration) -> None:
    assert [*together(migration.operations)] == [*migration.operations]
