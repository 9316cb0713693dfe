"""Units as a tree: their order, how deep each lies, and how many people work in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Q, Value, When

from core.models import Unit
from core.models.people import UnitQuerySet


@dataclass(frozen=True)
class UnitInTree:
    """A unit's place in the tree; `people` counts those of its parts too."""

    pk: int
    depth: int
    people: int


def units_in_tree() -> list[UnitInTree]:
    """Every unit from the top down, parts after their whole, in the order of codes. One query."""
    active = Count("people", filter=Q(people__is_active=True))
    rows = Unit.objects.annotate(active=active).order_by("code__sort_key")
    below: dict[int | None, list[int]] = {}
    people: dict[int, int] = {}
    for pk, parent, count in rows.values_list("pk", "parent_id", "active"):
        below.setdefault(parent, []).append(pk)
        people[pk] = count
    return list(_walk(None, 0, below, people))


def _walk(
    pk: int | None, depth: int, below: Mapping[int | None, list[int]], people: Mapping[int, int]
) -> Iterator[UnitInTree]:
    for part in below.get(pk, []):
        parts = list(_walk(part, depth + 1, below, people))
        total = people[part] + sum(each.people for each in parts if each.depth == depth + 1)
        yield UnitInTree(part, depth, total)
        yield from parts


def in_tree_order(rows: UnitQuerySet, places: list[UnitInTree]) -> UnitQuerySet:
    """Adds `place` (the order of the tree), `depth`, and `all_people` with those of the parts."""

    def column(values: Mapping[int, int]) -> Case:
        whens = [When(pk=pk, then=Value(value)) for pk, value in values.items()]
        return Case(*whens, default=Value(0), output_field=IntegerField())

    return rows.annotate(
        place=column({each.pk: index for index, each in enumerate(places)}),
        depth=column({each.pk: each.depth for each in places}),
        all_people=column({each.pk: each.people for each in places}),
        own_people=Count("people", filter=Q(people__is_active=True)),
    )


def with_wholes(unit: Unit) -> list[Unit]:
    """The units above `unit`, the topmost first. One query."""
    every = Unit.objects.in_bulk()
    found: list[Unit] = []
    above = unit.parent_id
    while above is not None and above not in {each.pk for each in found}:
        found.insert(0, every[above])
        above = every[above].parent_id
    return found
