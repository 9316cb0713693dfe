"""Queries that are built and compiled once and run each time: their rows are always those of now.

To build a queryset and to compile it takes Python longer than Postgres takes to answer most of them, and
a write leaves the text as it was. What is kept here (`core.kept`) is the text, until something it
was built of is written: the reach of a person, the words of a strategy.
"""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone_name, now

from core.kept import kept
from core.prepared import CompiledCount, CompiledQuery

Build = Callable[[], "QuerySet[Any, Any]"]


def kept_rows(name: str, build: Build, *needs: Hashable) -> list[Any]:
    """The rows that the queryset of `build` finds now.

    `name` and `needs` are those of `core.kept.kept`: they speak of what the queryset is built
    of, not of what it reads. Moments of the clock that it holds are those of the same day.
    """
    make = partial(_compiled, build)
    return kept(name, (), make, *needs, *_moment_of_text()).rows()


def kept_count(name: str, build: Build, *needs: Hashable) -> int:
    """How many rows it finds now."""
    make = partial(_compiled_count, build)
    return kept(name, (), make, *needs, *_moment_of_text(), "count").count()


def kept_queryset(name: str, build: Build, *needs: Hashable) -> Any:
    """The queryset itself, to be narrowed and read by whoever asks."""
    return kept(name, (), partial(_unread, build), *needs, now().date(), "queryset").all()


def _compiled(build: Build) -> CompiledQuery:
    return CompiledQuery.of(build())


def _compiled_count(build: Build) -> CompiledCount:
    return CompiledCount.of(build())


def _unread(build: Build) -> "QuerySet[Any, Any]":
    return build().all()


def _moment_of_text() -> tuple[Hashable, ...]:
    return now().date(), get_current_timezone_name()
