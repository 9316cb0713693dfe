"""How long a paper is, counted as the UN counts: headings, footnotes, tables and captions included.

A word is what stands between white space and holds a letter or a figure. A number is one word however
its thousands are parted ("2 637"); "US$ 4.5 million" are three. What Word itself puts before a paragraph
or a point (its number, its letter) is none, and nothing of the paper is hidden.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.document.tree import (
    Appendix,
    Block,
    Box,
    BulletList,
    CellWords,
    Cover,
    Document,
    Figure,
    Heading,
    Inline,
    Link,
    Note,
    Paragraph,
    Passage,
    Picture,
    Table,
    TableCell,
    cell_text,
    lists_under,
    words_of,
)

# A number whose thousands are parted; an ordinary blank parts words.
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)")
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class SectionWords:
    """How many words a heading and what stands under it have; `whole` counts deeper headings in.

    The first page has no `id`.
    """

    id: str
    label: str
    level: int
    words: int
    whole: int


def count(text: str) -> int:
    """The words of a text."""
    return sum(bool(_WORD.search(one)) for one in _GROUPED.sub("0", text).split())


def word_counts(document: Document) -> list[SectionWords]:
    """The first page, then each section in order."""
    heads: list[tuple[str, str, int]] = [("", "", 0)]
    counts = [sum(map(count, _cover(document.cover)))]
    for block in document.blocks:
        if isinstance(block, Heading | Appendix):
            level = block.level if isinstance(block, Heading) else 1
            heads.append((block.id, _text(block.children), level))
            counts.append(0)
        counts[-1] += sum(map(count, _block(block)))
    return [
        SectionWords(*head, counts[place], _whole(place, heads, counts))
        for place, head in enumerate(heads)
    ]


def total(document: Document) -> int:
    """The words of a whole paper."""
    return sum(one.words for one in word_counts(document))


def _whole(place: int, heads: Sequence[tuple[str, str, int]], counts: Sequence[int]) -> int:
    end = place + 1
    while end < len(heads) and place and heads[end][2] > heads[place][2]:
        end += 1
    return sum(counts[place:end])


def _cover(cover: Cover) -> Iterator[str]:
    """Every line of the first page."""
    yield from (cover.body, cover.session, cover.session_place_dates, cover.symbol, cover.section)
    yield from (cover.section_code, cover.segment, cover.banner, cover.date, cover.original)
    yield from (cover.agenda_item, cover.title, cover.box_label)
    yield from _run(cover.box)
    for line in cover.lines:
        yield from (line.label, line.text)
    for label, words in (cover.author_line, cover.related_line):
        if words:
            yield from (label, words)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield from (*_run(block.children), *_run(block.subtitle))
        case Appendix():
            yield from (block.label, *_run(block.children))
        case Paragraph() | Passage():
            yield from _run(block.children)
        case BulletList():
            yield from _list(block)
        case Figure():
            yield from _figure(block)
        case Table():
            yield from _table(block)
        case Picture():
            yield from (block.title, cell_text(block.note))
        case Box():
            yield block.title
            for inner in block.blocks:
                yield from _block(inner)


def _list(points: BulletList) -> Iterator[str]:
    for item in points.items:
        yield from _run(words_of(item))
        for one in lists_under(item):
            yield from _list(one)


def _figure(figure: Figure) -> Iterator[str]:
    """Its caption and note; what stands in the drawing is no text of the paper."""
    yield from (figure.label, figure.caption, figure.data.note)


def _table(table: Table) -> Iterator[str]:
    yield from (table.title, *map(cell_text, table.columns), cell_text(table.note))
    for row in table.rows:
        for cell in row:
            yield from _cell(cell)
    for _row, heading in table.groups:
        yield from _cell(heading)


def _cell(cell: TableCell) -> Iterator[str]:
    yield from _run(cell.children) if isinstance(cell, CellWords) else (cell_text(cell),)


def _run(run: Sequence[Inline]) -> Iterator[str]:
    """The words of a run, then those of its notes: a note parts no word."""
    yield _text(run)
    for inline in run:
        if isinstance(inline, Note):
            yield _text(inline.children)


def _text(run: Sequence[Inline]) -> str:
    return "".join(
        _text(one.children) if isinstance(one, Link) else one.text
        for one in run
        if not isinstance(one, Note)
    )
