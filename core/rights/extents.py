"""What a role gives with its limits, asked of the rules themselves (`core.access`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from core.access import Access, Action, Grant, Held, Role
from core.rights.wording import Extent

_UNIT, _PERSON, _LANGUAGE = 1, 1, "en"


@dataclass(frozen=True)
class RoleShape:
    """A role and which limits it has, whatever they are."""

    role: Role
    in_unit: bool = False
    for_edition: bool = False


def shapes() -> Iterator[RoleShape]:
    """Every role with every set of limits."""
    for role in Role:
        for in_unit in (False, True):
            for for_edition in (False, True):
                yield RoleShape(role, in_unit, for_edition)


@cache
def given(shape: RoleShape) -> dict[Action, Extent]:
    """What a role of this shape lets its holder do, and how far; in the order of the actions."""
    held = Held(
        shape.role,
        _UNIT if shape.in_unit else None,
        _LANGUAGE if shape.for_edition else "",
    )
    access = Access.of(user_id=_PERSON, held=[held], unit_parents={_UNIT: None})
    extents = ((action, _extent(access.to(action))) for action in Action)
    return {action: extent for action, extent in extents if extent is not None}


def _extent(grant: Grant) -> Extent | None:
    if grant.everywhere:
        return Extent.EVERYWHERE
    if grant.unit_ids:
        return Extent.UNIT_AND_OWN if grant.own else Extent.UNIT
    if grant.languages:
        return Extent.EDITION
    return Extent.OWN if grant.own else None
