"""The row gate of projects, and of whatever hangs on them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q

from core.access import Action, Grant

if TYPE_CHECKING:
    from core.models import User

NOTHING = Q(pk__in=[])


def of_people(people: Iterable[int], project: str = "") -> Q:
    """Projects that one of these people manages or owns, or rows of theirs by the path `project`."""
    return Q(**{f"{project}manager__in": people}) | Q(**{f"{project}business_owner__in": people})


def within(grant: Grant, project: str = "") -> Q:
    """Projects within a grant, or rows of theirs by the path `project`, such as "project__".

    A unit reaches the projects it leads; a person those they manage or own.
    """
    if grant.everywhere:
        return Q()
    if not grant:
        return NOTHING
    led = Q(**{f"{project}lead_unit__in": grant.unit_ids})
    return led | of_people(grant.people, project) if grant.own else led


def reached_by(user: "User", action: Action, project: str = "") -> Q:
    """Projects that `user` reaches with `action`, or rows of theirs by the path `project`."""
    return within(user.access.to(action), project)
