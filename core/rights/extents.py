"""What a role gives with its limits, asked of the rules themselves (`core.access`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from core.access import (
    ORGANIZATION_ACTIONS,
    ROW_ACTIONS,
    Access,
    Action,
    Held,
    Limit,
    Role,
    RowAction,
    limit_of,
)
from core.rights.wording import Extent, edition, where

_UNIT, _PERSON, _LANGUAGE = 1, 1, "en"


@dataclass(frozen=True)
class RoleShape:
    """A role and what it is limited to, whichever unit or edition that is."""

    role: Role
    limit: Limit | None = None


def shapes() -> Iterator[RoleShape]:
    """Every role with every limit that means something for it."""
    for role in Role:
        yield RoleShape(role)
        if (limit := limit_of(role)) is not None:
            yield RoleShape(role, limit)


@cache
def given(shape: RoleShape) -> dict[Action, Extent]:
    """What a role of this shape lets its holder do, and how far; in the order of the actions."""
    held = Held(
        shape.role,
        _UNIT if shape.limit is Limit.UNIT else None,
        _LANGUAGE if shape.limit is Limit.EDITION else "",
    )
    access = Access.of(user_id=_PERSON, held=[held], unit_parents={_UNIT: None})
    return {action: _extent(access, action) for action in Action if access.opens(action)}


def scope_in_words(role: str, unit: str, language: str) -> str:
    """Where a role is held: its limit, such as "TMS and its parts", or as far as any of its rows go."""
    if unit:
        return where(Extent.UNIT, unit=unit)
    if language:
        return where(Extent.EDITION, edition=edition(language))
    extents = given(RoleShape(Role(role)))
    rows = {extent for action, extent in extents.items() if action in ROW_ACTIONS}
    return str((Extent.OWN if rows == {Extent.OWN} else Extent.EVERYWHERE).label)


def _extent(access: Access, action: Action) -> Extent:
    """How far an action that somebody may do reaches."""
    if action == Action.TRANSLATE and not access.translations.all:
        return Extent.EDITION
    if action == Action.DISCUSS:
        return Extent.READ
    if action in ORGANIZATION_ACTIONS:
        return Extent.EVERYWHERE
    if action not in ROW_ACTIONS:
        return (
            Extent.READ if access.editions.all or not access.editions.languages else Extent.EDITION
        )
    grant = access.to(cast(RowAction, action))
    if grant.everywhere:
        return Extent.EVERYWHERE
    if grant.unit_ids:
        return Extent.UNIT_AND_OWN if grant.own else Extent.UNIT
    return Extent.OWN
