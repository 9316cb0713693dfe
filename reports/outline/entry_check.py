"""An outline checked entry by entry, by the schema that files are read with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.imports.fields import ListOf
from core.imports.nodes import Entry as Named
from core.imports.nodes import Listing, Node, Scalar, Table
from core.imports.problems import FileCheck, Location
from reports.models import Origin
from reports.models.outline import OutlineSection
from reports.outline.entries import Entry, entries
from reports.outline.schema import SectionField, settle_outline
from reports.outline.text_field import Uses


@dataclass(frozen=True)
class EntryProblem:
    """What is wrong in which entry, at which of its fields ("heading", "text"), in which language."""

    entry: str
    label: str
    field: str
    language: str
    message: str

    @property
    def is_about(self) -> tuple[str, str, str, str]:
        """The same mistake, wherever the entry stands."""
        return self.entry, self.field, self.language, self.message

    @property
    def told(self) -> str:
        """Where and what, in a sentence of its own."""
        return f"{self.label}: {self.message}" if self.label else self.message


def entry_problems(outline: Sequence[OutlineSection], original: str) -> list[EntryProblem]:
    """Every mistake in an outline, in its order; `original` is the language that each text must be in."""
    every = entries(outline)
    nodes = _Nodes(every)
    reading = FileCheck(_("outline"), original=original)
    rows = ListOf(SectionField(Uses())).read(nodes.sections(outline, ()), "", reading) or []
    settle_outline(rows, Origin.TEMPLATE.value)
    found = []
    for one in sorted(reading.problems, key=lambda one: one.location.column):
        entry = every[one.location.column - 1] if one.location.column else None
        field, language = _field_of(one.field)
        found.append(
            EntryProblem(entry.id if entry else "", one.location.file, field, language, one.message)
        )
    return found


def new_problems(
    before: Sequence[OutlineSection], after: Sequence[OutlineSection], original: str
) -> list[EntryProblem]:
    """The mistakes of `after` that `before` had not: nobody is kept from mending one of two."""
    old = {one.is_about for one in entry_problems(before, original)}
    return [one for one in entry_problems(after, original) if one.is_about not in old]


def entry_label(entry: Entry, language: str) -> str:
    """What an entry is called in a sentence: its heading, the first words of its text, its key."""
    if isinstance(entry.item, str):
        return entry.item
    texts: Mapping[str, str] = entry.item.get("heading") or entry.item.get("text") or {}
    words = texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
    words = " ".join(words.split())
    return f"{words[:59]}…" if len(words) > 60 else words or entry.id


def _field_of(path: str) -> tuple[str, str]:
    """ "[1].sections[2].heading.de" is the heading in German."""
    names = [re.sub(r"\[\d+\]", "", name) for name in path.split(".")]
    last, before = names[-1], names[-2] if len(names) > 1 else ""
    if before in {"heading", "text"}:
        return before, last
    return last, ""


class _Nodes:
    """The outline as the nodes of a file. It has no lines: the name of the "file" is the entry in words,
    the column its number."""

    def __init__(self, every: Sequence[Entry]) -> None:
        self.every = every
        self.numbers = {
            (one.kind.holder, one.above, one.place): n for n, one in enumerate(every, 1)
        }

    def _location(self, holder: str, above: tuple[int, ...], place: int) -> Location:
        number = self.numbers[holder, above, place]
        return Location(f"“{entry_label(self.every[number - 1], '')}”", column=number)

    def sections(self, items: Sequence[OutlineSection], above: tuple[int, ...]) -> Listing:
        """The sections of one level with what stands in them."""
        found = []
        for place, item in enumerate(items):
            location, path = self._location("sections", above, place), (*above, place)
            held: dict[str, Node] = {}
            for name, value in item.items():
                if name == "sections":
                    held[name] = self.sections(item["sections"], path)
                elif name in {"paragraphs", "tables"}:
                    held[name] = self._held(name, value, path)
                else:
                    held[name] = _node(value, location)
            found.append(_table(held, location))
        return Listing(found[0].location if found else Location(""), tuple(found))

    def _held(self, holder: str, items: Any, path: tuple[int, ...]) -> Listing:
        found = []
        for place, item in enumerate(items):
            location = self._location(holder, path, place)
            found.append(_node(item, location))
        return Listing(found[0].location if found else Location(""), tuple(found))


def _table(held: Mapping[str, Node], location: Location) -> Table:
    return Table(location, {name: Named(location, node) for name, node in held.items()})


def _node(value: Any, location: Location) -> Node:
    if isinstance(value, Mapping):
        return _table({name: _node(one, location) for name, one in value.items()}, location)
    if isinstance(value, bool):
        return Scalar(location, "true" if value else "false", native=value)
    if isinstance(value, int):
        return Scalar(location, str(value), native=Decimal(value))
    return Scalar(location, str(value))
