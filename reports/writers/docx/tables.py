"""Plain tables of the paper: a header row that is repeated, numbers at the right."""

from collections.abc import Iterator, Sequence

from reports.document.tree import CellWords, Table, TableCell, Text, cell_text
from reports.writers.columns import column_widths, stays_whole
from reports.writers.docx import look
from reports.writers.docx.blocks import cell, paragraph, row, table
from reports.writers.docx.inline import InlineWriter, plain_runs, word_language, word_runs
from reports.writers.docx.text_styles import TABLE_STYLE
from reports.writers.docx.xml import Element, w

_PER_POINT = 20


def paper_table(
    block: Table, inline: InlineWriter, room: int = look.COLUMN, indent: int = look.HANG
) -> Element:
    """The table itself, `room` twips wide; caption and note are the body's."""
    widths = _twips(block, room)
    keeps = _kept_rows(block, widths)
    rows = [row(_cells(block, block.columns, widths, "TableHeading", inline), heading=True)]
    groups = dict(block.groups)
    for number, values in enumerate(block.rows):
        if number in groups:
            rows.append(_group(groups[number], widths))
        cells = _cells(block, values, widths, "TableText", inline, keeps=number < keeps)
        rows.append(row(cells))
    return table(widths, rows, style=TABLE_STYLE, indent=indent)


def _cells(
    block: Table,
    values: Sequence[TableCell],
    widths: Sequence[int],
    style: str,
    inline: InlineWriter,
    *,
    keeps: bool = False,
) -> list[Element]:
    def content(column: int, value: TableCell) -> Element:
        right = w("jc", val="right") if column in block.numeric else None
        keep = w("keepNext") if keeps else None
        return paragraph(style, _cell_runs(block, value, inline), keep, right)

    pairs = enumerate(zip(values, widths, strict=True))
    return [cell(width, [content(column, text)]) for column, (text, width) in pairs]


def _kept_rows(block: Table, widths: Sequence[int]) -> int:
    """How many rows, from the first, stay on the page of what follows: of a small table all but the
    last, which stays with a note."""
    if not stays_whole(block, [width / _PER_POINT for width in widths]):
        return 0
    return len(block.rows) if block.note else len(block.rows) - 1


def _cell_runs(block: Table, value: TableCell, inline: InlineWriter) -> Iterator[Element]:
    """The words of a cell; those that somebody typed with their marks, notes and language."""
    if isinstance(value, CellWords):
        return inline.runs(value.children, block.language)
    if isinstance(value, str) and block.language:
        return plain_runs(value, word_language=word_language(block.language))
    return _runs(value)


def _runs(value: TableCell) -> Iterator[Element]:
    return word_runs(value) if isinstance(value, Text) else plain_runs(cell_text(value))


def _group(heading: TableCell, widths: Sequence[int]) -> Element:
    """A heading across all columns, which stays with the row below it."""
    whole = cell(sum(widths), [paragraph("TableHeading", _runs(heading))], span=len(widths))
    return row([whole])


def _twips(block: Table, room: int) -> list[int]:
    """The widths of the columns, which share `room` to the last twip."""
    widths = [round(points * _PER_POINT) for points in column_widths(block, room / _PER_POINT)]
    return [room - sum(widths[1:]), *widths[1:]]
