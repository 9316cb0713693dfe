"""What is kept between requests: worked out once, and again as soon as a write has moved its data.

Why a maximum of the notes' numbers would not do as a version: numbers are given before their
transactions commit, so that of two writers the later number may be seen first, and the earlier
commits without moving the maximum. Here a version is made of *all* notes of a table that a reader
sees (`core.models.DataChange`). What is seen only grows from commit to commit, each note has a stamp
that never comes twice, and folding leaves a new stamp behind; so equal versions mean equal data.
That holds inside a transaction too: what it wrote itself has moved its own version, and rolling
back brings the version back together with the data.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.utils.translation import get_language

from core.history.data_changes import NOTES, noted_tables, table_versions
from core.history.past import reads_the_past
from core.request_cache import once_while_reading
from core.time import rights_day, working_date

Value = TypeVar("Value")

MOST = 3000  # values held by a process; the ones longest unasked go first


@dataclass(frozen=True)
class _Entry:
    """A value, the tables it was made of, and the versions that these had."""

    value: Any
    tables: frozenset[str]
    versions: dict[str, int | None]


_entries: OrderedDict[Hashable, _Entry] = OrderedDict()
_lock = Lock()
# The tables that whatever is being made has read so far.
_tables_read: ContextVar[set[str] | None] = ContextVar("tables_read", default=None)
# What was made and waits for the outermost of what is being made: then all of it is kept at once.
_just_made: ContextVar[dict[Hashable, _Entry] | None] = ContextVar("just_made", default=None)
# The versions by which all is found meanwhile: nobody writes while something is being made.
_versions_at_hand: ContextVar[dict[str, int] | None] = ContextVar("versions_at_hand", default=None)


def kept(
    name: str, models: Sequence[type[Model]], make: Callable[[], Value], *needs: object
) -> Value:
    """What `make` gives, from this process's memory while nothing that it was made of has changed.

    That is every table that `make` reads, as its queries name them, and those of `models`: what it
    knows from questions asked before. `name` says whose value it is; `needs` are all that `make`
    depends on beside tables, the active language and the working date, such as whose reach it is.
    The value is shared between requests and threads: nobody may change it. Nothing is kept that read
    a table whose changes nobody notes; in a past that is being read (`known_at`) nothing is found.
    `make` may ask for other kept values, made now or long before: their tables are its own as well.
    What it shares otherwise with whatever is made beside it goes through `shared`.
    """
    return kept_on_all_days(name, models, make, working_date(), rights_day(), *needs)


def kept_on_all_days(
    name: str, models: Sequence[type[Model]], make: Callable[[], Value], *needs: object
) -> Value:
    """The same for what does not depend on the working date, which itself is made of such."""
    if reads_the_past():
        return make()
    key = (name, get_language(), *needs)
    versions = _versions()
    entry = _found(key, versions)
    if entry is not None:
        _read_too(entry.tables)
        value: Value = entry.value
        return value
    with _kept_together(versions) as just_made:
        made, tables = _noted(make, models)
        if tables <= noted_tables():
            just_made[key] = _Entry(made, tables, _of(versions, tables))
    return made


def _found(key: Hashable, versions: dict[str, int]) -> _Entry | None:
    """What was kept, or made just now, of data that have not moved since."""
    entry = (_just_made.get() or {}).get(key)
    if entry is not None and entry.versions == _of(versions, entry.tables):
        return entry
    with _lock:
        entry = _entries.get(key)
        if entry is None or entry.versions != _of(versions, entry.tables):
            return None
        _entries.move_to_end(key)
        return entry


@contextmanager
def _kept_together(versions: dict[str, int]) -> Iterator[dict[Hashable, _Entry]]:
    """Gathers what is made inside, and keeps it at the end: with one question for all of it."""
    outer = _just_made.get()
    if outer is not None:
        yield outer
        return
    made: dict[Hashable, _Entry] = {}
    token, at_hand = _just_made.set(made), _versions_at_hand.set(versions)
    try:
        yield made
    finally:
        _just_made.reset(token)
        _versions_at_hand.reset(at_hand)
    # Somebody may have committed between the question for the versions and the last of what was made.
    now = table_versions() if made else {}
    with _lock:
        for key, entry in made.items():
            if _of(now, entry.tables) == entry.versions:
                _entries[key] = entry
                _entries.move_to_end(key)
        while len(_entries) > MOST:
            _entries.popitem(last=False)


def shared(known: MutableMapping[Any, Any], key: Hashable, make: Callable[[], Value]) -> Value:
    """What `known` holds under `key`, which `make` gives the first time; it serves `shared` alone.

    For what several that are kept need while they are made: each of them is then made of the tables that
    `make` read, also those that found it there.
    """
    if key not in known:
        known[key] = _noted(make)
    found: tuple[Value, frozenset[str]] = known[key]
    _read_too(found[1])
    return found[0]


def kept_for_a_page(name: str, make: Callable[[], Value]) -> Value:
    """As `kept`, for what a page asks for at every cell: one that only reads looks for it once."""
    key = (name, get_language())
    return shared(_of_this_page(), key, lambda: kept_on_all_days(name, (), make))


@once_while_reading
def _of_this_page() -> dict[Hashable, Any]:
    """What `kept_for_a_page` has found; outside of pages that only read it is empty each time."""
    return {}


def forget_kept() -> None:
    """Let go of everything: for measures and tests of what a fresh process does."""
    with _lock:
        _entries.clear()


def _of(versions: dict[str, int], tables: frozenset[str]) -> dict[str, int | None]:
    """The versions of some tables; one that nobody ever wrote to has none."""
    return {table: versions.get(table) for table in tables}


# A request that only reads may stand by what it saw first; one that writes must ask again.
_versions_of_the_request = once_while_reading(table_versions)


def _versions() -> dict[str, int]:
    at_hand = _versions_at_hand.get()
    return _versions_of_the_request() if at_hand is None else at_hand


@contextmanager
def found_in_this_snapshot() -> Iterator[None]:
    """Inside, what is found was made of the very data that a transaction's snapshot shows.

    For a transaction that reads all of one moment, begun while a page is being made: the page may
    have asked for versions before. Nothing is written inside.
    """
    token = _versions_at_hand.set(table_versions())
    try:
        yield
    finally:
        _versions_at_hand.reset(token)


def _noted(
    make: Callable[[], Value], models: Sequence[type[Model]] = ()
) -> tuple[Value, frozenset[str]]:
    """What `make` gives, and the tables that it was made of: those of `models` and all that it read.

    Whatever is being made around it is made of them as well, even when it fails: who asked goes another
    way because of what the tables held.
    """
    read = {model._meta.db_table for model in models}
    try:
        with _reading(read):
            made = make()
    finally:
        _read_too(frozenset(read))
    return made, frozenset(read)


@contextmanager
def _reading(tables: set[str]) -> Iterator[None]:
    """Adds to `tables` those that statements name inside."""

    def note(execute: Callable[..., Any], statement: Any, *rest: Any) -> Any:
        text = statement if isinstance(statement, str) else statement.as_string(None)
        tables.update(_names().findall(text))
        return execute(statement, *rest)

    token = _tables_read.set(tables)
    try:
        with connection.execute_wrapper(note):
            yield
    finally:
        _tables_read.reset(token)


def _read_too(tables: frozenset[str]) -> None:
    """What was made of a kept value was made of its tables as well."""
    outer = _tables_read.get()
    if outer is not None:
        outer.update(tables)


@cache
def _names() -> re.Pattern[str]:
    """Finds the names of tables in a statement; a table's events change together with it."""
    tables = {model._meta.db_table for model in apps.get_models()} - {NOTES}
    plain = {table.removesuffix("event") for table in tables}
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(plain)))})(?:event)?\b")
