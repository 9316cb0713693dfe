"""The paper as a text outline: to read in a terminal, to compare by line, to paste in a mail."""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from core.languages import LANGUAGES, profile
from reports.document.tree import (
    Appendix,
    Block,
    BulletList,
    Document,
    Figure,
    Heading,
    Inline,
    Link,
    Note,
    Paragraph,
    Table,
    cell_text,
    point_letter,
)

WIDTH = 100
INDENT = " " * 5
GAP = "  "
NARROWEST = 10


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
    pairs = ((cover.author_label, cover.author), (cover.related_label, "; ".join(cover.related)))
    return "\n".join(f"{label} {text}" for label, text in pairs if text)


def _block(document: Document, block: Block, notes: list[Note]) -> str:
    match block:
        case Heading():
            return "#" * block.level + " " + plain(block.children, notes)
        case Paragraph():
            return _fill(plain(block.children, notes), f"{block.number}.".ljust(5), INDENT)
        case BulletList():
            return "\n".join(_points(block, notes))
        case Figure():
            return "\n".join(_figure(document, block))
        case Table():
            return "\n".join(_table(block))
        case Appendix():
            return "\n".join(("=" * WIDTH, block.label, plain(block.children, notes)))


def _points(points: BulletList, notes: list[Note]) -> Iterator[str]:
    for place, item in enumerate(points.items):
        sign = f"({point_letter(place)})" if points.letters else "•"
        start = f"{INDENT}{sign} "
        yield _fill(plain(item, notes), start, " " * len(start))


def _figure(document: Document, figure: Figure) -> Iterator[str]:
    write_number = profile(document.language if document.language in LANGUAGES else "en").integer
    yield _fill(f"{figure.label}. {figure.caption}")
    widest = max((len(point.label) for point in figure.data.points), default=0)
    values = [write_number(point.value) for point in figure.data.points]
    room = max(map(len, values), default=0)
    for point, value in zip(figure.data.points, values, strict=True):
        yield f"{INDENT}{point.label.ljust(widest)}  {value.rjust(room)}"
    if figure.data.note:
        yield _fill(figure.data.note, INDENT, INDENT)


def _table(table: Table) -> Iterator[str]:
    """A table whose columns share the width of the text; long cells go on below."""
    yield _fill(table.title)
    rows = [list(table.columns), *([cell_text(cell) for cell in row] for row in table.rows)]
    widths = _fitted([max(map(len, column)) for column in zip(*rows, strict=True)])
    groups = dict(table.groups)
    for number, row in enumerate(rows, start=-1):
        if number in groups:
            yield _fill(cell_text(groups[number]), INDENT, INDENT)
        yield from _row(row, widths, table.numeric)
    if table.note:
        yield _fill(table.note, INDENT, INDENT)


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
