"""What is kept between requests: worked out once, and again as soon as a write has moved its data.

Why a maximum of the notes' numbers would not do as a version: numbers are given before their
transactions commit, so that of two writers the later number may be seen first, and the earlier
commits without moving the maximum. Here a version is made of *all* notes of a table that a reader
sees (`core.models.DataChange`). What is seen only grows from commit to commit, each note has a stamp
that never comes twice, and folding leaves a new stamp behind; so equal versions mean equal data.
That holds inside a transaction too: what it wrote itself has moved its own version, and rolling
back brings the version back together with the data.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import get_language

from core.history.data_changes import table_versions
from core.history.past import reads_the_past
from core.request_cache import once_while_reading

Value = TypeVar("Value")
Version = tuple[int | None, ...]

MOST = 1000  # values held by a process; the ones longest unasked go first
_values: OrderedDict[Hashable, tuple[Version, Any]] = OrderedDict()
_lock = Lock()


def kept(
    name: str, models: Sequence[type[Model]], make: Callable[[], Value], *needs: Hashable
) -> Value:
    """What `make` gives, from this process's memory while nothing in the tables of `models` changed.

    `name` says whose value it is. `needs` are all that `make` depends on beside those tables and the
    active language: a day, a user's reach. The value is shared between requests and threads; nobody
    may change it. In a past that is being read (`known_at`) nothing is kept, nor found.
    """
    if reads_the_past():
        return make()
    key = (name, get_language(), *needs)
    version = _version(models)
    with _lock:
        found = _values.get(key)
        if found is not None and found[0] == version:
            _values.move_to_end(key)
            value: Value = found[1]
            return value
    made = make()
    # Somebody may have committed between the question for the version and the last of `make`.
    if _version_of(models, table_versions()) == version:
        with _lock:
            _values[key] = (version, made)
            _values.move_to_end(key)
            while len(_values) > MOST:
                _values.popitem(last=False)
    return made


def forget_kept() -> None:
    """Let go of everything: for measures and tests of what a fresh process does."""
    with _lock:
        _values.clear()


def _version(models: Sequence[type[Model]]) -> Version:
    return _version_of(models, _versions())


def _version_of(models: Sequence[type[Model]], versions: dict[str, int]) -> Version:
    """A table that nobody ever wrote to has no note."""
    return tuple(versions.get(model._meta.db_table) for model in models)


# A request that only reads may stand by what it saw first; one that writes must ask again.
_versions = once_while_reading(table_versions)
