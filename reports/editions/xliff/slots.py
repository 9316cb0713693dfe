"""The runs of words of a text, one by one, so that a translator sees words and not markup.

What stands around them (lists, tables, boxes) is the original's, in every language.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from reports.document.markup import parse, read_heading
from reports.document.spans import (
    ParagraphMarkup,
    Passage,
    Point,
    PointList,
    Spans,
    TextBlock,
    TextBox,
    TextSpan,
    TypedPicture,
    TypedTable,
)
from reports.document.write_markup import written, written_run
from reports.editions.texts import PaperText, TextKind


class SlotKind(StrEnum):
    """What a run of words is, by XLIFF's names where it has one."""

    TEXT = "x-text"
    POINT = "listitem"
    CAPTION = "caption"
    COLUMN = "header"
    CELL = "cell"
    TABLE_NOTE = "x-table-note"
    PICTURE_ALT = "x-alternative-text"
    PICTURE_NOTE = "x-picture-note"
    BOX_TITLE = "x-box-title"
    NOTE = "x-footnote"
    PLURAL = "x-plural-form"


@dataclass(frozen=True)
class Slot:
    """A run of words, which is never empty."""

    kind: SlotKind
    spans: Spans


Fill = Callable[[SlotKind, Spans], Spans]


def markup_of(text: PaperText, source: str) -> ParagraphMarkup:
    """What a text consists of; raises what `reports.document.markup.parse` raises."""
    if text.kind is TextKind.HEADING:
        return ParagraphMarkup(read_heading(source))
    if text.key == "title" and text.kind is TextKind.COVER:
        return ParagraphMarkup((TextSpan(source),))
    return parse(source)


def source_of(text: PaperText, markup: ParagraphMarkup) -> str:
    """The way back."""
    if text.kind is TextKind.HEADING:
        return written_run(markup.children)
    if text.key == "title" and text.kind is TextKind.COVER:
        return "".join(one.text for one in markup.children if isinstance(one, TextSpan))
    return written(markup)


def slots(markup: ParagraphMarkup) -> list[Slot]:
    """Every run that says something, in reading order."""
    found: list[Slot] = []

    def keep(kind: SlotKind, spans: Spans) -> Spans:
        found.append(Slot(kind, spans))
        return spans

    filled(markup, keep)
    return found


def filled(markup: ParagraphMarkup, fill: Fill) -> ParagraphMarkup:
    """The same with every run that says something exchanged for what `fill` gives, in reading order."""
    return _Filling(fill).paragraph(markup)


class _Filling:
    """One walk through a text."""

    def __init__(self, fill: Fill) -> None:
        self.fill = fill

    def paragraph(self, markup: ParagraphMarkup) -> ParagraphMarkup:
        children = self._run(SlotKind.TEXT, markup.children)
        return ParagraphMarkup(children, tuple(map(self._block, markup.blocks)))

    def _run(self, kind: SlotKind, spans: Spans) -> Spans:
        return self.fill(kind, spans) if spans else spans

    def _words(self, kind: SlotKind, words: str) -> str:
        """Words that hold no mark."""
        if not words:
            return words
        given = self.fill(kind, (TextSpan(words),))
        return "".join(one.text for one in given if isinstance(one, TextSpan))

    def _block(self, block: TextBlock) -> TextBlock:
        return self._box(block) if isinstance(block, TextBox) else self._in_box(block)

    def _in_box(
        self, block: Passage | PointList | TypedTable | TypedPicture
    ) -> Passage | PointList | TypedTable | TypedPicture:
        """A block of any kind that a box holds."""
        match block:
            case TypedTable():
                return self._table(block)
            case TypedPicture():
                return self._picture(block)
            case PointList():
                return self._list(block)
            case Passage():
                return Passage(self._run(SlotKind.TEXT, block.children))

    def _list(self, points: PointList) -> PointList:
        return replace(points, points=tuple(map(self._point, points.points)))

    def _point(self, point: Point) -> Point:
        children = self._run(SlotKind.POINT, point.children)
        return Point(children, tuple(map(self._list, point.below)))

    def _table(self, table: TypedTable) -> TypedTable:
        return replace(
            table,
            caption=self._run(SlotKind.CAPTION, table.caption),
            columns=tuple(self._run(SlotKind.COLUMN, one) for one in table.columns),
            rows=tuple(tuple(self._run(SlotKind.CELL, cell) for cell in row) for row in table.rows),
            note=self._run(SlotKind.TABLE_NOTE, table.note),
        )

    def _picture(self, picture: TypedPicture) -> TypedPicture:
        return replace(
            picture,
            caption=self._run(SlotKind.CAPTION, picture.caption),
            alt=self._words(SlotKind.PICTURE_ALT, picture.alt),
            note=self._run(SlotKind.PICTURE_NOTE, picture.note),
        )

    def _box(self, box: TextBox) -> TextBox:
        title = self._words(SlotKind.BOX_TITLE, box.title)
        return TextBox(title, tuple(map(self._in_box, box.blocks)))
