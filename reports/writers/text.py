"""The paper as a text outline: to read in a terminal, to compare by line, to paste in a mail."""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from core.figures.registry import FigureData
from core.languages import LANGUAGES, profile
from reports.document.list_marks import point_mark
from reports.document.tree import (
    Appendix,
    Block,
    Box,
    BulletList,
    CellWords,
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

WIDTH = 100
INDENT = " " * 5
GAP = "  "
NARROWEST = 10
BULLET = "•"


def write(document: Document) -> bytes:
    """`document` as text in UTF-8, lines of at most 100 characters where words allow."""
    notes: list[Note] = []
    parts = [_cover(document, notes)]
    for block in document.blocks:
        if isinstance(block, Appendix):
            parts.append(_noted(notes))
            notes.clear()
        parts.append(_block(document, block, notes))
    parts.append(_noted(notes))
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def plain(inlines: Iterable[Inline], notes: list[Note]) -> str:
    """The words of `inlines`; a note becomes its mark, "[3]", and is added to `notes`."""
    words = []
    for inline in inlines:
        match inline:
            case Note():
                notes.append(inline)
                words.append(f"[{inline.number}]")
            case Link():
                words.append(plain(inline.children, notes))
            case _:
                words.append(inline.text)
    return "".join(words)


def _cover(document: Document, notes: list[Note]) -> str:
    cover = document.cover
    head = (cover.body, cover.session, cover.session_place_dates, cover.symbol, cover.section)
    dates = (cover.segment, cover.banner, cover.date, cover.original, cover.agenda_item)
    box = _fill(" ".join(filter(None, (cover.box_label, plain(cover.box, notes)))))
    lines = "\n".join(f"{line.label} {line.text}" for line in cover.lines)
    title = _fill(cover.title)
    parts = ("\n".join(filter(None, (*head, *dates))), title, box, lines, _foot(document))
    return "\n\n".join(filter(None, parts))


def _foot(document: Document) -> str:
    cover = document.cover
    pairs = (cover.author_line, cover.related_line)
    return "\n".join(f"{label} {text}" for label, text in pairs if text)


def _block(document: Document, block: Block, notes: list[Note]) -> str:
    match block:
        case Heading():
            line = "#" * block.level + " " + plain(block.children, notes)
            return f"{line}\n{_fill(plain(block.subtitle, notes))}" if block.subtitle else line
        case Paragraph():
            return _fill(plain(block.children, notes), f"{block.number}.".ljust(5), INDENT)
        case Passage():
            return _fill(plain(block.children, notes), INDENT, INDENT)
        case BulletList():
            return "\n".join(_points(block, notes, INDENT))
        case Figure():
            return "\n".join(_figure(document, block))
        case Table():
            return "\n".join(_table(block, notes))
        case Picture():
            return "\n".join(_picture(block))
        case Box():
            return "\n".join(_box(block, notes))
        case Appendix():
            return "\n".join(("=" * WIDTH, block.label, plain(block.children, notes)))


def _points(points: BulletList, notes: list[Note], indent: str) -> Iterator[str]:
    for place, item in enumerate(points.items):
        mark = points.first_mark
        start = f"{indent}{point_mark(mark, place) if mark else BULLET} "
        yield _fill(plain(words_of(item), notes), start, " " * len(start))
        for one in lists_under(item):
            yield from _points(one, notes, " " * len(start))


def _box(box: Box, notes: list[Note]) -> Iterator[str]:
    """A box stands behind a line at its left."""
    inner = [box.title] if box.title else []
    for block in box.blocks:
        match block:
            case Passage():
                inner.append(_fill(plain(block.children, notes)))
            case BulletList():
                inner += _points(block, notes, "")
            case Table():
                inner += _table(block, notes)
            case Picture():
                inner += _picture(block)
    for line in "\n".join(inner).split("\n"):
        yield f"{INDENT}| {line}".rstrip()


def _figure(document: Document, figure: Figure) -> Iterator[str]:
    write_number = profile(document.language if document.language in LANGUAGES else "en").integer
    yield _fill(f"{figure.label}. {figure.caption}")
    if figure.data.axis:
        yield _fill(f"{figure.data.axis}:", INDENT, INDENT)
    lines = [(label, write_number(value)) for label, value in _values(figure.data)]
    widest = max((len(label) for label, _value in lines), default=0)
    room = max((len(value) for _label, value in lines), default=0)
    for label, value in lines:
        yield f"{INDENT}{label.ljust(widest)}  {value.rjust(room)}"
    if figure.data.note:
        yield _fill(figure.data.note, INDENT, INDENT)


def _picture(picture: Picture) -> Iterator[str]:
    """A picture in words: what it shows, between square brackets."""
    yield _fill(picture.title)
    yield _fill(f"[{picture.alt}]", INDENT, INDENT)
    if picture.note:
        yield _fill(cell_text(picture.note), INDENT, INDENT)


def _values(data: FigureData) -> Iterator[tuple[str, int]]:
    """What stands beside the bars; under a stacked one its parts."""
    for bar in data.bars:
        yield bar[0].label, sum(point.value for point in bar)
        if data.is_stacked:
            yield from ((f"  {point.group}", point.value) for point in bar)


def _table(table: Table, notes: list[Note]) -> Iterator[str]:
    """A table whose columns share the width of the text; long cells go on below."""
    yield _fill(table.title)
    rows = [
        [*map(cell_text, table.columns)],
        *([_cell(cell, notes) for cell in row] for row in table.rows),
    ]
    widths = _fitted([max(map(len, column)) for column in zip(*rows, strict=True)])
    groups = dict(table.groups)
    for number, row in enumerate(rows, start=-1):
        if number in groups:
            yield _fill(cell_text(groups[number]), INDENT, INDENT)
        yield from _row(row, widths, table.numeric)
    if table.note:
        yield _fill(cell_text(table.note), INDENT, INDENT)


def _cell(cell: TableCell, notes: list[Note]) -> str:
    return plain(cell.children, notes) if isinstance(cell, CellWords) else cell_text(cell)


def _fitted(widths: list[int]) -> list[int]:
    """Widths that fit between the margins: the widest columns give way, down to ten characters."""
    room = WIDTH - len(INDENT) - len(GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(row: list[str], widths: list[int], numeric: tuple[int, ...]) -> Iterator[str]:
    """The lines of a row."""
    wrapped = [
        textwrap.wrap(cell, width, break_on_hyphens=False) if width else []
        for cell, width in zip(row, widths, strict=True)
    ]
    for line in zip_longest(*wrapped, fillvalue=""):
        cells = (
            words.rjust(width) if place in numeric else words.ljust(width)
            for place, (words, width) in enumerate(zip(line, widths, strict=True))
        )
        yield (INDENT + GAP.join(cells)).rstrip()


def _noted(notes: Iterable[Note]) -> str:
    """The notes of a part, at its end."""
    return "\n".join(
        _fill(plain(note.children, []), f"[{note.number}]".ljust(5), INDENT) for note in notes
    )


def _fill(text: str, first: str = "", rest: str = "") -> str:
    """`text` in lines; `textwrap` breaks at plain spaces only, so no-break spaces hold."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
