"""The entries of an outline one by one: headings, generated parts, paragraphs, tables, each with a name.

An entry is found again by its `id`, which is made of what it is and not of where it stands: the key of
a heading, a paragraph or a table; of a generated part, which has no key, what it is repeated for and
what it stands under.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reports.models.outline import OutlineSection

Outline = list[OutlineSection]
# Separates the parts of an id: no key holds it (`reports.models.keys`).
BETWEEN = ":"


class Kind(StrEnum):
    """What an entry is."""

    HEADING = "heading"
    GENERATED = "generated"
    PARAGRAPH = "paragraph"
    TABLE = "table"

    @property
    def is_section(self) -> bool:
        """Whether others can stand below it."""
        return self in SECTIONS

    @property
    def holder(self) -> str:
        """The list of a section in which it stands."""
        return {Kind.PARAGRAPH: "paragraphs", Kind.TABLE: "tables"}.get(self, "sections")


SECTIONS = (Kind.HEADING, Kind.GENERATED)


@dataclass(frozen=True)
class Entry:
    """One entry: `above` are the indexes of the sections it stands under, from the top, `place` its index
    in the list that holds it; `level` is that of its heading, or of the one that it stands under.

    `item` is a section, a paragraph, or the key of a table, as it is stored.
    """

    id: str
    kind: Kind
    level: int
    above: tuple[int, ...]
    place: int
    parent: str
    item: Any

    @property
    def path(self) -> tuple[int, ...]:
        """Of a section: the indexes that lead to it."""
        return (*self.above, self.place)


class NoEntry(LookupError):
    """The outline holds no entry of that id."""


def entries(outline: Sequence[OutlineSection]) -> list[Entry]:
    """Every entry in the order of the paper: a section, its paragraphs and tables, the sections below."""
    return [*_sections(outline, (), "")]


def entry_of(outline: Sequence[OutlineSection], id: str) -> Entry:
    """The entry called `id`; raises `NoEntry`."""
    found = next((one for one in entries(outline) if one.id == id), None)
    if found is None:
        raise NoEntry(id)
    return found


def _sections(
    sections: Sequence[OutlineSection], above: tuple[int, ...], parent: str
) -> Iterator[Entry]:
    level = len(above) + 1
    seen: dict[str, int] = {}
    for place, item in enumerate(sections):
        kind = Kind.GENERATED if item.get("each") else Kind.HEADING
        id = _generated_id(item, parent, seen) if kind is Kind.GENERATED else _id(kind, item["key"])
        yield Entry(id, kind, level, above, place, parent, item)
        path = (*above, place)
        for at, paragraph in enumerate(item.get("paragraphs", [])):
            own = _id(Kind.PARAGRAPH, paragraph["key"])
            yield Entry(own, Kind.PARAGRAPH, level, path, at, id, paragraph)
        for at, key in enumerate(item.get("tables", [])):
            yield Entry(_id(Kind.TABLE, key), Kind.TABLE, level, path, at, id, key)
        yield from _sections(item.get("sections", []), path, id)


def _id(kind: Kind, key: str) -> str:
    return f"{kind.value}{BETWEEN}{key}"


def _generated_id(item: OutlineSection, parent: str, seen: dict[str, int]) -> str:
    """ "generated:outcome"; below it "generated:outcome:output"; a second one of a kind "…~2"."""
    each = item["each"]
    seen[each] = seen.get(each, 0) + 1
    again = f"~{seen[each]}" if seen[each] > 1 else ""
    return f"{parent or Kind.GENERATED.value}{BETWEEN}{each}{again}"


def copy_of(outline: Sequence[OutlineSection]) -> Outline:
    """The same outline, of which a change leaves the other alone."""
    return deepcopy(list(outline))


def section_at(outline: Outline, path: Sequence[int]) -> OutlineSection:
    """The section to which these indexes lead."""
    found = outline[path[0]]
    for index in path[1:]:
        found = found["sections"][index]
    return found


def list_at(outline: Outline, above: Sequence[int], holder: str) -> list[Any]:
    """The list of the section at `above` in which its entries of one kind stand; an empty one is made."""
    if not above:
        return outline
    section: Any = section_at(outline, above)
    found: list[Any] = section.setdefault(holder, [])
    return found


def without_empty_lists(outline: Outline) -> Outline:
    """The outline as it is stored: a section names a list only where something stands in it."""
    for section in outline:
        held: Any = section
        for name in ("paragraphs", "tables"):
            if name in section and not held[name]:
                del held[name]
        if "sections" in section:
            without_empty_lists(section["sections"])
            if not section["sections"]:
                del section["sections"]
    return outline


def id_at(outline: Outline, kind: Kind, above: Sequence[int], place: int) -> str:
    """The id of what stands at a place now."""
    return next(
        one.id
        for one in entries(outline)
        if one.above == tuple(above)
        and one.place == place
        and (one.kind == kind or (one.kind.is_section and kind.is_section))
    )


def depth(section: Mapping[str, Any]) -> int:
    """How many levels a section has, itself included."""
    return 1 + max((depth(one) for one in section.get("sections", [])), default=0)
