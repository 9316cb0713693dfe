"""One save for every row: under a lock, and only on top of what was seen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.history.saving import row_save
from core.history.versions import StaleRow, version_of, versions_of
from core.models import Unit
from tests.factories import make_unit

pytestmark = pytest.mark.django_db


def test_a_new_row_is_added_and_a_changed_one_saved_under_a_lock() -> None:
    unit = Unit(code="ZZ", name="New")
    row_save(row=unit, version=0)
    unit.name = "Changed"
    with CaptureQueriesContext(connection) as asked:
        row_save(row=unit, version=version_of(unit))
    unit.refresh_from_db()
    assert unit.name == "Changed"
    assert sum("FOR UPDATE" in each["sql"] for each in asked.captured_queries) == 1


def test_what_was_not_seen_is_not_overwritten() -> None:
    unit = make_unit(name="Before")
    seen = version_of(unit)
    Unit.objects.filter(pk=unit.pk).update(name="Theirs")
    unit.name = "Mine"
    for version in (seen, 0, seen + 10**6):
        with pytest.raises(StaleRow) as stale:
            row_save(row=unit, version=version)
        assert stale.value.current.name == "Theirs"  # type: ignore[attr-defined]
    unit.refresh_from_db()
    assert unit.name == "Theirs"


def test_only_some_fields_can_be_saved() -> None:
    unit = make_unit(name="Before", code="ZZ")
    unit.name, unit.code = "After", "YY"
    row_save(row=unit, version=version_of(unit), only=("name",))
    unit.refresh_from_db()
    assert (unit.name, unit.code) == ("After", "ZZ")


def test_versions_of_many_rows_are_asked_in_one_query() -> None:
    units = [make_unit() for _ in range(3)]
    Unit.objects.filter(pk=units[0].pk).update(name="Changed")
    with CaptureQueriesContext(connection) as asked:
        found = versions_of(Unit, [unit.pk for unit in units])
    assert len(asked) == 1
    assert found == {unit.pk: version_of(unit) for unit in units}
    assert found[units[0].pk] > found[units[2].pk]
    assert versions_of(Unit, []) == {} and version_of(Unit()) == 0
