"""Lists of points: bullets by their style, and lists that count or nest by Word's own numbering."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from reports.document.tree import BulletList, PointItem, lists_under, words_of
from reports.writers.docx.blocks import paragraph
from reports.writers.docx.inline import InlineWriter
from reports.writers.docx.numbering import LEVELS, Lists, indent_of
from reports.writers.docx.style_kit import LETTERS, PARAGRAPH_AFTER, numbered, spacing
from reports.writers.docx.xml import Element, w

Item = TypeVar("Item")


@dataclass(frozen=True)
class PointWriter:
    """Writes lists. `shift` moves them, in twips, where there is no column of numbers beside them."""

    inline: InlineWriter
    lists: Lists
    language: str
    shift: int = 0

    def blocks(self, block: BulletList) -> Iterator[Element]:
        """The points of a list and of those under them."""
        nests = any(lists_under(item) for item in block.items)
        if block.mark or nests or self.shift:
            marks = _marks(block)
            number = self.lists.begin(marks, strong=block.letters)
            yield from self._points(block, 0, marks, number)
            return
        letters = self.lists.restart(LETTERS) if block.letters else 0
        for item, is_last in _ended(block.items):
            yield self._point(block, item, is_last, numbered(letters) if letters else None)

    def _points(
        self, block: BulletList, depth: int, marks: tuple[str, ...], number: int, last: bool = True
    ) -> Iterator[Element]:
        """One level; a list that counts unlike its neighbours has a number of its own."""
        for item, is_end in _ended(block.items):
            below = lists_under(item)
            ends = last and is_end
            indent = self._indent(marks, depth)
            yield self._point(block, item, ends and not below, numbered(number, depth), indent)
            used: set[str] = set()
            for one, is_lowest in _ended(below):
                mark, own, own_number = one.first_mark, marks, number
                if mark != marks[depth + 1] or (mark and mark in used):
                    own = (*marks[: depth + 1], mark, *marks[depth + 2 :])
                    own_number = self.lists.begin(own, strong=block.letters)
                used.add(mark)
                yield from self._points(one, depth + 1, own, own_number, ends and is_lowest)

    def _point(
        self,
        block: BulletList,
        item: PointItem,
        ends: bool,
        number: Element | None,
        indent: Element | None = None,
    ) -> Element:
        language = block.language if block.language != self.language else ""
        runs = self.inline.runs(words_of(item), language, strong=block.letters)
        # What follows the list stands as far from it as from a paragraph.
        return paragraph(
            "ListBullet", runs, number, spacing(0, PARAGRAPH_AFTER) if ends else None, indent
        )

    def _indent(self, marks: tuple[str, ...], depth: int) -> Element | None:
        if not self.shift:
            return None
        left, hanging = indent_of(marks, depth)
        return w("ind", left=left + self.shift, hanging=hanging)


def _marks(block: BulletList) -> tuple[str, ...]:
    """How each level counts: as the first list there does; bullets where there is none."""
    found = [block.first_mark]
    level = [block]
    while len(found) < LEVELS:
        level = [one for each in level for item in each.items for one in lists_under(item)]
        found.append(level[0].first_mark if level else "")
    return tuple(found)


def _ended(items: tuple[Item, ...]) -> Iterator[tuple[Item, bool]]:
    """Each of some things, and whether it is the last."""
    for place, item in enumerate(items, start=1):
        yield item, place == len(items)
