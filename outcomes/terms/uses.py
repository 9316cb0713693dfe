"""Where words of a strategy are used: floors above say how many of their rows hold each."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from core.models import User
from core.pages.tree_counts import TreeCount
from core.registry import Registry
from outcomes.models import OwnSubject, Strategy, Term


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


def own_counts(strategy: Strategy, subject: OwnedBy) -> Counter[str]:
    """How many rows hold each own field."""
    return Counter(key for own in _held(strategy, subject) for key in own)


def _held(strategy: Strategy, subject: OwnedBy) -> Iterable[Mapping[str, object]]:
    held: Iterable[Mapping[str, object]] = (
        subject.rows(strategy).order_by().values_list("own", flat=True)
    )
    return held


def uses_of(term: Term) -> int:
    """How many rows hold it, whoever may see them."""
    return used_in(term.strategy)[term.vocabulary, term.key]


def used_in(strategy: Strategy) -> Counter[tuple[str, str]]:
    """How many rows hold each word of a strategy."""
    found: Counter[tuple[str, str]] = Counter()
    for use in term_uses:
        found.update(use.count(strategy))
    for subject in own_subjects:
        for own in _held(strategy, subject):
            found.update((f"own-{key}", held) for key, held in own.items() if isinstance(held, str))
    return found


def shown_uses(strategy: Strategy, user: User) -> dict[tuple[str, str], list[Any]]:
    """What the person sees of them, by word."""
    found: dict[tuple[str, str], list[Any]] = {}
    for use in term_uses:
        for term, count in use.shown(strategy, user).items():
            found.setdefault(term, []).append(count)
    return found
