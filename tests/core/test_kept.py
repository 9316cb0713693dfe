"""What is kept between requests: found again while nothing changed, never once something did."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.utils import timezone, translation

from core.access import Action
from core.history.data_changes import FEW, data_changes_fold, table_versions
from core.history.past import known_at
from core.kept import MOST, forget_kept, kept
from core.models import DataChange, Installation, RoleAssignment, Unit, User
from core.request_cache import one_request
from portfolio.models import Commitment, Project
from tests.structure.sources import PACKAGES

# The program's own doings: nobody keeps anything of them.
MACHINERY = {
    *("core.Backup", "core.DataChange", "core.Heartbeat", "core.Job"),
    *("core.PersonSession", "core.SignInAttempt", "core.Submission"),
    *("core.CalendarFeed", "core.Digest", "core.ReminderChoice", "core.WaitingSheet"),
}
DOMAIN = [
    model
    for model in apps.get_models()
    if model._meta.app_label in PACKAGES
    and not hasattr(model, "pgh_tracked_model")
    and model._meta.label not in MACHINERY
]
a_domain_model = pytest.mark.parametrize("model", DOMAIN, ids=lambda model: model._meta.label)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What one test kept, another must not find."""
    forget_kept()
    yield
    forget_kept()


class Maker:
    """Makes the number of times it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> int:
        self.asked += 1
        return self.asked


def version(model: type[models.Model]) -> int | None:
    return table_versions().get(model._meta.db_table)


def execute(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


# --- Every write moves the version --------------------------------------------------------------


@pytest.mark.django_db
@a_domain_model
def test_each_statement_of_sql_moves_the_version(model: type[models.Model]) -> None:
    """Whatever a program writes ends as one of these, by whatever way it came."""
    table, key = model._meta.db_table, model._meta.pk.column
    seen = {version(model)}
    for number, statement in enumerate(
        (
            f"INSERT INTO {table} SELECT * FROM {table} WHERE false",
            f"UPDATE {table} SET {key} = {key} WHERE false",
            f"DELETE FROM {table} WHERE false",
            f"TRUNCATE {table} CASCADE",
        ),
        2,
    ):
        execute(statement)
        seen.add(version(model))
        assert len(seen) == number, statement


@pytest.mark.django_db
@a_domain_model
def test_each_way_of_the_orm_moves_the_version(model: type[models.Model]) -> None:
    rows: Any = model._default_manager
    field = next(one for one in model._meta.local_concrete_fields if not one.primary_key)
    seen = [version(model)]
    if (row := rows.order_by("pk").first()) is not None and model._meta.label not in {
        "portfolio.StatusUpdate",  # what was accepted is protected from any change
    }:
        row.save()
        seen.append(version(model))
        rows.bulk_update([row], [field.name])
        seen.append(version(model))
    rows.filter(pk=0).update(**{field.attname: getattr(row, field.attname, None)})
    seen.append(version(model))
    rows.filter(pk=0)._raw_delete(rows.db)
    seen.append(version(model))
    assert len(set(seen)) == len(seen)


@pytest.mark.django_db
def test_rows_made_one_by_one_or_in_bulk_move_it() -> None:
    seen = [version(Unit)]
    Unit.objects.create(code="ONE", name="One")
    seen.append(version(Unit))
    Unit.objects.bulk_create([Unit(code="TWO", name="Two"), Unit(code="THREE", name="Three")])
    seen.append(version(Unit))
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY core_unit (code, name) FROM STDIN") as copy,
    ):
        copy.write_row(("FOUR", "Four"))
    seen.append(version(Unit))
    assert len(set(seen)) == len(seen)


@pytest.mark.django_db
def test_what_is_rolled_back_brings_the_version_back() -> None:
    before = version(Unit)
    with transaction.atomic():
        Unit.objects.create(code="ONE", name="One")
        assert version(Unit) != before
        transaction.set_rollback(True)
    assert version(Unit) == before


def test_a_transaction_that_ends_late_moves_the_version(
    committed: None, application: "psycopg.Connection[Any]"
) -> None:
    """It began first and has the lower number; a maximum would not move when it commits."""
    application.execute("UPDATE core_unit SET name = name WHERE code = 'AMS'")
    before = version(Unit)
    Unit.objects.create(code="ONE", name="One")
    between = version(Unit)
    application.commit()
    assert len({before, between, version(Unit)}) == 3


def test_two_writers_of_a_table_do_not_wait_for_one_another(
    committed: None, application: "psycopg.Connection[Any]"
) -> None:
    application.execute("UPDATE core_unit SET name = name WHERE code = 'AMS'")
    execute("SET lock_timeout = '1s'")
    Unit.objects.create(code="ONE", name="One")
    application.rollback()
    execute("RESET lock_timeout")


@pytest.mark.django_db
def test_a_transaction_leaves_one_note_of_each_table() -> None:
    before = DataChange.objects.count()
    for number in range(30):
        Unit.objects.create(code=f"N{number}", name="One of many")
    assert DataChange.objects.count() <= before + 1


# --- Folding ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_many_notes_become_one_and_few_stay() -> None:
    data_changes_fold()
    DataChange.objects.bulk_create(
        DataChange(transaction=-number, table_name="core_unit", stamp=f"{number:032x}")
        for number in range(FEW + 1)
    )
    before = table_versions()
    assert data_changes_fold() > FEW
    assert DataChange.objects.filter(table_name="core_unit").count() == 1
    after = table_versions()
    assert after.pop("core_unit") != before.pop("core_unit")
    assert after == before
    assert data_changes_fold() == 0


def test_notes_are_folded_with_the_rights_of_the_workers(as_application: None) -> None:
    for number in range(FEW + 1):
        Unit.objects.create(code=f"N{number}", name="One of many")
    assert data_changes_fold() > FEW
    assert version(Unit) is not None


# --- Kept ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_value_is_found_until_one_of_its_tables_changes() -> None:
    make = Maker()
    assert [kept("test", [Unit, User], make) for _ in range(3)] == [1, 1, 1]
    Unit.objects.update(name="Another")
    assert [kept("test", [Unit, User], make) for _ in range(2)] == [2, 2]
    User.objects.update(full_name="Somebody")
    assert kept("test", [Unit, User], make) == 3
    assert kept("units alone", [Unit], Maker()) == 1


@pytest.mark.django_db
def test_what_it_was_made_of_need_not_be_named() -> None:
    """Not even what another kept value was made of, found or made."""

    def inner() -> list[str]:
        units = Unit.objects.filter(pk__in=User.objects.values("unit"))
        return list(units.values_list("name", flat=True))

    def outer() -> tuple[int, int]:
        kept("inner", [], inner)
        return (make(), 0)

    make = Maker()
    assert [kept("outer", [], outer) for _ in range(2)] == [(1, 0), (1, 0)]
    User.objects.update(full_name="Somebody")
    assert [kept("outer", [], outer) for _ in range(2)] == [(2, 0), (2, 0)]
    kept("another", [], lambda: kept("inner", [], inner))
    assert kept("found within", [], outer) == (3, 0)
    Unit.objects.update(name="Another")
    assert kept("found within", [], outer) == (4, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["core_job", "core_heartbeat", "core_personsession"])
def test_what_reads_a_table_that_nobody_notes_is_never_kept(table: str) -> None:
    make = Maker()

    def read() -> int:
        execute(f"SELECT count(*) FROM {table}")
        return make()

    assert [kept("test", [Unit], read) for _ in range(2)] == [1, 2]


@pytest.mark.django_db
def test_what_reads_events_is_made_of_their_table() -> None:
    make = Maker()

    def read() -> int:
        execute("SELECT count(*) FROM core_unitevent")
        return make()

    assert [kept("test", [], read) for _ in range(2)] == [1, 1]
    Unit.objects.update(name="Another")
    assert kept("test", [], read) == 2


@pytest.mark.django_db
def test_another_working_date_is_another_value() -> None:
    make = Maker()
    assert kept("test", [], make) == 1
    Installation.objects.update(fixed_date=date(2020, 2, 2))
    assert kept("test", [], make) == 2


@pytest.mark.django_db
def test_another_language_name_or_need_is_another_value() -> None:
    make = Maker()
    assert kept("test", [Unit], make) == 1
    assert kept("test", [Unit], make, 2021) == 2
    assert kept("another", [Unit], make) == 3
    with translation.override("de"):
        assert kept("test", [Unit], make) == 4
    assert kept("test", [Unit], make) == 1


@pytest.mark.django_db
def test_nothing_is_kept_of_the_past_nor_found_in_it() -> None:
    make = Maker()
    assert kept("test", [Unit], make) == 1
    with known_at(timezone.now()):
        assert [kept("test", [Unit], make) for _ in range(2)] == [2, 3]
    assert kept("test", [Unit], make) == 1


def test_what_was_made_while_another_committed_is_not_kept(
    committed: None, application: "psycopg.Connection[Any]"
) -> None:
    """It may hold the new data in part, under the version of the old."""

    def make() -> str:
        application.execute("UPDATE core_unit SET name = 'Another' WHERE code = 'AMS'")
        application.commit()
        return "half"

    assert kept("test", [Unit], make) == "half"
    assert kept("test", [Unit], lambda: "whole") == "whole"


@pytest.mark.django_db
def test_a_request_that_reads_asks_once_and_one_that_writes_asks_again() -> None:
    make = Maker()
    with one_request(reads_only=True):
        kept("test", [Unit], make)
        before = questions(lambda: [kept("test", [Unit], make) for _ in range(3)])
    with one_request():
        Unit.objects.update(name="Another")
        assert kept("test", [Unit], make) == 2
        Unit.objects.update(name="Yet another")
        assert kept("test", [Unit], make) == 3
    assert before == 0


def questions(act: Any) -> int:
    asked: list[Any] = []

    def note(execute: Any, *arguments: Any) -> Any:
        asked.append(arguments)
        return execute(*arguments)

    with connection.execute_wrapper(note):
        act()
    return len(asked)


@pytest.mark.django_db
def test_only_so_many_are_kept() -> None:
    for number in range(MOST + 1):
        kept("test", [Unit], Maker(), number)
    again = Maker()
    again.asked = 10
    assert kept("test", [Unit], again, MOST) == 1
    assert kept("test", [Unit], again, 0) == 11


# --- Pages --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_list_names_people_as_they_are_now(client: Client) -> None:
    client.force_login(User.objects.get(username="pmo"))
    manager = User.objects.filter(managed_projects__isnull=False).order_by("pk")[0]
    assert "Renamed" not in client.get("/projects/").content.decode()
    User.objects.filter(pk=manager.pk).update(full_name="Renamed Person")
    assert "Renamed Person" in client.get("/projects/").content.decode()
    execute("UPDATE core_user SET full_name = 'Named Again' WHERE id = %s", manager.pk)
    page = client.get("/projects/").content.decode()
    assert "Named Again" in page
    assert "Renamed Person" not in page


@pytest.mark.django_db
def test_lists_search_and_navigation_follow_the_roles_at_once(client: Client) -> None:
    focal = User.objects.get(username="focal")
    client.force_login(focal)
    pages = ("/projects/", "/search/?q=service", "/risks/", "/updates/", "/indicators/")
    for _ in range(2):  # made, and found
        before = {page: client.get(page).content.decode() for page in pages}
    mine = Project.objects.filter(lead_unit__in=focal.access.to(Action.VIEW_PORTFOLIO).unit_ids)
    codes = [f"/{code}/" for code in mine.values_list("code", flat=True)[:20]]
    assert any(code in before["/projects/"] for code in codes)
    execute("UPDATE core_roleassignment SET role = 'project_manager', unit_id = NULL"
            " WHERE user_id = %s", focal.pk)  # fmt: skip
    for page in pages:
        after = client.get(page).content.decode()
        assert not [code for code in codes if code in after], page
    RoleAssignment.objects.filter(user=focal).delete()
    assert [client.get(page).status_code for page in pages] == [404] * len(pages)


@pytest.mark.django_db
def test_what_one_may_see_is_never_shown_to_another(client: Client) -> None:
    seen: dict[str, list[list[str]]] = {}
    for name in ("pmo", "focal", "pm-tms", "pmo", "focal", "pm-tms"):
        client.force_login(User.objects.get(username=name))
        pages = [client.get(page) for page in ("/projects/", "/search/?q=service", "/updates/")]
        shown = [re.findall(r'href="(/projects/[^"]+/[^"]+)"', each.content.decode())
                 for each in pages]  # fmt: skip
        assert seen.setdefault(name, shown) == shown
    assert seen["pmo"] != seen["focal"] != seen["pm-tms"]


@pytest.mark.django_db
def test_the_navigation_counts_what_is_there_now(client: Client) -> None:
    client.force_login(User.objects.get(username="pmo"))

    def count() -> int:
        page = client.get("/people/").content.decode()
        found = re.search(r'href="/promises/"(?:(?!</a>).)*class="count">(\d+)<', page, re.DOTALL)
        assert found
        return int(found[1])

    before = count()
    promise = Commitment.objects.order_by("pk")[0]
    promise.delete()
    assert count() == before - 1
