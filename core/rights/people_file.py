"""Units, people and roles as a file that `load_people` takes (docs/formats/people.md)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import yaml
from django.db.models import Prefetch

from core.languages.sorting import sort_key
from core.languages.translated import texts_of
from core.models import RoleAssignment, Unit, User

# A part of such a file: values as YAML has them.
Entry = dict[str, "str | date | dict[str, str] | list[Entry]"]


def people_file_text() -> str:
    """Every unit, and whoever may sign in with all roles ever held. A constant number of queries.

    Loaded again it changes nothing. Whoever is named by others stands before them: units before
    their parts, lenders before their stand-ins.
    """
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    units = _wholes_first(Unit.objects.select_related("parent"), parents)
    # Whoever has left is not in the file, so nothing in it is lent by them.
    roles = RoleAssignment.objects.exclude(lent_by__is_active=False)
    roles = roles.select_related("unit", "lent_by").order_by("pk")
    people = User.objects.active().select_related("unit").order_by("username__sort_key", "username")
    people = people.prefetch_related(Prefetch("assignments", queryset=roles))
    content = {
        "units": [_unit(unit) for unit in units],
        "users": [_user(user) for user in _lenders_first({user.pk: user for user in people})],
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)


def _wholes_first(units: Iterable[Unit], parents: Mapping[int, int | None]) -> Iterator[Unit]:
    def depth(pk: int | None) -> int:
        return 0 if pk is None else 1 + depth(parents[pk])

    yield from sorted(units, key=lambda unit: (depth(unit.pk), sort_key(unit.code)))


def _lenders_first(people: Mapping[int, User]) -> list[User]:
    found: list[User] = []
    begun: set[int] = set()

    def add(user: User) -> None:
        if user.pk in begun:  # two who lend to one another stand as they come
            return
        begun.add(user.pk)
        for role in user.assignments.all():
            if role.lent_by_id is not None and role.lent_by_id in people:
                add(people[role.lent_by_id])
        found.append(user)

    for user in people.values():
        add(user)
    return found


def _unit(unit: Unit) -> Entry:
    found: Entry = {"code": unit.code, "name": dict(texts_of(unit, "name"))}
    return found | ({"parent": unit.parent.code} if unit.parent else {})


def _user(user: User) -> Entry:
    found: Entry = {"username": user.username, "full_name": user.full_name}
    if user.email:
        found["email"] = user.email
    if user.unit:
        found["unit"] = user.unit.code
    return found | {
        "language": user.language,
        "roles": [_role(role) for role in user.assignments.all()],
    }


def _role(role: RoleAssignment) -> Entry:
    values = {
        "role": role.role,
        "unit": role.unit.code if role.unit else None,
        "edition": role.language,
        "from": role.starts_on,
        "to": role.ends_on,
        "lent_by": role.lent_by.username if role.lent_by else None,
    }
    return {name: value for name, value in values.items() if value}
