"""Plain tables of the paper: a header row that is repeated, numbers at the right."""

from collections.abc import Sequence

from reports.tree import Table
from reports.writers.docx import look
from reports.writers.docx.blocks import cell, paragraph, row, table
from reports.writers.docx.inline import plain_runs
from reports.writers.docx.text_styles import TABLE_STYLE
from reports.writers.docx.xml import Element, w

_LEAST, _MOST = 8, 48


def paper_table(block: Table) -> Element:
    """The table itself, the width of the text; caption and note are the body's."""
    widths = column_widths(block)
    rows = [row(_cells(block, block.columns, widths, "TableHeading"), heading=True)]
    rows += [row(_cells(block, values, widths, "TableText")) for values in block.rows]
    return table(widths, rows, style=TABLE_STYLE, indent=look.HANG)


def _cells(block: Table, values: Sequence[str], widths: Sequence[int], style: str) -> list[Element]:
    def content(column: int, text: str) -> Element:
        right = w("jc", val="right") if column in block.numeric else None
        return paragraph(style, plain_runs(text), right)

    pairs = enumerate(zip(values, widths, strict=True))
    return [cell(width, [content(column, text)]) for column, (text, width) in pairs]


def column_widths(block: Table) -> list[int]:
    """Widths in twips that share the text's width by the longest text of each column."""
    longest = [
        min(max(len(values[column]) for values in (block.columns, *block.rows)), _MOST)
        for column in range(len(block.columns))
    ]
    weights = [max(length, _LEAST) for length in longest]
    widths = [look.COLUMN * weight // sum(weights) for weight in weights]
    return [look.COLUMN - sum(widths[1:]), *widths[1:]]
