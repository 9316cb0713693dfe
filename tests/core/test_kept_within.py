"""One kept value made of others: it follows their tables, made now, found, shared or failed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from django.db import transaction

from core.history.past import known_at
from core.kept import forget_kept, found_in_this_snapshot, kept, shared
from core.models import Unit
from core.request_cache import one_request
from tests.core.test_kept import Maker, execute, questions


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What one test kept, another must not find."""
    forget_kept()
    yield
    forget_kept()


def units() -> tuple[str, ...]:
    return kept(
        "units", [], lambda: tuple(Unit.objects.order_by("pk").values_list("name", flat=True))
    )


def units_at_length(make: Maker) -> tuple[tuple[str, ...], int]:
    return kept("at length", [], lambda: (units(), make()))


@pytest.mark.django_db
def test_what_was_made_of_one_that_was_there_follows_its_tables() -> None:
    """Nothing of the units is read while the outer one is made."""
    make = Maker()
    units()
    assert [units_at_length(make)[1] for _ in range(2)] == [1, 1]
    Unit.objects.update(name="Another")
    found = units_at_length(make)
    assert set(found[0]) == {"Another"}
    assert found[1] == 2


@pytest.mark.django_db
def test_what_several_share_while_they_are_made_is_of_the_tables_of_each() -> None:
    """As the numbers of a run share what they have read."""
    run: dict[Any, Any] = {}

    def names() -> tuple[str, ...]:
        read = lambda: tuple(Unit.objects.values_list("name", flat=True))  # noqa: E731
        return shared(run, "names", read)

    assert kept("first", [], names) == kept("second", [], names)
    Unit.objects.update(name="Another")
    run.clear()
    assert set(kept("second", [], names)) == {"Another"}
    assert set(kept("first", [], names)) == {"Another"}


@pytest.mark.django_db
def test_one_that_failed_has_decided_as_well() -> None:
    """Whoever goes another way because of what was read is made of what was read."""

    def first_unit() -> str:
        found = Unit.objects.filter(code="ONE").first()
        if found is None:
            raise LookupError
        return found.name

    def outer() -> str:
        try:
            return kept("first unit", [], first_unit)
        except LookupError:
            return "none"

    assert kept("outer", [], outer) == "none"
    Unit.objects.create(code="ONE", name="One")
    assert kept("outer", [], outer) == "One"


@pytest.mark.django_db
def test_of_a_table_that_nobody_notes_the_outer_is_not_kept_either() -> None:
    make = Maker()

    def inner() -> int:
        execute("SELECT count(*) FROM core_job")
        return make()

    outer = lambda: kept("inner", [Unit], inner)  # noqa: E731
    assert [kept("outer", [Unit], outer) for _ in range(2)] == [1, 2]


@pytest.mark.django_db
def test_what_is_rolled_back_brings_both_values_back() -> None:
    make = Maker()
    before = units_at_length(make)
    with transaction.atomic():
        Unit.objects.update(name="Another")
        assert set(units_at_length(make)[0]) == {"Another"}
        transaction.set_rollback(True)
    assert units_at_length(make)[0] == before[0] != ("Another",)
    assert units() == before[0]


@pytest.mark.django_db
def test_in_the_past_neither_is_found_nor_kept() -> None:
    make = Maker()
    now = units_at_length(make)
    with known_at(datetime(2000, 1, 1, tzinfo=UTC)):
        assert units_at_length(make)[0] == ()
    assert units_at_length(make) == now


@pytest.mark.django_db
def test_what_is_made_together_is_kept_by_one_question() -> None:
    names = [f"part {number}" for number in range(5)]
    with one_request(reads_only=True):
        kept("before", [Unit], Maker())
        parts = lambda: [kept(name, [Unit], Maker()) for name in names]  # noqa: E731
        assert questions(lambda: kept("whole", [], parts)) == 1
        assert questions(parts) == 0


def test_what_another_writes_before_the_outermost_is_made_keeps_neither(
    committed: None, application: "psycopg.Connection[Any]"
) -> None:
    """The inner one was made before it, and is old; the outer one was made of it."""

    def outer() -> tuple[str, ...]:
        found = units()
        application.execute("UPDATE core_unit SET name = 'Another'")
        application.commit()
        return found

    assert "Another" not in kept("outer", [], outer)
    assert set(kept("outer", [], units)) == {"Another"}
    assert set(units()) == {"Another"}


def test_what_a_snapshot_shows_is_found_in_it_and_nothing_older(
    committed: None, application: "psycopg.Connection[Any]"
) -> None:
    """A page that only reads stands by the versions it saw; a paper is composed of one moment."""
    with one_request(reads_only=True):
        before = units()
        application.execute("UPDATE core_unit SET name = 'Another'")
        application.commit()
        assert units() == before
        with transaction.atomic():
            execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            with found_in_this_snapshot():
                assert set(units()) == {"Another"}
    assert set(units()) == {"Another"}
