"""How wide the columns of a table are: the same in every paper format, whatever the language."""

import re
from collections.abc import Sequence
from math import ceil

from core.figures.layout import text_width
from reports.document.tree import Table, TableCell, cell_text
from reports.writers.line_breaks import steps

# Of the cells' type, in points: its size, and the white at both sides of a cell.
TYPE, SIDES = 9.0, 10.0
# No column gets more than this share of the width for the sake of one word.
MOST_SHARE = 0.4
_LEAST, _MOST = 8, 48
# What has no more lines is not parted by the end of a page.
MOST_LINES = 20
# A line may end behind the hyphen of "PS-16", and nobody wants it to.
_CODES = re.compile(r"(?<!\w)\w{1,20}-\d+")


def column_widths(block: Table, room: float) -> list[float]:
    """Widths in points that share `room` as the table says, else by the longest texts.

    No column is narrower than its longest word while others have room: a word cut in a head of a
    table reads as a mistake, and words are of other lengths in every language.
    """
    columns = list(zip(block.columns, *block.rows, strict=True))
    shares = block.widths or tuple(map(_weight, columns))
    wanted = [room * share / sum(shares) for share in shares]
    least = [min(_longest_word(column), room * MOST_SHARE) for column in columns]
    pairs = list(zip(wanted, least, strict=True))
    missing = sum(max(need - have, 0) for have, need in pairs)
    spare = sum(max(have - need, 0) for have, need in pairs)
    if not missing:
        return wanted
    if spare < missing:
        return _capped(least, room)
    given = missing / spare
    return [need if have < need else have - (have - need) * given for have, need in pairs]


def column_kind(block: Table, place: int) -> str:
    """How a column is set on a page: "num" at the right, "code" without a break, else empty."""
    if place in block.numeric:
        return "num"
    codes = (_CODES.fullmatch(cell_text(row[place])) for row in block.rows)
    return "code" if block.rows and all(codes) else ""


def row_lines(row: Sequence[TableCell], widths: Sequence[float]) -> float:
    """How many lines the highest cell of a row needs, about."""
    pairs = zip(row, widths, strict=True)
    return max(
        (text_width(cell_text(one), TYPE) / (width - SIDES) for one, width in pairs), default=0
    )


def stays_whole(block: Table, widths: Sequence[float]) -> bool:
    """Whether a table is so small that no page ends within it: a third of a page, about."""
    rows = (block.columns, *block.rows)
    return sum(ceil(row_lines(row, widths)) for row in rows) + len(block.groups) <= MOST_LINES


def _capped(least: list[float], room: float) -> list[float]:
    """Where not every longest word has room, the shortest have theirs: cut are those of the widest."""
    cap, left, columns = room, room, len(least)
    for need in sorted(least):
        cap = left / columns
        if need > cap:
            break
        left, columns = left - need, columns - 1
    return [min(need, cap) for need in least]


def _weight(column: tuple[TableCell, ...]) -> int:
    return min(max(_LEAST, *(len(cell_text(cell)) for cell in column)), _MOST)


def _longest_word(column: tuple[TableCell, ...]) -> float:
    texts = [cell_text(cell) for cell in column]
    words = (word for text in texts for word in (*steps(text), *_CODES.findall(text)))
    return max((text_width(word, TYPE) for word in words), default=0.0) + SIDES + 0.5
