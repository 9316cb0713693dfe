"""Tables as plain data: columns with their share of the width, rows, headings between rows."""

from core.figure_layout import text_width
from reports.tree import Cell, Table, cell_text
from reports.writers.docx.tables import column_widths
from reports.writers.pdf.inline import InlineWriter, Plain, steps

# The cells' type is smaller than the text's, in which an `InlineWriter` measures.
_TYPE, _TEXT = 9.0, 10.0
_SIDES = 10.0
MOST_LINES = 20
MOST_SHARE = 0.4


def table_data(block: Table, inline: InlineWriter, width: float) -> Plain:
    """The table, `width` points wide; its title stands above it, its note below."""
    widths = _widths(block, width) if block.columns else []
    cells = [InlineWriter(inline.places, (column - _SIDES) * _TEXT / _TYPE) for column in widths]
    return {
        "type": "table",
        "caption": inline.text(block.title),
        "shares": widths,
        "columns": [one.text(name) for one, name in zip(cells, block.columns, strict=True)],
        "numeric": list(block.numeric),
        "rows": [_row(row, cells) for row in block.rows],
        "groups": [[number, inline.text(words)] for number, words in block.groups],
        "note": inline.text(block.note),
    }


def _widths(block: Table, width: float) -> list[float]:
    """The columns as wide as in Word, but none narrower than its longest word if others have room."""
    shares = column_widths(block)
    wanted = [width * share / sum(shares) for share in shares]
    columns = zip(block.columns, *block.rows, strict=True) if block.rows else zip(block.columns)
    least = [min(_longest_word(column), width * MOST_SHARE) for column in columns]
    pairs = list(zip(wanted, least, strict=True))
    missing = sum(max(need - have, 0) for have, need in pairs)
    spare = sum(max(have - need, 0) for have, need in pairs)
    if not missing or spare < missing:
        return wanted
    given = missing / spare
    return [need if have < need else have - (have - need) * given for have, need in pairs]


def _longest_word(column: tuple[Cell, ...]) -> float:
    words = (word for cell in column for word in steps(cell_text(cell)))
    return max((text_width(word, _TYPE) for word in words), default=0.0) + _SIDES + 0.5


def _row(row: tuple[Cell, ...], cells: list[InlineWriter]) -> Plain:
    """The cells; a row stays whole on its page, unless it is a good part of one."""
    pairs = list(zip(cells, row, strict=True))
    lines = (text_width(cell_text(cell), _TEXT) / one.room for one, cell in pairs)
    return {
        "whole": max(lines, default=0) < MOST_LINES,
        "cells": [one.text(cell) for one, cell in pairs],
    }
