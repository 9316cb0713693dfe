"""Tables typed in a text: a caption with its key, a head row, the line under it, rows, a note.

Table: Funding by purpose {#funding}
| Purpose | US$ million |
| --- | ---: |
| Hardware | 2.6 |
Note: Per biennium.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from reports.document.inline_markup import marked_words, read_spans
from reports.document.spans import MarkupError, Spans, TypedTable
from reports.models.keys import KEY

CAPTION, NOTE, BAR = "Table:", "Note:", "|"
_KEY = re.compile(rf"\{{#({KEY})\}}$")
_RULE = re.compile(r":?-+:?")


def begins_table(lines: Sequence[str]) -> bool:
    """Whether a table begins with the first of these lines."""
    if len(lines) < 2 or not lines[1].startswith(BAR):
        return False
    return lines[0].startswith((CAPTION, BAR))


def table_keys(text: str) -> list[str]:
    """The keys of the tables in a text in order, empty for those without one."""
    lines = text.replace("\r\n", "\n").split("\n")
    found = []
    for line, below in pairwise(lines):
        if line.startswith(CAPTION) and below.startswith(BAR):
            key = _KEY.search(line.rstrip())
            found.append(key[1] if key else "")
    return found


def read_table(lines: Sequence[str], at: int) -> tuple[TypedTable, int]:
    """The table that begins at `lines[at]`, and the line behind it."""
    title = lines[at].removeprefix(CAPTION).strip() if lines[at].startswith(CAPTION) else ""
    key = _KEY.search(title)
    caption = marked_words(
        title[: key.start()].strip() if key else title, _("The caption of a table")
    )
    if not caption:
        message = _("A table needs a caption: write “Table: …” on the line above its head row.")
        raise MarkupError(message, lines[at])
    end = at + 1
    while end < len(lines) and lines[end].startswith(BAR):
        end += 1
    columns, numeric = _head(lines, at + 1, end)
    rows = tuple(_row(line, len(columns)) for line in lines[at + 3 : end])
    behind = _behind_note(lines, end)
    words = " ".join(line.strip() for line in lines[end:behind]).removeprefix(NOTE).strip()
    note = marked_words(words, _("The note under a table"))
    return TypedTable(key[1] if key else "", caption, columns, rows, numeric, note), behind


def _behind_note(lines: Sequence[str], at: int) -> int:
    """The line behind the note that begins at `at`, if one does: it goes on to a blank line or a mark."""
    if at == len(lines) or not lines[at].startswith(NOTE):
        return at
    at += 1
    while at < len(lines) and lines[at].strip() and not lines[at].startswith((BAR, "+", ":::")):
        at += 1
    return at


def _head(lines: Sequence[str], at: int, end: int) -> tuple[tuple[Spans, ...], tuple[int, ...]]:
    """The names of the columns, and which of them align right."""
    rules = cells(lines[at + 1]) if at + 1 < end else []
    if not rules or not all(map(_RULE.fullmatch, rules)):
        message = _(
            "A table has a head row, and below it a line | --- | ---: | with a cell for each column."
        )
        raise MarkupError(message, lines[at])
    if end < at + 3:
        message = _("The table “%(near)s” has no rows; write them below the line | --- |.")
        raise MarkupError(message % {"near": lines[at][:30]}, lines[at])
    what = _("The head row of a table")
    columns = tuple(marked_words(one, what) for one in cells(lines[at]))
    _refuse_ragged(lines[at + 1], len(rules), len(columns))
    return columns, tuple(place for place, rule in enumerate(rules) if rule.endswith(":"))


def _row(line: str, columns: int) -> tuple[Spans, ...]:
    found = tuple(read_spans(one) for one in cells(line))
    _refuse_ragged(line, len(found), columns)
    return found


def _refuse_ragged(line: str, count: int, columns: int) -> None:
    if count != columns:
        message = _(
            "The row “%(near)s” has %(count)s cells for %(columns)s columns; write \\| for the sign in "
            "a cell."
        )
        facts = {"near": line.strip()[:30], "count": count, "columns": columns}
        raise MarkupError(message % facts, line)


def cells(line: str) -> list[str]:
    """The cells of a row; a bar within braces or behind a backslash parts none."""
    found, cell, braces = [], "", 0
    bare = line.strip()
    index = 1
    while index < len(bare):
        sign = bare[index]
        if bare.startswith("\\|", index):
            cell += "|"
            index += 2
            continue
        braces = max(0, braces + {"{": 1, "}": -1}.get(sign, 0))
        if sign == BAR and not braces:
            found.append(cell.strip())
            cell = ""
        else:
            cell += sign
        index += 1
    return [*found, cell.strip()] if cell.strip() else found
