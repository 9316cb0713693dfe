"""The row gate of projects, and of whatever hangs on them."""

from collections.abc import Iterable

from django.db.models import Q

from core.access import Grant


def of_people(people: Iterable[int], project: str = "") -> Q:
    """Projects that one of these people manages or owns, or rows of theirs by the path `project`."""
    return Q(**{f"{project}manager__in": people}) | Q(**{f"{project}business_owner__in": people})


def within(grant: Grant, project: str) -> Q:
    """Projects within a grant (`project` is empty), or rows of theirs by that path: "project__".

    A unit reaches the projects it leads; a person those they manage or own.
    """
    if grant.everywhere:
        return Q()
    if grant.is_empty:
        return Q(pk__in=[])
    led = Q(**{f"{project}lead_unit__in": grant.unit_ids})
    return led | of_people(grant.people, project) if grant.own else led
