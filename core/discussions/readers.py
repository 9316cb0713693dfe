"""Who may see a row: they alone can be asked and mentioned."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import BigIntegerField, QuerySet, Value

from core.access import Access, Held, Role
from core.kept import kept
from core.models import RoleAssignment, Unit, User
from core.models.people import REACH
from core.subjects import subjects
from core.time import working_date

_AT_ONCE = 200  # people asked about in one query


def readers_of(kind: str, row: int) -> list[User]:
    """Everybody who may see a row, by name: in as many queries for sixty people as for two hundred."""
    return kept("readers of a row", REACH, partial(_readers, kind, row), kind, row)


def people_with_access() -> list[User]:
    """Everybody with an account, by name, each with their access: in three queries however many."""
    people = list(
        User.objects.active().select_related("unit").order_by("full_name__sort_key", "pk")
    )
    _work_out_access(people)
    return people


def _readers(kind: str, row: int) -> list[User]:
    people = people_with_access()
    ids = {pk for some in _batches(people) for pk in _who_see(kind, row, some)}
    return [person for person in people if person.pk in ids]


def _batches(people: list[User]) -> Iterator[list[User]]:
    for start in range(0, len(people), _AT_ONCE):
        yield people[start : start + _AT_ONCE]


def _who_see(kind: str, row: int, people: list[User]) -> list[int]:
    """The row gate, asked for several people in one query."""
    each: list[QuerySet[Any, Any]] = [
        subjects[kind]
        .seen(person)
        .filter(pk=row)
        .order_by()
        .annotate(reader=Value(person.pk, output_field=BigIntegerField()))
        .values_list("reader", flat=True)
        for person in people
    ]
    return list(each[0].union(*each[1:], all=True)) if each else []


def _work_out_access(people: list[User]) -> None:
    """What `User.access` gives, for all of them from the same two queries."""
    held: dict[int, list[Held]] = {}
    columns = ("user_id", "role", "unit_id", "language", "lent_by_id")
    effective = RoleAssignment.objects.effective(working_date()).order_by()
    for user_id, role, *scope in effective.values_list(*columns):
        held.setdefault(user_id, []).append(Held(Role(role), *scope))
    parents = dict(Unit.objects.order_by().values_list("id", "parent_id"))
    for person in people:
        person.access = Access.of(
            user_id=person.pk, held=held.get(person.pk, []), unit_parents=parents
        )


def names_of(people: list[User]) -> dict[int, str]:
    """What each is called in a text behind "@"; who share a name are told apart by unit, then key."""
    plain: dict[str, int] = {}
    for person in people:
        plain[person.full_name] = plain.get(person.full_name, 0) + 1
    found: dict[int, str] = {}
    taken: set[str] = set()
    for person in people:
        name = person.full_name
        if plain[name] > 1 and person.unit:
            name = f"{name} ({person.unit.code})"
        if name in taken:
            name = f"{person.full_name} ({person.pk})"
        taken.add(name)
        found[person.pk] = name
    return found
