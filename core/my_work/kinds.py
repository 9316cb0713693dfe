"""Kinds of items that can wait for a person, as the apps register them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from django.utils.functional import Promise

from core.models import User
from core.registry import Registry

SOON = 3  # days: what is due within them counts as more consequential


class Weight(IntEnum):
    """How consequential an item is by its kind; what is late or due soon counts for more."""

    ROUTINE = 10
    SECOND_PERSON = 20  # somebody else cannot go on
    REPORTED = 30  # it will be missing in what the organization says of itself
    SENT_BACK = 40  # it counts as not given


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits: what it is about, what to do, where, and until when.

    `url` leads to exactly that row. `about` names what it belongs to ("project:15", "unit:3"), by which
    it can be muted. `lender` is for whom the person stands in with it, empty: for nobody.
    """

    title: str
    todo: str
    url: str
    weight: int
    due: date | None = None
    about: frozenset[str] = frozenset()
    lender: str = ""

    def urgency(self, at: date) -> int:
        """The weight on the day `at`: more when it is due soon, most when it is late."""
        if self.due is None or (self.due - at).days > SOON:
            return self.weight
        return self.weight + (20 if self.due < at else 10)

    def order(self, at: date) -> tuple[int, date, str]:
        """Sorts the most consequential first, then what is due first."""
        return -self.urgency(at), self.due or date.max, self.title


@dataclass(frozen=True)
class WorkKind:
    """A kind of item; `why` says why such an item waits for somebody.

    `items` gives what of it waits for a person on a day, in a constant number of queries and behind the
    row gate; its words are in the active language. `abouts` gives only what each of them is
    `about`: where there may be thousands, the count of the navigation does without their words.
    """

    key: str
    label: str | Promise
    why: str | Promise
    items: Callable[[User, date], Iterable[WorkItem]]
    abouts: Callable[[User, date], Iterable[frozenset[str]]] | None = None


work_kinds: Registry[WorkKind] = Registry("kind of work")
