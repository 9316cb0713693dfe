"""Where words of a strategy are used: floors above say how many of their rows hold each."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from core.models import User
from core.pages.tree_counts import TreeCount
from core.registry import Registry
from outcomes.models import OwnSubject, Strategy
from outcomes.models.own_fields import own_vocabulary


@dataclass(frozen=True)
class TermUse:
    """Counts the rows that hold each word of a strategy, by vocabulary and key.

    `count` counts all of them, `shown` those that the person sees, with the list of exactly these.
    """

    key: str
    count: Callable[[Strategy], Mapping[tuple[str, str], int]]
    shown: Callable[[Strategy, User], Mapping[tuple[str, str], TreeCount]]


@dataclass(frozen=True)
class OwnedBy:
    """Rows that can have own fields, of the subject `key`.

    `rows` are all of a strategy; `taken` are the headings of the sheets of such rows, folded: an own
    field of that name could not be told from them.
    """

    key: str
    rows: Callable[[Strategy], "QuerySet[Model]"]
    taken: Callable[[], Collection[str]] = frozenset


own_subjects: Registry[OwnedBy] = Registry("subject of own fields")
term_uses: Registry[TermUse] = Registry("use of a strategy's words")


def subject_name(strategy: Strategy, subject: str) -> str:
    """What the strategy calls the rows that have own fields of this subject."""
    level = {OwnSubject.PROJECT.value: "projects", OwnSubject.RISK.value: "risks"}.get(subject)
    return strategy.level_name(level) if level else str(OwnSubject(subject).label)


@dataclass(frozen=True)
class Uses:
    """How many rows of a strategy hold each own field, by its key, and each word, by list and key."""

    fields: Counter[str]
    words: Counter[tuple[str, str]]


def used_in(strategy: Strategy) -> Uses:
    """Count them, whoever may see the rows. The key of an own field is that of one kind of rows."""
    uses = Uses(Counter(), Counter())
    for use in term_uses:
        uses.words.update(use.count(strategy))
    for subject in own_subjects:
        for own in subject.rows(strategy).order_by().values_list("own", flat=True):
            uses.fields.update(own.keys())
            chosen = ((key, held) for key, held in own.items() if isinstance(held, str))
            uses.words.update((own_vocabulary(key), held) for key, held in chosen)
    return uses


def shown_uses(strategy: Strategy, user: User) -> dict[tuple[str, str], list[Any]]:
    """What the person sees of them, by word."""
    found: dict[tuple[str, str], list[Any]] = {}
    for use in term_uses:
        for term, count in use.shown(strategy, user).items():
            found.setdefault(term, []).append(count)
    return found
