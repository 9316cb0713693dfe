"""Costs that stood twice before their key was held: named, so that people can tell them apart."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning
from django.core.checks import register as register_check
from django.db import connections
from django.db.models import Count

from portfolio.models import Cost

NAMED = 10
_SHOWN = ("project__code", "year", "kind", "funding_line__code", "currency", "note")


def check_costs(
    app_configs: Sequence[Any] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Warn of costs that share a key. Runs with `migrate` and `check --database default`."""
    return [message for using in databases or () for message in _twins(using)]


def _twins(using: str) -> Iterator[CheckMessage]:
    if Cost._meta.db_table not in connections[using].introspection.table_names():
        return  # before the first migration
    keys = Cost.objects.using(using).order_by().values_list("project__strategy__slug", *_SHOWN)
    found = list(keys.annotate(count=Count("pk")).filter(count__gt=1).order_by(*_SHOWN))
    if not found:
        return
    names = [" ".join(str(part) for part in key[:-1] if part) for key in found[:NAMED]]
    names += ["…"] if len(found) > NAMED else []
    yield Warning(
        f"{len(found)} costs stand twice, and both are counted: {'; '.join(names)}.",
        hint="On the page of each project, tell them apart by notes, or remove all but one.",
        id="portfolio.W001",
    )


def register() -> None:
    """Declare the check of this room."""
    register_check(check_costs, Tags.database)
