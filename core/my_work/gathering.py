"""What waits for a person: of every kind, without what they have muted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from core.access import RULES, Action
from core.kept import kept
from core.models import User
from core.models.people import REACH, people_by_id
from core.my_work.kinds import WorkItem, WorkKind, work_kinds
from core.my_work.subscriptions import subscriptions_of
from core.time import working_date


@dataclass(frozen=True)
class WorkGroup:
    """The items of a kind, the most consequential first."""

    kind: WorkKind
    items: tuple[WorkItem, ...]


def my_work(user: User, at: date) -> list[WorkGroup]:
    """What waits for a person on the day `at`: groups and items, the most consequential first."""
    subscriptions = subscriptions_of(user)
    groups = []
    for kind in work_kinds:
        found = [
            item
            for item in _items(kind, user, at)
            if not subscriptions.silences(kind.key, item.about)
        ]
        if found:
            groups.append(WorkGroup(kind, tuple(sorted(found, key=lambda item: item.order(at)))))
    return sorted(groups, key=lambda group: group.items[0].order(at))


def _items(kind: WorkKind, user: User, at: date) -> tuple[WorkItem, ...]:
    """All of a kind: kept for as long as nobody writes to what they were made of."""
    return kept("my work", REACH, lambda: tuple(kind.items(user, at)), kind.key, user.pk, at)


def all_items(groups: Collection[WorkGroup], at: date) -> list[WorkItem]:
    """The items of all groups in one order, the most consequential first."""
    return sorted(
        (item for group in groups for item in group.items), key=lambda item: item.order(at)
    )


def work_count(user: User) -> int:
    """How many items the page shows today."""
    at, subscriptions = working_date(), subscriptions_of(user)
    return sum(
        not subscriptions.silences(kind.key, about)
        for kind in work_kinds
        for about in _abouts(kind, user, at)
    )


def _abouts(kind: WorkKind, user: User, at: date) -> Sequence[frozenset[str]]:
    """What each item of a kind is about; of most kinds the items are made, and kept for the page."""
    if (ask := kind.abouts) is None:
        return [item.about for item in _items(kind, user, at)]
    return kept("count of my work", REACH, lambda: tuple(ask(user, at)), kind.key, user.pk, at)


def lender_name(user: User, whose: int | None) -> str:
    """For whom `user` acts with a row of this person: empty for their own, or of nobody's."""
    if whose is None or whose == user.pk:
        return ""
    return kept("name of a person", (User,), partial(_name, whose), whose)


def _name(pk: int) -> str:
    return str(people_by_id([pk])[pk])


def lender_of(user: User, action: Action) -> str:
    """Who lent the role by which a person may do `action`; empty where one of their own gives it."""
    return kept("lender of an action", REACH, partial(_lender_of, user, action), user.pk, action)


def _lender_of(user: User, action: Action) -> str:
    held = user.assignments.effective(working_date()).filter(role__in=RULES[action])
    lenders = set(held.order_by().values_list("lent_by_id", flat=True))
    return "" if None in lenders or not lenders else lender_name(user, min(filter(None, lenders)))
