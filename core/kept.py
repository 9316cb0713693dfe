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
from collections.abc import Callable, Hashable, Iterator, Sequence
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

MOST = 2000  # values held by a process; the ones longest unasked go first


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


def kept(
    name: str, models: Sequence[type[Model]], make: Callable[[], Value], *needs: object
) -> Value:
    """What `make` gives, from this process's memory while nothing that it was made of has changed.

    That is every table that `make` reads, as its queries name them, and those of `models`: what it
    knows from questions asked before. `name` says whose value it is; `needs` are all that `make`
    depends on beside tables, the active language and the working date, such as whose reach it is.
    The value is shared between requests and threads: nobody may change it. Nothing is kept that read
    a table whose changes nobody notes; in a past that is being read (`known_at`) nothing is found.
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
    with _lock:
        entry = _entries.get(key)
        if entry is not None and entry.versions == _of(versions, entry.tables):
            _entries.move_to_end(key)
            _read_too(entry.tables)
            value: Value = entry.value
            return value
    with _reading({model._meta.db_table for model in models}) as read:
        made = make()
    tables = frozenset(read)
    _read_too(tables)
    before = _of(versions, tables)
    # Somebody may have committed between the question for the versions and the last of `make`.
    if tables <= noted_tables() and _of(table_versions(), tables) == before:
        with _lock:
            _entries[key] = _Entry(made, tables, before)
            _entries.move_to_end(key)
            while len(_entries) > MOST:
                _entries.popitem(last=False)
    return made


def kept_for_a_page(name: str, make: Callable[[], Value]) -> Value:
    """The same for what a page asks for at every cell: one that only reads looks for it once."""
    known, key = _of_this_page(), (name, get_language())
    if key not in known:
        tables: set[str] = set()
        token = _tables_read.set(tables)
        try:
            known[key] = kept_on_all_days(name, (), make), tables
        finally:
            _tables_read.reset(token)
    found: tuple[Value, set[str]] = known[key]
    _read_too(frozenset(found[1]))
    return found[0]


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
_versions = once_while_reading(table_versions)


@contextmanager
def _reading(tables: set[str]) -> Iterator[set[str]]:
    """Adds to `tables` those that statements name inside."""

    def note(execute: Callable[..., Any], statement: Any, *rest: Any) -> Any:
        text = statement if isinstance(statement, str) else statement.as_string(None)
        tables.update(_names().findall(text))
        return execute(statement, *rest)

    token = _tables_read.set(tables)
    try:
        with connection.execute_wrapper(note):
            yield tables
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
