"""The two further demonstrations beside the first, loaded once for all tests of this folder."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.demos.shown import Shown

NAMES = ("people-2022-25", "learning-2026-29")


@pytest.fixture(scope="package")
def shown(django_db_setup: None, django_db_blocker: Any) -> "Iterator[dict[str, Shown]]":
    """Each by its name; the tests' own transactions are savepoints in this one."""
    from django.db import transaction

    from reports.imports.demonstrations import DEMONSTRATIONS
    from tests.demos.shown import show

    with django_db_blocker.unblock(), transaction.atomic():
        yield {name: show(DEMONSTRATIONS[name]) for name in NAMES}
        transaction.set_rollback(True)


@pytest.fixture(params=NAMES)
def one(request: pytest.FixtureRequest, shown: "dict[str, Shown]") -> "Shown":
    """One after the other."""
    return shown[request.param]
