"""From what a paragraph consists of back to its markup: the reverse of `markup`.

What is written is read back and compared, so that it says the same; what the marks cannot say is refused.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from core.numbers.syntax import TokenError
from reports.document.inline_writer import settled, words_in, write_spans
from reports.document.list_marks import point_mark
from reports.document.markup import parse
from reports.document.spans import (
    MarkupError,
    ParagraphMarkup,
    Passage,
    Point,
    PointList,
    Spans,
    TextBlock,
    TextBox,
    TextSpan,
    TypedTable,
)

_HEAD = re.compile(r"^(\(?[0-9a-z]{1,8})([.)])(?=\s)|^([-+*•|]|:::|\((?=[0-9a-z]{1,8}\)))")
_SHOWN = 40


def write(markup: ParagraphMarkup) -> str:
    """The source of one paragraph. Raises `MarkupError` for what the text format cannot say."""
    meant = _settled(markup)
    if not meant.children:
        raise MarkupError(_("A paragraph begins with a sentence; put the points below it."), "")
    for escapes in (False, True):
        written = _written(meant, escapes=escapes)
        if _reads_as(written, meant):
            return written
    near = words_in(meant.children)[:_SHOWN]
    message = _(
        "This cannot be written in the text format: “%(near)s”. A list that counts needs a colon above "
        "it or a second point."
    )
    raise MarkupError(message % {"near": near}, near)


def write_block(block: TextBlock) -> str:
    """The source of a table or box, as a person edits it."""
    return _block(block, escapes=False)


def _reads_as(written: str, meant: ParagraphMarkup) -> bool:
    try:
        return parse(written) == meant
    except (MarkupError, TokenError):
        return False


# --- As the reader makes it -----------------------------------------------------------------------


def _settled(markup: ParagraphMarkup) -> ParagraphMarkup:
    return ParagraphMarkup(_line(markup.children), tuple(map(_settled_block, markup.blocks)))


def _line(spans: Spans) -> Spans:
    """One line, without blanks at its edges."""
    found = list(settled(spans))
    while found and isinstance(first := found[0], TextSpan) and not first.text.lstrip():
        found.pop(0)
    while found and isinstance(last := found[-1], TextSpan) and not last.text.rstrip():
        found.pop()
    for place, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if found and isinstance(edge := found[place], TextSpan):
            found[place] = TextSpan(strip(edge.text), edge.strong, edge.emphasis)
    return tuple(found)


def _settled_block(block: TextBlock) -> TextBlock:
    match block:
        case Passage():
            return Passage(_line(block.children))
        case PointList():
            return _settled_list(block)
        case TextBox():
            inner = (_settled_block(one) for one in block.blocks)
            kept = tuple(one for one in inner if isinstance(one, Passage | PointList))
            return TextBox(block.title, kept)
        case TypedTable():
            return block


def _settled_list(points: PointList) -> PointList:
    return PointList(
        points.mark,
        tuple(
            Point(_line(point.children), tuple(map(_settled_list, point.below)))
            for point in points.points
        ),
    )


# --- As a person writes it ------------------------------------------------------------------------


def _written(markup: ParagraphMarkup, *, escapes: bool) -> str:
    blocks: Sequence[TextBlock] = (Passage(markup.children), *markup.blocks)
    lines = [_block(blocks[0], escapes=escapes)]
    for above, block in pairwise(blocks):
        lines.append(_between(above, block))
        lines.append(_block(block, escapes=escapes))
    return "".join(lines)


def _between(above: TextBlock, block: TextBlock) -> str:
    """What stands between two blocks: a list follows its sentence, text goes on below a "+"."""
    if isinstance(block, Passage):
        return "\n+\n" if isinstance(above, Passage) else "\n\n+\n"
    return "\n" if isinstance(block, PointList) and isinstance(above, Passage) else "\n\n"


def _block(block: TextBlock, *, escapes: bool) -> str:
    match block:
        case Passage():
            return _sentences(block.children, escapes=escapes)
        case PointList():
            return "\n".join(_points(block, "", escapes=escapes))
        case TypedTable():
            return "\n".join(_table(block))
        case TextBox():
            return _box(block, escapes=escapes)


def _sentences(spans: Spans, *, escapes: bool) -> str:
    written = write_spans(spans)
    return _HEAD.sub(_escaped, written, count=1) if escapes else written


def _escaped(found: re.Match[str]) -> str:
    """The mark at the head of a line as words: `1\\.`, `\\-`, `\\(a)`."""
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"


def _points(points: PointList, indent: str, *, escapes: bool) -> Iterator[str]:
    for place, point in enumerate(points.points):
        mark = point_mark(points.mark, place) if points.mark else "-"
        yield f"{indent}{mark} {_sentences(point.children, escapes=escapes)}"
        for below in point.below:
            yield from _points(below, indent + "  ", escapes=escapes)


def _table(table: TypedTable) -> Iterator[str]:
    key = f" {{#{table.key}}}" if table.key else ""
    yield f"Table: {_escaped_words(table.caption)}{key}"
    yield _row(_escaped_words(one) for one in table.columns)
    rules = ["---:" if place in table.numeric else "---" for place in range(len(table.columns))]
    yield _row(rules)
    for row in table.rows:
        yield _row(write_spans(cell) for cell in row)
    if table.note:
        yield f"Note: {_escaped_words(table.note)}"


def _row(cells: Iterator[str] | Sequence[str]) -> str:
    return f"| {' | '.join(map(_without_bars, cells))} |"


def _without_bars(cell: str) -> str:
    """A bar that parts no cells: outside of braces it is escaped."""
    found, braces = "", 0
    for sign in cell:
        braces = max(0, braces + {"{": 1, "}": -1}.get(sign, 0))
        found += "\\|" if sign == "|" and not braces else sign
    return found


def _escaped_words(text: str) -> str:
    """Plain words whose signs are no marks."""
    return write_spans((TextSpan(text),)) if text else ""


def _box(box: TextBox, *, escapes: bool) -> str:
    lines = [f"::: {_escaped_words(box.title)}".rstrip()]
    for place, block in enumerate(box.blocks):
        if place:
            above = box.blocks[place - 1]
            follows = isinstance(block, PointList) and isinstance(above, Passage)
            lines += [] if follows else [""]
        lines.append(_block(block, escapes=escapes))
    return "\n".join([*lines, ":::"])
