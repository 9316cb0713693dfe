"""A file of decisions: its schema, and writing it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from core.imports.difference import AffectedRows, Difference, load
from core.imports.fields import Choice, Day, Flag, ListOf, Text, Texts, words_of
from core.imports.problems import FileCheck, quoted
from core.imports.records import Record, Row, read_yaml
from core.imports.rows_by_key import RowsByKey
from core.languages.translated import set_texts
from core.lengths import TEXT
from outcomes.models import Strategy
from portfolio.models import Decision, DecisionKind
from portfolio.projects.imports.fields import known_project

KEY = ("strategy", "project", "body", "on", "title")


def decisions_record(strategy: Strategy) -> Record:
    """The schema of the file: the decisions of one body, or of several that each row names."""
    decision = Record(
        {
            "on": Day(required=True),
            "kind": Choice(words_of(DecisionKind), _("decision"), required=True),
            "title": Texts(200, required=True),
            "text": Texts(TEXT, lines=True),
            "body": Text(120),
            "project": known_project(strategy, required=False),
            "reference": Text(120),
            "illustrative": Flag(),
        }
    )
    return Record({"body": Text(120), "decisions": ListOf(decision, required=True)}, _settle_bodies)


def _settle_bodies(row: Row) -> None:
    """Every decision has a body, its own or the file's, and stands once."""
    seen: dict[Any, Row] = {}
    for one in row["decisions"] or []:
        one["body"] = one["body"] or row["body"]
        if not one["body"]:
            one.problem("body", _("who decided? Name it here, or once at the top of the file."))
        key = (one["project"], one["body"], one["on"], (one["title"] or {}).get("en"))
        if key in seen and all(key[1:]):
            message = _("%(title)s stands here twice, first at %(place)s.")
            first = seen[key].location_of("title")
            one.problem("title", message % {"title": quoted(key[3]), "place": first})
        seen.setdefault(key, one)


def decisions_load(strategy: Strategy, data: Mapping[str, Any]) -> None:
    """Bring decisions to what a checked file says, by body, day, project and matter."""
    stored = RowsByKey(Decision.objects.filter(strategy=strategy), *KEY)
    for row in data["decisions"]:
        key = {"project": row["project"], "body": row["body"], "on": row["on"]}
        decision = stored.row(strategy=strategy, title=row["title"]["en"], **key)
        set_texts(decision, "title", row["title"])
        set_texts(decision, "text", row["text"])
        for name in ("kind", "reference", "illustrative"):
            setattr(decision, name, row[name])
    stored.write()


def decisions_affected_rows(strategy: Strategy, data: Mapping[str, Any]) -> list[AffectedRows]:
    """The rows that such a file speaks of: the decisions of its bodies."""
    rows = data["decisions"]
    return [
        AffectedRows(
            Decision.objects.filter(strategy=strategy, body__in={row["body"] for row in rows}),
            ("body", "on", "project__code", "title"),
            frozenset(
                (row["body"], row["on"], row["project"].code if row["project"] else None,
                 row["title"]["en"])
                for row in rows
            ),
        )
    ]  # fmt: skip


def decisions_import(
    content: bytes,
    reading: FileCheck,
    *,
    strategy: Strategy,
    dry_run: bool = False,
    prune: bool = False,
) -> Difference:
    """Load a file of decisions. Raises `FileRefused`; then nothing was written."""
    reading.original = strategy.original_language
    data = read_yaml(content, decisions_record(strategy), reading)
    return load(
        reading=reading,
        affected=lambda: decisions_affected_rows(strategy, data or {}),
        write=lambda: decisions_load(strategy, data or {}),
        dry_run=dry_run,
        prune=prune,
    )
