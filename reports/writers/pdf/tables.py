"""Tables as plain data: columns with their share of the width, rows, headings between rows."""

from collections.abc import Sequence

from reports.document.tree import Table, TableCell
from reports.writers.columns import (
    MOST_LINES,
    SIDES,
    TYPE,
    column_widths,
    row_lines,
    stays_whole,
)
from reports.writers.pdf.inline import InlineWriter, Plain

# The cells' type is smaller than the text's, in which an `InlineWriter` measures.
_TEXT = 10.0


def table_data(block: Table, inline: InlineWriter, width: float) -> Plain:
    """The table, `width` points wide; its title stands above it, its note below."""
    widths = column_widths(block, width) if block.columns else []
    cells = [InlineWriter(inline.places, (column - SIDES) * _TEXT / TYPE) for column in widths]
    return {
        "type": "table",
        "caption": _caption(block, inline),
        "shares": widths,
        "columns": [one.text(name) for one, name in zip(cells, block.columns, strict=True)],
        "numeric": list(block.numeric),
        "whole": stays_whole(block, widths),
        "rows": [_row(row, widths, cells) for row in block.rows],
        "groups": [[number, inline.text(words)] for number, words in block.groups],
        "note": inline.text(block.note),
    }


def _caption(block: Table, inline: InlineWriter) -> list[Plain]:
    if isinstance(block.caption, str):
        return inline.text(block.title)
    before = f"{block.label}. " if block.label else ""
    return [*inline.text(before), *inline.text(block.caption)]


def _row(row: tuple[TableCell, ...], widths: Sequence[float], cells: list[InlineWriter]) -> Plain:
    """The cells; a row stays whole on its page, unless it is a good part of one."""
    return {
        "whole": row_lines(row, widths) < MOST_LINES,
        "cells": [one.text(cell) for one, cell in zip(cells, row, strict=True)],
    }
